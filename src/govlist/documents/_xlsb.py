"""Read binary workbooks (.xlsb) as displayed: like .xlsx, with records ([MS-XLSB]) in place of XML."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from govlist.base.i18n import _
from govlist.documents import archive, number_format, signs
from govlist.documents._package import Package
from govlist.documents._sheet import Size, Style, Text, parted, words
from govlist.documents.areas import MAX_COLUMN, MAX_ROW, Area
from govlist.documents.cells import Cell, Shape, Sheet, Workbook

MAX_PART = 50_000_000
"""Bytes of a part; one sheet of 50,000 cells has about two million."""

_ROW, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_F_TEXT, _F_REAL, _F_BOOL, _F_ERROR = 8, 9, 10, 11
_STRING, _FONT, _FORMAT, _STYLE, _COLUMNS = 19, 43, 44, 47, 60
_PROPERTIES, _SHEET, _MERGE, _LINK, _STYLES, _STYLES_END = 153, 156, 176, 494, 617, 618
_COMMENT, _COMMENT_TEXT = 635, 637
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


Drawn = Callable[[Package, dict[str, tuple[str, str]]], Iterable[Shape]]
"""What lies above the cells of a sheet with these relations."""


def parse(path: Path, data: bytes, drawn: Drawn) -> Workbook:
    """Read a workbook from bytes that `archive` has checked."""
    try:
        with ZipFile(BytesIO(data)) as zipped:
            if any(part.file_size > MAX_PART for part in zipped.infolist()):
                archive.refuse(path, _("too large"), _("open it in WPS or Excel and save it as .xlsx"))
            return _Book(path, Package(zipped)).made(drawn)
    except (
        struct.error,
        ParseError,
        BadZipFile,
        LookupError,
        ValueError,
        ArithmeticError,
        EOFError,
        OSError,
    ):
        archive.refuse_damaged(path)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: type and contents."""
    place = 0
    while place < len(data):
        kind, place = _number(data, place, 2)
        length, place = _number(data, place, 4)
        if place + length > len(data):
            raise ValueError("a record is cut off")
        yield kind, data[place : place + length]
        place += length


