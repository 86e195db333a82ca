"""Reads returned Word documents and web pages: their tables, and the paragraphs above each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from govlist.collect.table import Cell, Line, Returned, Table, tables
from govlist.documents import reading
from govlist.documents.areas import reference
from govlist.documents.document import Document, Paragraph
from govlist.documents.document import Table as Grid


def read(path: Path) -> Returned:
    """Read a document. Raises GovlistError (exit 3) if that fails."""
    document = reading.read(path)
    doubts = tuple(f"{doubt.place} {doubt.message}".strip() for doubt in document.doubts)
    is_letter = all(isinstance(block, Paragraph) for block in document.blocks)
    return Returned(str(path), tuple(_tables(document)), doubts=doubts, is_letter=is_letter)


def _tables(document: Document) -> Iterator[Table]:
    """The tables with reports, each with the paragraphs since the last one above it."""
    above: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            above.append(block.text)
        else:
            for found in tables(str(block.place) or None, _lines(block)):
                yield replace(found, above=(*above, *found.above))
                above = []


def _lines(grid: Grid) -> Iterator[tuple[int, Line]]:
    """The rows; a cell that is merged over several rows is in each of them."""
    numbers = [row.place.row or place for place, row in enumerate(grid.rows, 1)]
    ends: dict[tuple[int, int], int] = {}  # by place of a cell, the row with which its merged area ends
    for place, row in reversed(list(enumerate(grid.rows))):
        for column, cell in enumerate(row.cells, 1):
            if cell.above and place:
                ends[place - 1, column] = ends.get((place, column), numbers[place])
    above: dict[int, Cell] = {}
    for place, row in enumerate(grid.rows):
        line: dict[int, Cell] = {}
        for column, cell in enumerate(row.cells, 1):
            if cell.left or not cell.text:
                continue
            if cell.above and column in above:
                line[column] = replace(above[column], inherited=True)
                continue
            where, end = reference(numbers[place], column), ends.get((place, column))
            area = f"{where}:{reference(end, column)}" if end else ""
            line[column] = above[column] = Cell(where, cell.text, area=area)
        yield numbers[place], line
