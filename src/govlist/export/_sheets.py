"""The sheets of a workbook as data: the ledger, the other parts, the units' figures, tasks by unit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from typing import Any

from govlist.base.i18n import _, p_
from govlist.base.text import cut, width
from govlist.content import columns, entries
from govlist.content.columns import Column, Row, Value, counts_by_kind, counts_columns, of_span, reports_title
from govlist.content.labels import pair_status
from govlist.content.ledger import Ledger, Part, ledger
from govlist.model.figures import Asked, Counts, asked, count
from govlist.model.kinds import kinds
from govlist.model.view import View

ROOM = 150
"""The width of a table in characters: it fits landscape A4 in a legible size."""
UNITS = 16_000
"""The most units with a column each; no office has as many."""
UNIT, LEAST = 10, 52
"""The width of a unit's column in the table of tasks by unit, and the least width of the requirement."""
MANY = 18
"""The most units whose columns have that width; those of more units are as narrow as their words allow."""
LINES = 2
"""The lines of a requirement in that table."""


@dataclass(frozen=True)
class Table:
    """A table with its layout: cells by position, None for no cell.

    Of its first `merged` columns equal cells of rows that follow one another become one.
    """

    header: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    merged: int = 0
    states: tuple[int, ...] = ()
    """The columns with the word for a status."""
    share: int | None = None
    """The column with the share done as a number, shown as a bar; its text is in the next column."""
    bars: tuple[tuple[int, str], ...] = ()
    """The columns stacked in the chart, with their states; the unit is in the last frozen column."""
    total: bool = False
    """Whether the last row is the sum of the others."""
    above: tuple[str, ...] = ()
    """Words above the header; equal neighbours are merged."""
    held: int = 0
    """The number of first columns that stay in view (frozen)."""
    upright: bool = False
    """Whether the titles after those columns stand upright, because the columns are narrow."""
    widths: tuple[float, ...] = ()
    """Widths of the columns in characters; if empty, they follow from the contents."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, title, subtitle, paragraphs, a table, and notes at the end."""

    name: str
    title: str
    subtitle: str = ""
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    notes: str = ""
    legend: tuple[str, ...] = field(default=())
    """The words for the statuses that occur, shown in their colours."""


def sheets(view: View) -> list[Sheet]:
    """All sheets, the ledger first; for one unit its tasks first."""
    made = ledger(view, in_one=True)
    overview, *parts = made.parts
    name = _("Tasks") if view.one else _("By task")
    tasks = next((part for part in parts if part.title == name), Part(name))
    main = _ledger(view, made, overview, tasks)
    figures = [] if view.one or not view.tasks else [_by_unit(view, made), *_by_task_and_unit(view, made)]
    others = (part for part in parts if part is not tasks and part.level == 2)
    return [main, *figures, *(_of_part(made, part) for part in others if part.table or part.paragraphs)]


def _ledger(view: View, made: Ledger, overview: Part, part: Part) -> Sheet:
    if view.one and part.table:
        part = changed(part, table=entries.with_headings(part.table).used())
    sheet = _of_part(made, part)
    return changed(
        sheet,
        name=p_("sheet", "Ledger"),
        title=made.title,
        subtitle=made.subtitle,
        paragraphs=overview.paragraphs,
        notes=made.notes,
    )


def of_paper(made: Ledger) -> list[Sheet]:
    """A sheet for each part of a paper with a table; the first has what is said before it, and the notes."""
    parts = [part for part in made.parts if part.table]
    before = tuple(text for part in made.parts if not part.table for text in part.paragraphs)
    if not parts:
        return [Sheet(made.title, made.title, made.subtitle, before, notes=made.notes)]
    first, *rest = (_of_part(made, part) for part in parts)
    first = changed(first, title=made.title, subtitle=made.subtitle, notes=made.notes)
    return [changed(first, paragraphs=before + first.paragraphs), *rest]


def _of_part(made: Ledger, part: Part) -> Sheet:
    """The sheet for a part of the ledger."""
    subtitle = "　　".join([made.title, made.subtitle])
    return Sheet(
        part.title, part.title, subtitle, part.paragraphs, laid_out(part.table) if part.table else None
    )


