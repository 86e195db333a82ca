"""The list as rows for offices' tables: one row per task, or per unit and task. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from govlist.base.i18n import _, n_, p_
from govlist.base.text import visible_lines
from govlist.content.labels import basis_of, chase_word, headings, pair_status
from govlist.content.ledger import task_row
from govlist.model.checklist import Role, Task
from govlist.model.pairs import Pair, TaskState
from govlist.model.view import View
from govlist.model.words import day, joined

Row = dict[str, str]
"""A text for every key of `columns` and every `x-` key of the office."""

OF_BOTH = (
    *("number", "section", "topic", "task", "requirement", "responsible", "lead", "support", "due", "status"),
    *("progress", "remarks"),
)
OF_TASK = (*OF_BOTH, "done")
OF_PAIR = (*OF_BOTH, "unit", "basis", "evidence", "by", "date")
BLANK = dict.fromkeys([*OF_BOTH, *OF_TASK, *OF_PAIR], "")
OPTIONAL = ("lead", "support", "due")
"""Keys that a list may not use; then the texts of the office stay."""


@dataclass(frozen=True)
class Rows:
    """Rows, and the keys that they fill; other columns belong to the office."""

    rows: list[Row]
    keys: frozenset[str]


def rows(view: View) -> Rows:
    """One row per pair if units are selected, else one row per task, in the list's order."""
    result = of_pairs(view, view.pairs) if view.by_pairs else of_tasks(view)
    texts = OF_PAIR if view.by_pairs else OF_TASK
    keys = {key for key in texts if key not in OPTIONAL or any(row[key] for row in result)}
    return Rows(result, frozenset(keys | {key for row in result for key in row if key.startswith("x-")}))


def of_tasks(view: View) -> list[Row]:
    """One row per task with its state over all units."""
    titles = headings(view.checklist)
    return [_row(_task(view, state, titles[state.task.id]), state.task.extra) for state in view.tasks]


def of_pairs(view: View, pairs: Iterable[Pair]) -> list[Row]:
    """One row per pair with the unit's state."""
    titles = headings(view.checklist)
    return [
        _row(
            _pair(view, pair, titles[pair.task.id]),
            pair.task.extra,
            view.roster.units[pair.unit].extra,
            pair.own.extra if pair.own else {},
        )
        for pair in pairs
    ]


def office_keys(view: View) -> list[str]:
    """The office's `x-` keys in tasks, units and reports."""
    checklist = view.checklist
    reports = (r for task in checklist.tasks() for texts in task.progress.values() for r in texts)
    extras = [
        *(task.extra for task in checklist.tasks()),
        *(unit.extra for unit in checklist.units),
        *(report.extra for report in reports),
    ]
    return list(dict.fromkeys(key for extra in extras for key in extra))


def _row(texts: Row, *extras: Mapping[str, Any]) -> Row:
    own = {key: "" if value is None else str(value) for extra in extras for key, value in extra.items()}
    return {key: visible_lines(text) for key, text in {**BLANK, **texts, **own}.items()}


def _task(view: View, state: TaskState, titles: tuple[str, str]) -> Row:
    *_known, status, done, progress, remarks = task_row(state, view.checklist.year)
    texts = {"status": status, "done": done.strip("-"), "progress": progress, "remarks": remarks}
    return _task_texts(state.task, titles) | texts


def _pair(view: View, pair: Pair, titles: tuple[str, str]) -> Row:
    return _task_texts(pair.task, titles) | {
        "unit": pair.unit,
        "basis": basis_of(pair),
        "status": pair_status(view.checklist, pair),
        "progress": pair.note or "",
        "evidence": "\n".join(pair.evidence),
        "by": (pair.own.by if pair.own else None) or "",
        "date": pair.date.isoformat() if pair.date else "",
        "remarks": p_("note", "; ").join(_remarks(pair)),
    }


def _remarks(pair: Pair) -> Iterable[str]:
    if pair.overdue:
        yield n_("{n} day overdue", "{n} days overdue", pair.overdue).format(n=pair.overdue)
    if pair.lacks_evidence:
        yield _("lacking evidence")
    if chased := chase_word(pair):
        yield chased


def _task_texts(task: Task, titles: tuple[str, str]) -> Row:
    """The texts of a task that are the same for every unit."""
    section, topic = titles
    return {
        "number": str(task.id),
        "section": section,
        "topic": topic,
        "task": topic or section,
        "requirement": task.requirement,
        "responsible": task.words,
        "lead": _units_in_role(task, Role.LEAD),
        "support": _units_in_role(task, Role.SUPPORT),
        "due": task.due_text or (day(task.due) if task.due else ""),
    }


def _units_in_role(task: Task, role: Role) -> str:
    return joined(entry.unit for entry in task.responsible if entry.role is role)
