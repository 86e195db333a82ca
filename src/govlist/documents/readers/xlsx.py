"""Excel workbooks, as a person sees them: merged cells, numbers and days as shown, results of formulas."""

from __future__ import annotations

import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import Any

import openpyxl

from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_
from govlist.base.text import cut, visible
from govlist.documents import archive
from govlist.documents.document import Cell, Document, Paragraph, Place, Row, Table
from govlist.documents.readers import _lines, _sheets, _text
from govlist.documents.readers._shown import shown

SUFFIXES = (".xlsx", ".xltx")

MAX_ROWS = 3_000_000
"""Down to the last value, over all sheets: rows without a value are passed over one by one."""


def read(path: Path) -> Document:
    """The tables and paragraphs of all sheets that are seen.

    Each sheet is a table; rows above it with one cell alone (a title, a note) are paragraphs, and so is a
    sheet of one column. A Place carries sheet and row. Hidden rows and columns are read, hidden sheets
    are not: both are told, with text boxes and formulas without a result.
    """
    data = archive.read(path, "xlsx")
    doubts = _text.Doubts()
    blocks: list[Table | Paragraph] = []
    cells = 0
    with _library(path):
        forms = list(_sheets.sheets(path, data))
        if sum(form.rows for form in forms) > MAX_ROWS:
            _text.refuse_size(path, _("its sheets claim more than {n:,} rows").format(n=MAX_ROWS))
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for form in forms:
        if form.hidden and form.values:
            doubts.add(Place(sheet=form.name), _("the sheet is hidden; it was not read"))
        elif form.values:
            cells += form.filled * form.columns
            _text.count_cells(path, cells)
            with _library(path):
                values = _values(path, book[form.name], form)
            _tell(form, doubts)
            blocks += _blocks(form, _grid(path, form, values, doubts), doubts)
    if not blocks:
        archive.refuse(path, _("it has no text"), _("open it and look whether the list is on a hidden sheet"))
    return Document(tuple(blocks), doubts.all())


@contextmanager
def _library(path: Path) -> Iterator[None]:
    """Inside, whatever a broken workbook makes a library raise is told as that; warnings concern nobody."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except GovlistError:
        raise
    except Exception:
        archive.refuse_damaged(path)


def _values(path: Path, sheet: Any, form: _sheets.Sheet) -> dict[int, list[str]]:
    """The rows that have a value, by their number, as texts."""
    sheet.reset_dimensions()  # what a sheet claims of its size is no fact
    found: dict[int, list[str]] = {}
    characters = 0
    rows = sheet.iter_rows(min_row=1, max_row=form.rows, max_col=form.columns)
    for number, cells in enumerate(rows, start=1):
        texts = [shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in cells]
        characters += sum(map(len, texts))  # one long text may be meant by many cells
        _text.count_text(path, characters)
        if any(texts):
            found[number] = texts
    return found


def _grid(path: Path, form: _sheets.Sheet, values: dict[int, list[str]], doubts: _text.Doubts) -> list[Row]:
    """The rows with merged cells filled, without columns and rows that are empty at all."""
    cells = {
        (number, column): Cell(doubts.clean(text, Place(sheet=form.name, row=number)))
        for number, texts in values.items()
        for column, text in enumerate(texts, start=1)
    }
    numbers, places = list(values), 0
    for top, first, bottom, last in form.merged:
        text = cells[top, first].text if (top, first) in cells else ""
        rows = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        columns = range(first, min(last, form.columns) + 1)
        places += 1 + len(rows) * len(columns)
        _text.count_cells(path, places)
        for number in rows:
            for column in columns:
                cells[number, column] = Cell(text, above=number > top, left=column > first)
    used = [
        column
        for column in range(1, form.columns + 1)
        if any(cells[number, column].text and not cells[number, column].left for number in values)
    ]
    made = (
        Row(tuple(cells[number, column] for column in used), Place(sheet=form.name, row=number))
        for number in values
    )
    return [row for row in made if any(cell.text and not cell.above for cell in row.cells)]


def _blocks(form: _sheets.Sheet, rows: list[Row], doubts: _text.Doubts) -> Iterator[Table | Paragraph]:
    """The rows of one cell above the table as paragraphs, then the table."""
    head = list(takewhile(lambda row: _filled(row) < 2, rows))
    for row in head:
        text = next(cell.text for cell in row.cells if cell.text)
        yield from _lines.blocks([_lines.Line(line, row.place) for line in text.split("\n")], doubts.clean)
    if rows[len(head) :]:
        yield Table(tuple(rows[len(head) :]), Place(sheet=form.name))


def _filled(row: Row) -> int:
    return sum(bool(cell.text) and not cell.left for cell in row.cells)


def _tell(form: _sheets.Sheet, doubts: _text.Doubts) -> None:
    for first, last in _runs(number for number in form.hidden_rows if number <= form.rows):
        message = n_(
            "row {rows} is hidden; it was read", "rows {rows} are hidden; they were read", last - first + 1
        )
        doubts.add(Place(sheet=form.name), message.format(rows=first if first == last else f"{first}-{last}"))
    for first, last in form.hidden_columns:
        if first <= form.columns:
            names = "-".join(dict.fromkeys(map(_sheets.letters, (first, min(last, form.columns)))))
            doubts.add(Place(sheet=form.name), _("column {names} is hidden; it was read").format(names=names))
    for number in dict.fromkeys(form.uncounted):
        message = _("a formula has no result; open the workbook, let it calculate and save it")
        doubts.add(Place(sheet=form.name, row=number), message)
    for number in dict.fromkeys(form.failed):
        doubts.add(Place(sheet=form.name, row=number), _("the result of a formula is an error"))
    for words in form.boxes:
        message = _("a text box was not read: “{words}”; move its text into the page or the table")
        doubts.add(Place(sheet=form.name), message.format(words=cut(visible(words), 40)))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other, as first and last."""
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
