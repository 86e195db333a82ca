"""Column widths of a table, computed from its texts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govlist.base.text import width

SHORT_WIDTHS = (26, 20, 16, 12, 8)
"""Widths up to which a cell stays on one line; the first that leaves enough space is used."""
UNBROKEN = 10
"""Columns of a header, a word or a number that are not broken."""
MAX_SHORT_SHARE = 0.5
"""The share of the space that short cells may take."""
MAX_WEIGHT = 400
"""Columns that one cell counts at most, so that one long cell does not narrow all others."""

Row = Sequence[str]


def shares(header: Row, rows: Sequence[Row], space: float) -> list[float]:
    """Distribute the space, in columns of text, among the columns of a table.

    Short cells stay on one line if there is enough space; the other columns share the rest by their amount of
    text, so that the cells of a row have about the same height.
    """
    columns = [list(cells) for cells in zip(header, *rows, strict=True)]
    most = [max(map(_longest, cells)) + 0.5 for cells in columns]
    if sum(most) <= space:
        return [each + (space - sum(most)) / len(most) for each in most]
    for short in SHORT_WIDTHS:
        least = [min(m, _least(cells, short)) for m, cells in zip(most, columns, strict=True)]
        if sum(least) <= space * (1 if max(most) <= SHORT_WIDTHS[0] + 0.5 else MAX_SHORT_SHARE):
            break
    return _distribute(space, [_weight(cells) for cells in columns], least, most)


def one_line(header: Row, rows: Sequence[Row]) -> float:
    """The space in which every cell stays on one line; 0 if a cell is too long for that."""
    columns = [list(cells) for cells in zip(header, *rows, strict=True)]
    if max((_longest(cell) for cells in columns for cell in cells), default=0) > SHORT_WIDTHS[0]:
        return 0
    return sum(_least(cells, SHORT_WIDTHS[0]) for cells in columns)


def lines(text: str, space: float) -> int:
    """Estimate the lines of a text in a cell of this width; blanks and marks may need one more each."""
    return sum(max(-(-width(line) // max(int(space), 2)), 1) for line in text.split("\n"))


def _distribute(space: float, weights: list[float], least: list[float], most: list[float]) -> list[float]:
    result = [0.0] * len(weights)
    remaining = list(range(len(weights)))
    while remaining:
        left = space - sum(result)
        total = sum(weights[i] for i in remaining)
        targets = {i: left * weights[i] / total for i in remaining}
        fixed = {i: least[i] for i in remaining if targets[i] < least[i]}
        fixed = fixed or {i: most[i] for i in remaining if targets[i] > most[i]} or targets
        for i, share in fixed.items():
            result[i] = max(share, 1.0)
        remaining = [i for i in remaining if i not in fixed]
    return [share * space / sum(result) for share in result]


def _weight(cells: Sequence[str]) -> float:
    """The average amount of text in a column, plus an allowance for short line ends."""
    return sum(min(width(cell), MAX_WEIGHT) for cell in cells) / len(cells) + 2 * UNBROKEN


def _longest(text: str) -> int:
    return max(map(width, text.split("\n")))


def _least(cells: Sequence[str], short: int) -> float:
    """The width that must stay on one line: short cells, short words and numbers, half of a long header."""
    longest = max(map(_longest, cells[1:]), default=0)
    words = [len(word) for cell in cells for word in re.findall("[!-~]+", cell)]
    title = width(cells[0])
    title = title if title <= UNBROKEN else -(-title // 2)
    return max(title, min(max(words, default=0), UNBROKEN), longest if longest <= short else 0) + 0.5
