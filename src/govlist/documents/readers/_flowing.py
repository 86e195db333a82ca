"""Characters on a page → lines → paragraphs, joined where the page width broke them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from govlist.documents import marks
from govlist.documents.readers._pages import Char

_WIDE = re.compile(r"[\u2e80-\uffef“”‘’—…·]")
_ENDS = ("。", "；", "）", ")")
"""The end of a paragraph that fills its last line, if the next one begins with a mark."""
_LABEL = re.compile(r"\s*\w{2,8}[:：]")
"""A line that begins with a label ends where a label or a mark begins: 责任单位：区教育局."""
_TITLE_SIZE = 1.2
"""How much larger the line of a title is than a marked line that does not belong to it."""
_HEADING = re.compile(f"[{marks.CHINESE}]+、(?![{marks.CHINESE}])")
_OPEN_NUMERAL = f"第、{marks.CHINESE}"
_NEVER_FIRST = "，。、；：？！”’）》〉】,.;:?!)"
_NEVER_LAST = "“‘（《〈【("


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
    """The width of the first word, which did not fit on the line above."""
    size: float


def lines(chars: Iterable[Char]) -> list[Line]:
    """Group characters into lines from top to bottom, by the height of their centres."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.middle[1]):
        height = char.bottom - char.top
        if rows and char.text in _NEVER_FIRST:  # some fonts say how small a comma is, not how tall its line
            height = max(height, rows[-1][0].bottom - rows[-1][0].top)
        if rows and abs(rows[-1][0].middle[1] - char.middle[1]) <= max(height, 1) * 0.5:
            rows[-1].append(char)
        else:
            rows.append([char])
    result = (_line(sorted(row, key=lambda char: char.x0)) for row in rows)
    return [line for line in result if line]


def _line(row: Sequence[Char]) -> Line | None:
    seen = [char for char in row if char.text.strip()]
    if not seen:
        return None
    size = median(char.bottom - char.top for char in seen)
    text, parts = "", [""]
    before, is_typed = seen[0], False
    for char in row:
        if not char.text.strip():
            is_typed = True
            continue
        gap = char.x0 - before.x1
        wide = _WIDE.match(before.text[-1:]) and _WIDE.match(char.text)
        is_apart = gap > size * (0.6 if wide else 0.2) or (is_typed and not wide)
        blank = " " if text and is_apart else ""
        text += blank + char.text
        if text and gap > size * 1.5:
            parts.append(char.text)
        else:
            parts[-1] += blank + char.text
        before, is_typed = char, False
    top, bottom = min(char.top for char in seen), max(char.bottom for char in seen)
    return Line(text, seen[0].x0, top, seen[-1].x1, bottom, tuple(parts), _first_word_width(seen), size)


def _first_word_width(row: Sequence[Char]) -> float:
    """The width of a line's first word: a Chinese character with the marks after it, or a Latin word."""
    start = 0
    while start < len(row) - 1 and row[start].text in _NEVER_LAST:
        start += 1
    end = start + 1
    if not _WIDE.match(row[start].text):
        while end < len(row) and not _WIDE.match(row[end].text) and row[end].x0 - row[end - 1].x1 < 1:
            end += 1
    while end < len(row) and row[end].text in _NEVER_FIRST:
        end += 1
    return row[end - 1].x1 - row[0].x0


def joined(block: Sequence[Line], left: float, right: float) -> list[str]:
    """Join lines between two margins into paragraphs: a line continues if the next first word did not fit.

    In a centred line the space on both sides counts. Rows of tables without borders stay separate.
    """
    result: list[str] = []
    before: Line | None = None
    numbers: dict[int, int] = {}
    """The last number of each level of marks."""
    for line in block:
        mark = marks.read(line.text)
        follows = mark is not None and mark.number is not None and numbers.get(mark.level) == mark.number - 1
        if (
            before is not None
            and max(len(before.parts), len(line.parts)) < 3
            and _space_left(before, line, left, right) < line.first + before.size * 0.3
            and not _indented(line, before, left)
            and not (mark and (follows or _parts(before, line)))
            and not (_LABEL.match(result[-1]) and (_LABEL.match(line.text) or mark))
        ):
            result[-1] += _between(result[-1], line.text) + line.text
        else:
            result.append(line.text)
            if mark and mark.number is not None:
                numbers[mark.level] = mark.number
        before = line
    return result


def _parts(above: Line, line: Line) -> bool:
    """Whether a line with a mark begins a paragraph though the one above is full."""
    smaller = above.size > line.size * _TITLE_SIZE
    return smaller or above.text.endswith(_ENDS) or _heads(line.text, above.text)


def _heads(text: str, above: str) -> bool:
    """Whether a line is a heading with a mark: 二、优化环境; 第⏎一、二产业 and 十⏎一、 go on."""
    return bool(_HEADING.match(text)) and marks.is_title(text) and above[-1:] not in _OPEN_NUMERAL


def _space_left(line: Line, below: Line, left: float, right: float) -> float:
    """The unused width of a line: on both sides if it is centred, without a paragraph's indent."""
    before, after = line.x0 - left, right - line.x1
    apart = line.size if below.x0 - left > line.size * 0.5 else 1.0
    return before + after if abs(before - after) < apart and before > line.size * 0.5 else after


def _indented(line: Line, before: Line, left: float) -> bool:
    """Whether a line begins a paragraph: it is indented and the one above is not, or the reverse."""
    return (
        line.x0 - left > line.size * 1.5
        and before.x0 - left < line.size
        and line.x0 - before.x0 > line.size * 1.5
    )


def _between(first: str, second: str) -> str:
    """The text to insert at a line break: a blank between two Latin words, else nothing."""
    return " " if re.match("[A-Za-z0-9]{2}", first[-1:] + second[:1]) else ""
