"""Ruled tables on pages → grids; a table over several pages becomes one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govlist.documents.document import Cell, Place, Row, Table
from govlist.documents.readers import _flowing, _text
from govlist.documents.readers._glyphs import Box
from govlist.documents.readers._pages import Char, Page

NEAR = 3.0
"""Points by which two edges of the same line may differ."""
_STRIP = 10.0


@dataclass(slots=True)
class Part:
    """The part of a table on one page: its cells with their text."""

    page: int
    cells: list[Box]
    texts: dict[Box, str] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        """The box around all cells."""
        lefts, tops, rights, bottoms = zip(*self.cells, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def parts(page: Page) -> tuple[list[Part], list[Char]]:
    """The tables of a page from top to bottom, and the characters outside of them."""
    found = [Part(page.number, cells) for cells in page.tables if len(cells) > 1]
    found.sort(key=lambda part: part.box[1])
    inside: dict[Box, list[Char]] = {cell: [] for part in found for cell in part.cells}
    finder = _Finder(list(inside))
    outside: list[Char] = []
    for char in page.chars:
        cell = finder.at(*char.middle)
        (inside[cell] if cell else outside).append(char)
    for part in found:
        ruled = {cell: _flowing.lines(inside[cell]) for cell in part.cells}
        margin = min((line.x0 - cell[0] for cell, block in ruled.items() for line in block), default=0.0)
        for cell, block in ruled.items():
            part.texts[cell] = "\n".join(_flowing.joined(block, cell[0] + margin, cell[2] - margin))
    return [part for part in found if any(part.texts.values())], outside


class _Finder:
    """Finds the box that contains a point; boxes are indexed by horizontal strips of the page."""

    def __init__(self, boxes: list[Box]) -> None:
        self._strips: dict[int, list[Box]] = defaultdict(list)
        for box in boxes:
            for strip in range(int(box[1] // _STRIP), int(box[3] // _STRIP) + 1):
                self._strips[strip].append(box)

    def at(self, x: float, y: float) -> Box | None:
        """The smallest box around the point."""
        near = self._strips.get(int(y // _STRIP), ())
        around = [box for box in near if box[0] <= x < box[2] and box[1] <= y < box[3]]
        return min(around, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), default=None)


def goes_on(before: Part, after: Part) -> bool:
    """Whether a table on the next page continues one: the same width, and no new column edges."""
    if after.page != before.page + 1:
        return False
    same = all(abs(before.box[side] - after.box[side]) <= NEAR for side in (0, 2))
    known, others = sorted((_edges([before]), _edges([after])), key=len, reverse=True)
    return same and all(any(abs(edge - other) <= NEAR for edge in known) for other in others)


def table(path: Path, run: Sequence[Part], number: int, clean: Callable[[str, Place], str]) -> Table:
    """Join the parts of one table into a grid; each row has its page."""
    edges = _edges(run)
    rows: list[Row] = []
    _text.bound(path, cells=sum(len(edges) * len(_distinct(cell[1] for cell in part.cells)) for part in run))
    for part in run:
        for cells in _grid(part, edges):
            place = Place(page=part.page, table=number, row=len(rows) + 1)
            rows.append(
                Row(tuple(Cell(clean(cell.text, place), cell.above, cell.left) for cell in cells), place)
            )
    return Table(tuple(rows), Place(page=run[0].page, table=number))


def _grid(part: Part, edges: Sequence[float]) -> Iterator[list[Cell]]:
    """The rows of a part, with cells placed between the edges of the whole table."""
    tops = _distinct(cell[1] for cell in part.cells)
    grid = [[Cell("") for _edge in edges] for _top in tops]
    for cell in sorted(part.cells, key=lambda cell: (cell[1], cell[0])):
        rows = [i for i, top in enumerate(tops) if cell[1] - NEAR <= top < cell[3] - NEAR]
        columns = [i for i, edge in enumerate(edges) if cell[0] - NEAR <= edge < cell[2] - NEAR]
        for i in rows:
            for j in columns:
                grid[i][j] = Cell(part.texts[cell], above=i > rows[0], left=j > columns[0])
    for cells in grid:
        if any(cell.text and not cell.above for cell in cells):
            yield cells


def _edges(run: Sequence[Part]) -> list[float]:
    """The left edges of the columns."""
    return _distinct(cell[0] for part in run for cell in part.cells)


def _distinct(values: Iterator[float]) -> list[float]:
    """Values without near duplicates."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found
