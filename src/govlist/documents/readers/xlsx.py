"""Excel workbooks as displayed: merged cells filled, struck-out text left out and reported."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from govlist.base.i18n import _, n_
from govlist.base.text import first_words
from govlist.documents import archive, workbook
from govlist.documents.areas import letters
from govlist.documents.cells import Cell as SheetCell
from govlist.documents.cells import Sheet
from govlist.documents.document import Cell, Document, Paragraph, Place, Row, Table
from govlist.documents.readers import _lines, _text

SUFFIXES = (".xlsx", ".xltx")
_NOT_A_DAY = re.compile(r"[A-Za-z]{3}|\b00?:00(?::00)?$")


def read(path: Path) -> Document:
    """The tables and paragraphs of all visible sheets.

    Each sheet is a table; rows above it with a single filled cell (a title, a note) are paragraphs, and so is
    a sheet of one column. A Place has sheet and row. Hidden rows and columns are read, hidden sheets and
    struck-out text are not. All of these are reported as doubts, and so are comments, text boxes, objects,
    pictures, fields of forms, and formulas without a result.
    """
    doubts = _text.Doubts()
    blocks: list[Table | Paragraph] = []
    margins: list[tuple[str, Place]] = []
    grid = _Grid(path, doubts)
    for sheet in workbook.read(path).sheets:
        shows = any(cell.text for cells in sheet.rows.values() for cell in cells.values())
        if sheet.is_hidden and shows:
            doubts.add(Place(sheet=sheet.name), _("the sheet is hidden; it was not read"))
        elif not sheet.is_hidden:
            _report(sheet, doubts)
            margins += [(words, Place(sheet=sheet.name)) for words in sheet.margins]
            blocks += _blocks(sheet, grid.rows(sheet) if shows else [], doubts)
    if not blocks:
        archive.refuse(path, _("it has no text"), _("open it and look whether the list is on a hidden sheet"))
    _text.report_margins(doubts, margins, blocks)
    return Document(tuple(blocks), doubts.all())


class _Grid:
    """Makes the grid of each sheet; the limits count for the whole workbook."""

    def __init__(self, path: Path, doubts: _text.Doubts) -> None:
        self._path, self._doubts = path, doubts
        self._places = self._characters = 0

    def rows(self, sheet: Sheet) -> list[Row]:
        """The rows with merged cells filled, without entirely empty rows and columns."""
        values = {
            number: texts
            for number, cells in sheet.rows.items()
            if (texts := {column: _words(cell) for column, cell in cells.items() if cell.text})
        }
        last = max(max(texts) for texts in values.values())
        characters = sum(len(text) for texts in values.values() for text in texts.values())
        self._count(len(values) * last, characters)
        places = {number: Place(sheet=sheet.name, row=number) for number in values}
        cells = {
            (number, column): Cell(self._doubts.clean(texts.get(column, ""), places[number]))
            for number, texts in values.items()
            for column in range(1, last + 1)
        }
        self._merge(sheet, cells, list(values), last)
        used = [
            column
            for column in range(1, last + 1)
            if any(cells[number, column].text and not cells[number, column].left for number in values)
        ]
        made = (Row(tuple(cells[number, column] for column in used), places[number]) for number in values)
        return [row for row in made if any(cell.text and not cell.above for cell in row.cells)]

    def _count(self, places: int, characters: int) -> None:
        self._places += places
        self._characters += characters
        _text.bound(self._path, cells=self._places, characters=self._characters)

    def _merge(self, sheet: Sheet, cells: dict[tuple[int, int], Cell], numbers: list[int], last: int) -> None:
        places = 0
        for area in sheet.merges:
            text = cells[area.top, area.left].text if (area.top, area.left) in cells else ""
            rows = numbers[bisect_left(numbers, area.top) : bisect_right(numbers, area.bottom)]
            columns = range(area.left, min(area.right, last) + 1)
            places += 1 + len(rows) * len(columns)
            _text.bound(self._path, cells=places)
            for number in rows:
                for column in columns:
                    cells[number, column] = Cell(text, above=number > area.top, left=column > area.left)


def _words(cell: SheetCell) -> str:
    """A cell's text; a day with a time of 0:00 or an English month, which no list has, as 2024-06-30."""
    if isinstance(cell.value, datetime) and _NOT_A_DAY.search(cell.text):
        return f"{cell.value:%Y-%m-%d}"
    return cell.text


def _blocks(sheet: Sheet, rows: list[Row], doubts: _text.Doubts) -> Iterator[Table | Paragraph]:
    """The rows with one cell above the table as paragraphs, then the table."""
    head = list(takewhile(lambda row: _filled(row) < 2, rows))
    for row in head:
        text = next(cell.text for cell in row.cells if cell.text)
        yield from _lines.blocks([_lines.Line(line, row.place) for line in text.split("\n")], doubts.clean)
    if rows[len(head) :]:
        yield Table(tuple(rows[len(head) :]), Place(sheet=sheet.name))


def _filled(row: Row) -> int:
    return sum(bool(cell.text) and not cell.left for cell in row.cells)


def _report(sheet: Sheet, doubts: _text.Doubts) -> None:
    """Report hidden rows and columns, contents that are not read, and formulas without a result."""
    place = Place(sheet=sheet.name)
    for first, last in _runs(sheet.hidden_rows):
        number = last - first + 1
        message = n_("row {rows} is hidden; it was read", "rows {rows} are hidden; they were read", number)
        doubts.add(place, message.format(rows=first if number == 1 else f"{first}-{last}"))
    width = max((max(cells) for cells in sheet.rows.values()), default=0)
    for first, last in sheet.hidden_columns:
        if first <= width:
            names = "-".join(dict.fromkeys(map(letters, (first, min(last, width)))))
            doubts.add(place, _("column {names} is hidden; it was read").format(names=names))
    for row, message in _beside(sheet):
        doubts.add(Place(sheet=sheet.name, row=row or None), message)


def _beside(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Messages about cells, comments and shapes that are not read as shown, each with its row."""
    for number, cells in sheet.rows.items():
        if any(cell.is_uncounted for cell in cells.values()):
            yield number, _("a formula has no result; open the workbook, let it calculate and save it")
        if any(cell.is_error for cell in cells.values()):
            yield number, _("the result of a formula is an error")
        if struck := "、".join(cell.struck for cell in cells.values() if cell.struck):
            message = _("struck-out text was left out: “{words}”")
            yield number, message.format(words=first_words(struck))
    for (row, _column), text in sheet.comments.items():
        message = _("a comment was not read: “{words}”; move what matters of it into the table")
        yield row, message.format(words=first_words(text))
    for shape in sheet.shapes:
        if shape.kind == "text":
            message = _("a text box was not read: “{words}”; move its text into the page or the table")
            yield shape.row, message.format(words=first_words(shape.text))
        elif shape.kind == "field":
            message = _("a field above the cells was not read: “{words}”; move it into the table")
            yield shape.row, message.format(words=first_words(shape.text))
        elif shape.kind == "object":
            yield shape.row, _("an embedded object was not read; move its text into the table")
        elif shape.kind == "chart":
            yield shape.row, _("a chart or diagram was not read; move its text into the table")
        else:
            message = _("a picture was not read; if it has text, type it in or use text recognition (OCR)")
            yield shape.row, message


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Consecutive numbers as first and last."""
    first = last = 0
    for number in numbers:
        if first and number == last + 1:
            last = number
            continue
        if first:
            yield first, last
        first = last = number
    if first:
        yield first, last
