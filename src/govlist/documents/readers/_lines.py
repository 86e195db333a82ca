"""Finds tables in lines of text.

A row has tabs, bars (`|`, box drawing), or runs of blanks that line up with those of other rows. Any other
line is a paragraph. The rules:

- Consecutive rows are one table; blank lines are skipped, a gap in the line numbers shows a page break.
- Each tab separates two cells, also empty ones (`\t\t2 text\tunit` has four); a row of dashes is kept.
- Bars separate cells; bars at both ends are the frame; lines that only draw the frame are left out. If lines
  are drawn between the rows, `_drawn` reads cells of several lines.
- Blanks separate cells where no line of the run has text (in screen columns, a Chinese character is two).
  Each line is a row: a cell of three lines becomes three rows, with the other cells of the last two empty.
- Nothing is joined: a row cut by a page is two rows, a number without blank stays in its text; one cell per
  line, or cells separated by single blanks, are paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from govlist.base.text import width
from govlist.documents.document import Cell, Paragraph, Place, Row, Table
from govlist.documents.readers import _drawn

MAX_COLUMNS = 50
"""Columns separated by blanks; with more it is not a table."""

_BARS = "|｜│┃║"
_BAR = re.compile(rf"(?<!\\)[{_BARS}]")
_FRAME = re.compile(rf"[\s{_BARS}+\-=:_─━═┄┈┌-╬]+")
_GAP = re.compile(r"[ \u3000]{2,}")
_MARK = re.compile(
    r"[（(]?(?:\d{1,4}|[一二三四五六七八九十百]{1,5})(?:[)）、.．]|[)）][、.．])?|[①-⑳]|[●•◆■\-*]"
)
"""A list mark, which Word writes before a tab."""
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text document, with its place."""

    text: str
    place: Place


Kind = str | tuple[int, ...]
"""How the cells of a line are separated: tabs, bars, or where columns start; text is a paragraph."""


def blocks(lines: Sequence[Line], clean: Callable[[str, Place], str]) -> Iterator[Table | Paragraph]:
    """The tables and paragraphs in lines, in their order; `clean` is applied to each text."""
    aligned = _aligned(lines)
    kinds: list[Kind] = [aligned.get(i) or _kind(line.text) for i, line in enumerate(lines)]
    for i, kind in enumerate(kinds):  # a blank line belongs to the lines above it
        if kind == "blank":
            kinds[i] = kinds[i - 1] if i else "text"
    for kind, run in groupby(zip(kinds, lines, strict=True), key=lambda pair: pair[0]):
        own = [line for _kind, line in run if line.text.strip()]
        drawn = _drawn.rows([line.text for line in own]) if kind == "bars" else None
        rows = [
            Row(tuple(Cell(clean(cell.text, own[at].place), *cell[1:]) for cell in cells), own[at].place)
            for at, cells in drawn or ()
        ] or [
            Row(tuple(Cell(clean(cell, line.place)) for cell in cells), line.place)
            for line in own
            if (cells := _cells(kind, line.text))
        ]
        if rows and _is_table(rows):
            yield Table(tuple(rows), rows[0].place)
        else:
            yield from _paragraphs(own, clean)


def looks_like_row(text: str) -> bool:
    """Whether a paragraph has cells separated by tabs or bars."""
    return any(_kind(line) in ("tabs", "bars") for line in text.split("\n"))


def _kind(text: str) -> str:
    if not text.strip():
        return "blank"
    if "\t" in text.strip(" \u3000") and text.count("\t") > (
        text.lstrip() != text and text.rstrip("\t") == text
    ):
        return "tabs"
    bars = len(_BAR.findall(text))
    if bars == 1 and text.strip()[0] not in _BARS and text.strip()[-1] not in _BARS:
        return "text"  # a bar in a sentence
    return "bars" if bars or re.fullmatch(r"\s*[+┌├└╔╠╚].*[+┐┤┘╗╣╝]\s*", text) else "text"


