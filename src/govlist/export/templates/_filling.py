"""Fills rows into a sheet's table: texts in known columns, in the style of the existing rows."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.documents.areas import Area
from govlist.documents.paper.widths import lines
from govlist.export.templates._book import DEFAULT_SIZE, MAIN
from govlist.export.templates._grid import Grid
from govlist.export.templates._office_cells import OfficeCells
from govlist.export.templates._rows import Row, Rows
from govlist.export.templates._table import Table

LINE_HEIGHT = 1.36
"""The height of a line in font sizes."""
MAX_HEIGHT = 409.0
"""Maximum height of a row in points."""
DEFAULT_WIDTH = 8.5
"""The width of a column without own width."""
_ROW_STYLE = ("s", "customFormat", "ht", "customHeight")
"""Attributes of a row for its style."""


def fill(grid: Grid, table: Table, rows: Rows, sizes: Sequence[float]) -> None:
    """Write the rows into the table, which has enough rows; `sizes` are the font sizes by style.

    Columns that the list does not fill are kept: they move with their task if the rows have numbers.
    """
    filled = {column: key for column, key in table.keys.items() if key in rows.keys}
    new_rows = dict(enumerate(rows.rows, table.header + 1))
    office = OfficeCells(grid, table, filled)
    _unmerge(grid, table, filled, office, new_rows)
    _unlink(grid, table, filled)
    span = range(table.left, table.right + 1)
    places = range(table.header + 1, table.last + 1)
    styled = {place for place in places if grid.looks_like(place, table.pattern or place, span)}
    heights = _Heights(grid, [column for column in filled if column not in table.merged], sizes)
    for place in range(table.header + 1, max([table.last, *new_rows]) + 1):
        row = new_rows.get(place)
        if place not in styled | office.entries:
            _copy_style(grid, table, place)
        for column, key in filled.items():
            grid.put(place, column, row[key] if row else "")
        office.put(place, row)
        if row:
            heights.fit(place, {column: row[key] for column, key in filled.items()})
    _merge(grid, table, filled, new_rows)
    grid.write()


def _unmerge(
    grid: Grid, table: Table, filled: dict[int, str], office: OfficeCells, new_rows: dict[int, Row]
) -> None:
    """Unmerge cells that are filled; in the office's own columns only if rows change places."""
    inside = Area(table.header + 1, table.left, table.last, table.right)
    moved = any(office.source(place, row) != place for place, row in new_rows.items() if place <= table.last)
    grid.merges = [
        area
        for area in grid.merges
        if not area.meets(inside)
        or not (moved or any(area.left <= column <= area.right for column in filled))
    ]


def _unlink(grid: Grid, table: Table, filled: dict[int, str]) -> None:
    for listed in grid.root.findall(f"{MAIN}hyperlinks"):
        for link in list(listed):
            area = Area.read(link.get("ref", ""))
            if any(area.meets(Area(table.header + 1, c, table.last, c)) for c in filled):
                listed.remove(link)
        if not len(listed):
            grid.root.remove(listed)


def _copy_style(grid: Grid, table: Table, place: int) -> None:
    if table.pattern is None:
        return
    for column in range(table.left, table.right + 1):
        grid.get_or_create(place, column).set("s", grid.style(table.pattern, column))
    row, pattern = grid.rows[place], grid.rows.get(table.pattern)
    for name in _ROW_STYLE:
        row.attrib.pop(name, None)
        if pattern is not None and pattern.get(name):
            row.set(name, pattern.get(name))


class _Heights:
    """Sets row heights to fit their text, because many programs do not do that when they open a file."""

    def __init__(self, grid: Grid, columns: Sequence[int], sizes: Sequence[float]) -> None:
        self._grid, self._columns, self._sizes = grid, columns, sizes
        self._widths: dict[int, float] = {}
        for each in grid.root.iterfind(f"{MAIN}cols/{MAIN}col"):
            first, last = int(each.get("min", 1)), int(each.get("max", 1))
            listed = [column for column in columns if first <= column <= last]
            self._widths |= dict.fromkeys(listed, float(each.get("width", DEFAULT_WIDTH)))

    def fit(self, place: int, texts: dict[int, str]) -> None:
        """Make a row visible and high enough for its text; a larger height of the office stays."""
        row = self._grid.rows[place]
        row.attrib.pop("hidden", None)
        needed = min(max((self._height(place, c, texts[c]) for c in self._columns), default=0), MAX_HEIGHT)
        if row.get("customHeight") in ("1", "true") and float(row.get("ht", 0)) >= needed:
            return
        row.attrib.pop("customHeight", None)
        row.set("ht", f"{needed:.1f}")

    def _height(self, place: int, column: int, text: str) -> float:
        style = int(self._grid.style(place, column))
        size = self._sizes[style] if style < len(self._sizes) else DEFAULT_SIZE
        width = self._widths.get(column, DEFAULT_WIDTH) * DEFAULT_SIZE / size
        return (lines(text, width) * LINE_HEIGHT + 0.5) * size


def _merge(grid: Grid, table: Table, filled: dict[int, str], new_rows: dict[int, Row]) -> None:
    """Merge equal headings of consecutive rows in columns where the table had merged cells."""
    above: list[str] = []
    for column in sorted(table.merged & set(filled)):
        above.append(filled[column])
        start = table.header + 1
        for place in range(start + 1, max(new_rows, default=0) + 2):
            row = new_rows.get(place)
            if row is None or any(row[key] != new_rows[start][key] for key in above):
                if place - start > 1:
                    grid.merges.append(Area(start, column, place - 1, column))
                start = place
            else:
                grid.put(place, column, "")
