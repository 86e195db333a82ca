"""Read OpenDocument workbooks (.ods) as displayed: the file holds each cell's text as its format shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from govlist.documents import archive, signs
from govlist.documents._package import local, stream
from govlist.documents._sheet import Size, Text, parted, words
from govlist.documents.areas import MAX_COLUMN, MAX_ROW, Area
from govlist.documents.cells import Cell, Shape, Sheet, Value, Workbook

_HIDDEN = ("collapse", "filter")
_MAX_BLANKS = 1_000
"""Blanks that one element may stand for."""


def parse(path: Path, data: bytes) -> Workbook:
    """Read a workbook from bytes that `archive` has checked; `path` is for messages."""
    size, styles = Size(path), _Styles()
    sheets: list[_Sheet] = []
    try:
        with ZipFile(BytesIO(data)) as zipped:
            for part in ("styles.xml", "content.xml"):
                if part in zipped.NameToInfo:
                    with zipped.open(part) as file:
                        _read(file, sheets, styles, size)
    except (ParseError, BadZipFile, LookupError, ValueError, ArithmeticError, EOFError, OSError):
        archive.refuse_damaged(path)
    return Workbook(tuple(sheet.made() for sheet in sheets))


def _read(file: Any, sheets: list[_Sheet], styles: _Styles, size: Size) -> None:
    """Read a part: its styles, then its sheets."""
    wanted = ("font-face", "style", "master-page", "forms", "table-column", "table-row", "shapes")
    for name, element in stream(file, *wanted, start="table"):
        match name:
            case "font-face":
                styles.fonts[_get(element, "name")] = _get(element, "font-family").strip("'")
            case "style":
                styles.add(element)
            case "master-page":
                styles.margins[_get(element, "name")] = tuple(filter(None, map(_margin, element)))
            case "forms" if sheets:
                sheets[-1].fields = {_get(each, "id"): _field(each) for each in element.iter()}
            case "table":
                style = _get(element, "style-name")
                margins = styles.margins.get(styles.pages.get(style, "Default"), ())
                sheets.append(_Sheet(_get(element, "name"), style in styles.hidden, styles, size, margins))
            case "table-column":
                sheets[-1].column(element)
            case "table-row":
                sheets[-1].row(element)
            case "shapes":
                sheets[-1].shapes += _shapes(element, 0, 0, sheets[-1].fields)


def _get(element: Element, name: str, default: str = "") -> str:
    """An attribute by its name without namespace."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), default)


