"""Cells with spans → grids, and a document's elements → blocks; shared by docx and html.

The rules:

- A cell that spans several places repeats its text; the later places are marked `left` or `above`.
- A column in which no cell begins, and a row without text, are left out; a Place keeps the row's number.
- A table inside a cell becomes the text of that cell: one line per row, blanks between cells.
- A table that is only page layout is dissolved: its contents become blocks of the document.
- Paragraphs with tabs or bars become tables, as in plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from govlist.base.i18n import _
from govlist.documents import columns
from govlist.documents.document import Cell, Document, Paragraph, Place, Row, Table
from govlist.documents.readers import _lines, _text


@dataclass(slots=True)
class Words:
    """A paragraph without place."""

    text: str
    level: int | None = None


@dataclass(slots=True)
class Span:
    """A cell before it is placed: first column (from 0), number of columns, contents."""

    column: int
    columns: int = 1
    above: bool = False
    content: list[Words | Raw] = field(default_factory=list)

    def text(self) -> str:
        """Its whole text as lines."""
        return "\n".join(filter(None, (item.text for item in self.content)))

    def inner(self) -> list[Raw]:
        """The tables in it."""
        return [item for item in self.content if isinstance(item, Raw)]

    def own_text(self) -> str:
        """Its lines without nested tables."""
        return "".join(item.text for item in self.content if isinstance(item, Words))


@dataclass(slots=True)
class Raw:
    """A table before it becomes a grid: rows of spans from left to right."""

    rows: list[list[Span]]

    @property
    def text(self) -> str:
        """Its text as lines, for the cell that contains it."""
        lines = (" ".join(filter(None, (span.text() for span in row if not span.above))) for row in self.rows)
        return "\n".join(filter(None, lines))

    def inner(self) -> list[Raw]:
        """The tables in its cells."""
        return [item for row in self.rows for span in row for item in span.inner()]

    def has_several_cells(self) -> bool:
        """Whether more than one cell has text; a single cell is only a frame."""
        return sum(bool(span.text()) for row in self.rows for span in row) > 1

    def is_layout_only(self) -> bool:
        """Whether it only contains other tables and no list of its own."""
        inner = self.inner()
        own_text = [[span.own_text() for span in row] for row in self.rows]
        if not inner or any(sum(key is not None for key in columns.keys(texts)) > 1 for texts in own_text):
            return False
        lists = sum(sum(map(bool, texts)) > 1 for texts in own_text)
        return lists < 2 or max(len(raw.rows) for raw in inner) > lists


class Builder:
    """Builds the blocks of one document; tables and paragraphs are counted from 1."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.doubts = _text.Doubts()
        self.tables = 0
        self.paragraphs = 0
        self.cells = 0

    def document(self, flow: Iterable[Words | Raw]) -> Document:
        """Build the document."""
        try:
            return Document(tuple(self._blocks(flow)), self.doubts.all())
        except RecursionError:
            _text.refuse_size(self.path, _("elements are nested too deeply"))

    def count(self, cells: int) -> None:
        """Count table cells, and refuse a document with too many."""
        self.cells += cells
        _text.bound(self.path, cells=self.cells)

    def _blocks(self, flow: Iterable[Words | Raw]) -> Iterator[Table | Paragraph]:
        for is_line, run in groupby(self._unfold(flow), key=_is_line):
            if is_line:
                yield from _lines.blocks(
                    [line for item in run for line in self._as_lines(item)], self.doubts.clean
                )
                continue
            for item in run:
                if isinstance(item, Raw):
                    table = self._table(item)
                    if table:
                        yield table
                else:
                    place = self._next()
                    yield Paragraph(self.doubts.clean(item.text, place), place, item.level)

    def _unfold(self, flow: Iterable[Words | Raw]) -> Iterator[Words | Raw]:
        """The elements without layout tables and empty paragraphs."""
        for item in flow:
            if isinstance(item, Raw) and item.is_layout_only():
                yield from self._unfold(inner for row in item.rows for span in row for inner in span.content)
            elif isinstance(item, Raw) or _text.tidy(item.text):
                yield item

    def _next(self) -> Place:
        self.paragraphs += 1
        return Place(paragraph=self.paragraphs)

    def _as_lines(self, item: Words | Raw) -> Iterator[_lines.Line]:
        place = self._next()
        self.count(item.text.count("\t") + item.text.count("|"))
        yield from (_lines.Line(text, place) for text in item.text.split("\n"))

    def _table(self, raw: Raw) -> Table | None:
        self.tables += 1
        place = Place(table=self.tables)
        begun = sorted({span.column for row in raw.rows for span in row})
        self.count(len(begun) * len(raw.rows))
        rows: list[Row] = []
        above: tuple[Cell, ...] = ()
        for number, spans in enumerate(raw.rows, start=1):
            at = Place(table=self.tables, row=number)
            above = self._row(spans, begun, above, at)
            if any(cell.text and not cell.above for cell in above):
                rows.append(Row(above, at))
        return Table(tuple(rows), place) if rows else None

    def _row(
        self, spans: Sequence[Span], begun: Sequence[int], above: Sequence[Cell], place: Place
    ) -> tuple[Cell, ...]:
        """A row's cells, one for each column in which some cell of the table begins."""
        cells: list[Cell] = []
        for span in spans:
            first = begun.index(span.column)
            cells += [Cell("")] * (first - len(cells))
            inside = sum(span.column <= column < span.column + span.columns for column in begun)
            if any(raw.has_several_cells() for raw in span.inner()):
                self.doubts.add(place, _("a table inside a cell was read as text"))
            over = above[first] if span.above and first < len(above) else None
            text = over.text if over else self.doubts.clean(span.text().replace("\t", " "), place)
            cells += [Cell(text, above=over is not None, left=extra > 0) for extra in range(inside)]
        return tuple(cells)


def _is_line(item: Words | Raw) -> bool:
    """Whether a paragraph may be a table row, as in plain text."""
    return isinstance(item, Words) and item.level is None and _lines.looks_like_row(item.text)
