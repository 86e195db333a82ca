"""Tables drawn with lines of characters, whose cells may have several lines: ┌─┬─┐ │ │ or +---+ | |.

Lines across the whole table separate its rows; a line across some columns only leaves the other cells merged.
If no two rows are separated by a line, each line of text is a row, as in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from govlist.base.text import width

_DRAWN = re.compile(r"[┌-╬]|\+[-=]|[-=]\+")
"""What only a drawn table has; the line below a header in Markdown has none of it."""
_JOINT = re.compile(r"[┌-╬]|\+(?=[-=])|(?<=[-=])\+|[|｜│┃║]")
_RULE = re.compile(r"\s*[─━═┄┈=-]+\s*")
_MOST_COLUMNS = 50
_MOST_LINES = 20
"""Lines of a row."""
_MOST_MERGED = 100
"""Rows of a merged cell."""


class Piece(NamedTuple):
    """A cell of a row or of a line: its text, and whether it is merged with the one above or to the left."""

    text: str
    above: bool = False
    left: bool = False

    @property
    def ruled(self) -> bool:
        """Whether a line is drawn here."""
        return _RULE.fullmatch(self.text) is not None


def rows(lines: Sequence[str]) -> list[tuple[int, list[Piece]]] | None:
    """The rows of a drawn table, each with the index of its first line.

    None if no line is drawn between the rows, the lines do not fit each other, or a cell has too many lines.
    """
    if not any(map(_DRAWN.search, lines)):
        return None
    split = _aligned([_cells(line) for line in lines])
    if split is None:
        return None
    groups = [
        [index for index, _line in group]
        for drawn, group in groupby(enumerate(split), key=lambda pair: any(cell.ruled for cell in pair[1]))
        if not drawn
    ]
    if len(groups) < 2 or not (len(groups) > 2 or _is_one_row([split[index] for index in groups[1]])):
        return None
    return _rows(split, groups)


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a line, each with the display column where it begins."""
    text = line.rstrip()
    joints = [match.span() for match in _JOINT.finditer(text)]
    bounds = [(0, 0), *joints, (len(text), len(text))]
    found: list[tuple[int, str]] = []
    column = 0
    for one, two in pairwise(bounds):
        column += width(text[one[0] : one[1]])
        found.append((column, text[one[1] : two[0]]))
        column += width(text[one[1] : two[0]])
    return found[not found[0][1].strip() : len(found) - (len(found) > 1 and not found[-1][1].strip())]


def _aligned(lines: Sequence[Sequence[tuple[int, str]]]) -> list[list[Piece]] | None:
    """The lines with a piece for each column; in a line of fewer cells, some extend over several columns."""
    starts = [start for start, _cell in max(lines, key=len)]
    if not 1 < len(starts) <= _MOST_COLUMNS:
        return None
    result: list[list[Piece]] = []
    for cells in lines:
        places = list(range(len(cells)))
        if len(cells) < len(starts):
            near = (min(range(len(starts)), key=lambda at: abs(starts[at] - start)) for start, _cell in cells)
            places = list(near)
        if not cells or places[0] or len(set(places)) < len(places):
            return None
        pieces = [Piece("", left=True)] * len(starts)
        for (_start, cell), place, end in zip(cells, places, [*places[1:], len(starts)], strict=True):
            pieces[place] = Piece(cell.strip())
            if pieces[place].ruled:
                pieces[place:end] = [pieces[place]] * (end - place)
        result.append(pieces)
    return result


def _is_one_row(body: Sequence[Sequence[Piece]]) -> bool:
    """Whether lines are one row: some column has text in the first line only."""
    first, *others = body
    alone = any(cell.text and not any(line[at].text for line in others) for at, cell in enumerate(first))
    return 0 < len(others) < _MOST_LINES and alone


def _rows(
    split: Sequence[Sequence[Piece]], groups: Sequence[Sequence[int]]
) -> list[tuple[int, list[Piece]]] | None:
    """The rows, column by column: a column goes on where no line is drawn in it."""
    made: list[list[Piece]] = [[] for _group in groups]
    for column in range(len(split[0])):
        cells: list[tuple[list[str], bool]] = []
        for number, group in enumerate(groups):
            before = range(groups[number - 1][-1] + 1, group[0]) if number else range(0)
            above = number > 0 and not any(split[index][column].ruled for index in before)
            parts = cells[-1][0] if above else []
            parts += (split[index][column].text for index in ([*before, *group] if above else group))
            cells.append((parts, above))
        if any(len(parts) > _MOST_LINES * _MOST_MERGED for parts, _above in cells):
            return None
        for row, group, (parts, above) in zip(made, groups, cells, strict=True):
            row.append(Piece("\n".join(filter(None, parts)), above, split[group[0]][column].left))
    return [(group[0], row) for group, row in zip(groups, made, strict=True)]
