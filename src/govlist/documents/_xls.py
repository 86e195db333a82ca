"""Read workbooks of Excel 95 to 2003 (.xls) and of WPS (.et) as displayed.

xlrd reads the records; the text of a formula is not among what it keeps, its saved result is. Text boxes,
pictures and objects are found in the records of drawings, which it skips.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from govlist.base.i18n import _
from govlist.documents import _compound, archive, number_format, signs
from govlist.documents._sheet import Size, Text, margin, parted
from govlist.documents.areas import Area
from govlist.documents.cells import Cell, Shape, Sheet, Value, Workbook

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet as Read

MAX_BYTES = 20_000_000
"""Bytes of a file; all its cells are in memory at once, each up to eight times as large as in the file."""

_EMPTY, _TEXT, _NUMBER, _DAY, _YES_NO, _ERROR, _BLANK = range(7)
_BOUND_SHEET, _START, _END, _DRAWING, _OBJECT, _WORDS, _MORE = 0x85, 0x809, 0x0A, 0xEC, 0x5D, 0x1B6, 0x3C
"""The types of the records that hold shapes ([MS-XLS], 2.3)."""
_HEADER, _FOOTER = 0x14, 0x15
_PICTURE, _COMMENT = 0x08, 0x19
_TICK, _RADIO, _LIST, _DROP = 0x0B, 0x0C, 0x12, 0x14
_STATES, _CHOICES = (0x12, 0x0A), 0x13
"""The parts of an object's record with the state of a box (of LibreOffice: 0x0A), and the lines of a list."""
_EMBEDDED = 0x09
"""The part of an object's record that a picture does not have."""
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"
"""The start of the record with the cells below a shape."""


def parse(path: Path, data: bytes) -> Workbook:
    """Read a workbook from the bytes of its file. Raises GovlistError (exit 3) if that fails."""
    import xlrd

    if len(data) > MAX_BYTES:
        archive.refuse(path, _("too large"), _("open it in WPS or Excel and save it as .xlsx"))
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=StringIO()
        )
    except Exception as error:  # a broken file can raise anything
        if "encrypted" in str(error):
            archive.refuse(path, _("protected by a password"), _("remove the password and save it again"))
        archive.refuse_damaged(path)
    size = Size(path)
    try:
        stream = _compound.stream(data, "Workbook")
        starts = _starts(book, stream)
        sheets = []
        for sheet in book.sheets():
            start = starts.get(sheet.name)
            shapes = tuple(_drawn(stream, start)) if start else ()
            margins = tuple(_margins(stream, start)) if start else ()
            sheets.append(_Sheet(book, sheet, size).made(shapes, margins))
    except (LookupError, ValueError, ArithmeticError, TypeError, AttributeError, struct.error):
        archive.refuse_damaged(path)
    return Workbook(tuple(sheets), bool(book.datemode))