def _number(data: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes of seven bits each, and the place after it."""
    number = 0
    for shift in range(most):
        byte = data[place + shift]
        number |= (byte & 0x7F) << 7 * shift
        if not byte & 0x80:
            return number, place + shift + 1
    return number, place + most


def _text(data: bytes, place: int) -> tuple[str, int]:
    """A text and the place after it; 0xFFFFFFFF is the length of a missing one."""
    (length,) = struct.unpack_from("<I", data, place)
    end = place + 4 + (0 if length == 0xFFFFFFFF else 2 * length)
    if end > len(data):
        raise ValueError("a text is cut off")
    return data[place + 4 : end].decode("utf-16-le", "replace"), end


class _Book:
    """The parts that all sheets share."""

    def __init__(self, path: Path, package: Package) -> None:
        self.package, self.size = package, Size(path)
        self.main = dict(package.relations("").values())["officeDocument"]
        self.related = package.relations(self.main)
        named = dict(self.related.values())
        self.fonts: list[tuple[bool, str]] = []
        """Of each font whether it strikes text through, and its name."""
        self.styles = list(self._styles(named.get("styles", "")))
        strings = self.records(named.get("sharedStrings", ""))
        self.strings = [self.runs(content, 0) for kind, content in strings if kind == _STRING]
        self.since_1904 = False

    def records(self, part: str) -> Iterator[tuple[int, bytes]]:
        """The records of a part; none if it does not exist."""
        if part in self.package.zipped.NameToInfo:
            yield from _records(self.package.zipped.read(part))

    def runs(self, data: bytes, place: int) -> Text:
        """A text with formats, in runs if it has several fonts."""
        text, end = _text(data, place + 1)
        if not data[place] & 1:
            return text
        (count,) = struct.unpack_from("<I", data, end)
        marks = [struct.unpack_from("<HH", data, end + 4 + 4 * each) for each in range(min(count, len(text)))]
        starts = [0, *(start for start, _font in marks), len(text)]
        fonts = [self.fonts[font] if font < len(self.fonts) else (False, "") for _start, font in marks]
        looks: list[tuple[bool | None, str]] = [(None, ""), *fonts]
        pieces = zip(pairwise(starts), looks, strict=True)
        return tuple(
            (signs.in_font(text[start:end], font), struck) for (start, end), (struck, font) in pieces
        )

    def _styles(self, part: str) -> Iterator[Style]:
        codes: dict[int, str] = {}
        is_inside = False
        for kind, content in self.records(part):
            if kind == _FORMAT:
                codes[struct.unpack_from("<H", content)[0]] = _text(content, 2)[0]
            elif kind == _FONT:
                self.fonts.append((bool(content[2] & 8), _text(content, 21)[0] if len(content) > 25 else ""))
            elif kind in (_STYLES, _STYLES_END):
                is_inside = kind == _STYLES
            elif kind == _STYLE and is_inside:
                number, font = struct.unpack_from("<HH", content, 2)
                code = codes.get(number) or number_format.spelled(number)
                yield Style(code, *(self.fonts[font] if font < len(self.fonts) else ()))

    def made(self, drawn: Drawn) -> Workbook:
        """All worksheets in their order."""
        sheets = []
        for kind, content in self.records(self.main):
            if kind == _PROPERTIES:
                self.since_1904 = bool(content[0] & 1)
            elif kind == _SHEET:
                (state,) = struct.unpack_from("<I", content)
                relation, end = _text(content, 8)
                name, part = self.related[relation]
                if name == "worksheet":
                    sheets.append(_Sheet(self, part).made(_text(content, end)[0], bool(state), drawn))
        return Workbook(tuple(sheets), self.since_1904)


@dataclass
class _Sheet:
    """One sheet, filled while its records are read; they count from 0."""

    book: _Book
    part: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def made(self, name: str, is_hidden: bool, drawn: Drawn) -> Sheet:
        """The sheet with its cells and all beside them."""
        related = self.book.package.relations(self.part)
        targets = {key: target for key, (kind, target) in related.items() if kind == "hyperlink"}
        data = list(self.book.records(self.part))
        for kind, content in data:
            if kind == _LINK:
                row, _last, column = struct.unpack_from("<III", content)
                self.links[row + 1, column + 1] = targets.get(_text(content, 16)[0], "")
        self._read(data)
        last = max(self.rows, default=0)
        return Sheet(
            name,
            is_hidden,
            self.rows,
            tuple(self.merges),
            self._comments(dict(related.values()).get("comments", "")),
            tuple(drawn(self.book.package, related)),
            tuple(row for row in self.hidden_rows if row <= last),
            tuple(self.hidden_columns),
        )

    def _read(self, data: list[tuple[int, bytes]]) -> None:
        row = 0
        for kind, content in data:
            if kind == _ROW:
                row = struct.unpack_from("<I", content)[0] + 1
                self.book.size.place()
                if content[11] & 0x10:
                    self.hidden_rows.append(row)
            elif kind <= _F_ERROR:
                self._cell(kind, content, row)
            elif kind == _MERGE:
                top, bottom, left, right = struct.unpack_from("<IIII", content)
                self.merges.append(Area(top + 1, left + 1, bottom + 1, right + 1))
            elif kind == _COLUMNS and content[16] & 1:
                first, last = struct.unpack_from("<II", content)
                self.hidden_columns.append((first + 1, last + 1))

    def _cell(self, kind: int, content: bytes, row: int) -> None:
        column, style = struct.unpack_from("<II", content)
        column, number = column + 1, style & 0xFFFFFF
        self.book.size.place()
        if row > MAX_ROW or column > MAX_COLUMN:
            raise ValueError("outside the sheet")
        known = self.book.styles
        cell = self._made(kind, content, known[number] if number < len(known) else Style(), (row, column))
        if cell is not None:
            self.book.size.cell(cell)
            self.rows.setdefault(row, {})[column] = cell

    def _made(self, kind: int, content: bytes, style: Style, place: tuple[int, int]) -> Cell | None:
        """The cell of a record, None if it shows nothing."""
        link, formula = self.links.get(place, ""), "" if kind >= _F_TEXT else None
        if kind in (_TEXT, _SHARED, _F_TEXT):
            is_shared = kind == _SHARED
            text: Text = self.book.strings[_long(content)] if is_shared else _text(content, 8)[0]
            text = signs.in_font(text, style.font) if isinstance(text, str) else text
            live, struck = parted(text, style.is_struck)
            live = number_format.shown_text(live, style.code) if live else ""
            shown = Cell(live, live, struck, formula, link=link)
        elif kind in (_RK, _REAL, _F_REAL):
            number = _rk(content) if kind == _RK else struct.unpack_from("<d", content, 8)[0]
            value, live = number_format.read(float(number), style.code, self.book.since_1904)
            shown = Cell(*(("", value, live) if style.is_struck else (live, value, "")), formula, link=link)
        elif kind in (_BOOL, _F_BOOL):
            shown = Cell("TRUE" if content[8] else "FALSE", bool(content[8]), "", formula)
        elif kind in (_ERROR, _F_ERROR):
            live = _ERRORS.get(content[8], "#N/A")
            shown = Cell(live, live, "", formula, is_error=True)
        else:
            return None
        return shown if shown.text.strip() or shown.struck.strip() else None

    def _comments(self, part: str) -> dict[tuple[int, int], str]:
        found, place = {}, (0, 0)
        for kind, content in self.book.records(part):
            if kind == _COMMENT:
                row, _last, column = struct.unpack_from("<III", content, 4)
                place = (row + 1, column + 1)
            elif kind == _COMMENT_TEXT:
                found[place] = words(self.book.runs(content, 0))
        return found


def _long(content: bytes) -> int:
    """The number after a cell's column and style."""
    return int(struct.unpack_from("<I", content, 8)[0])


def _rk(content: bytes) -> float:
    """A number in four bytes: a whole number, or the upper half of a double; maybe in hundredths."""
    (raw,) = struct.unpack_from("<i", content, 8)
    number = float(raw >> 2) if raw & 2 else struct.unpack("<d", bytes(4) + struct.pack("<i", raw & ~3))[0]
    return number / 100 if raw & 1 else number
