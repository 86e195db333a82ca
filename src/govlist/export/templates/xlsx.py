"""Fills in the office's own workbook: the rows below a known header; everything else is kept."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.documents import archive, workbook
from govlist.documents.cells import Workbook
from govlist.documents.columns import known_words
from govlist.export.templates import _filling, _formulas, _rows, _table
from govlist.export.templates._book import Book, Sheet
from govlist.export.templates._grid import Grid
from govlist.export.templates._insertion import Insertion, update_references
from govlist.export.templates._rows import Rows
from govlist.export.templates._table import Table
from govlist.model.view import View
from govlist.model.words import joined

SUFFIX = ".xlsx"


def render(view: View, path: Path) -> bytes:
    """Fill in a template. Raises GovlistError if no header is known or the workbook is damaged."""
    data = archive.read(path, "xlsx")
    with archive.whole(path):
        book = Book(data)
        found = _find_table(book, workbook.parse(path, data))
    if found is None:
        _refuse_unknown(view, path)
    rows = _rows.rows(view)
    with archive.whole(path):
        _fill(book, *found, rows)
        return book.saved()


def _fill(book: Book, sheet: Sheet, grid: Grid, table: Table, rows: Rows) -> None:
    number = max(len(rows.rows) - (table.last - table.header), 0)
    book.edit(sheet.part)
    _formulas.unshare(grid.root)
    grid.insert(table.last, number)
    grid.write()
    update_references(book, sheet, Insertion(sheet.name, table.last, number, grow=table.last > table.header))
    _filling.fill(grid, table, rows, book.sizes())
    _formulas.forget_results(book)


def _find_table(book: Book, read: Workbook) -> tuple[Sheet, Grid, Table] | None:
    shown = {sheet.name: sheet for sheet in read.sheets}
    for sheet in book.sheets:
        grid = Grid(book.tree(sheet.part), shown[sheet.name])
        if (table := _table.find(grid)) is not None:
            return sheet, grid, table
    return None


def _refuse_unknown(view: View, path: Path) -> NoReturn:
    message = _("{path}: no sheet has a known header").format(path=path)
    hint = _("a header needs two of these words, one of them for number or requirement: {words}")
    words = [*known_words(), *_rows.office_keys(view)]
    raise GovlistError(message, hint=hint.format(words=joined(words)))
