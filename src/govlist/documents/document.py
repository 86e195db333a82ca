"""What every kind of document is read to: paragraphs and tables, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from govlist.base.i18n import p_


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a document; what the kind of document does not have is None. All from 1."""

    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    paragraph: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        """For people: 第2页第1表第3行."""
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
    """A cell of a table's grid: its text, lines parted by line feeds.

    A merged cell fills every place of the grid that it covers with the same text; all but the first say to
    which side it goes on.
    """

    text: str
    above: bool = False
    """Whether it continues the cell above it."""
    left: bool = False
    """Whether it continues the cell to its left."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid; rows may differ in length where the document's do."""

    cells: tuple[Cell, ...]
    place: Place

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts."""
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the document's order, whatever pages they stand on."""

    rows: tuple[Row, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its level as a heading: 1 the highest, None for plain text.

    The number that Word's lists make stands in the text.
    """

    text: str
    place: Place
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something uncertain: where in the document, and what (in the user's language)."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a document holds, in its order, and what was uncertain already in reading it."""

    blocks: tuple[Table | Paragraph, ...]
    doubts: tuple[Doubt, ...] = ()
