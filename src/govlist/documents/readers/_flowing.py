"""Characters on a page to lines, and lines to the paragraphs that the page's width has broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from govlist.documents import marks
from govlist.documents.readers._pages import Char

_WIDE = re.compile(r"[\u2e80-\uffef“”‘’—…·]")
_ENDS = ("。", "）", ")")
"""What a paragraph ends with that fills its last line: the next one begins with a mark."""
_NEVER_FIRST = "，。、；：？！”’）》〉】,.;:?!)"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its box; `parts` are its pieces with wide gaps between them."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    parts: tuple[str, ...]
    first: float
    """The width of what would have to fit on the line above, were this its end."""
    size: float


def lines(chars: Iterable[Char]) -> list[Line]:
    """The lines of characters, from top to bottom. Those belong together whose middles are on one height."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.middle[1]):
        height = char.bottom - char.top
        if rows and abs(rows[-1][0].middle[1] - char.middle[1]) <= max(height, 1) * 0.5:
            rows[-1].append(char)
        else:
            rows.append([char])
    made = (_line(sorted(row, key=lambda char: char.x0)) for row in rows)
    return [line for line in made if line]


def _line(row: Sequence[Char]) -> Line | None:
    seen = [char for char in row if char.text.strip()]
    if not seen:
        return None
    size = median(char.bottom - char.top for char in seen)
    text, parts = seen[0].text, [seen[0].text]
    for before, char in pairwise(seen):
        gap = char.x0 - before.x1
        wide = _WIDE.match(before.text[-1:]) and _WIDE.match(char.text)
        blank = " " if gap > size * (0.6 if wide else 0.2) else ""
        text += blank + char.text
        if gap > size * 1.5:
            parts.append(char.text)
        else:
            parts[-1] += blank + char.text
    top, bottom = min(char.top for char in seen), max(char.bottom for char in seen)
    return Line(text, seen[0].x0, top, seen[-1].x1, bottom, tuple(parts), _first(seen), size)


def _first(row: Sequence[Char]) -> float:
    """The width of a line's first word: a Chinese sign with the marks behind it, or a word of letters."""
    end = 1
    if not _WIDE.match(row[0].text):
        while end < len(row) and not _WIDE.match(row[end].text) and row[end].x0 - row[end - 1].x1 < 1:
            end += 1
    while end < len(row) and row[end].text in _NEVER_FIRST:
        end += 1
    return row[end - 1].x1 - row[0].x0


def joined(block: Sequence[Line], left: float, right: float) -> list[str]:
    """The paragraphs of lines between two margins: one goes on where the next line's first word had no room.

    In a centred line the room on both sides counts. Rows whose borders are lost stay apart.
    """
    made: list[str] = []
    before: Line | None = None
    for line in block:
        if (
            before is not None
            and max(len(before.parts), len(line.parts)) < 3
            and _room(before, left, right) < line.first + before.size * 0.3
            and not _indented(line, before, left)
            and not (before.text.endswith(_ENDS) and marks.read(line.text))
        ):
            made[-1] += _between(made[-1], line.text) + line.text
        else:
            made.append(line.text)
        before = line
    return made


def _room(line: Line, left: float, right: float) -> float:
    """What is left of a line's width."""
    before, behind = line.x0 - left, right - line.x1
    return before + behind if abs(before - behind) < line.size and before > line.size * 0.5 else behind


def _indented(line: Line, before: Line, left: float) -> bool:
    """Whether a line begins a paragraph: two signs in, the one above it at the margin, or the other way."""
    return (
        line.x0 - left > line.size * 1.5
        and before.x0 - left < line.size
        and line.x0 - before.x0 > line.size * 1.5
    )


def _between(first: str, second: str) -> str:
    """What stands where a line was broken: a blank between two words of letters."""
    return (
        " "
        if first[-1:].isascii() and second[:1].isascii() and first[-1:].isalnum() and second[:1].isalnum()
        else ""
    )
