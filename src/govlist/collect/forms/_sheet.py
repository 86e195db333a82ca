"""A sheet's cells, streamed: what holds something, up to where nothing follows, each as a person sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import IO
from xml.etree.ElementTree import Element

from govlist.collect.forms._styles import Kind
from govlist.collect.forms._xml import identifier, local, stream, string, unescaped
from govlist.collect.table import MAX_COLUMNS, PICTURE, Cell, Line, Value, place

MAX_ROWS = 20_000
"""Rows of a sheet that are read at most."""
MAX_GAP = 1_000
"""Empty rows behind which nothing more is looked for: programs keep a million of them."""
_ADDRESS = re.compile(r'=\s*HYPERLINK\(\s*"((?:[^"]|"")+)"', re.IGNORECASE)
"""The address that a formula puts behind its text."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share: texts, kinds of number formats, the day that days count from."""

    strings: Sequence[str]
    kinds: Sequence[Kind]
    since_1904: bool

    def value(self, cell: Element) -> tuple[Value | None, bool]:
        """A cell's value as it was shown when it was saved, and whether it is broken."""
        parts = {local(part): part for part in cell}
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return (string(parts["is"]) if "is" in parts else None), False
        shown = parts["v"].text if "v" in parts else None
        if shown is None and "f" in parts and kind != "str":
            return f"={parts['f'].text or ''}", True
        if not shown:
            return None, False
        if kind == "s":
            return self.strings[int(shown)], False
        if kind == "n":
            return self._number(float(shown), int(cell.get("s", 0))), False
        if kind == "d":
            return datetime.fromisoformat(shown.removesuffix("Z")), False
        if kind == "b":
            return ("TRUE" if shown == "1" else "FALSE"), False
        return unescaped(shown), kind == "e"

    def _number(self, number: float, style: int) -> Value:
        kind = self.kinds[style] if style < len(self.kinds) else ""
        if kind == "percent":
            return f"{number * 100:.10g}%"
        if kind == "day" and 1 <= number < 2_900_000:
            return self._day(number)
        return int(number) if number.is_integer() else number

    def _day(self, number: float) -> date:
        first = datetime(1904, 1, 1) if self.since_1904 else datetime(1899, 12, 30)
        return first + timedelta(seconds=round(number * 86_400))


@dataclass(slots=True)
class _Rows:
    """The rows read so far."""

    lines: list[list[Cell | None]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    held: int = 0
    """The last row that holds something."""

    skipped: int = 0
    """The rows that lie beyond what is read."""

    def begin(self, row: Element) -> None:
        """Begin a row; one that has no number follows the one before it."""
        self.row = max(int(float(row.get("r") or 0)), self.row + 1)
        self.column = 0
        self.skipped += self._beyond()

    def _beyond(self) -> bool:
        return self.row > min(MAX_ROWS, self.held + MAX_GAP)

    def add(self, cell: Element, book: Book) -> None:
        """Take a cell that holds something."""
        if self._beyond():
            return
        if match := _PLACE.fullmatch(cell.get("r", "")):
            self.column = _column(match[1])
        else:
            self.column += 1
        value, broken = book.value(cell) if self.column <= MAX_COLUMNS else (None, False)
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        self.held = self.row
        self.lines += [[] for _row in range(self.row - len(self.lines))]
        line = self.lines[-1]
        line += [None] * (self.column - len(line))
        line[self.column - 1] = _cell(place(self.row, self.column), value, broken, cell)

    def link(self, where: str, target: str) -> None:
        """Put an address behind a cell."""
        match = _PLACE.match(where)
        row, column = (int(match[2]), _column(match[1])) if match else (0, 0)
        if 0 < row <= len(self.lines) and column <= len(self.lines[row - 1]):
            cell = self.lines[row - 1][column - 1]
            self.lines[row - 1][column - 1] = replace(cell, link=target) if cell else None


def _cell(where: str, value: Value, broken: bool, cell: Element) -> Cell:
    """The cell, with what its formula says beside its value: an address, a picture (Excel's has a `vm`)."""
    formula = next((f"={part.text or ''}" for part in cell if local(part) == "f"), "")
    address = _ADDRESS.match(formula)
    link = address[1].replace('""', '"') if address else ""
    picture = bool(PICTURE.fullmatch(formula)) or (broken and "vm" in cell.attrib)
    return Cell(where, value, broken, link, picture)


def lines(file: IO[bytes], book: Book, links: Mapping[str, str]) -> list[Line]:
    """The rows of a sheet's XML, the first one's at 0. `links` are the addresses that it points at, by id."""
    rows = _Rows()
    for event, element in stream(file, "c"):
        match event, local(element):
            case "start", "row":
                rows.begin(element)
            case "end", "c":
                rows.add(element, book)
            case "end", "hyperlink":
                rows.link(element.get("ref", ""), links.get(identifier(element), ""))
        if rows.skipped > MAX_GAP:
            break
    return [*rows.lines]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
