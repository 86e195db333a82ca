"""The common form of all documents: paragraphs and tables, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from govlist.base.i18n import p_


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a document, counted from 1; None for what the kind of document does not have."""

    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    paragraph: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        """Format the place: 第2页第1表第3行."""
        parts = (
            (p_("place", "page {n} "), self.page),
            (p_("place", "sheet {n} "), self.sheet),
            (p_("place", "table {n} "), self.table),
            (p_("place", "row {n} "), self.row),
            (p_("place", "paragraph {n} "), self.paragraph),
            (p_("place", "line {n} "), self.line),
        )
        return "".join(text.format(n=value) for text, value in parts if value is not None).strip()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's grid: its text, with line feeds between lines.

    A merged cell is repeated at every place that it covers; all but the first are marked `above` or `left`.
    """

    text: str
    above: bool = False
    """Whether it is merged with the cell above."""
    left: bool = False
    """Whether it is merged with the cell to the left."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid; rows may have different lengths, as in the document."""

    cells: tuple[Cell, ...]
    place: Place

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts."""
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the document's order, across pages."""

    rows: tuple[Row, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its heading level: 1 is the highest, None is plain text.

    The text includes the automatic number of a Word list.
    """

    text: str
    place: Place
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something uncertain: its place, and a message in the user's language."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """The contents of a document in their order, and doubts from reading it."""

    blocks: tuple[Table | Paragraph, ...]
    doubts: tuple[Doubt, ...] = ()
