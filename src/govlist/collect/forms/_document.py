"""Reads returned Word documents and web pages: their tables, and the paragraphs above each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from govlist.collect.table import Cell, Line, Returned, Table, shortened, tables
from govlist.documents import reading
from govlist.documents.areas import reference
from govlist.documents.document import Paragraph
from govlist.documents.document import Table as Grid


def read(path: Path) -> Returned:
    """Read a document. Raises GovlistError (exit 3) if that fails."""
    document = reading.read(path)
    doubts = tuple(f"{doubt.place} {doubt.message}".strip() for doubt in document.doubts)
    is_letter = all(isinstance(block, Paragraph) for block in document.blocks)
    found: list[Table] = []
    loose: list[str] = []
    below: list[str] = []
    """The paragraphs since the last table."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            below.append(block.text)
        elif read := list(tables(str(block.place) or None, _lines(block))):
            found += [replace(read[0], above=(*below, *read[0].above)), *read[1:]]
            below = []
        else:
            loose += _first_text(block)
    if found:
        loose += [f"“{shortened(text)}”" for text in below if text.strip()]
    return Returned(str(path), tuple(found), doubts=doubts, is_letter=is_letter, loose=tuple(loose))


def _first_text(grid: Grid) -> Iterator[str]:
    """A table without a known header, by its first text."""
    texts = (cell.text for row in grid.rows for cell in row.cells if cell.text.strip())
    for text in islice(texts, 1):
        yield f"{grid.place}“{shortened(text)}”"


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