class _Sheet:
    """Turns one sheet of xlrd, which counts from 0, into ours."""

    def __init__(self, book: Book, sheet: Read, size: Size) -> None:
        self.book, self.sheet, self.size = book, sheet, size

    def made(self, shapes: tuple[Shape, ...], margins: tuple[str, ...]) -> Sheet:
        """The sheet with its cells and all beside them."""
        sheet = self.sheet
        rows = {row + 1: cells for row in range(sheet.nrows) if (cells := self._row(row))}
        last = max(rows, default=0)
        return Sheet(
            sheet.name,
            bool(sheet.visibility),
            rows,
            tuple(Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
            {(row + 1, column + 1): note.text for (row, column), note in sheet.cell_note_map.items()},
            shapes,
            tuple(row + 1 for row, info in sorted(sheet.rowinfo_map.items()) if info.hidden and row < last),
            tuple(
                (column + 1, column + 1) for column, info in sorted(sheet.colinfo_map.items()) if info.hidden
            ),
            margins,
        )

    def _row(self, row: int) -> dict[int, Cell]:
        self.size.place()
        found = {}
        for column in range(self.sheet.row_len(row)):
            self.size.place()
            if (cell := self._cell(row, column)) is not None:
                self.size.cell(cell)
                found[column + 1] = cell
        return found

    def _cell(self, row: int, column: int) -> Cell | None:
        kind, value = self.sheet.cell_type(row, column), self.sheet.cell_value(row, column)
        if kind in (_EMPTY, _BLANK):
            return None
        style = self.book.xf_list[self.sheet.cell_xf_index(row, column)]
        font = self.book.font_list[style.font_index]
        struck = bool(font.struck_out)
        code = self._code(style.format_key)
        if kind == _TEXT:
            live, gone = parted(self._runs(row, column, value, font.name), struck)
            live = number_format.shown_text(live, code) if live else ""
            value = live
        else:
            value, text = self._value(kind, value, code)
            live, gone = ("", text) if struck else (text, "")
        if not (live.strip() or gone.strip()):
            return None
        link = self.sheet.hyperlink_map.get((row, column))
        address = link.url_or_path if link is not None and link.type == "url" else ""
        return Cell(live, value, gone, is_error=kind == _ERROR, link=address or "")

    def _code(self, key: int) -> str:
        """A format's code; the built-in ones are those of a Chinese Excel."""
        built_in = number_format.spelled(key)
        known = self.book.format_map.get(key)
        return built_in if built_in != number_format.GENERAL or known is None else known.format_str

    def _value(self, kind: int, value: Any, code: str) -> tuple[Value, str]:
        """The value and the text of a cell without text."""
        if kind == _YES_NO:
            return bool(value), "TRUE" if value else "FALSE"
        if kind == _ERROR:
            from xlrd import error_text_from_code

            text = error_text_from_code.get(value, "#N/A")
            return text, text
        return number_format.read(float(value), code, bool(self.book.datemode))

    def _runs(self, row: int, column: int, text: str, usual: str) -> Text:
        """The text of a cell, in runs if it has several fonts; `usual` is the name of the cell's font."""
        fonts = self.sheet.rich_text_runlist_map.get((row, column))
        if not fonts:
            return signs.in_font(text, usual)
        starts = [0, *(start for start, _font in fonts), len(text)]
        found: list[tuple[str, bool | None]] = [(signs.in_font(text[: starts[1]], usual), None)]
        for place, (start, number) in enumerate(fonts, 2):
            font = self.book.font_list[number]
            found.append((signs.in_font(text[start : starts[place]], font.name), bool(font.struck_out)))
        return tuple(found)


# -- shapes ----------------------------------------------------------------------------------------


def _starts(book: Book, data: bytes) -> dict[str, int]:
    """Where the records of each sheet start; files before Excel 97 have another stream."""
    starts = [
        struct.unpack_from("<I", content)[0]
        for kind, content in _records(data, 0)
        if kind == _BOUND_SHEET and len(content) > 6 and content[5] == 0
    ]
    names = [sheet.name for sheet in book.sheets()]
    return dict(zip(names, starts, strict=False))


def _margins(data: bytes, start: int) -> Iterator[str]:
    """The words of the headers and footers of a sheet's pages."""
    for record, content in _records(data, start):
        if record in (_HEADER, _FOOTER) and len(content) > 3:
            text = content[3:].decode("utf-16-le" if content[2] & 1 else "latin-1", "replace")
            if words := margin(text):
                yield words


def _records(data: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from one start to its end, also those of the charts between them."""
    depth = 0
    with suppress(struct.error):
        while True:
            kind, length = struct.unpack_from("<HH", data, start)
            yield kind, data[start + 4 : start + 4 + length]
            depth += (kind == _START) - (kind == _END)
            if depth <= 0:
                return
            start += 4 + length


def _drawn(data: bytes, start: int) -> Iterator[Shape]:
    place, kind, expected = (0, 0), -1, 0
    field = ""
    for record, content in _records(data, start):
        if record == _DRAWING and (found := content.find(_ANCHOR)) >= 0 and len(content) >= found + 16:
            column, _right, row = struct.unpack_from("<HHH", content, found + 8)
            place, before = (row + 1, column + 1), place
            if field:
                yield Shape("field", *before, field)
                field = ""
        elif record == _OBJECT and len(content) >= 6:
            kind, expected = struct.unpack_from("<H", content, 4)[0], 0
            field = _field(kind, content)
            if kind == _PICTURE:
                what: Literal["object", "picture"] = "object" if _EMBEDDED in _parts(content) else "picture"
                yield Shape(what, *place)
        elif record == _WORDS and len(content) >= 12 and kind != _COMMENT:
            expected = struct.unpack_from("<H", content, 10)[0]
        elif record == _MORE and expected and content:
            text = content[1:].decode("utf-16-le" if content[0] & 1 else "latin-1", "replace")[:expected]
            expected = 0
            if text.strip():
                yield Shape("field" if field else "text", *place, field + text)
                field = ""
    if field:
        yield Shape("field", *place, field)


def _field(kind: int, content: bytes) -> str:
    """What a field of a form shows: a box, ticked or not; the chosen line of a list; nothing else."""
    parts = _parts(content)
    with suppress(struct.error):
        if kind in (_TICK, _RADIO):
            state = next((parts[each] for each in _STATES if each in parts), len(content))
            return "☑" if struct.unpack_from("<H", content, state)[0] == 1 else "☐"
        if kind in (_LIST, _DROP) and _CHOICES in parts:
            start = parts[_CHOICES]
            start += 2 + struct.unpack_from("<H", content, start)[0]  # the cell that it writes to
            _count, choice, flags = struct.unpack_from("<HHH", content, start)
            is_form = flags >> 8 == 0  # else the arrow of a filter, or of a cell's list of words
            return _("choice {n}").format(n=choice) if is_form else ""
    return ""


def _parts(content: bytes) -> dict[int, int]:
    """The kinds of an object's parts, and where the contents of each start."""
    found: dict[int, int] = {}
    start = 0
    with suppress(struct.error):
        while start < len(content):
            kind, length = struct.unpack_from("<HH", content, start)
            found.setdefault(kind, start + 4)
            start += 4 + length
    return found
