"""Read a sheet's XML as a stream: its cells as displayed, merged areas, links, objects, hidden rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from govlist.base.i18n import _
from govlist.documents import archive, number_format, signs
from govlist.documents._package import identifier, local, stream, unescaped
from govlist.documents.areas import MAX_COLUMN, MAX_ROW, Area, position
from govlist.documents.cells import MAX_CELLS, PICTURE, Cell, Shape, Value

MAX_PLACES = 500_000
"""Rows and cells of a workbook, including empty ones: some sheets are coloured down to their last row."""
MAX_TEXT = 5_000_000
"""Characters in all cells of a workbook; many cells may share one long text."""
_ADDRESS = re.compile(r'\s*HYPERLINK\(\s*"((?:[^"]|"")+)"', re.IGNORECASE)
"""The address in a HYPERLINK formula."""
_CODE = re.compile(r'&(?:"[^"]{0,80}"|K[0-9A-Fa-f+-]{6}|\d{1,3}|.)', re.DOTALL)
"""A code in a page's header or footer: its place (&C), a field (&P), a font, a size, a colour."""
_YES = ("1", "true")

Text = str | tuple[tuple[str, bool | None], ...]
"""A text, or its runs, each with whether it is struck through (None: like its cell)."""


@dataclass(frozen=True, slots=True)
class Style:
    """The parts of a cell style that are needed: the number format's code, strike-through, a symbol font."""

    code: str = number_format.GENERAL
    is_struck: bool = False
    font: str = ""


@dataclass(slots=True)
class Size:
    """The size of a workbook so far. Raises GovlistError (exit 3) above the limits."""

    path: Path
    places: int = 0
    cells: int = 0
    text: int = 0

    def place(self) -> None:
        """Count a row or a cell, empty or not."""
        self.places += 1
        if self.places > MAX_PLACES:
            self._refuse(_("its sheets have more than {n:,} cells").format(n=MAX_PLACES))

    def cell(self, cell: Cell) -> None:
        """Count a cell with contents."""
        self.cells += 1
        self.text += len(cell.text) + len(cell.struck)
        if self.cells > MAX_CELLS:
            self._refuse(_("its sheets have more than {n:,} cells").format(n=MAX_CELLS))
        if self.text > MAX_TEXT:
            self._refuse(_("it has more than {n:,} characters").format(n=MAX_TEXT))

    def _refuse(self, what: str) -> None:
        archive.refuse(self.path, what, _("copy the list alone into a new document"))


@dataclass(frozen=True, slots=True)
class Book:
    """The data that all sheets of a workbook share."""

    strings: Sequence[Text]
    styles: Sequence[Style]
    since_1904: bool
    size: Size

    def cell(self, element: Element) -> Cell | None:
        """The cell of an XML element, None if it shows nothing."""
        parts = {local(part): part for part in element}
        kind, number = element.get("t", "n"), int(element.get("s", 0))
        style = self.styles[number] if number < len(self.styles) else Style()
        formula = (parts["f"].text or "") if "f" in parts else None
        saved = parts["v"].text if "v" in parts else None
        if saved is None and formula is not None and kind not in ("str", "inlineStr"):
            return Cell("", "", formula=formula, is_uncounted=True)
        live, struck, value = self._content(kind, saved or "", parts.get("is"), style)
        if not (live.strip() or struck.strip()):
            return None
        address = _ADDRESS.match(formula or "")
        return Cell(
            live,
            value,
            struck,
            formula,
            is_error=kind == "e",
            link=address[1].replace('""', '"') if address else "",
            has_picture=bool(PICTURE.fullmatch(f"={formula}")) or (kind == "e" and "vm" in element.attrib),
        )

    def _content(self, kind: str, saved: str, inline: Element | None, style: Style) -> tuple[str, str, Value]:
        """The text that a cell shows, its struck-through text, and its value."""
        if kind in ("n", "d", "b"):
            value, text = self._value(kind, saved, style.code) if saved else ("", "")
            return ("", text, value) if style.is_struck else (text, "", value)
        text_: Text = unescaped(saved)
        if kind == "inlineStr":
            text_ = runs(inline) if inline is not None else ""
        elif kind == "s" and saved:
            text_ = self.strings[int(saved)]
        if isinstance(text_, str):
            text_ = signs.in_font(text_, style.font)
        live, struck = parted(text_, style.is_struck)
        live = number_format.shown_text(live, style.code) if live else ""
        return live, struck, live

    def _value(self, kind: str, saved: str, code: str) -> tuple[Value, str]:
        """The value of a number, day or boolean, and the text that the cell shows."""
        if kind == "b":
            return saved in _YES, ("TRUE" if saved in _YES else "FALSE")
        number = float(saved) if kind == "n" else self._serial(saved)
        if kind == "d" and not number_format.is_day(code):
            code = number_format.spelled(20 if number < 1 else 14 if number.is_integer() else 22)
        return number_format.read(number, code, self.since_1904)

    def _serial(self, saved: str) -> float:
        """The serial number of an ISO 8601 day, as in Strict workbooks; a time without a day is on day 0."""
        first, text = number_format.day(0, self.since_1904), saved.removesuffix("Z")
        day = datetime.fromisoformat(text if "-" in text else f"{first:%Y-%m-%d}T{text}")
        return (day - first) / timedelta(1)


