"""Finds the table in a sheet: its header, identified by the office's words, and its rows. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govlist.base.text import visible
from govlist.documents import columns
from govlist.documents.areas import Area
from govlist.export.templates._book import MAIN
from govlist.export.templates._grid import Grid
from govlist.export.templates._rows import WORDS

ENTRY = re.compile(r"\D{0,2}(\d{1,9})(?:\.0+)?\D{0,2}")
"""A task number: 3, 3., （3）, 第3项, or 3.0 as Excel stores it."""
LABEL = re.compile(r".{0,12}[：:]")
"""The start of a line below a table: 填表人：, 注：."""
OFFICE_ONLY = (None, "leader", "applies")
"""Keys of columns that only the office fills: unknown ones, and those without data in a list."""
HEADINGS = ("section", "topic", "task")
"""Columns whose cells may be merged downwards."""


@dataclass(frozen=True)
class Table:
    """The position of a table in a sheet; rows and columns from 1."""

    keys: dict[int, str]
    """The keys of the known columns."""
    header: int
    """The last row of the header."""
    left: int
    right: int
    last: int
    """The last row of the table; the header's if it has no rows."""
    pattern: int | None
    """The row whose style new rows get."""
    merged: frozenset[int]
    """Columns whose cells are merged downwards."""


def find(grid: Grid) -> Table | None:
    """The first table whose header has at least two known words, one of them number or requirement."""
    for row in sorted(grid.rows):
        texts = {c: text for c in grid.columns(row) if (text := grid.text(row, c).strip())}
        if len(texts) > 1 and _keys_of(texts):
            return _table(grid, row)
    return None


def _keys_of(texts: dict[int, str]) -> dict[int, str]:
    """The keys of a header's columns; empty if it is not the header of a list."""
    order = sorted(texts)
    office = {c: visible(texts[c]) for c in order if texts[c].startswith("x-")}
    found = zip(order, columns.keys(["" if c in office else texts[c] for c in order], WORDS), strict=True)
    keys = {c: key for c, key in found if key} | office
    return keys if len(keys) > 1 and {"number", "requirement"} & set(keys.values()) else {}


def _table(grid: Grid, row: int) -> Table:
    """The table under a header, which may have several rows with merged cells."""
    first = {c: grid.text(row, c) for c in grid.columns(row) if grid.text(row, c).strip()}
    band = [area for area in grid.merges if area.top == row and area.left in _keys_of(first)]
    header = max((area.bottom for area in band), default=row)
    texts = dict(first)
    for below in range(row + 1, header + 1):
        texts |= {c: text for c in grid.columns(below) if (text := grid.text(below, c)).strip()}
    keys = _keys_of(texts) or _keys_of(first)
    split = _split_headings(keys, band)
    right = max([*texts, *(area.right for area in band)])
    return _Rows(grid, keys, Area(row, min(texts), header, right)).table(split)


def _split_headings(keys: dict[int, str], band: list[Area]) -> list[int]:
    """Assign section and topic to the two columns under a merged 工作任务."""
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
    """Finds the end of the rows under a header: tasks, empty rows in their style, then other text."""

    def __init__(self, grid: Grid, keys: dict[int, str], head: Area) -> None:
        self._grid, self._keys, self._head = grid, keys, head
        places = {key: column for column, key in keys.items()}
        self._number = places.get("number")
        self._key_column = self._number or places.get("requirement", 0)
        self._first = head.bottom + 1
        self._end = max(grid.rows, default=0) + 1
        self._covered = {
            row: area.top
            for area in grid.merges
            if area.left <= self._key_column <= area.right
            for row in range(area.top + 1, min(area.bottom + 1, self._end))
        }
        """Rows whose key cell is merged with one above, with the row in which that begins."""

    def table(self, split: list[int]) -> Table:
        """The table up to the last task, or the last empty row in the style of the first."""
        last, pattern, ended = self._head.bottom, None, False
        span = range(self._head.left, self._head.right + 1)
        for row in range(self._first, self._end):
            texts = self._texts(row)
            if len(_keys_of(texts)) > 1:
                break
            if self._is_entry(row, texts):
                last, pattern = row, pattern or row
            elif not self._is_free(texts):
                ended = True
            elif not ended and self._grid.looks_like(row, self._first, span):
                last = row
        if last > self._head.bottom and pattern is None:
            pattern = self._first
        inside = Area(self._first, self._head.left, last, self._head.right)
        down = (area for area in self._grid.merges if area.bottom > area.top and area.left == area.right)
        merged = [area.left for area in down if area.meets(inside)]
        tables = self._grid.root.find(f"{MAIN}tableParts") is not None
        mergeable = () if tables else (c for c in (*split, *merged) if self._keys.get(c) in HEADINGS)
        _top, left, header, right = self._head
        return Table(self._keys, header, left, right, last, pattern, frozenset(mergeable))

    def _texts(self, row: int) -> dict[int, str]:
        columns_ = [c for c in self._grid.columns(row) if self._head.left <= c <= self._head.right]
        return {c: text for c in columns_ if (text := self._grid.text(row, c)).strip()}

    def _is_entry(self, row: int, texts: dict[int, str]) -> bool:
        """Whether a row has a task: a number or, in a table without numbers, a requirement."""
        text = texts.get(self._key_column)
        if text is None:
            above = self._covered.get(row)
            return above is not None and above >= self._first and self._is_entry(above, self._texts(above))
        if self._number:
            return ENTRY.fullmatch(text.strip()) is not None
        wide = any(
            area.right > area.left and area.meets(Area(row, self._key_column, row, self._key_column))
            for area in self._grid.merges
        )
        return not wide and LABEL.match(text) is None and LABEL.match(min(texts.items())[1]) is None

    def _is_free(self, texts: dict[int, str]) -> bool:
        """Whether a row is free for a task: it has at most texts of the office."""
        return all(self._keys.get(c) in OFFICE_ONLY and not LABEL.match(text) for c, text in texts.items())
