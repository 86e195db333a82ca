"""Writes the sheet of all rows: a table with filters, one line a row, real dates and numbers, no merges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as Filtered
from openpyxl.worksheet.table import TableColumn, TableStyleInfo

from govlist.base.i18n import p_
from govlist.base.text import width
from govlist.content.columns import Table, Value
from govlist.documents.paper.workbook import put, written
from govlist.export import _workbook_finish as finish
from govlist.export._workbook_look import CELL, DAY, HEADER, Look
from govlist.export._workbook_rows import BUTTON, EDGE

SAMPLE = 300
"""The number of rows from which the widths of columns are computed."""
WIDEST = 30
"""The greatest width of a column in characters."""
LONGEST = 200
"""The most characters of a title; Excel takes 255."""
MOST = 10**11
"""The least whole number that Excel would not show as it is."""


def draw(book: Workbook, table: Table) -> None:
    """Add the sheet to a write-only workbook; the table has at least one row."""
    out: Any = book.create_sheet(p_("sheet", "All rows"))
    titles = _titles(column.title() for column in table.columns)
    rows = [[_value(row.get(column.key)) for column in table.columns] for row in table.rows]
    widths = [_width(*cells) for cells in zip(titles, *rows[:SAMPLE], strict=True)]
    for number, wide in enumerate(widths, 1):
        out.column_dimensions[get_column_letter(number)].width = wide
    finish.page(out, widths)
    out.sheet_view.showGridLines = out.print_options.gridLines = True
    out._values_to_row = finish.as_they_are
    out.print_title_rows, out.freeze_panes = "1:1", "B2"
    _write(out, titles, rows)
    area = f"A1:{get_column_letter(len(titles))}{len(rows) + 1}"
    for place, column in enumerate(table.columns, 1):
        if column.status:
            letter = get_column_letter(place)
            finish.colours(out, [f"{letter}2:{letter}{len(rows) + 1}"])
    named = [TableColumn(id=place, name=written(title)) for place, title in enumerate(titles, 1)]
    filtered = Filtered(displayName="Rows", ref=area, tableColumns=named, autoFilter=AutoFilter(ref=area))
    filtered.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    out._tables.add(filtered)  # add_table would warn that the columns must be given, as they are


def _write(out: Any, titles: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """Write the rows without empty cells; they share the cells, so that styles are looked up once."""
    line = CELL._replace(wrap=False, side="general", ruled=False)
    header = [_cell(out, HEADER) for _title in titles]
    texts = [_cell(out, line) for _title in titles]
    days = [_cell(out, line._replace(figures=DAY)) for _title in titles]
    _append(out, titles, header)
    for row in rows:
        cells = zip(row, texts, days, strict=True)
        _append(out, row, [_of(value, text, day) for value, text, day in cells])


def _of(value: Value, text: Any, day: Any) -> Any:
    return None if value is None else day if isinstance(value, date) else text


def _append(out: Any, values: Sequence[Value], cells: Sequence[Any]) -> None:
    for value, cell in zip(values, cells, strict=True):
        if cell is not None:
            put(cell, value)
    out.append(cells)


def _cell(out: Any, look: Look) -> Any:
    cell = WriteOnlyCell(out)
    look.of(cell)
    return cell


def _titles(texts: Iterable[str]) -> list[str]:
    """The titles as a table must have them: in one line, not too long, each different from the others."""
    made: dict[str, str] = {}
    for text in texts:
        title = " ".join(text.split())[:LONGEST] or "_"
        while title.casefold() in made:
            title += "_"
        made[title.casefold()] = title
    return [*made.values()]


def _value(value: Any) -> Value:
    """A day as a day, a number as a number unless Excel would round it, anything else as text; or None."""
    if value is None or value == "":
        return None
    if isinstance(value, date) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value if isinstance(value, date) or abs(value) < MOST else str(value)
    return str(value)


def _width(title: str, *values: Value) -> float:
    """The width of a column: its longest line up to `WIDEST`, at least its title with the filter button."""
    lines = (line for value in values if value is not None for line in str(value).split("\n"))
    longest = max(map(width, lines), default=0)
    return max(min(longest, WIDEST), width(title) + BUTTON) + EDGE
