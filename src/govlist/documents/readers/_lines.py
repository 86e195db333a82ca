"""Lines of text: which of them are rows of a table, and where its cells part.

A row shows itself by tabs, by bars (`|`, box drawing), or by runs of blanks that stand under each other. All
else is a paragraph a line. What is promised to who reads on:

- A run of rows is one table, blank lines in it passed over: a gap in the line numbers shows a page's end.
- Tabs part cells exactly as they stand, empty ones too (`\t\t2 text\tunit` has four); a row of dashes stays.
- Bars part cells, those at a line's two ends are the frame; lines that only draw the frame are left out.
- Blanks part cells where no line of the run has text (columns of a screen, Chinese counting two); each line
  is a row, so a cell of three lines is three rows, the other cells of the later ones empty.
- Nothing is joined here: a row cut by a page is two rows, a number glued to its text stays glued, one cell a
  line or cells between single blanks are paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from govlist.base.text import width
from govlist.documents.document import Cell, Paragraph, Place, Row, Table

MAX_COLUMNS = 50
"""Parted by blanks; more are no table."""

_BARS = "|｜│┃║"
_BAR = re.compile(rf"(?<!\\)[{_BARS}]")
_FRAME = re.compile(rf"[\s{_BARS}+\-=:_─━═┄┈┌-╬]+")
_GAP = re.compile(r"[ \u3000]{2,}")
_MARK = re.compile(
    r"[（(]?(?:\d{1,4}|[一二三四五六七八九十百]{1,5})(?:[)）、.．]|[)）][、.．])?|[①-⑳]|[●•◆■\-*]"
)
"""A list's mark, as Word leaves it before a tab."""
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document that is all text, and where it stands."""

    text: str
    place: Place


def blocks(lines: Sequence[Line], clean: Callable[[str, Place], str]) -> Iterator[Table | Paragraph]:
    """The tables and paragraphs of lines, in their order; `clean` makes each text plain."""
    aligned = _aligned(lines)
    kinds = [aligned.get(i) or _kind(line.text) for i, line in enumerate(lines)]
    for i, kind in enumerate(kinds):  # a blank line stays with what is above it
        if kind == "blank":
            kinds[i] = kinds[i - 1] if i else "text"
    for kind, run in groupby(zip(kinds, lines, strict=True), key=lambda pair: pair[0]):
        own = [line for _kind, line in run if line.text.strip()]
        rows = [Row(tuple(map(Cell, cells)), line.place) for line, cells in _split(kind, own, clean)]
        if rows and _is_table(rows):
            yield Table(tuple(rows), rows[0].place)
        else:
            yield from _paragraphs(own, clean)


def looks_like_row(text: str) -> bool:
    """Whether a paragraph has cells parted by tabs or bars."""
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
        return "text"  # a mark in a sentence
    return "bars" if bars or re.fullmatch(r"\s*[+┌├└╔╠╚].*[+┐┤┘╗╣╝]\s*", text) else "text"


def _split(
    kind: str, lines: list[Line], clean: Callable[[str, Place], str]
) -> Iterator[tuple[Line, list[str]]]:
    """Each line of a run with its cells; nothing for a run of paragraphs."""
    if kind == "tabs":
        for line in lines:
            yield line, [clean(_unquoted(cell), line.place) for cell in line.text.split("\t")]
    elif kind == "bars":
        for line in lines:
            if not _FRAME.fullmatch(line.text):
                yield line, [clean(cell.replace("\\|", "|"), line.place) for cell in _between_bars(line.text)]
    elif kind.startswith("columns"):
        edges = [int(edge) for edge in kind.split()[1:]]
        for line in lines:
            yield line, [clean(cell, line.place) for cell in _cut(line.text, edges)]


def _unquoted(cell: str) -> str:
    """A cell without the quotes that a spreadsheet puts around one of several lines."""
    bare = cell.strip()
    inner = bare[1:-1]
    quoted = bare[:1] == bare[-1:] == '"' and "\n" in inner and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if quoted else cell


def _between_bars(text: str) -> list[str]:
    cells = _BAR.split(text.strip())
    return cells[not cells[0].strip() : len(cells) - (not cells[-1].strip())]


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether rows are more than a list whose marks are parted from its words, or a label and its words."""
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


def _aligned(lines: Sequence[Line]) -> dict[int, str]:
    """Of lines that stand in columns parted by blanks, by their number: `columns` and the columns' starts."""
    found: dict[int, str] = {}
    numbers = [i for i, line in enumerate(lines) if line.text.strip()]
    texts = {i: line.text.rstrip() for i, line in enumerate(lines)}
    start = 0
    while start < len(numbers):
        run = numbers[start:]
        end = next((k for k, i in enumerate(run) if not _may_be_row(texts[i])), len(run))
        edges = _edges([texts[i] for i in run[:end]])
        for i in run[:end] if edges else []:
            found[i] = " ".join(["columns", *map(str, edges)])
        start += end + 1
    return found


def _may_be_row(text: str) -> bool:
    """Whether a line has cells parted by blanks, or stands under such a one, away from the margin."""
    if "\t" in text or _BAR.search(text):
        return False
    return bool(_GAP.search(text.strip())) or text.startswith(("    ", "\u3000\u3000\u3000"))


def _edges(texts: Sequence[str]) -> list[int]:
    """Where the columns of lines begin, in display columns; empty where fewer than three stand in line.

    A column is parted from the next by two display columns or more that are blank in every line.
    """
    wide = [text for text in texts if len(_GAP.split(text.strip())) > 2]
    if len(wide) < 2:
        return []
    taken: set[int] = set()
    for text in texts:
        taken.update(column for column, char in _placed(text) if not char.isspace())
    edges = [0]
    for column in sorted(taken):
        if column - 1 not in taken and column - 2 not in taken and column > min(taken):
            edges.append(column)
    return edges if 2 < len(edges) <= MAX_COLUMNS else []


def _placed(text: str) -> Iterator[tuple[int, str]]:
    """Each display column that a text takes, with the character that stands there."""
    column = 0
    for char in text:
        size = max(width(char), 0)
        for offset in range(size):
            yield column + offset, char
        column += size


def _cut(text: str, edges: Sequence[int]) -> list[str]:
    """A line's cells, cut where columns begin."""
    cells = [""] * len(edges)
    column = 0
    for char in text:
        index = sum(edge <= column for edge in edges) - 1
        cells[index] += char
        column += width(char)
    return cells
