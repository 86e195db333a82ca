"""The table in a sheet: its header, known by the office's words, the rows beneath it, and their end. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govlist.base.text import visible
from govlist.documents import columns
from govlist.documents.areas import Area
from govlist.export.templates._book import MAIN
from govlist.export.templates._grid import Grid

ENTRY = re.compile(r"\D{0,2}(\d{1,9})(?:\.0+)?\D{0,2}")
"""What the number column holds in a row of the list: 3, 3., （3）, 第3项; as Excel keeps numbers, 3.0."""
LABEL = re.compile(r".{0,12}[：:]")
"""How a line below a table begins: 填表人：, 注：."""
OWN = (None, "leader", "applies")
"""What the office alone says: columns that are not known, and those that the list holds nothing for."""
HEADINGS = ("section", "topic", "task")
"""Columns whose cells may be merged downwards."""


@dataclass(frozen=True)
class Table:
    """Where a sheet's table stands; rows and columns from 1."""

    keys: dict[int, str]
    """What the columns that are known hold."""
    header: int
    """The header's last row."""
    left: int
    right: int
    last: int
    """The last row that belongs to the list; the header's where there is none."""
    pattern: int | None
    """The row that gives new ones their looks."""
    merged: frozenset[int]
    """Columns whose cells are merged downwards."""

    def column(self, key: str) -> int | None:
        """The column of a key."""
        return next((column for column, known in self.keys.items() if known == key), None)


def find(grid: Grid) -> Table | None:
    """The first table whose header has two known words or more, the number or the requirement among them."""
    for row in sorted(grid.rows):
        texts = {c: text for c in grid.columns(row) if (text := grid.text(row, c).strip())}
        if len(texts) > 1 and _known(texts):
            return _table(grid, row)
    return None


def _known(texts: dict[int, str]) -> dict[int, str]:
    """The keys of a header's columns; nothing where it is no header of a list."""
    order = sorted(texts)
    own = {c: visible(texts[c]) for c in order if texts[c].startswith("x-")}
    found = zip(order, columns.keys(["" if c in own else texts[c] for c in order]), strict=True)
    keys = {c: key for c, key in found if key} | own
    return keys if len(keys) > 1 and {"number", "requirement"} & set(keys.values()) else {}


def _table(grid: Grid, row: int) -> Table:
    """The table under a header, which may stand in several rows, its cells merged."""
    first = {c: grid.text(row, c) for c in grid.columns(row) if grid.text(row, c).strip()}
    band = [area for area in grid.merges if area.top == row and area.left in _known(first)]
    header = max((area.bottom for area in band), default=row)
    texts = dict(first)
    for below in range(row + 1, header + 1):
        texts |= {c: text for c in grid.columns(below) if (text := grid.text(below, c)).strip()}
    keys = _known(texts) or _known(first)
    split = _split_headings(keys, band)
    right = max([*texts, *(area.right for area in band)])
    return _Rows(grid, keys, Area(row, min(texts), header, right)).table(split)


def _split_headings(keys: dict[int, str], band: list[Area]) -> list[int]:
    """工作任务 over two columns holds the section and the topic, as in the lists themselves."""
    for area in band:
        if area.right == area.left + 1 and area.right not in keys:
            if keys[area.left] == "task":
                keys |= {area.left: "section", area.right: "topic"}
                return [area.left, area.right]
            if keys[area.left] == "requirement":
                keys |= {area.left: "task", area.right: "requirement"}
                return [area.left]
    return []


class _Rows:
    """The rows under a header, one after another: those of the list, empty ones like them, what is below."""

    def __init__(self, grid: Grid, keys: dict[int, str], head: Area) -> None:
        self._grid, self._keys, self._head = grid, keys, head
        places = {key: column for column, key in keys.items()}
        self._number, self._telling = places.get("number"), places.get("number", places.get("requirement", 0))
        self._first = head.bottom + 1
        self._end = max(grid.rows, default=0) + 1
        self._covered = {
            row: area.top
            for area in grid.merges
            if area.left <= self._telling <= area.right
            for row in range(area.top + 1, min(area.bottom + 1, self._end))
        }
        """Rows whose telling cell is part of a merged one, with the row that it begins in."""

    def table(self, split: list[int]) -> Table:
        """The table with its rows: up to the last entry, or the last empty row like the first."""
        last, pattern, ended = self._head.bottom, None, False
        for row in range(self._first, self._end):
            texts = self._texts(row)
            if len(_known(texts)) > 1:
                break
            if self._is_entry(row, texts):
                last, pattern = row, pattern or row
            elif not self._is_free(texts):
                ended = True
            elif not ended and self._is_alike(row):
                last = row
        if last > self._head.bottom and pattern is None:
            pattern = self._first
        merged = [
            area.left for area in self._areas(last) if area.bottom > area.top and area.left == area.right
        ]
        tables = self._grid.root.find(f"{MAIN}tableParts") is not None
        held = () if tables else (c for c in (*split, *merged) if self._keys.get(c) in HEADINGS)
        return Table(
            self._keys, self._head.bottom, self._head.left, self._head.right, last, pattern, frozenset(held)
        )

    def _areas(self, last: int) -> list[Area]:
        inside = Area(self._first, self._head.left, last, self._head.right)
        return [area for area in self._grid.merges if area.meets(inside)]

    def _texts(self, row: int) -> dict[int, str]:
        columns_ = [c for c in self._grid.columns(row) if self._head.left <= c <= self._head.right]
        return {c: text for c in columns_ if (text := self._grid.text(row, c)).strip()}

    def _is_entry(self, row: int, texts: dict[int, str]) -> bool:
        """Whether a row holds a task, by its number or, in a table without numbers, by its words."""
        told = texts.get(self._telling)
        if told is None:
            above = self._covered.get(row)
            return above is not None and above >= self._first and self._is_entry(above, self._texts(above))
        if self._number:
            return ENTRY.fullmatch(told.strip()) is not None
        wide = any(
            area.right > area.left and area.meets(Area(row, self._telling, row, self._telling))
            for area in self._grid.merges
        )
        return not wide and LABEL.match(told) is None and LABEL.match(min(texts.items())[1]) is None

    def _is_free(self, texts: dict[int, str]) -> bool:
        """Whether a row has room for a task: nothing stands in it but words of the office's own."""
        return all(self._keys.get(c) in OWN and not LABEL.match(text) for c, text in texts.items())

    def _is_alike(self, row: int) -> bool:
        """Whether an empty row looks like the first: as if the list went on there."""
        span = range(self._head.left, self._head.right + 1)
        same = sum(self._grid.look(row, c) == self._grid.look(self._first, c) for c in span)
        return same * 2 >= len(span)
