"""Writes a sheet with openpyxl, row by row, so that a large list takes little more than writing its cells.

The rows share one cell object for each column, so that its style is looked up once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from govlist.content.columns import Value
from govlist.documents.paper.widths import one_line, shares
from govlist.documents.paper.workbook import put
from govlist.export import _workbook_finish as finish
from govlist.export._sheets import ROOM, Sheet, Table
from govlist.export._workbook_look import CELL, COUNT, MIDDLE, SHARE, TEXT, Look
from govlist.export._workbook_rows import BUTTON, EDGE, Area, Body, Line, above, across, body, lines

SAMPLE = 300
"""The number of rows from which the widths of columns are computed."""
BAR = 12
"""The least width of a bar in characters."""
NARROW = 30
"""Cells of one line are centred in columns up to this width in characters."""
HELD = 300.0
"""The most points of frozen lines above the rows, so that a small screen can show some rows too."""
RESERVED = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
"""Characters that are not allowed in the name of a sheet."""


def draw(book: Workbook, sheet: Sheet) -> None:
    """Add a sheet to a write-only workbook."""
    out = book.create_sheet(sheet_name(sheet.name, book.sheetnames))
    _Drawing(out, sheet).draw()


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """A valid and unique name for a sheet: at most 31 characters, without reserved ones."""
    base = RESERVED.sub("_", name).strip("' ")[:31] or "_"
    made, number = base, 1
    while made.casefold() in {each.casefold() for each in taken}:
        number += 1
        made = f"{base[: 28 - len(str(number))]} ({number})"
    return made


class _Drawing:
    """Writes one sheet."""

    def __init__(self, out: Any, sheet: Sheet) -> None:
        self.out, self.sheet = out, sheet
        self.table = sheet.table or Table((), ())
        # Two columns, because LibreOffice does not scale a single one to the page.
        self.widths = _widths(self.table) if sheet.table else [ROOM / 2] * 2
        self.row, self.high = 0, 0.0
        out._values_to_row = (
            finish.as_they_are
        )  # openpyxl's own treats each cell as a value first, which is slow
        self.merged: list[str] = []

    def draw(self) -> None:
        """Write the sheet from top to bottom."""
        head = above(self.sheet, self.widths)
        self._set_up(head)
        for line in head:
            self._line(line)
        if self.table.rows:
            self._rows(body(self.table, self.widths))
        for line in across(self.sheet.notes, TEXT, self.widths):
            self._line(line)
        self.out.merged_cells = self.merged  # a list, because openpyxl's set is written in random order
        page = finish.PAGE * max(sum(self.widths) / ROOM, 1)
        if self.sheet.table and not (self.table.bars and self.high <= page):
            finish.repeated(self.out, self.table, len(head))  # not needed above a chart alone
        if self.table.bars:
            finish.chart(self.out, self.table, len(head) + 1, self.row, self.high, page)

    def _set_up(self, head: Sequence[Line]) -> None:
        """Set widths, page and frozen panes, which come before the rows in the file."""
        for number, width in enumerate(self.widths, 1):
            self.out.column_dimensions[get_column_letter(number)].width = width
        finish.page(self.out, self.widths)
        if self.table.rows and sum(line.height for line in head) <= HELD:
            self.out.freeze_panes = f"{get_column_letter(self.table.held + 1)}{len(head) + 1}"

    def _line(self, line: Line) -> None:
        """Write a line outside the table's rows."""
        cells = [self._cell(look) for look in line.looks]
        self._write(line.values, cells, line.height)
        for area in line.areas:
            self._merge(area, self.row)
        if line.legend:
            finish.colours(self.out, [f"A{self.row}:{get_column_letter(len(cells))}{self.row}"])

    def _rows(self, made: Body) -> None:
        """Write the rows of the table."""
        first = self.row + 1
        looks = _looks(self.table, self.widths)
        cells = [self._cell(look) for look in looks]
        sums = [self._cell(look._replace(bold=True, filled=True)) for look in looks]
        raised = [self._cell(look._replace(high="top")) for look in looks]
        for number, (row, height) in enumerate(zip(made.rows, made.heights, strict=True)):
            styled = sums if self.table.total and number == len(made.rows) - 1 else cells
            if tall := made.tall.get(number):
                styled = [raised[c] if c in tall else cell for c, cell in enumerate(styled)]
            self._write(row.values, styled, height)
        for area in made.areas:
            self._merge(area, first)
        finish.rows(self.out, self.table, first, self.row, merged=bool(made.areas))

    def _write(self, values: Sequence[Value], cells: Sequence[Any], height: float) -> None:
        self.row += 1
        self.high += height
        self.out.row_dimensions[self.row].height = round(height, 2)
        for value, cell in zip(values, cells, strict=True):
            put(cell, value)
        self.out.append(cells)

    def _cell(self, look: Look) -> Any:
        cell = WriteOnlyCell(self.out)
        look.of(cell)
        return cell

    def _merge(self, area: Area, first: int) -> None:
        left, right = get_column_letter(area.left + 1), get_column_letter(area.right + 1)
        self.merged.append(f"{left}{first + area.top}:{right}{first + area.bottom}")


def _widths(table: Table) -> list[float]:
    """The widths of the columns by their contents, without cells that are merged with the one above."""
    if table.widths:
        return list(table.widths)
    rows = [list(map(_text, row)) for row in table.rows[:SAMPLE]]
    for above_, row in reversed(list(pairwise(rows))):
        for column in range(table.merged):
            if row[: column + 1] == above_[: column + 1]:
                row[column] = ""
    titles = [" " * BUTTON + title for title in table.header]
    room = max(ROOM - EDGE * len(titles), one_line(titles, rows))
    return [round(share + EDGE, 2) for share in shares(titles, rows, room)]


def _looks(table: Table, widths: Sequence[float]) -> list[Look]:
    """The look of each column: figures and texts of one line are centred."""
    looks = []
    for column, values in enumerate(zip(*table.rows[:SAMPLE], strict=True)):
        texts = (value for value in values if isinstance(value, str))
        short = widths[column] <= NARROW and all(lines(text, widths[column] - 1) == 1 for text in texts)
        look = MIDDLE if short or column < table.merged or column in table.states else CELL
        looks.append(look._replace(figures=SHARE if column == table.share else COUNT))
    return looks


def _text(value: Value) -> str:
    """A text as wide as what the cell shows; a share is shown as a bar."""
    return "" if value is None else "0" * BAR if isinstance(value, float) else str(value)
