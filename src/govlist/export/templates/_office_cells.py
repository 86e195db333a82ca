"""The office's own cells in a table's rows; they move with their task if the rows have numbers."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from govlist.documents.areas import reference
from govlist.export.templates._book import MAIN
from govlist.export.templates._formulas import translate
from govlist.export.templates._grid import Grid
from govlist.export.templates._rows import Row
from govlist.export.templates._table import ENTRY, Table


class OfficeCells:
    """The original cells of a table in the columns that the list does not fill."""

    def __init__(self, grid: Grid, table: Table, filled: dict[int, str]) -> None:
        self._grid, self._table = grid, table
        self._columns = [c for c in range(table.left, table.right + 1) if c not in filled]
        self._keys = [c for c, key in filled.items() if key in ("number", "unit")]
        self._unit = "unit" in filled.values()
        inside = range(table.header + 1, table.last + 1)
        self._tops = {
            (place, area.left): max(area.top, table.header + 1)
            for area in grid.merges
            if area.left == area.right
            for place in range(max(area.top, inside.start), min(area.bottom + 1, inside.stop))
        }
        """For cells merged downwards: the row that has the text."""
        self._cells = {place: self._row(place) for place in inside}
        self._places = {key: place for place in self._cells if (key := self._key(place))}
        self.entries = frozenset(self._places.values())

    def source(self, place: int, row: Row) -> int | None:
        """The original row whose office cells a new row gets: that of its task, or of its place."""
        known = self._places.get((row["number"], row["unit"] if self._unit else ""))
        unchanged = place in self._cells and place not in self.entries
        return known or (place if unchanged else None)

    def put(self, place: int, row: Row | None) -> None:
        """Write the office cells of a row; `row` is None for a row without task."""
        source = self.source(place, row) if row else (None if place in self.entries else place)
        if source == place:
            return
        for column in self._columns:
            self._fill(place, column, source)

    def _fill(self, place: int, column: int, source: int | None) -> None:
        """Copy a cell from its original row; without one, only a formula of the pattern row."""
        pattern = self._table.pattern
        origin = source or pattern
        cell = self._cells[origin].get(column) if origin else None
        formula = cell.find(f"{MAIN}f") if cell is not None else None
        if cell is None or (source is None and formula is None):
            if self._grid.cell(place, column) is not None:
                self._grid.clear(self._grid.get_or_create(place, column))
            return
        target = self._grid.get_or_create(place, column)
        self._grid.clear(target)
        if cell.get("t"):
            target.set("t", cell.get("t"))
        target.extend(deepcopy(child) for child in cell)
        if formula is not None:
            target.find(f"{MAIN}f").text = translate(
                formula.text or "", reference(origin or place, column), reference(place, column)
            )

    def _row(self, place: int) -> dict[int, Any]:
        found = {c: self._grid.cell(self._tops.get((place, c), place), c) for c in self._columns}
        return {c: deepcopy(cell) for c, cell in found.items() if cell is not None}

    def _key(self, place: int) -> tuple[str, str] | None:
        """Number and unit of a row with a task."""
        texts = {self._table.keys[c]: self._grid.text(place, c).strip() for c in self._keys}
        number = ENTRY.fullmatch(texts.get("number", ""))
        return (str(int(number[1])), texts.get("unit", "")) if number else None
