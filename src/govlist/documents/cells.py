"""Workbooks as data: sheets, their cells, comments, and shapes above the cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from govlist.documents.areas import Area

MAX_CELLS = 50_000
"""Cells with contents in a workbook."""
Value = str | int | float | bool | datetime
PICTURE = re.compile(r"=\s*(?:_xlfn\.)?DISPIMG\(.*\)", re.IGNORECASE)
"""The formula of a cell with a picture, as WPS writes it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with contents; cells that show nothing are left out."""

    text: str
    """As its format shows it, with unchanged line ends and without struck-through text."""
    value: Value
    """The unformatted value; a number with a date format is a datetime."""
    struck: str = ""
    """The struck-through text."""
    formula: str | None = None
    """Without its equals sign; empty if it is stored in another cell that shares it."""
    is_error: bool = False
    """Whether it shows an error value, such as #REF!."""
    is_uncounted: bool = False
    """Whether the result of its formula was not saved."""
    link: str = ""
    """The address that the text links to."""
    has_picture: bool = False
    """Whether the cell has an embedded picture (Excel or WPS)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What lies above the cells, at a cell; 0, 0 if the cell is not known.

    A text box, a picture, an embedded object, a chart or diagram, or a field of a form (☑, ☐ or its choice).
    """

    kind: Literal["text", "picture", "object", "chart", "field"]
    row: int
    column: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet; rows and columns count from 1."""

    name: str
    is_hidden: bool
    rows: Mapping[int, Mapping[int, Cell]]
    """The cells by row, then by column, both in order."""
    merges: tuple[Area, ...] = ()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """The texts of comments by row and column; their cells may be empty."""
    shapes: tuple[Shape, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """The first and last column of each range."""
    margins: tuple[str, ...] = ()
    """The words of the headers and footers of its pages, without fields such as the page number."""

    def text(self, row: int, column: int) -> str:
        """The text that a cell shows; the text of a merged area is in its first cell."""
        cell = self.rows.get(row, {}).get(column)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The worksheets in the order of their tabs, and whether days count from 1904."""

    sheets: tuple[Sheet, ...]
    since_1904: bool = False
