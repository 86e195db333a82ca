"""Straight lines on a page → the boxes of the cells of ruled tables."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from govlist.documents.readers._glyphs import Box, Edge, Glyph, TooMuch

NEAR = 3.0
"""Points by which lines that meet, or that are one line, may be apart."""
MAX_CROSSINGS = 40_000
"""Places where the lines of a page may cross."""


_STRIP = 20.0
_MIDDLE = 0.25
"""The share of a character's height above and below its middle; an underline lies outside."""
_MOST = 0.6


def strike(glyphs: Iterable[Glyph], edges: Sequence[Edge]) -> list[Edge]:
    """Mark the characters with a line through them; returns the edges that strike out nothing.

    A line strikes out text if most of its length goes through the middle of characters.
    """
    strips: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        for strip in range(int(glyph.top // _STRIP), int(glyph.bottom // _STRIP) + 1):
            strips[strip].append(glyph)
    rest = []
    for edge in edges:
        near = strips.get(int(edge.at // _STRIP), ()) if edge.is_level else ()
        struck = [glyph for glyph in near if _goes_through(edge, glyph)]
        if sum(glyph.x1 - glyph.x0 for glyph in struck) < (edge.end - edge.start) * _MOST:
            rest.append(edge)
            continue
        for glyph in struck:
            glyph.is_struck = True
    return rest


def _goes_through(edge: Edge, glyph: Glyph) -> bool:
    height = glyph.bottom - glyph.top
    return (
        glyph.top + height * _MIDDLE < edge.at < glyph.bottom - height * _MIDDLE
        and edge.start <= glyph.middle[0] <= edge.end
    )


def tables(edges: Sequence[Edge]) -> list[list[Box]]:
    """The cells of each table: the smallest boxes between lines, joined where they share a corner.

    Raises TooMuch if the lines may cross more often than those of any table.
    """
    upright = [edge for edge in edges if not edge.is_level]
    level = [edge for edge in edges if edge.is_level]
    level += _open_ends(upright)
    lefts, tops = _lines(upright), _lines(level)
    if len(lefts) * len(tops) > MAX_CROSSINGS:
        raise TooMuch
    down = {x: _reach(runs, list(tops)) for x, runs in lefts.items()}
    across = {y: _reach(runs, list(lefts)) for y, runs in tops.items()}
    return _joined(_cells(list(lefts), list(tops), list(down.values()), list(across.values())))


def _open_ends(upright: Sequence[Edge]) -> Iterator[Edge]:
    """Lines where vertical ones end together: the page cuts a table, or a merged cell, without one."""
    for ends, farthest in (([edge.start for edge in upright], min), ([edge.end for edge in upright], max)):
        last = farthest(ends, default=0.0)
        across = [edge.at for edge, end in zip(upright, ends, strict=True) if abs(end - last) < 1]
        if len(across) > 2:
            yield Edge(True, last, min(across), max(across))


def _lines(edges: Iterable[Edge]) -> dict[float, list[tuple[float, float]]]:
    """Parallel edges as lines: by their place, the runs from start to end that are drawn."""
    groups: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda edge: edge.at):
        if groups and edge.at - groups[-1][-1].at <= NEAR:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return {sum(edge.at for edge in group) / len(group): _runs(group) for group in groups}


def _runs(group: Iterable[Edge]) -> list[tuple[float, float]]:
    runs: list[tuple[float, float]] = []
    for start, end in sorted((edge.start, edge.end) for edge in group):
        if runs and start - runs[-1][1] <= NEAR:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((start, end))
    return runs


def _reach(runs: Sequence[tuple[float, float]], crossings: Sequence[float]) -> list[int]:
    """How far a line is drawn from each crossing: the index of the last crossing of the same run, else -1."""
    reach = [-1] * len(crossings)
    for start, end in runs:
        first, after = bisect_left(crossings, start - NEAR), bisect_left(crossings, end + NEAR)
        reach[first:after] = [after - 1] * (after - first)
    return reach


def _cells(
    lefts: Sequence[float], tops: Sequence[float], down: Sequence[list[int]], across: Sequence[list[int]]
) -> Iterator[Box]:
    """The smallest box with each crossing as its upper left corner."""
    for i, left in enumerate(lefts):
        for j, top in enumerate(tops):
            if down[i][j] > j and across[j][i] > i and (corner := _corner(i, j, down, across)):
                yield left, top, lefts[corner[0]], tops[corner[1]]


def _corner(i: int, j: int, down: Sequence[list[int]], across: Sequence[list[int]]) -> tuple[int, int] | None:
    """The nearest lower right corner of a box whose four sides are drawn."""
    for bottom in range(j + 1, down[i][j] + 1):
        if across[bottom][i] <= i:
            continue
        for right in range(i + 1, min(across[j][i], across[bottom][i]) + 1):
            if down[right][j] >= bottom:
                return right, bottom
    return None


def _joined(cells: Iterable[Box]) -> list[list[Box]]:
    """Cells that share a corner are one table."""
    above: dict[tuple[float, float], tuple[float, float]] = {}

    def top(corner: tuple[float, float]) -> tuple[float, float]:
        while above.setdefault(corner, corner) != corner:
            above[corner] = corner = above[above[corner]]
        return corner

    found = list(cells)
    for left, upper, right, lower in found:
        for corner in ((left, lower), (right, upper), (right, lower)):
            above[top(corner)] = top((left, upper))
    tables: dict[tuple[float, float], list[Box]] = defaultdict(list)
    for cell in found:
        tables[top(cell[:2])].append(cell)
    return list(tables.values())