def _times(element: Element, name: str) -> int:
    return max(int(_get(element, name, "1")), 1)


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks: whether it is struck through, and its font; None as the text around it."""

    is_struck: bool | None = None
    font: str | None = None

    def on(self, other: _Look) -> _Look:
        """This look where it says something, else the other."""
        is_struck = other.is_struck if self.is_struck is None else self.is_struck
        return _Look(is_struck, other.font if self.font is None else self.font)


_PLAIN = _Look()


class _Styles:
    """The styles that matter: which strike text through, have a symbol font, or hide a sheet."""

    def __init__(self) -> None:
        self.fonts: dict[str, str] = {}
        self.looks: dict[str, _Look] = {}
        self.hidden: set[str] = set()
        self.pages: dict[str, str] = {}
        """The page style of each style of sheets."""
        self.margins: dict[str, tuple[str, ...]] = {}
        """The words of the headers and footers of each page style."""

    def add(self, style: Element) -> None:
        """Add a style; it has what it does not set itself from its parent, which comes before it."""
        name = _get(style, "name")
        if page := _get(style, "master-page-name"):
            self.pages[name] = page
        set_here = {key.rpartition("}")[2]: value for part in style for key, value in part.items()}
        lines = [set_here.get(f"text-line-through-{key}", "") for key in ("style", "type")]
        font = set_here.get("font-name")
        own = _Look(
            any(line not in ("none", "") for line in lines) if any(lines) else None,
            None if font is None else self.fonts.get(font, font),
        )
        self.looks[name] = own.on(self.looks.get(_get(style, "parent-style-name"), _PLAIN))
        if any(_get(part, "display") == "false" for part in style):
            self.hidden.add(name)


@dataclass
class _Sheet:
    """A sheet, filled while its rows are read. Repeated rows and cells count once if they are empty."""

    name: str
    is_hidden: bool
    styles: _Styles
    size: Size
    margins: tuple[str, ...] = ()
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    shapes: list[Shape] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    """What the fields of its forms show, by their id."""
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    _row: int = 0
    _column: int = 0
    _default: list[tuple[int, str]] = field(default_factory=list)

    def made(self) -> Sheet:
        """The sheet as all readers of workbooks return it."""
        last = max(self.rows, default=0)
        return Sheet(
            self.name,
            self.is_hidden,
            self.rows,
            tuple(self.merges),
            self.comments,
            tuple(self.shapes),
            tuple(row for first, end in self.hidden_rows for row in range(first, min(end, last) + 1)),
            tuple(self.hidden_columns),
            self.margins,
        )

    def column(self, element: Element) -> None:
        """Read the description of columns."""
        first = self._column + 1
        self._column += _times(element, "number-columns-repeated")
        if _get(element, "visibility") in _HIDDEN:
            self.hidden_columns.append((first, self._column))
        self._default.append((self._column, _get(element, "default-cell-style-name")))

    def row(self, element: Element) -> None:
        """Read a row; one with contents is repeated as often as it says."""
        first, times = self._row + 1, _times(element, "number-rows-repeated")
        self._row += times
        self.size.place()
        if _get(element, "visibility") in _HIDDEN:
            self.hidden_rows.append((first, self._row))
        for row in range(first, self._row + 1):
            if not self._cells(element, row):
                break

    def _cells(self, element: Element, row: int) -> bool:
        """Read the cells of a row; returns whether it has any contents."""
        column, found = 0, False
        for each in element:
            if local(each) not in ("table-cell", "covered-table-cell"):
                continue
            times = _times(each, "number-columns-repeated")
            self.size.place()
            for place in range(column + 1, column + times + 1):
                if not self._cell(each, row, place):
                    break
                found = True
            column += times
        return found

    def _cell(self, element: Element, row: int, column: int) -> bool:
        """Read a cell; returns whether it has any contents."""
        if not len(element) and not _get(element, "formula"):
            return False
        if row > MAX_ROW or column > MAX_COLUMN:
            raise ValueError("outside the sheet")
        self.size.place()
        for part in element:
            if local(part) == "annotation":
                self.comments[row, column] = words(self._text(part))
        self.shapes += _shapes(element, row, column, self.fields)
        down, across = _times(element, "number-rows-spanned"), _times(element, "number-columns-spanned")
        if local(element) == "table-cell" and (down > 1 or across > 1):
            self.merges.append(Area(row, column, row + down - 1, column + across - 1))
        if local(element) == "table-cell" and (cell := self._content(element, column)) is not None:
            self.size.cell(cell)
            self.rows.setdefault(row, {})[column] = cell
        return True

    def _content(self, element: Element, column: int) -> Cell | None:
        style = _get(element, "style-name") or next(
            (name for last, name in self._default if column <= last), ""
        )
        look = self.styles.looks.get(style, _PLAIN)
        text, struck = parted(self._text(element, look), bool(look.is_struck))
        formula = _get(element, "formula").partition("=")[2] or None
        kinds = {value for key, value in element.items() if key.endswith("}value-type")}
        if not (text.strip() or struck.strip()):
            return Cell("", "", formula=formula, is_uncounted=True) if formula and not kinds else None
        links = [_get(part, "href") for part in element.iter() if local(part) == "a"]
        link = links[0] if links and "://" in links[0] else ""
        return Cell(text, _value(element, text), struck, formula, "error" in kinds, link=link)

    def _text(self, element: Element, look: _Look = _PLAIN) -> Text:
        """The paragraphs of a cell or comment, in runs that may be struck through."""
        runs: list[tuple[str, bool | None]] = []
        for paragraph in (part for part in element if local(part) == "p"):
            runs += [("\n", None)] if runs else []
            runs += self._runs(paragraph, look)
        return tuple(runs)

    def _runs(self, element: Element, look: _Look) -> Iterator[tuple[str, bool | None]]:
        struck, font = look.is_struck, look.font or ""
        yield signs.in_font(element.text or "", font), struck
        for part in element:
            match local(part):
                case "s":
                    yield " " * min(_times(part, "c"), _MAX_BLANKS), struck
                case "tab":
                    yield "\t", struck
                case "line-break":
                    yield "\n", struck
                case "span" | "a" | "ruby" | "ruby-base" | "meta" | "meta-field":
                    own = self.styles.looks.get(_get(part, "style-name"), _PLAIN)
                    yield from self._runs(part, own.on(look))
                case "sheet-name" | "date" | "time" | "number" | "title" | "file-name":  # fields
                    yield part.text or "", struck
            yield signs.in_font(part.tail or "", font), struck


def _margin(part: Element) -> str:
    """The words of a page's header or footer that are no fields."""
    texts: list[str] = []
    if _get(part, "display", "true") == "true":
        for paragraph in part.iter():
            if local(paragraph) in ("p", "span"):
                texts += [paragraph.text or "", *(each.tail or "" for each in paragraph)]
    return " ".join("".join(texts).split())


