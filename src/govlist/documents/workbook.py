"""Workbooks (.xlsx) as a person sees them: the one reader for import, collect and templates.

Each cell has its text as its number format shows it, without what is struck through; its value; its formula,
never evaluated; the address behind it. Each sheet has its merged areas, comments, text boxes, pictures,
objects, hidden rows and columns. All of it is read in one pass over the archive's XML, within bounds.

Why not a library: python-calamine (MIT, wheels of 2.3 MB, no start-up cost) is some ten times as fast and
reads .xls, .ods and .xlsb, but it gives neither number formats nor strike-through, comments, links, formulas
or hidden rows, drops error values, and ends the whole process for a sheet with one cell at XFD1048576.
openpyxl takes 0.3 s to load, gives either a formula or its result, and refuses odd colours, odd dates and
Strict files. What is needed of the XML is little, and the standard library reads it. For the older formats
calamine can fill the same types, in a process of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from govlist.documents import archive
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


def read(path: Path) -> Workbook:
    """A workbook. Raises GovlistError (exit 3) where it cannot be read, or is too large."""
    return parse(path, archive.read(path, "xlsx"))


def parse(path: Path, data: bytes) -> Workbook:
    """A workbook of bytes that `archive` has looked through; `path` is for messages."""
    from govlist.documents import _xlsx

    return _xlsx.parse(path, data)
