"""References to cells and areas of a sheet: E7, B2:D9. Rows and columns count from 1."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""The last possible row and column of a sheet."""
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class Area(NamedTuple):
    """A rectangle of cells, including its edges."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def read(cls, ref: str) -> Area:
        """Parse `A3:B4` or `A3`. Raises ValueError for anything else."""
        first, _colon, last = ref.partition(":")
        (top, left), (bottom, right) = position(first), position(last or first)
        return cls(top, left, bottom, right)

    @property
    def ref(self) -> str:
        """The area as written in workbooks."""
        return f"{reference(self.top, self.left)}:{reference(self.bottom, self.right)}"

    def meets(self, other: Area) -> bool:
        """Whether the two areas have a cell in common."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right


def position(ref: str) -> tuple[int, int]:
    """Row and column of a cell reference. Raises ValueError if it is invalid or outside a sheet."""
    found = _CELL.fullmatch(ref)
    row, column = (int(found[2]), _number(found[1])) if found else (0, 0)
    if not (0 < row <= MAX_ROW and 0 < column <= MAX_COLUMN):
        raise ValueError(ref)
    return row, column


def reference(row: int, column: int) -> str:
    """The reference of a cell."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """The name of a column: A, B, …, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