def _value(element: Element, text: str) -> Value:
    """The value of a cell: a number, a day, else its text."""
    kind = next((v for key, v in element.items() if key.endswith("office:1.0}value-type")), "string")
    if kind in ("float", "percentage", "currency"):
        number = float(_get(element, "value"))
        return int(number) if number.is_integer() else number
    if kind == "date":
        return datetime.fromisoformat(_get(element, "date-value").removesuffix("Z"))
    return _get(element, "boolean-value") == "true" if kind == "boolean" else text


def _field(control: Element) -> str:
    """What a field of a form shows: a box with its text, the chosen lines of a list, or a text."""
    match local(control):
        case "checkbox":
            is_ticked = _get(control, "current-state", _get(control, "state")) == "checked"
        case "radio":
            is_ticked = "true" in (_get(control, "current-selected"), _get(control, "selected"))
        case "listbox":
            chosen = (each for each in control if _get(each, "current-selected") == "true")
            return "、".join(_get(each, "label") for each in chosen)
        case _:
            return _get(control, "current-value", _get(control, "value"))
    return ("☑" if is_ticked else "☐") + _get(control, "label")


def _shapes(element: Element, row: int, column: int, fields: Mapping[str, str]) -> list[Shape]:
    """The text boxes, pictures, objects and fields in a cell, or above the whole sheet; no charts."""
    found = []
    for shape in element.iter():
        name = local(shape)
        parts = {local(part): part for part in shape}
        if name == "custom-shape" or (name == "frame" and "text-box" in parts):
            holder = parts.get("text-box", shape)
            lines = ["".join(line.itertext()) for line in holder if local(line) == "p"]
            if text := "\n".join(filter(str.strip, lines)):
                found.append(Shape("text", row, column, text))
        elif name == "control" and (text := fields.get(_get(shape, "control"), "")):
            found.append(Shape("field", row, column, text))
        elif name == "frame" and "object" in parts:
            if not _get(parts["object"], "notify-on-update-of-ranges"):
                found.append(Shape("object", row, column))
        elif name == "frame" and "object-ole" in parts:
            found.append(Shape("object", row, column))
        elif name == "frame" and "image" in parts:
            found.append(Shape("picture", row, column))
    return found