def runs(string: Element) -> Text:
    """A shared or inline text, in runs if any sets strike-through; phonetic text is left out."""
    found: list[tuple[str, bool | None]] = []
    for part in string:
        if local(part) == "t":
            found.append((part.text or "", None))
        elif local(part) == "r":
            parts = {local(each): each for each in part}
            text = parts["t"].text or "" if "t" in parts else ""
            if "rPr" in parts and (font := font_of(parts["rPr"])):
                text = signs.in_font(text, font)
            found.append((text, is_struck(parts["rPr"]) if "rPr" in parts else None))
    if any(struck is not None for _text, struck in found):
        return tuple((unescaped(text), struck) for text, struck in found)
    return unescaped("".join(text for text, _struck in found))


def is_struck(font: Element) -> bool:
    """Whether a font has strike-through."""
    marks = [each.get("val", "1") for each in font if local(each) == "strike"]
    return bool(marks) and marks[-1] in _YES


def font_of(font: Element) -> str:
    """The name of a font if it is one of symbols, else nothing."""
    names = [each.get("val", "") for each in font if local(each) in ("name", "rFont")]
    return names[-1] if names and signs.is_symbols(names[-1]) else ""


def margin(text: str) -> str:
    """The words of a page's header or footer, without its codes: page number, day, sheet, fonts."""
    return " ".join(_CODE.sub(lambda code: "&" if code[0] == "&&" else " ", text).split())


def words(text: Text) -> str:
    """The whole text, including struck-through text."""
    return text if isinstance(text, str) else "".join(piece for piece, _struck in text)


def parted(text: Text, is_struck: bool) -> tuple[str, str]:
    """The text that is not struck through, and the text that is."""
    if isinstance(text, str):
        return ("", text) if is_struck else (text, "")
    pieces = [(piece, is_struck if struck is None else struck) for piece, struck in text]
    live = "".join(piece for piece, struck in pieces if not struck)
    return live, "".join(piece for piece, struck in pieces if struck)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: the id of the part with its state, its name, and its cell; 0, 0 if not known."""

    relation: str
    name: str
    place: tuple[int, int]


@dataclass(slots=True)
class Lines:
    """The contents of a sheet's own part, collected while it is read."""

    book: Book
    links: Mapping[str, str]
    """The link addresses of the sheet by id."""
    controls: Collection[str] = ()
    """The ids of its ActiveX controls, whose contents are not read."""
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    objects: dict[str, Shape] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    """The fields of forms by the number of their shape."""
    margins: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    _row: int = 0
    _column: int = 0

    def read(self, file: IO[bytes]) -> None:
        """Read the part."""
        wanted = ("c", "col", "mergeCell", "hyperlink", "oleObject", "control", "headerFooter")
        for name, element in stream(file, *wanted, start="row"):
            match name:
                case "row":
                    self._begin(element)
                case "c":
                    self._cell(element)
                case "col" if _is_hidden(element, "width"):
                    first, last = int(element.get("min", 1)), int(element.get("max", 1))
                    self.hidden_columns.append((first, last))
                case "mergeCell":
                    self.book.size.place()
                    with suppress(ValueError):  # an invalid area merges nothing
                        self.merges.append(Area.read(element.get("ref", "")))
                case "hyperlink":
                    self._link(element.get("ref", ""), self.links.get(identifier(element), ""))
                case "control" if identifier(element) in self.controls:
                    self._object(element)
                case "control":
                    made = Field(identifier(element), element.get("name", ""), _corner(element))
                    self.fields.setdefault(element.get("shapeId", ""), made)
                case "headerFooter":
                    self.margins += filter(None, (margin(each.text or "") for each in element))
                case "oleObject":  # some are written twice, for programs that cannot show them
                    self._object(element)

    def _object(self, element: Element) -> None:
        self.objects.setdefault(element.get("shapeId", ""), Shape("object", *_corner(element)))

    def _begin(self, row: Element) -> None:
        """Start a row; a row without a number follows the previous one."""
        self.book.size.place()
        self._row = int(float(row.get("r") or 0)) or self._row + 1
        self._column = 0
        if _is_hidden(row, "ht"):
            self.hidden_rows.append(self._row)

    def _cell(self, element: Element) -> None:
        self.book.size.place()
        try:
            self._column = position(element.get("r", ""))[1]
        except ValueError:
            self._column += 1
        if not len(element) or (cell := self.book.cell(element)) is None:
            return
        self.book.size.cell(cell)
        if self._row > MAX_ROW or self._column > MAX_COLUMN:
            raise ValueError("outside the sheet")
        self.rows.setdefault(self._row, {})[self._column] = cell

    def _link(self, ref: str, target: str) -> None:
        """Set the link of an area's first cell."""
        with suppress(ValueError):
            row, column = position(ref.partition(":")[0])
            if target and (cell := self.rows.get(row, {}).get(column)):
                self.rows[row][column] = replace(cell, link=target)


def _corner(element: Element) -> tuple[int, int]:
    """The cell of a control; LibreOffice writes an empty area in place of it."""
    corners = [place_of(each) for name in ("from", "to") for each in element.findall(f".//{{*}}{name}")]
    return corners[0] if corners and corners != [(1, 1), (1, 1)] else (0, 0)


def place_of(anchor: Element) -> tuple[int, int]:
    """Row and column of a shape's corner, from 1; drawings count from 0."""
    found = {local(each): int(each.text or 0) + 1 for each in anchor if local(each) in ("row", "col")}
    return found.get("row", 0), found.get("col", 0)


def _is_hidden(element: Element, size: str) -> bool:
    """Whether a row or column is hidden, or has size 0."""
    return element.get("hidden") in _YES or element.get(size) == "0"
