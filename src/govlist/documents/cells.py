"""Workbooks as data: sheets, their cells, and what is on a sheet beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from govlist.documents.areas import Area

Value = str | int | float | bool | datetime
PICTURE = re.compile(r"=\s*(?:_xlfn\.)?DISPIMG\(.*\)", re.IGNORECASE)
"""What WPS writes into a cell that holds a picture."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something; one that shows nothing at all is left out."""

    text: str
    """As its format shows it, line ends as they are, without what is struck through."""
    value: Value
    """The same before its format; a number in a date's format is a datetime."""
    struck: str = ""
    """The text that is struck through."""
    formula: str | None = None
    """Without its equals sign; empty if it is written at another cell that shares it."""
    is_error: bool = False
    """Whether it shows an error value, such as #REF!."""
    is_uncounted: bool = False
    """Whether the result of its formula was not saved."""
    link: str = ""
    """The address behind the text."""
    has_picture: bool = False
    """Whether a picture is in the cell, as Excel and WPS embed them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What lies on a sheet, above a cell (0, 0: not known which)."""

    kind: Literal["text", "picture", "object"]
    row: int
    column: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of cells; rows and columns from 1."""

    name: str
    is_hidden: bool
    rows: Mapping[int, Mapping[int, Cell]]
    """The cells by row and column, in this order."""
    merges: tuple[Area, ...] = ()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """The texts of comments by row and column, also of empty cells."""
    shapes: tuple[Shape, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """The first and last of each run."""

    def text(self, row: int, column: int) -> str:
        """What a cell shows; a merged area holds it in its first cell."""
        cell = self.rows.get(row, {}).get(column)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of cells in the order of their tabs, and whether days count from 1904."""

    sheets: tuple[Sheet, ...]
    since_1904: bool = False