def _cells(kind: Kind, text: str) -> list[str]:
    """The cells of a line; none for a paragraph, and for a line that only draws the frame."""
    if isinstance(kind, tuple):
        return _cut(text, kind)
    if kind == "tabs":
        return list(map(_unquoted, text.split("\t")))
    if kind != "bars" or _FRAME.fullmatch(text):
        return []
    cells = _BAR.split(text.strip())
    inner = cells[not cells[0].strip() : len(cells) - (not cells[-1].strip())]
    return [cell.replace("\\|", "|") for cell in inner]


def _unquoted(cell: str) -> str:
    """A cell without the quotes that a spreadsheet puts around one of several lines."""
    bare = cell.strip()
    inner = bare[1:-1]
    quoted = bare[:1] == bare[-1:] == '"' and "\n" in inner and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if quoted else cell


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether rows are a table, not list marks or labels followed by text."""
    if any(len(row.cells) > 2 and sum(map(bool, row.texts)) > 1 for row in rows):
        return True
    firsts = [row.texts[0] for row in rows if len(row.cells) == 2 and all(row.texts)]
    return sum(not _MARK.fullmatch(first) and not first.endswith((":", "：")) for first in firsts) > 1


def _paragraphs(lines: Sequence[Line], clean: Callable[[str, Place], str]) -> Iterator[Paragraph]:
    for line in lines:
        mark, tab, words = line.text.strip().partition("\t")
        text = mark + words if tab and _MARK.fullmatch(mark.strip()) else line.text
        text = clean(text.replace("\t", " ").strip(_BARS + " "), line.place)
        heading = _HEADING.fullmatch(text)
        if heading:
            yield Paragraph(heading[2], line.place, len(heading[1]))
        elif text:
            yield Paragraph(text, line.place)


# -- columns of blanks -----------------------------------------------------------------------------


def _aligned(lines: Sequence[Line]) -> dict[int, Kind]:
    """The lines with columns separated by blanks, by index, with the starts of the columns."""
    found: dict[int, Kind] = {}
    numbers = [i for i, line in enumerate(lines) if line.text.strip()]
    texts = {i: line.text.rstrip() for i, line in enumerate(lines)}
    start = 0
    while start < len(numbers):
        run = numbers[start:]
        end = next((k for k, i in enumerate(run) if not _may_be_row(texts[i])), len(run))
        edges = _edges([texts[i] for i in run[:end]])
        found |= dict.fromkeys(run[:end] if edges else (), edges)
        start += end + 1
    return found


def _may_be_row(text: str) -> bool:
    """Whether a line has cells separated by blanks, or is indented below such a line."""
    if "\t" in text or _BAR.search(text):
        return False
    return bool(_GAP.search(text.strip())) or text.startswith(("    ", "\u3000\u3000\u3000"))


def _edges(texts: Sequence[str]) -> tuple[int, ...]:
    """The starts of the columns of lines, in display columns; empty if fewer than three line up.

    Two or more display columns that are blank in every line separate two columns.
    """
    wide = [text for text in texts if len(_GAP.split(text.strip())) > 2]
    if len(wide) < 2:
        return ()
    taken: set[int] = set()
    for text in texts:
        for column, char in _placed(text):
            taken.update(range(column, column + width(char)) if not char.isspace() else ())
    edges = [0]
    for column in sorted(taken):
        if column - 1 not in taken and column - 2 not in taken and column > min(taken):
            edges.append(column)
    return tuple(edges) if 2 < len(edges) <= MAX_COLUMNS else ()


def _placed(text: str) -> Iterator[tuple[int, str]]:
    """Each character of a text with its first display column."""
    column = 0
    for char in text:
        yield column, char
        column += width(char)


def _cut(text: str, edges: Sequence[int]) -> list[str]:
    """Split a line at the starts of the columns."""
    cells = [""] * len(edges)
    for column, char in _placed(text):
        cells[bisect_right(edges, column) - 1] += char
    return cells
