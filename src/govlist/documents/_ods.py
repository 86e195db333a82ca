"""Read OpenDocument workbooks (.ods) as displayed: the file holds each cell's text as its format shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from govlist.documents import archive
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
    wanted = ("style", "table-column", "table-row", "shapes")
    for name, element in stream(file, *wanted, start="table"):
        match name:
            case "style":
                styles.add(element)
            case "table":
                is_hidden = _get(element, "style-name") in styles.hidden
                sheets.append(_Sheet(_get(element, "name"), is_hidden, styles, size))
            case "table-column":
                sheets[-1].column(element)
            case "table-row":
                sheets[-1].row(element)
            case "shapes":
                sheets[-1].shapes += _shapes(element, 0, 0)


def _get(element: Element, name: str, default: str = "") -> str:
    """An attribute by its name without namespace."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), default)


def _times(element: Element, name: str) -> int:
    return max(int(_get(element, name, "1")), 1)


class _Styles:
    """The styles that matter: which strike text through, and which hide a sheet."""

    def __init__(self) -> None:
        self.struck: dict[str, bool] = {}
        self.hidden: set[str] = set()

    def add(self, style: Element) -> None:
        """Add a style; it has what it does not set itself from its parent, which comes before it."""
        name = _get(style, "name")
        parent = self.struck.get(_get(style, "parent-style-name"))
        lines = [
            value not in ("none", "")
            for part in style
            for key, value in part.items()
            if key.rpartition("}")[2] in ("text-line-through-style", "text-line-through-type")
        ]
        if lines or parent is not None:
            self.struck[name] = any(lines) if lines else bool(parent)
        if any(_get(part, "display") == "false" for part in style):
            self.hidden.add(name)


@dataclass
class _Sheet:
    """A sheet, filled while its rows are read. Repeated rows and cells count once if they are empty."""

    name: str
    is_hidden: bool
    styles: _Styles
    size: Size
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    shapes: list[Shape] = field(default_factory=list)
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
        self.shapes += _shapes(element, row, column)
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
        text, struck = parted(self._text(element), self.styles.struck.get(style, False))
        formula = _get(element, "formula").partition("=")[2] or None
        kinds = {value for key, value in element.items() if key.endswith("}value-type")}
        if not (text.strip() or struck.strip()):
            return Cell("", "", formula=formula, is_uncounted=True) if formula and not kinds else None
        links = [_get(part, "href") for part in element.iter() if local(part) == "a"]
        link = links[0] if links and "://" in links[0] else ""
        return Cell(text, _value(element, text), struck, formula, "error" in kinds, link=link)

    def _text(self, element: Element) -> Text:
        """The paragraphs of a cell or comment, in runs that may be struck through."""
        runs: list[tuple[str, bool | None]] = []
        for paragraph in (part for part in element if local(part) == "p"):
            runs += [("\n", None)] if runs else []
            runs += self._runs(paragraph, None)
        return tuple(runs)

    def _runs(self, element: Element, struck: bool | None) -> Iterator[tuple[str, bool | None]]:
        yield element.text or "", struck
        for part in element:
            match local(part):
                case "s":
                    yield " " * min(_times(part, "c"), _MAX_BLANKS), struck
                case "tab":
                    yield "\t", struck
                case "line-break":
                    yield "\n", struck
                case "span" | "a" | "ruby" | "ruby-base" | "meta" | "meta-field":
                    yield from self._runs(part, self.styles.struck.get(_get(part, "style-name"), struck))
                case "sheet-name" | "date" | "time" | "number" | "title" | "file-name":  # fields
                    yield part.text or "", struck
            yield part.tail or "", struck


def _value(element: Element, text: str) -> Value:
    """The value of a cell: a number, a day, else its text."""
    kind = next((v for key, v in element.items() if key.endswith("office:1.0}value-type")), "string")
    if kind in ("float", "percentage", "currency"):
        number = float(_get(element, "value"))
        return int(number) if number.is_integer() else number
    if kind == "date":
        return datetime.fromisoformat(_get(element, "date-value").removesuffix("Z"))
    return _get(element, "boolean-value") == "true" if kind == "boolean" else text


def _shapes(element: Element, row: int, column: int) -> list[Shape]:
    """The text boxes, pictures and objects in a cell, or above the whole sheet; charts have no text."""
    found = []
    for shape in element.iter():
        name = local(shape)
        parts = {local(part): part for part in shape}
        if name == "custom-shape" or (name == "frame" and "text-box" in parts):
            holder = parts.get("text-box", shape)
            lines = ["".join(line.itertext()) for line in holder if local(line) == "p"]
            if text := "\n".join(filter(str.strip, lines)):
                found.append(Shape("text", row, column, text))
        elif name == "frame" and "object" in parts:
            if not _get(parts["object"], "notify-on-update-of-ranges"):
                found.append(Shape("object", row, column))
        elif name == "frame" and "object-ole" in parts:
            found.append(Shape("object", row, column))
        elif name == "frame" and "image" in parts:
            found.append(Shape("picture", row, column))
    return found
