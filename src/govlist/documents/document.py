"""The common form of all documents: paragraphs and tables, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from govlist.base.i18n import mark, p_


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


class DoubtKind(Enum):
    """What a doubt is about, in the order in which doubts are shown: first what can change who owes what.

    A kind has the token of `--json`, its words for `_()`, and whether it is `real`: somebody must look at the
    document. What is not real is reported and never an error.
    """

    MEMBERS = ("members", mark("collectives that are not complete"))
    """A collective whose units the list does not hold, or only those that the document happens to name."""
    UNITS = ("units", mark("who is responsible"))
    """A name that may not be one, or its role: lead or support."""
    RULE = ("rule", mark("sentences for several tasks"))
    """A sentence about other tasks: 以下均需各镇街落实, 列第一位的为牵头单位."""
    COLUMN = ("column", mark("columns"))
    """What a column holds."""
    TASK = ("task", mark("tasks"))
    """Where a task begins and ends, its requirement, two tasks that are alike."""
    UNREAD = ("unread", mark("not read"))
    """Text, pictures or hidden parts that were left out, or that few would see in the document."""
    DEADLINE = ("deadline", mark("deadlines"))
    """The day that was chosen for a deadline's words."""
    OUTLINE = ("outline", mark("title and headings"))
    """The list's title, sections and topics."""
    NEW = ("new", mark("new units and groups"), False)
    """Units and groups that the roster does not have, with what follows from their names."""
    NOTE = ("note", mark("for information"), False)
    """What was done and needs no decision: numbers that were assigned."""

    def __init__(self, token: str, words: str, real: bool = True) -> None:
        self.token = token
        self.words = words
        self.real = real

    @property
    def rank(self) -> int:
        """Its place in the order."""
        return list(DoubtKind).index(self)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something uncertain: its place, a message in the user's language, and what it is about.

    The message says what was read and, where there is a choice, what else it could be.
    """

    place: Place
    message: str
    kind: DoubtKind


@dataclass(frozen=True, slots=True)
class Document:
    """The contents of a document in their order, and doubts from reading it."""

    blocks: tuple[Table | Paragraph, ...]
    doubts: tuple[Doubt, ...] = ()
