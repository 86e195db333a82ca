"""`status`: one unit's screen, or the district's with a table for each kind of unit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_, p_
from govlist.cli.screens.status import unit as unit_screen
from govlist.cli.tables import Column, Line, Piece, bar, flowing, line, paragraph, spread, table, tables
from govlist.content import groups
from govlist.content.columns import counts_columns
from govlist.content.groups import Row
from govlist.content.labels import (
    archived,
    as_of,
    bare_title,
    standing_or_word,
    task_state,
    units_done,
)
from govlist.content.summaries import (
    district_sentence,
    due_soon_clause,
    overdue_clause,
    round_clause,
    unit_sentence,
)
from govlist.model import selection
from govlist.model.figures import Counts, count
from govlist.model.kinds import kinds
from govlist.model.pairs import TaskState
from govlist.model.view import View
from govlist.model.words import choose, joined, placeholders

COUNTED_NAME = 28
"""The least width of the names beside figures: what is overdue and missing comes before a longer name."""
BAR_DROP = 3
"""When the bar beside the share done is left out, among the figures' `drop`."""


class Shape(NamedTuple):
    """Options of the screen: grouping, order, the unit's name as typed, the file."""

    by: str | None
    sort: str
    called: str
    path: Path
    columns: Sequence[str] | None = None
    """The columns to show, as typed; None for the usual ones."""


def brief(view: View) -> str:
    """Only the summary sentence."""
    return unit_sentence(view, view.one) if view.one else district_sentence(view)


def lines(view: View, shape: Shape, max_width: int | None) -> list[Line]:
    """The whole screen. Raises GovlistError for an order, group or columns that it does not have."""
    shape = shape._replace(sort=selection.sort(shape.sort))
    by_task = shape.by is not None and choose(shape.by, groups.BY, "--group-by") == "task"
    if shape.columns and (by_task or (view.one and shape.by is None)):
        hint = placeholders("govlist list UNIT --columns NAMES")
        raise GovlistError(_("--columns is only for tables of figures"), hint=hint)
    if view.one and shape.by is None:
        made = unit_screen.lines(view, view.one, max_width, shape.called)
    else:
        by = None if shape.by is None else choose(shape.by, groups.BY, "--group-by")
        made = _district(view, shape._replace(by=by), max_width)
    ending = filter(None, [_("List: {path}").format(path=shape.path), archived(view)])
    return [*made, line(), *paragraph("  ".join(ending), max_width, "dim")]


def _district(view: View, shape: Shape, max_width: int | None) -> list[Line]:
    who = view.checklist.region if not view.filter.units else joined(view.filter.units)
    title = f"{who or ''} {bare_title(view.checklist)}".strip()
    made = [*spread(title, as_of(view), max_width, "title"), *paragraph(district_sentence(view), max_width)]
    if not view.tasks:
        return made
    made += flowing(_figures(view, max_width), max_width)
    if shape.by is None:
        made += _without_owner(view, max_width)
        made += _by_kind(view, shape, max_width)
    elif shape.by == "task":
        made += _tasks_table(view, max_width)
    else:
        rows = groups.rows(view, shape.by, shape.sort)
        (shown,) = _counts_tables(view, _heading(shape.by), [rows], max_width, shape.columns)
        made += [line(), *shown]
    return made


def _figures(view: View, max_width: int | None) -> list[str]:
    counts = count(view.pairs)
    return [
        bar(counts.done, counts.applicable, max_width),
        overdue_clause(view.checklist, counts.overdue),
        due_soon_clause(counts.due_soon),
        _("{n} lacking evidence").format(n=counts.lacking_evidence) if counts.lacking_evidence else "",
        round_clause(view, view.pairs, pairs=True),
        _("{n} to be settled").format(n=counts.candidates) if counts.candidates else "",
    ]


