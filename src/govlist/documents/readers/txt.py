"""Plain text: pasted tables, pages converted to text, Markdown. The encoding is detected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from govlist.documents import archive
from govlist.documents.decoding import decode
from govlist.documents.document import Document, Place
from govlist.documents.readers import _lines, _text

SUFFIXES = (".txt", ".md", ".text")

_INSIDE = re.compile(r'[^"]*(?:""[^"]*)*')
_END = re.compile(rf'{_INSIDE.pattern}"(?=\t|$)')
_MAX_JOINED = 200
"""Lines that a quoted cell may have; a longer one is not a quoted cell."""


def read(path: Path) -> Document:
    """Read the tables and paragraphs of a text file.

    A Place has the line, and the page if form feeds separate pages. `_lines` finds the tables; lines are
    never joined.
    """
    data = archive.content(path)
    archive.expect(path, data, None)
    return of_text(path, *decode(path, data))


def of_text(path: Path, text: str, doubt: str | None = None) -> Document:
    """Read a decoded text."""
    doubts = _text.Doubts()
    _text.bound(path, cells=text.count("\t") + text.count("|"), characters=len(text))
    if doubt:
        doubts.add(Place(line=1), doubt)
    lines = list(_numbered(text))
    _text.bound(path, paragraphs=len(lines))
    return Document(tuple(_lines.blocks(lines, doubts.clean)), doubts.all())


def _numbered(text: str) -> Iterator[_lines.Line]:
    """The lines, numbered as in an editor; a quoted cell with several lines becomes one line."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paged = "\f" in text
    page, number = 1, 0
    while number < len(raw):
        first = number
        line = raw[first]
        number += 1
        if "\t" in line and _open(line):
            number = _closed(raw, first)
            line = "\n".join(raw[first:number])
        for part in line.split("\f") if paged else [line]:
            yield _lines.Line(part, Place(page=page if paged else None, line=first + 1))
            page += 1
        page -= 1


def _open(row: str) -> bool:
    """Whether the last cell of a row begins with a quote that is not closed."""
    last = row.rsplit("\t", 1)[-1].lstrip(" ")
    return last.startswith('"') and last.count('"') % 2 == 1


def _closed(raw: list[str], first: int) -> int:
    """The index of the line after the closing quote of a row; of the next line if there is none."""
    number, rest = first, raw[first]
    last = min(first + _MAX_JOINED, len(raw))
    while _open(rest):
        number += 1
        while number < last and _INSIDE.fullmatch(raw[number]):
            number += 1
        end = _END.match(raw[number]) if number < last else None
        if not end:
            return first + 1
        rest = raw[number][end.end() :]
    return number + 1
