"""The rows of a table with one cell per column; shifted cells are realigned by the task's number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govlist.documents import marks
from govlist.documents.document import Cell, Row
from govlist.importing.interpret.tables._columns import number
from govlist.importing.interpret.tables.grid import Layout

_BLANK = Cell("")


@dataclass(slots=True)
class Line:
    """A row with one cell per column of the layout."""

    row: Row
    cells: list[Cell]
    number: int | None
    glued: str = ""
    """The requirement without the number at its start."""


def aligned(row: Row, layout: Layout) -> Line:
    """Align a row's cells with the layout; the number shows how far a row was shifted."""
    size, place = len(layout.keys), layout.number
    cells = list(row.cells)
    at = None if place is None else next((i for i, c in enumerate(cells) if number(c.text) is not None), None)
    right = place is None or at is None or at == place
    if len(cells) == size and (right or not _shifted(cells, place, at)):
        return _line(row, cells, layout)
    if place is not None and at is not None and at <= place:
        return _anchored(row, layout, place, at)
    if place is not None and len(cells) == size - 1:
        return _line(row, [*cells[:place], _BLANK, *cells[place:]], layout)
    while len(cells) > size and any(not cell.text.strip() for cell in cells):
        cells.pop(max(i for i, cell in enumerate(cells) if not cell.text.strip()))
    return _line(row, (cells + [_BLANK] * size)[:size], layout)


def _anchored(row: Row, layout: Layout, place: int, at: int) -> Line:
    """Align a row whose number is in another column: cells before it are headings."""
    cells = list(row.cells)
    before: list[Cell] = [_BLANK] * place
    heading_columns = [i for i in range(place) if layout.keys[i] == "heading"]
    for cell in (cell for cell in cells[:at] if cell.text.strip()):
        level = marks.level(cell.text)
        fitting = [i for i in heading_columns if layout.levels[i] == level] or heading_columns[-1:]
        if fitting:
            before[fitting[0]] = cell
    after, space = cells[at + 1 :], len(layout.keys) - place - 1
    while len(after) > space and any(not cell.text.strip() for cell in after):
        after.pop(next(i for i, cell in enumerate(after) if not cell.text.strip()))
    after = (after + [_BLANK] * space)[:space]
    return _line(row, [*before, cells[at], *after], layout)


def _line(row: Row, cells: list[Cell], layout: Layout) -> Line:
    place = layout.number
    counts = place is not None and cells[place].text.strip() and not cells[place].above
    return Line(row, cells, number(cells[place].text) if place is not None and counts else None)


def _shifted(cells: Sequence[Cell], place: int | None, at: int | None) -> bool:
    """Whether the number is too far left and its own column is empty."""
    return place is not None and at is not None and at < place and not cells[place].text.strip()
