"""Reads returned workbooks: tables, identity, and contents outside the cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from govlist.base.i18n import _, in_all_languages
from govlist.base.text import first_words
from govlist.collect._identity import GUIDE
from govlist.collect.forms import _identity
from govlist.collect.table import Cell, Line, Returned, Table, tables
from govlist.documents import archive, workbook
from govlist.documents.areas import reference
from govlist.documents.cells import MAX_CELLS, Sheet, Workbook
from govlist.documents.cells import Cell as SheetCell


def read(path: Path) -> Returned:
    """Read a workbook. Raises GovlistError (exit 3) if that fails."""
    book = workbook.read(path)
    visible_sheets = [sheet for sheet in book.sheets if not sheet.is_hidden]
    found = {sheet.name: tuple(tables(sheet.name, _lines(path, sheet))) for sheet in book.sheets}
    return Returned(
        str(path),
        tuple(each for sheet in visible_sheets for each in found[sheet.name]),
        tuple(dict.fromkeys(filter(None, map(_identity.read, book.sheets)))),
        tuple(sheet.name for sheet in visible_sheets),
        book.since_1904,
        tuple(text for sheet in visible_sheets for text in _outside_cells(sheet)),
        tuple(_unread(book, found)),
    )


def _unread(book: Workbook, found: Mapping[str, tuple[Table, ...]]) -> Iterator[str]:
    """The sheets that may hold reports but are not read: hidden ones with a table, others without.

    Without any table to read, the file is refused and its sheets are named there.
    """
    guides = in_all_languages(GUIDE)
    for sheet in book.sheets:
        if sheet.is_hidden and any(row.has_report for each in found[sheet.name] for row in each.rows):
            yield _("{name} (hidden)").format(name=sheet.name)
        elif not (sheet.is_hidden or found[sheet.name] or sheet.name in guides) and sheet.rows:
            yield sheet.name


def _lines(path: Path, sheet: Sheet) -> Iterator[tuple[int, Line]]:
    """The rows; a cell that is merged over several rows is in each of them."""
    covered = _covered(path, sheet)
    for row, cells in sheet.rows.items():
        line = {column: _cell(reference(row, column), cell) for column, cell in cells.items()}
        yield row, dict(sorted((line | covered.get(row, {})).items()))


def _covered(path: Path, sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """The cells that are merged over several rows, by row and column."""
    numbers, found, count = list(sheet.rows), dict[int, dict[int, Cell]](), 0
    for area in sheet.merges:
        first = sheet.rows.get(area.top, {}).get(area.left)
        if first is None or area.top == area.bottom:
            continue
        cell = replace(_cell(reference(area.top, area.left), first), area=area.ref)
        rows = numbers[bisect_left(numbers, area.top) : bisect_right(numbers, area.bottom)]
        count += len(rows)
        if count > MAX_CELLS:
            message = _("its sheets have more than {n:,} cells").format(n=MAX_CELLS)
            archive.refuse(path, message, _("copy the list alone into a new document"))
        for row in rows:
            found.setdefault(row, {})[area.left] = replace(cell, inherited=row > area.top)
    return found


def _cell(place: str, cell: SheetCell) -> Cell:
    """Convert a cell; a formula without a result is shown as it is."""
    return Cell(
        place,
        f"={cell.formula}" if cell.is_uncounted else cell.text,
        None if isinstance(cell.value, str | bool) else cell.value,
        cell.is_uncounted or cell.is_error,
        cell.link,
        cell.has_picture,
        cell.struck,
    )


def _outside_cells(sheet: Sheet) -> Iterator[str]:
    """Comments and shapes, each with its place and the beginning of its text."""
    found = [(_("comment"), *place, text) for place, text in sheet.comments.items()]
    names = {
        "text": _("text box"),
        "object": _("embedded object"),
        "picture": _("picture"),
        "chart": _("chart"),
        "field": _("form field"),
    }
    found += [(names[shape.kind], shape.row, shape.column, shape.text) for shape in sheet.shapes]
    for name, row, column, text in found:
        where = f"{sheet.name} {reference(row, column)}" if row else sheet.name
        yield f"{where} {name}" + (f"“{first_words(text)}”" if text else "")