def laid_out(table: columns.Table, **options: Any) -> Table:
    """The layout of a table; task numbers are numbers, so that they sort correctly."""
    places = {column.key: place for place, column in enumerate(table.columns)}
    return Table(
        tuple(column.title() for column in table.columns),
        [[int(row[key]) if key == "number" else row[key] for key in places] for row in table.rows],
        merged=table.merged,
        states=tuple(places[column.key] for column in table.columns if column.status),
        share=places.get("share"),
        bars=tuple((places[c.key], c.state) for c in table.columns if c.whole),
        **{"total": table.total, "held": int(table.total), **options},
    )


# -- figures by unit -------------------------------------------------------------------------------


def _by_unit(view: View, made: Ledger) -> Sheet:
    """A row for each unit, by kind, slowest first, and a total. The charted columns add up to 应办."""
    found = [(kind, *each) for kind, units in counts_by_kind(view) for each in units]
    figures = [
        figure
        for figure in of_span(view, counts_columns(view.checklist.confirm))
        if figure.keep or any(figure.cell(counts) for _kind, _unit, counts in found)
    ]
    whole = asked(view.pairs)

    def row(kind: str, unit: str, counts: Counts, reports: Asked) -> Row:
        return {
            "kind": kind,
            "unit": unit,
            **{figure.key: figure.cell(counts) for figure in figures},
            "percent": counts.percent,
            "share": "—" if counts.share is None else counts.share,
            "reports": reports.fraction,
        }

    heads: tuple[Column[Any], ...] = (
        Column[Row]("kind", lambda: p_("sheet", "kind")),
        Column[Row]("unit", lambda: _("unit")),
        *figures,
        Column[Row]("percent", lambda: p_("sheet", "share done")),
        Column[Row]("share", lambda: p_("sheet", "progress")),
        *([Column[Row]("reports", lambda: reports_title(view))] if whole.reports else []),
    )
    rows = [row(kind, unit, counts, asked(view.of_unit(unit))) for kind, unit, counts in found]
    rows.append(row(p_("sheet", "Total"), "", count(view.pairs), whole))
    table = laid_out(columns.Table(heads, tuple(rows)), total=True, held=2)
    name = _("By unit")
    return Sheet(name, name, "　　".join([made.title, made.subtitle]), table=table)


# -- tasks by unit ---------------------------------------------------------------------------------


def _by_task_and_unit(view: View, made: Ledger) -> list[Sheet]:
    """A row for each task, a column for each unit, with the pair's status; none if there are no pairs."""
    units = [(kind.title, unit) for kind in kinds(view) for unit in kind.units]
    found = {(pair.task.id, pair.unit): pair_status(view.checklist, pair) for pair in view.pairs}
    if not found or len(units) > UNITS:
        return []
    words = tuple(dict.fromkeys(found.values()))
    narrow = len(units) > MANY
    each = _narrowest(words) if narrow else UNIT
    wide = max(ROOM - 8 - each * len(units), LEAST)
    rows = [
        (
            state.task.id,
            cut(" ".join(state.task.requirement.split()), LINES * (wide - 3)),
            *(found.get((state.task.id, unit)) for _kind, unit in units),
        )
        for state in view.tasks
    ]
    table = Table(
        (_("No."), _("requirement"), *(unit for _kind, unit in units)),
        rows,
        states=tuple(range(2, 2 + len(units))),
        above=("", "", *(kind for kind, _unit in units)),
        held=2,
        upright=narrow,
        widths=(8, wide, *(each for _unit in units)),
    )
    name = p_("sheet", "Tasks by unit")
    subtitle = "　　".join([made.title, made.subtitle])
    return [Sheet(name, name, subtitle, table=table, legend=words)]


def _narrowest(words: Iterable[str]) -> int:
    """The width of a column in which every word of a status stands in two lines, broken only at a blank."""
    parts = ([*word.split()] if " " in word else [word[: -(-len(word) // 2)]] for word in words)
    return max(width(part) for each in parts for part in each) + 1
