"""Rows as high as their text; what is too much for one row goes on in the next. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from govlist.base.text import visible_lines, width
from govlist.documents.paper import widths
from govlist.export._sheets import Value

LINE, PADDING = 13.6, 6.0
"""The height of a line, enough for the highest of the faces that stand in for 宋体; and what a row adds."""
HIGHEST = 409.0
"""Points that a row can be high."""
MOST = 26
"""Lines of a row at most."""
LONGEST = 8_000
"""Characters of a row's text at most, whatever their width."""


class Area(NamedTuple):
    """Cells that become one; rows and columns counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Fitted(NamedTuple):
    """A row of a sheet: its values, its height in points, and the columns that go on from the row above."""

    values: Sequence[Value]
    height: float
    below: Sequence[int] = ()


def height(count: int, scale: float = 1.0) -> float:
    """The height of a row of so many lines in type of a scale."""
    return min(count * LINE * scale + PADDING, HIGHEST)


def lines(text: str, room: float) -> int:
    """About how many lines a text takes in a column."""
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return widths.lines(text, room) + (len(text) - 1) // LONGEST * MOST


def fitted(row: Sequence[Value], rooms: Sequence[float], merged: int) -> Iterator[Fitted]:
    """The row; or several, where a text is longer than a row can be high.

    The other cells then stand in each of them, to be shown as one: a filter finds all of the row. The first
    `merged` columns are not measured here: their cells are as high as all the rows beside them.
    """
    counts = [_lines(value, room) for value, room in zip(row[merged:], rooms[merged:], strict=True)]
    most = max(counts, default=1)
    if most <= MOST:
        yield Fitted(row, height(most))
        return
    long = [index for index, count in enumerate(counts, merged) if count > MOST]
    whole = [index for index in range(len(row)) if index not in long]
    parts = [pieces(str(row[index]), rooms[index]) for index in long]
    for number, texts in enumerate(zip_longest(*parts, fillvalue="")):
        values = list(row)
        for index, text in zip(long, texts, strict=True):
            values[index] = text
        most = max(_lines(values[index], rooms[index]) for index in long)
        yield Fitted(values, height(most), whole if number else ())


def pieces(text: str, room: float, most: int = MOST) -> list[str]:
    """Parts of a text, each of as many lines as a row holds; together they are the text."""
    text = visible_lines(text)
    if lines(text, room) <= most:
        return [text]
    made, start, line, used = [], 0, 0, 0
    for place, char in enumerate(text):
        size = width(char)
        if char == "\n" or used + size > room:
            line, used = line + 1, 0
        if line >= most or place - start >= LONGEST:
            end = place + (char == "\n")
            made.append(text[start:end])
            start, line, used = end, 0, 0
        used += size if char != "\n" else 0
    return [*made, text[start:]] if start < len(text) else made


def _lines(value: Value, room: float) -> int:
    return lines(value, room) if isinstance(value, str) else 1