def _without_owner(view: View, max_width: int | None) -> list[Line]:
    states = [state for state in view.tasks if state.no_owner]
    if not states:
        return []
    columns = [
        Column(_("No."), right=True),
        Column(_("requirement"), least=20, room=True),
        Column(_("who the list names"), least=20),
    ]
    rows: list[list[Piece]] = [
        [(str(s.task.id), ""), (s.task.requirement, ""), (s.task.words, "warn")] for s in states
    ]
    title = n_("{n} task without an owner", "{n} tasks without an owner", len(states)).format(n=len(states))
    command: Line = [(_("To settle: "), "dim"), ("govlist assign", "command")]
    return [line(), line(title, "title"), *table(columns, rows, max_width), command]


def _heading(by: str) -> str:
    return {"unit": _("unit"), "kind": _("kind"), "section": _("section"), "topic": _("topic")}[by]


def _by_kind(view: View, shape: Shape, max_width: int | None) -> list[Line]:
    """One table per kind, all with the same column widths."""
    found = [(kind, groups.of_units(view, kind.units, shape.sort)) for kind in kinds(view)]
    found = [(kind, rows) for kind, rows in found if rows]
    made: list[Line] = []
    shown = _counts_tables(view, _("unit"), [rows for _kind, rows in found], max_width, shape.columns)
    for (kind, _rows), each in zip(found, shown, strict=True):
        title = kind.title if kind.ranked else _("{title} (not ranked)").format(title=kind.title)
        made += [line(), *paragraph(title, max_width, "title"), *each]
    return made


def _counts_tables(
    view: View,
    heading: str,
    found: Sequence[Sequence[Row]],
    max_width: int | None,
    chosen: Sequence[str] | None,
) -> list[list[Line]]:
    """A table for each group, in line with the others; the share done comes before all other figures.

    `chosen` names the figures to show, which are then never left out.
    """
    figures = {figure.key: figure for figure in counts_columns(view.checklist.confirm)}
    keys = selection.columns(chosen, {key: each.title() for key, each in figures.items()})
    if keys:
        figures = {key: figures[key]._replace(drop=0, keep=True) for key in keys}
    columns = [
        Column(heading, least=COUNTED_NAME),
        Column(p_("column", "share"), right=True),
        Column("", drop=BAR_DROP),
    ]
    columns += [Column(f.title(), right=True, drop=f.drop, keep=f.keep) for f in figures.values()]

    def cells(row: Row) -> list[Piece]:
        counts = count(row.pairs)
        numbers = ((key, figure.cell(counts)) for key, figure in figures.items())
        styled: list[Piece] = [(str(n or "-"), style(key, n)) for key, n in numbers]
        return [(row.title, ""), (counts.percent, ""), (_small_bar(counts), "good"), *styled]

    return tables(columns, [[cells(row) for row in rows] for rows in found], max_width)


def style(key: str, figure: int) -> str:
    """The style of a figure: figures that need attention are highlighted, zeros are dimmed."""
    if not figure:
        return "dim"
    if key in ("behind", "overdue"):
        return "bad"
    return "warn" if key in ("returned", "due_soon", "missing", "lacking_evidence") else ""


def _small_bar(counts: Counts) -> str:
    """The share done, without its number; empty for 0/0."""
    if counts.share is None:
        return ""
    filled = int(counts.share * 10)
    return f"[{'#' * filled}{'-' * (10 - filled)}]"


def _tasks_table(view: View, max_width: int | None) -> list[Line]:
    columns = [
        Column(_("No."), right=True),
        Column(_("requirement"), least=36, room=True),
        Column(_("status"), least=16),
        done_column(max_width),
        Column(_("who the list names"), drop=1, least=24),
    ]
    rows: list[list[Piece]] = [
        [
            (str(state.task.id), ""),
            (state.task.requirement, ""),
            (standing_or_word(state), task_style(state)),
            (units_done(state), ""),
            (state.task.words, "dim"),
        ]
        for state in view.tasks
    ]
    return [line(), *table(columns, rows, max_width)]


def done_column(max_width: int | None) -> Column:
    """The column of `units_done`; only a wide terminal has room to say that the leads have done it."""
    return Column(_("units done"), least=24 if max_width and max_width >= 100 else 7, drop=3, keep=False)


def task_style(state: TaskState) -> str:
    """The style of a task's own status."""
    return "warn" if state.no_owner else unit_screen.STYLE[task_state(state).colour]
