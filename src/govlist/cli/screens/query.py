"""`query`: an answer as a table, or row by row where that is too wide; the tables, the questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from govlist.base.i18n import _
from govlist.base.text import pad, width
from govlist.cli.tables import GAP, MIN_CELL, Column, Line, Piece, hanging, line, paragraph, table
from govlist.many import schema, views
from govlist.many.answers import plain
from govlist.many.database import Answer
from govlist.many.questions import QUESTIONS
from govlist.model.words import yes_or_no

MOST = 1000
"""The rows that a terminal shows; and those from which the widths of the columns follow."""
LEAST = 0.001
"""The least number that is shown with four decimals; lesser ones have an exponent."""
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "U")
"""The beginnings of the types of numbers."""


def lines(answer: Answer, max_width: int | None) -> Iterator[Line]:
    """The rows as a table; on a terminal the first thousand of them."""
    numbers = [kind.startswith(NUMBERS) and kind != "UUID" for kind in answer.types]
    columns = [
        Column(name, right=number, least=0 if number else MIN_CELL)
        for name, number in zip(answer.names, numbers, strict=True)
    ]
    rows = iter(answer.rows)
    values = list(islice(rows, MOST))
    places = [max((_places(value) for value in column), default=0) for column in zip(*values, strict=True)]
    first = [_cells(row, places) for row in values]
    if not first:
        yield line(_("no rows"), "dim")
        return
    if max_width is not None and _least(columns, first) > max_width:
        yield from _records(answer.names, first, max_width)
    else:
        yield from table(columns, first, max_width)
        if max_width is None:
            yield from _rest(columns, first, rows, places)
    if max_width is not None and next(rows, None) is not None:
        text = _("Only the first {n} rows are shown; --csv and a pipe have all of them.").format(n=MOST)
        yield from paragraph(text, max_width, "dim")


def _rest(
    columns: Sequence[Column], first: list[list[Piece]], rows: Iterator[Any], places: list[int]
) -> Iterator[Line]:
    """The rows after the first, in columns of at least the same widths."""
    sizes = [max(width(text) for text, _style in column) for column in zip(*first, strict=True)]
    like: list[Piece] = [("x" * size, "") for size in sizes]
    while some := [_cells(row, places) for row in islice(rows, MOST)]:
        yield from table(columns, [like, *some], None)[2:]


def _least(columns: Sequence[Column], rows: Sequence[Sequence[Piece]]) -> int:
    """The least width of a table: texts can be cut, numbers cannot."""
    sizes = (
        max(
            min(width(text), column.least or width(text))
            for text in (column.title, *(row[index][0] for row in rows))
        )
        for index, column in enumerate(columns)
    )
    return sum(sizes) + len(GAP) * (len(columns) - 1)


def _records(names: Sequence[str], rows: Iterable[Sequence[Piece]], max_width: int) -> Iterator[Line]:
    """Each row as lines of a name and a value."""
    size = max(map(width, names))
    for number, row in enumerate(rows):
        if number:
            yield line()
        for name, (text, style) in zip(names, row, strict=True):
            yield from hanging([(pad(name, size), "head"), (GAP, "")], text, max_width, style)


def _cells(row: Sequence[Any], places: list[int]) -> list[Piece]:
    return [_cell(value, after) for value, after in zip(row, places, strict=True)]


def _cell(value: Any, places: int) -> Piece:
    """A value as people read it; what has decimals has as many as the others of its column."""
    if value is None:
        return "-", "dim"
    if isinstance(value, bool):
        return yes_or_no(value), ""
    shown = plain(value)
    if isinstance(shown, float):
        shown = f"{shown:.6g}" if 0 < abs(shown) < LEAST else f"{shown:.{places}f}"
    return str(shown), ""


def _places(value: Any) -> int:
    """The decimals that a value needs, at most four."""
    shown = plain(value)
    if not isinstance(shown, float) or 0 < abs(shown) < LEAST:
        return 0
    return len(f"{shown:.4f}".rstrip("0").partition(".")[2])


def table_lines(max_width: int | None) -> Iterator[Line]:
    """Each table with its columns, their types and meanings."""
    yield from paragraph(_("Every table begins with these columns:"), max_width, "title")
    yield from _column_lines(schema.IDENTITY, max_width)
    for each in views.tables():
        yield line()
        yield from hanging([(each.name, "title"), (GAP, "")], _(each.meaning), max_width)
        yield from _column_lines([one for one in each.columns if one not in schema.IDENTITY], max_width)


def _column_lines(columns: Sequence[schema.Column], max_width: int | None) -> Iterator[Line]:
    size = max((width(column.name) for column in columns), default=0)
    for column in columns:
        head: Line = [(f"  {pad(column.name, size)}{GAP}", ""), (f"{column.type.value:<9}", "dim")]
        yield from hanging(head, _(column.meaning), max_width)


def question_lines(day: date, max_width: int | None) -> Iterator[Line]:
    """Each question with its number, name and SQL for a day."""
    for number, each in enumerate(QUESTIONS, 1):
        if number > 1:
            yield line()
        head: Line = [(f"{number:>2}  ", "title"), (f"{each.name}{GAP}", "command")]
        yield from hanging(head, _(each.title), max_width)
        yield from (line(f"    {row}") for row in each.on(day).splitlines())
