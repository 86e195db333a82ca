"""Two files of a list: tasks added, removed, reworded; units; reports. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govlist.model import Checklist, Report, Task
from govlist.records import report_record
from govlist.words import joined


@dataclass(frozen=True)
class Difference:
    """One thing that differs. `what` is a stable token; `task` and `unit` say where, None for the list."""

    what: str
    task: int | None = None
    unit: str | None = None
    before: Any = None
    after: Any = None


def compare(old: Checklist, new: Checklist) -> list[Difference]:
    """All that differs, in the new list's order."""
    found = [
        Difference("list", before=before, after=after)
        for before, after in _fields(old, new, ("title", "year", "region", "rounds", "confirm", "closed"))
    ]
    units = {unit.name: unit for unit in old.units}, {unit.name: unit for unit in new.units}
    found += [Difference("unit-removed", unit=name) for name in units[0] if name not in units[1]]
    found += [Difference("unit-added", unit=name) for name in units[1] if name not in units[0]]
    tasks = {task.id: task for task in old.tasks()}, {task.id: task for task in new.tasks()}
    found += [
        Difference("task-removed", number, before=task.requirement)
        for number, task in tasks[0].items()
        if number not in tasks[1]
    ]
    for number, task in tasks[1].items():
        if number not in tasks[0]:
            found.append(Difference("task-added", number, after=task.requirement))
        else:
            found += _task(tasks[0][number], task)
    return found


def record(found: list[Difference]) -> list[dict[str, Any]]:
    """`diff OLD NEW --json`."""
    return [
        {"what": d.what, "id": d.task, "unit": d.unit, "before": d.before, "after": d.after} for d in found
    ]


def _task(old: Task, new: Task) -> list[Difference]:
    found = []
    for what, before, after in (
        ("requirement", old.requirement, new.requirement),
        ("responsible", _who(old), _who(new)),
        ("concerned", joined(old.concerned), joined(new.concerned)),
        ("settled", _text(old.settled), _text(new.settled)),
        ("due", _text(old.due) or old.due_text, _text(new.due) or new.due_text),
    ):
        if before != after:
            found.append(Difference(what, new.id, before=before, after=after))
    pairs = [(None, old.overall, new.overall)]
    pairs += [
        (unit, old.progress.get(unit, ()), new.progress.get(unit, ()))  # type: ignore[misc]
        for unit in dict.fromkeys([*old.progress, *new.progress])
    ]
    for unit, before_reports, after_reports in pairs:
        found += _reports(new.id, unit, before_reports, after_reports)
    return found


def _reports(
    number: int, unit: str | None, old: tuple[Report, ...], new: tuple[Report, ...]
) -> list[Difference]:
    gone = [report for report in old if report not in new]
    come = [report for report in new if report not in old]
    return [
        *(Difference("report-removed", number, unit, before=report_record(r)) for r in gone),
        *(Difference("report-added", number, unit, after=report_record(r)) for r in come),
    ]


def _fields(old: Checklist, new: Checklist, names: tuple[str, ...]) -> list[tuple[str, str]]:
    values = ((_text(getattr(old, name)), _text(getattr(new, name)), name) for name in names)
    return [(f"{name}: {before}", f"{name}: {after}") for before, after, name in values if before != after]


def _who(task: Task) -> str:
    return joined(entry.unit for entry in task.responsible)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
