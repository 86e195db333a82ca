"""`list`: a table of tasks under their headings, or of pairs if units are selected."""

from __future__ import annotations

from itertools import groupby

from govlist.base.i18n import _, n_
from govlist.cli.screens.status.district import done_column, task_style
from govlist.cli.screens.status.unit import state_piece
from govlist.cli.tables import NAME, Column, Line, Piece, line, paragraph, sections, table
from govlist.content.labels import basis_of, due_of, due_of_pair, headings, standing_or_word, units_done
from govlist.model.pairs import Pair, TaskState
from govlist.model.view import View
from govlist.model.words import short_day


def lines(view: View, max_width: int | None) -> list[Line]:
    """The selected tasks or pairs, and their number."""
    if view.by_pairs:
        made = _pairs(view, max_width)
        number = len(view.pairs)
        total = n_("{n} unit and task", "{n} units and tasks", number).format(n=number)
    else:
        made = _tasks(view, max_width)
        number = len(view.tasks)
        total = n_("{n} task", "{n} tasks", number).format(n=number)
    return [*made, line(total if number else _none(view), "dim")]


def _none(view: View) -> str:
    if any(True for _task in view.checklist.tasks()):
        return _("no matching tasks")
    return _("The list has no tasks yet.")


def _tasks(view: View, max_width: int | None) -> list[Line]:
    columns = [
        Column(_("No."), right=True),
        Column(_("requirement"), least=36, room=True),
        Column(_("responsible"), drop=1, least=24),
        Column(_("deadline"), drop=2, keep=False),
        Column(_("status"), least=16),
        done_column(max_width),
    ]
    if not view.tasks:
        return []
    titles = headings(view.checklist)
    groups, above = [], ""
    for (section, topic), states in groupby(view.tasks, key=lambda s: titles[s.task.id]):
        words = [topic] if section == above and topic else [section, topic]
        title = [each for text in words if text for each in paragraph(text, max_width, "title")]
        groups.append((title, [_task(state, view.checklist.year) for state in states]))
        above = section
    return [*sections(columns, groups, max_width), line()]


def _task(state: TaskState, year: int) -> list[Piece]:
    return [
        (str(state.task.id), ""),
        (state.task.requirement, ""),
        (state.task.words, "dim"),
        (due_of(state.task, year), ""),
        (standing_or_word(state), task_style(state)),
        (units_done(state), ""),
    ]


def _pairs(view: View, max_width: int | None) -> list[Line]:
    columns = [
        Column(_("unit"), least=NAME),
        Column(_("No."), right=True),
        Column(_("requirement"), least=20, room=True),
        Column(_("status")),
        Column(_("basis"), drop=1),
        Column(_("last report"), drop=3, keep=False),
        Column(_("deadline"), drop=2, keep=False),
    ]
    if view.one:
        return table(columns[1:], [_pair(view, pair)[1:] for pair in view.pairs], max_width)
    return table(columns, [_pair(view, pair) for pair in view.pairs], max_width)


def _pair(view: View, pair: Pair) -> list[Piece]:
    return [
        (pair.unit, ""),
        (str(pair.task.id), ""),
        (pair.task.requirement, ""),
        state_piece(view.checklist, pair),
        (basis_of(pair), "dim"),
        (short_day(pair.date), ""),
        (due_of_pair(pair, view.checklist.year), "bad" if pair.overdue else "warn" if pair.due_soon else ""),
    ]
