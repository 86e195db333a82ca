"""`list`: a table of tasks under their headings, or of pairs if units are selected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from govlist.base.i18n import _, n_
from govlist.cli.screens.status.district import done_column, task_style
from govlist.cli.screens.status.unit import state_piece
from govlist.cli.tables import NAME, Column, Line, Piece, line, paragraph, sections, table
from govlist.content.labels import basis_of, due_of, due_of_pair, headings, standing_or_word, units_done
from govlist.model import selection
from govlist.model.checklist import Checklist
from govlist.model.pairs import Pair, TaskState
from govlist.model.view import View
from govlist.model.words import joined, short_day

T = TypeVar("T")


def lines(view: View, max_width: int | None, chosen: Sequence[str] | None = None) -> list[Line]:
    """The selected tasks or pairs, and their number; `chosen` names the columns.

    A column that only pairs have makes a row for each pair.
    """
    tasks = _columns_of_tasks(view, max_width, more=chosen is not None)
    pairs = _columns_of_pairs(view, more=chosen is not None)
    keys = selection.columns(chosen, _titles(pairs) | _titles(tasks))
    if view.by_pairs or not set(keys) <= set(tasks):
        number, total = len(view.pairs), n_("{n} unit and task", "{n} units and tasks", len(view.pairs))
        shown = _chosen(pairs, keys or [key for key in pairs if key != "unit" or not view.one], chosen)
        rows = [[each.cell(pair) for each in shown] for pair in view.pairs]
        made = table([each.column for each in shown], rows, max_width)
    else:
        number, total = len(view.tasks), n_("{n} task", "{n} tasks", len(view.tasks))
        made = _tasks(view, _chosen(tasks, keys or list(tasks), chosen), max_width)
    return [*made, line(total.format(n=number) if number else _none(view), "dim")]


def known_columns() -> dict[str, str]:
    """The title of every column under its key."""
    view = View(Checklist(title="", year=1000, units=(), groups=(), sections=()), date.min)
    return _titles(_columns_of_pairs(view, more=True) | _columns_of_tasks(view, None, more=True))


def _none(view: View) -> str:
    if any(True for _task in view.checklist.tasks()):
        return _("no matching tasks")
    return _("The list has no tasks yet.")


class Shown(NamedTuple, Generic[T]):
    """A column with its cell for a task or a pair."""

    column: Column
    cell: Callable[[T], Piece]


def _tasks(view: View, shown: Sequence[Shown[TaskState]], max_width: int | None) -> list[Line]:
    columns = [each.column for each in shown]
    if not view.tasks:
        return []

    def row(state: TaskState) -> list[Piece]:
        return [each.cell(state) for each in shown]

    if view.filter.sort != "list":  # then tasks of one heading need not stand together
        return [*table(columns, [row(state) for state in view.tasks], max_width), line()]
    titles = headings(view.checklist)
    groups, above = [], ""
    for (section, topic), states in groupby(view.tasks, key=lambda s: titles[s.task.id]):
        words = [topic] if section == above and topic else [section, topic]
        title = [each for text in words if text for each in paragraph(text, max_width, "title")]
        groups.append((title, [row(state) for state in states]))
        above = section
    return [*sections(columns, groups, max_width), line()]


def _columns_of_tasks(view: View, max_width: int | None, more: bool) -> dict[str, Shown[TaskState]]:
    """The columns of a task under their keys; the usual ones, or with `more` also those of the ledger."""
    year = view.checklist.year
    usual: dict[str, Shown[TaskState]] = {
        "id": Shown(Column(_("No."), right=True), lambda s: (str(s.task.id), "")),
        "requirement": Shown(
            Column(_("requirement"), least=36, room=True), lambda s: (s.task.requirement, "")
        ),
        "responsible_text": Shown(
            Column(_("responsible"), drop=1, least=24), lambda s: (s.task.words, "dim")
        ),
        "due": Shown(Column(_("deadline"), drop=2, keep=False), lambda s: (due_of(s.task, year), "")),
        "status": Shown(Column(_("status"), least=16), lambda s: (standing_or_word(s), task_style(s))),
        "done": Shown(done_column(max_width), lambda s: (units_done(s), "")),
    }
    if not more:
        return usual
    from govlist.content import entries  # only for other columns

    found = {entry.task.id: entry for entry in entries.of_tasks(view)}

    def other(cell: Callable[[entries.Entry], Any]) -> Callable[[TaskState], Piece]:
        return lambda state: (_text(cell(found[state.task.id])), "")

    of_tasks = ("section", "topic", "lead", "progress", "remarks", "city_task")
    ledger = {each.key: each for each in entries.LEDGER if each.key in of_tasks}
    return usual | {
        key: Shown(Column(each.title(), least=12), other(each.cell)) for key, each in ledger.items()
    }


def _columns_of_pairs(view: View, more: bool) -> dict[str, Shown[Pair]]:
    """The columns of a pair under their keys; the usual ones, or with `more` also those of the flat table."""
    checklist = view.checklist
    usual: dict[str, Shown[Pair]] = {
        "unit": Shown(Column(_("unit"), least=NAME), lambda p: (p.unit, "")),
        "id": Shown(Column(_("No."), right=True), lambda p: (str(p.task.id), "")),
        "requirement": Shown(
            Column(_("requirement"), least=20, room=True), lambda p: (p.task.requirement, "")
        ),
        "status": Shown(Column(_("status")), lambda p: state_piece(checklist, p)),
        "basis": Shown(Column(_("basis"), drop=1), lambda p: (basis_of(p), "dim")),
        "date": Shown(Column(_("last report"), drop=3, keep=False), lambda p: (short_day(p.date), "")),
        "due": Shown(Column(_("deadline"), drop=2, keep=False), lambda p: _due(p, checklist.year)),
    }
    if not more:
        return usual
    from govlist.content import entries, flat  # only for other columns

    found = {
        (entry.task.id, entry.pair.unit): entry for entry in entries.of_pairs(view, view.pairs) if entry.pair
    }

    def other(field: flat.Field) -> Callable[[Pair], Piece]:
        return lambda pair: (_text((field.word or field.code)(found[pair.task.id, pair.unit], pair)), "")

    return usual | {
        each.key: Shown(Column(each.title(), least=12), other(each))
        for each in flat.FIELDS
        if each.title and each.key not in usual
    }


def _titles(known: Mapping[str, Shown[Any]]) -> dict[str, str]:
    return {key: each.column.title for key, each in known.items()}


def _chosen(
    known: Mapping[str, Shown[T]], keys: Sequence[str], asked: Sequence[str] | None
) -> list[Shown[T]]:
    """The columns of some keys; those that were asked for are never left out."""
    if not asked:
        return [known[key] for key in keys]
    kept = selection.columns(keys, _titles(known))
    return [known[key]._replace(column=known[key].column._replace(drop=0, keep=True)) for key in kept]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return joined(value)
    return "" if value is None else str(value)


def _due(pair: Pair, year: int) -> Piece:
    return due_of_pair(pair, year), "bad" if pair.overdue else "warn" if pair.due_soon else ""
