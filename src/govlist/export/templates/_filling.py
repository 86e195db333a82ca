"""Rows put into a sheet's table: texts in the columns that are known, looks as the rows have them already."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.documents.areas import Area
from govlist.documents.paper.widths import lines
from govlist.export.templates import _formulas
from govlist.export.templates._book import MAIN, USUAL
from govlist.export.templates._grid import Grid
from govlist.export.templates._kept import Kept
from govlist.export.templates._rows import Row, Rows
from govlist.export.templates._table import Table

LINE = 1.36
"""How high a line is, in sizes of its type."""
HIGHEST = 409.0
"""Points that a row can be high."""
COLUMN = 8.5
"""How wide a column is of which the sheet says nothing."""
_LOOKS = ("s", "customFormat", "ht", "customHeight")
"""Attributes of a row that say how it looks."""


def make_room(grid: Grid, table: Table, number: int) -> None:
    """Put so many rows in behind the table's last one; what stands below moves down."""
    _formulas.part(grid.root)
    grid.insert(table.last, number)
    grid.write()


def fill(grid: Grid, table: Table, rows: Rows, sizes: Sequence[float]) -> None:
    """Put the rows into the table, which has room for them; `sizes` are those of the type of each style.

    What the list does not tell stays: beside its task where the rows have numbers, else where it stands.
    """
    told = {column: key for column, key in table.keys.items() if key in rows.keys}
    wanted = dict(enumerate(rows.rows, table.header + 1))
    kept = Kept(grid, table, told)
    _part(grid, table, told, kept, wanted)
    _unlink(grid, table, told)
    alike = {place for place in range(table.header + 1, table.last + 1) if _is_alike(grid, table, place)}
    heights = _Heights(grid, [column for column in told if column not in table.merged], sizes)
    for place in range(table.header + 1, max([table.last, *wanted]) + 1):
        row = wanted.get(place)
        if place not in alike | kept.entries:
            _dress(grid, table, place)
        for column, key in told.items():
            grid.put(place, column, row[key] if row else "")
        kept.put(place, row)
        if row:
            heights.fit(place, {column: row[key] for column, key in told.items()})
    _merge(grid, table, told, wanted)
    grid.write()


def _part(grid: Grid, table: Table, told: dict[int, str], kept: Kept, wanted: dict[int, Row]) -> None:
    """Part merged cells that are filled; those of the office's own columns only where rows change places."""
    inside = Area(table.header + 1, table.left, table.last, table.right)
    moved = any(kept.source(place, row) != place for place, row in wanted.items() if place <= table.last)
    grid.merges = [
        area
        for area in grid.merges
        if not area.meets(inside) or not (moved or any(area.left <= column <= area.right for column in told))
    ]


def _unlink(grid: Grid, table: Table, told: dict[int, str]) -> None:
    """Take away links from cells that are filled anew."""
    for held in grid.root.findall(f"{MAIN}hyperlinks"):
        for link in list(held):
            area = Area.read(link.get("ref", ""))
            if any(area.meets(Area(table.header + 1, c, table.last, c)) for c in told):
                held.remove(link)
        if not len(held):
            grid.root.remove(held)


def _is_alike(grid: Grid, table: Table, place: int) -> bool:
    """Whether most cells of a row look as the table's rows do."""
    span = range(table.left, table.right + 1)
    return 2 * sum(grid.look(place, c) == grid.look(table.pattern or place, c) for c in span) >= len(span)


def _dress(grid: Grid, table: Table, place: int) -> None:
    """Give a row the looks of the first."""
    if table.pattern is None:
        return
    for column in range(table.left, table.right + 1):
        grid.made(place, column).set("s", grid.look(table.pattern, column))
    row, pattern = grid.rows[place], grid.rows.get(table.pattern)
    for name in _LOOKS:
        row.attrib.pop(name, None)
        if pattern is not None and pattern.get(name):
            row.set(name, pattern.get(name))


class _Heights:
    """How high rows must be for their text; many programs do not work that out for a file that they open."""

    def __init__(self, grid: Grid, columns: Sequence[int], sizes: Sequence[float]) -> None:
        self._grid, self._columns, self._sizes = grid, columns, sizes
        self._widths: dict[int, float] = {}
        for each in grid.root.iterfind(f"{MAIN}cols/{MAIN}col"):
            first, last = int(each.get("min", 1)), int(each.get("max", 1))
            held = [column for column in columns if first <= column <= last]
            self._widths |= dict.fromkeys(held, float(each.get("width", COLUMN)))

    def fit(self, place: int, texts: dict[int, str]) -> None:
        """Make a row as high as its text, unless the office made it high enough; and let it be seen."""
        row = self._grid.rows[place]
        row.attrib.pop("hidden", None)
        needed = min(max((self._height(place, c, texts[c]) for c in self._columns), default=0), HIGHEST)
        if row.get("customHeight") in ("1", "true") and float(row.get("ht", 0)) >= needed:
            return
        row.attrib.pop("customHeight", None)
        row.set("ht", f"{needed:.1f}")

    def _height(self, place: int, column: int, text: str) -> float:
        style = int(self._grid.look(place, column))
        size = self._sizes[style] if style < len(self._sizes) else USUAL
        room = self._widths.get(column, COLUMN) * USUAL / size
        return (lines(text, room) * LINE + 0.5) * size


def _merge(grid: Grid, table: Table, told: dict[int, str], wanted: dict[int, Row]) -> None:
    """Merge equal headings of rows that follow one another, where the table had them merged."""
    above: list[str] = []
    for column in sorted(table.merged & set(told)):
        above.append(told[column])
        start = table.header + 1
        for place in range(start + 1, max(wanted, default=0) + 2):
            row = wanted.get(place)
            if row is None or any(row[key] != wanted[start][key] for key in above):
                if place - start > 1:
                    grid.merges.append(Area(start, column, place - 1, column))
                start = place
            else:
                grid.put(place, column, "")
