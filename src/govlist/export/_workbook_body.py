"""The rows of a table: how high each is, and which cells become one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govlist.export._sheets import Table
from govlist.export._workbook_fit import HIGHEST, LINE, PADDING, Area, Fitted, fitted, lines

PAGE = 400.0
"""Points of a page that a table fills at least: a cell higher than that has its text at the top."""


class Body(NamedTuple):
    """The rows with their heights, the areas, and of each row the columns whose text stands at the top."""

    rows: list[Fitted]
    heights: list[float]
    areas: list[Area]
    tall: dict[int, set[int]]


def body(table: Table, widths: Sequence[float]) -> Body:
    """The rows of a table in columns of these widths."""
    rooms = [width - 1 for width in widths]
    rows = [made for row in table.rows for made in fitted(row, rooms, table.merged)]
    heights = [row.height for row in rows]
    areas = list(_headings(rows, table.merged))
    for area in areas:
        _raise(area, rows, heights, rooms)
    areas = [area for area in areas if area[:2] != area[2:]]
    areas += _continued(rows, table.merged)
    tall: dict[int, set[int]] = {}
    for area in areas:
        if sum(heights[area.top : area.bottom + 1]) > PAGE:
            tall.setdefault(area.top, set()).add(area.left)
    return Body(rows, heights, areas, tall)


def _headings(rows: Sequence[Fitted], merged: int) -> Iterator[Area]:
    """Equal cells below each other; one without anything beside it takes that column too."""
    for column in range(merged):
        top = 0
        for end in range(1, len(rows) + 1):
            if end < len(rows) and rows[end].values[: column + 1] == rows[top].values[: column + 1]:
                continue
            values = rows[top].values
            bare = all(row.values[column + 1] == "" for row in rows[top:end])
            if values[column] != "":
                yield Area(top, column, end - 1, column + bare)
            top = end


def _raise(area: Area, rows: Sequence[Fitted], heights: list[float], rooms: Sequence[float]) -> None:
    """Make the rows of an area together as high as its text."""
    span = range(area.top, area.bottom + 1)
    room = sum(rooms[area.left : area.right + 1])
    needed = lines(str(rows[area.top].values[area.left]), room) * LINE + PADDING
    lacking = (needed - sum(heights[row] for row in span)) / len(span)
    for row in span if lacking > 0 else ():
        heights[row] = min(heights[row] + lacking, HIGHEST)


def _continued(rows: Sequence[Fitted], merged: int) -> Iterator[Area]:
    """The cells beside a text that goes on in the rows below."""
    top = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and rows[end].below:
            continue
        if end - top > 1:
            yield from (Area(top, c, end - 1, c) for c in rows[end - 1].below if c >= merged)
        top = end
