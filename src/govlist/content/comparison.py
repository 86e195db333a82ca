"""The differences between two files of a list: added, removed, changed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from govlist.content.json_output import chase_record, report_record
from govlist.content.labels import headings
from govlist.model.checklist import Checklist, Group, Office, Report, Task, Unit
from govlist.model.fields import known_keys
from govlist.model.words import entry_word, joined, yes_or_no
from govlist.yamlfile.writing import plain_event

_ELSEWHERE = ("format", "units", "groups", "sections", "chases")
_OF_THE_LIST = (*(key for key in known_keys(Checklist) if key not in _ELSEWHERE), "extra")
"""The keys that are compared as a whole."""


@dataclass(frozen=True)
class Difference:
    """One difference. `what` is a stable token; `task` and `unit` say where, None for the list."""

    what: str
    task: int | None = None
    unit: str | None = None
    before: Any = None
    after: Any = None


def compare(old: Checklist, new: Checklist) -> list[Difference]:
    """All differences, in the order of the new list."""
    return [
        *_fields("list", old, new, _OF_THE_LIST),
        *_owners("unit", old.units, new.units),
        *_owners("group", old.groups, new.groups),
        *_tasks(old, new),
        *_events("chase", None, None, map(chase_record, old.chases), map(chase_record, new.chases)),
    ]


def record(found: list[Difference]) -> list[dict[str, Any]]:
    """`diff OLD NEW --json`."""
    return [
        {"what": d.what, "id": d.task, "unit": d.unit, "before": d.before, "after": d.after} for d in found
    ]


def _owners(what: str, old: Iterable[Unit | Group], new: Iterable[Unit | Group]) -> Iterator[Difference]:
    """Units or groups by name."""
    before, after = {each.name: each for each in old}, {each.name: each for each in new}
    yield from (Difference(f"{what}-removed", unit=name) for name in before if name not in after)
    for name, owner in after.items():
        if name not in before:
            yield Difference(f"{what}-added", unit=name)
        else:
            keys = [f.name for f in fields(owner)]
            yield from _fields(what, before[name], owner, keys, unit=name)


def _tasks(old: Checklist, new: Checklist) -> Iterator[Difference]:
    before, after = {t.id: t for t in old.tasks()}, {t.id: t for t in new.tasks()}
    for number, task in before.items():
        if number not in after:
            yield Difference("task-removed", number, before=task.requirement)
    titles = headings(old), headings(new)
    for number, task in after.items():
        if number not in before:
            yield Difference("task-added", number, after=task.requirement)
            continue
        heading = tuple("  ".join(filter(None, each[number])) for each in titles)
        if heading[0] != heading[1]:
            yield Difference("heading", number, before=heading[0], after=heading[1])
        if before[number] is not task:  # an edit shares the tasks that it does not change
            yield from _task(before[number], task)


def _task(old: Task, new: Task) -> Iterator[Difference]:
    shown = {
        "requirement": (old.requirement, new.requirement),
        "responsible": (_who(old), _who(new)),
        "responsible_text": (old.words, new.words),
        "concerned": (joined(old.concerned), joined(new.concerned)),
        "settled": (_text(old.settled), _text(new.settled)),
        "due": (_due(old), _due(new)),
        "standing": (_text(old.standing), _text(new.standing)),
        "city_task": (old.city_task, new.city_task),
        "extra": (_text(old.extra), _text(new.extra)),
    }
    for what, (before, after) in shown.items():
        if before != after and not (what == "responsible_text" and _who(old) != _who(new)):
            yield Difference(what, new.id, before=before or None, after=after or None)
    yield from _reports(new.id, None, old.overall, new.overall)
    for unit in dict.fromkeys([*old.progress, *new.progress]):
        yield from _reports(new.id, unit, old.progress.get(unit, ()), new.progress.get(unit, ()))


def _reports(
    number: int, unit: str | None, old: Iterable[Report], new: Iterable[Report]
) -> Iterator[Difference]:
    return _events("report", number, unit, map(report_record, old), map(report_record, new))


def _events(
    what: str,
    number: int | None,
    unit: str | None,
    old: Iterable[dict[str, Any]],
    new: Iterable[dict[str, Any]],
) -> Iterator[Difference]:
    """Dated entries that were removed or added; each as often as one file has it more."""
    before, after = list(old), list(new)
    if before == after:
        return
    held = Counter(map(repr, before)), Counter(map(repr, after))
    gone, come = held[0] - held[1], held[1] - held[0]
    for event in _picked(before, gone):
        yield Difference(f"{what}-removed", number, unit or event.get("unit"), before=event)
    for event in _picked(after, come):
        yield Difference(f"{what}-added", number, unit or event.get("unit"), after=event)


def _picked(events: list[dict[str, Any]], wanted: Counter[str]) -> Iterator[dict[str, Any]]:
    for event in events:
        if wanted[repr(event)] > 0:
            wanted[repr(event)] -= 1
            yield event


def _fields(
    what: str, old: object, new: object, names: Iterable[str], unit: str | None = None
) -> Iterator[Difference]:
    for name in names:
        before, after = _text(getattr(old, name)), _text(getattr(new, name))
        if before != after:
            yield Difference(what, unit=unit, before=_named(name, before), after=_named(name, after))


def _named(name: str, text: str) -> str | None:
    return f"{name}: {text}" if text else None


def _who(task: Task) -> str:
    return joined(map(entry_word, task.responsible))


def _due(task: Task) -> str:
    return joined(each.text for each in task.due) or task.due_text or ""


def _text(value: Any) -> str:
    """A value for people; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, Office):
        value = plain_event(value)
    if isinstance(value, tuple):
        return joined(map(_text, value))
    if isinstance(value, Mapping):
        return joined(f"{key}: {_text(item)}" for key, item in value.items())
    return value.isoformat() if isinstance(value, date) else str(value)
