"""What is the office's own in a table's rows: it goes with its task where the rows have numbers."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from govlist.documents.areas import reference
from govlist.export.templates._book import MAIN
from govlist.export.templates._formulas import translated
from govlist.export.templates._grid import Grid
from govlist.export.templates._rows import Row
from govlist.export.templates._table import ENTRY, Table


class Kept:
    """The rows of a table as they were, in the columns that nothing is told of."""

    def __init__(self, grid: Grid, table: Table, told: dict[int, str]) -> None:
        self._grid, self._table = grid, table
        self._columns = [c for c in range(table.left, table.right + 1) if c not in told]
        self._keys = [c for c, key in told.items() if key in ("number", "unit")]
        self._unit = "unit" in told.values()
        inside = range(table.header + 1, table.last + 1)
        self._tops = {
            (place, area.left): max(area.top, table.header + 1)
            for area in grid.merges
            if area.left == area.right
            for place in range(max(area.top, inside.start), min(area.bottom + 1, inside.stop))
        }
        """The rows that hold the texts of cells merged downwards."""
        self._cells = {place: self._row(place) for place in inside}
        self._places = {key: place for place in self._cells if (key := self._key(place))}
        self.entries = frozenset(self._places.values())

    def source(self, place: int, row: Row) -> int | None:
        """The row whose own cells a row takes: its task's, or that of its place."""
        known = self._places.get((row["number"], row["unit"] if self._unit else ""))
        stays = place in self._cells and place not in self.entries
        return known or (place if stays else None)

    def put(self, place: int, row: Row | None) -> None:
        """Give a row its own cells; None is a row that the list has no task for."""
        source = self.source(place, row) if row else (None if place in self.entries else place)
        if source == place:
            return
        for column in self._columns:
            self._fill(place, column, source)

    def _fill(self, place: int, column: int, source: int | None) -> None:
        """From the cell of a row; from no row, only a formula of the row that gives new ones their looks."""
        pattern = self._table.pattern
        origin = source or pattern
        cell = self._cells[origin].get(column) if origin else None
        formula = cell.find(f"{MAIN}f") if cell is not None else None
        if cell is None or (source is None and formula is None):
            if self._grid.cell(place, column) is not None:
                self._grid.clear(self._grid.made(place, column))
            return
        made = self._grid.made(place, column)
        self._grid.clear(made)
        if cell.get("t"):
            made.set("t", cell.get("t"))
        made.extend(deepcopy(child) for child in cell)
        if formula is not None:
            made.find(f"{MAIN}f").text = translated(
                formula.text or "", reference(origin or place, column), reference(place, column)
            )

    def _row(self, place: int) -> dict[int, Any]:
        found = {c: self._grid.cell(self._tops.get((place, c), place), c) for c in self._columns}
        return {c: deepcopy(cell) for c, cell in found.items() if cell is not None}

    def _key(self, place: int) -> tuple[str, str] | None:
        """Number and unit of a row that holds a task."""
        texts = {self._table.keys[c]: self._grid.text(place, c).strip() for c in self._keys}
        number = ENTRY.fullmatch(texts.get("number", ""))
        return (str(int(number[1])), texts.get("unit", "")) if number else None
