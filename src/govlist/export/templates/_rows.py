"""The list as rows of the columns that offices' tables have: a row a task, or a unit's part in one. Pure."""

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
"""A text for every key of `columns`, and for the office's own `x-` keys."""

OF_BOTH = (
    *("number", "section", "topic", "task", "requirement", "responsible", "lead", "support", "due", "status"),
    *("progress", "remarks"),
)
OF_TASK = (*OF_BOTH, "done")
OF_PAIR = (*OF_BOTH, "unit", "basis", "evidence", "by", "date")
BLANK = dict.fromkeys([*OF_BOTH, *OF_TASK, *OF_PAIR], "")
SOMETIMES = ("lead", "support", "due")
"""What a list need not use; where it does not, the office's own words stay."""


@dataclass(frozen=True)
class Rows:
    """Rows, and the keys under which they tell something; what stands under others is the office's."""

    rows: list[Row]
    keys: frozenset[str]


def rows(view: View) -> Rows:
    """A row a pair where units are asked for, else a row a task, in the list's order."""
    made = of_pairs(view, view.pairs) if view.by_pairs else of_tasks(view)
    told = OF_PAIR if view.by_pairs else OF_TASK
    keys = {key for key in told if key not in SOMETIMES or any(row[key] for row in made)}
    return Rows(made, frozenset(keys | {key for row in made for key in row if key.startswith("x-")}))


def of_tasks(view: View) -> list[Row]:
    """A row a task: its state over all its units."""
    titles = headings(view.checklist)
    return [_row(_task(view, state, titles[state.task.id]), state.task.extra) for state in view.tasks]


def of_pairs(view: View, pairs: Iterable[Pair]) -> list[Row]:
    """A row a pair: how far that unit is."""
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
    """The office's own keys, wherever in the list they stand."""
    checklist = view.checklist
    reports = (r for task in checklist.tasks() for told in task.progress.values() for r in told)
    extras = [
        *(task.extra for task in checklist.tasks()),
        *(unit.extra for unit in checklist.units),
        *(report.extra for report in reports),
    ]
    return list(dict.fromkeys(key for extra in extras for key in extra))


def _row(told: Row, *extras: Mapping[str, Any]) -> Row:
    own = {key: "" if value is None else str(value) for extra in extras for key, value in extra.items()}
    return {key: visible_lines(text) for key, text in {**BLANK, **told, **own}.items()}


def _task(view: View, state: TaskState, titles: tuple[str, str]) -> Row:
    *_known, status, done, progress, remarks = task_row(state, view.checklist.year)
    told = {"status": status, "done": done.strip("-"), "progress": progress, "remarks": remarks}
    return _what(state.task, titles) | told


def _pair(view: View, pair: Pair, titles: tuple[str, str]) -> Row:
    return _what(pair.task, titles) | {
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


def _what(task: Task, titles: tuple[str, str]) -> Row:
    """What a task demands of whom by when, whoever is asked about it."""
    section, topic = titles
    return {
        "number": str(task.id),
        "section": section,
        "topic": topic,
        "task": topic or section,
        "requirement": task.requirement,
        "responsible": task.words,
        "lead": _those(task, Role.LEAD),
        "support": _those(task, Role.SUPPORT),
        "due": task.due_text or (day(task.due) if task.due else ""),
    }


def _those(task: Task, role: Role) -> str:
    return joined(entry.unit for entry in task.responsible if entry.role is role)
