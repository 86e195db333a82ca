"""How wide a table's columns are, by what stands in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govlist.base.text import width

SHORT = (26, 20, 16, 12, 8)
"""Columns of text that a short cell keeps on one line: the first of them that leaves room enough."""
WORD = 10
"""As much of a header, a word or a number as is not broken."""
ENOUGH = 0.5
"""As much of the room may go to what is short."""
SAYS = 400
"""Columns of text that a cell counts for at most: a single long one does not squeeze all other rows."""

Row = Sequence[str]


def shares(header: Row, rows: Sequence[Row], room: float) -> list[float]:
    """The room, counted in columns of text, parted among a table's columns.

    What is short stays on one line where that leaves room enough; the others share by what they have to say,
    so that a row's cells are about equally high.
    """
    columns = [list(cells) for cells in zip(header, *rows, strict=True)]
    most = [max(map(_longest, cells)) + 0.5 for cells in columns]
    if sum(most) <= room:
        return [each + (room - sum(most)) / len(most) for each in most]
    for short in SHORT:
        least = [min(m, _least(cells, short)) for m, cells in zip(most, columns, strict=True)]
        if sum(least) <= room * (1 if max(most) <= SHORT[0] + 0.5 else ENOUGH):
            break
    return _parted(room, [_weight(cells) for cells in columns], least, most)


def one_line(header: Row, rows: Sequence[Row]) -> float:
    """The room in which every cell of a table stays on one line; 0 where one is too long for that."""
    columns = [list(cells) for cells in zip(header, *rows, strict=True)]
    if max((_longest(cell) for cells in columns for cell in cells), default=0) > SHORT[0]:
        return 0
    return sum(_least(cells, SHORT[0]) for cells in columns)


def lines(text: str, room: float) -> int:
    """About how many lines a text takes in a cell of this room; blanks and marks may cost one more each."""
    return sum(max(-(-width(line) // max(int(room), 2)), 1) for line in text.split("\n"))


def _parted(room: float, weights: list[float], least: list[float], most: list[float]) -> list[float]:
    made = [0.0] * len(weights)
    open_ = list(range(len(weights)))
    while open_:
        left = room - sum(made)
        total = sum(weights[i] for i in open_)
        wanted = {i: left * weights[i] / total for i in open_}
        fixed = {i: least[i] for i in open_ if wanted[i] < least[i]}
        fixed = fixed or {i: most[i] for i in open_ if wanted[i] > most[i]} or wanted
        for i, share in fixed.items():
            made[i] = max(share, 1.0)
        open_ = [i for i in open_ if i not in fixed]
    return [share * room / sum(made) for share in made]


def _weight(cells: Sequence[str]) -> float:
    """What a cell says, and as much again as the ends of narrow lines cost."""
    return sum(min(width(cell), SAYS) for cell in cells) / len(cells) + 2 * WORD


def _longest(text: str) -> int:
    return max(map(width, text.split("\n")))


def _least(cells: Sequence[str], short: int) -> float:
    """What stays on one line: a column of short cells, any short word or number, half of a long header."""
    longest = max(map(_longest, cells[1:]), default=0)
    words = [len(word) for cell in cells for word in re.findall("[!-~]+", cell)]
    title = width(cells[0])
    title = title if title <= WORD else -(-title // 2)
    return max(title, min(max(words, default=0), WORD), longest if longest <= short else 0) + 0.5
