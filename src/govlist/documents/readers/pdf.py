"""PDF files that hold text: ruled tables over all their pages, and paragraphs between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import NoReturn

from govlist.base.i18n import _, n_
from govlist.documents import archive, columns
from govlist.documents.document import Document, Paragraph, Place, Table
from govlist.documents.readers import _flowing, _pages, _ruled, _text

SUFFIXES = (".pdf",)

_NUMBER = re.compile(
    r"[-—–─·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–─·\s]*(?:[,，/]?\s*共?\s*\d{1,4}\s*页?)?[-—–─·\s]*"
)
_MARGIN = 0.15
"""How much of a page's width the margin at its side is: 31.7 of 210 mm."""
_EDGE = 0.12
"""How much of a page's height its head and foot are."""


def read(path: Path) -> Document:
    """The tables and paragraphs of a PDF file.

    Needs the extra `govlist[pdf]`. A Place carries the page, with the table and row, or the paragraph. What
    is promised to who reads on: a ruled table that goes on on the next page is one table, its repeated header
    and the two halves of a cut row as rows of their own; lines that only the width of cell or page has broken
    are joined, others stay apart, and so do the two halves of a paragraph that a page has cut. Bare page
    numbers, and lines that stand on most pages at the same height, are left out. Levels are never known.
    """
    archive.expect(path, archive.content(path), "pdf")
    if not find_spec("pdfplumber"):
        _refuse(path, "missing")
    try:
        return of_pages(path, list(_pages.read(path)))
    except _pages.Unreadable as error:
        _refuse(path, str(error))


def _refuse(path: Path, why: str) -> NoReturn:
    said = {
        "missing": (
            _("PDF files need one more package"),
            _("python -m pip install pdfplumber, or save the file as .docx"),
        ),
        "password": (_("it has a password"), _("take the password off and save it again")),
        "slow": (_("it takes too long to read"), _("print it anew as PDF, or save the list alone as .docx")),
        "large": (
            _("it is too large"),
            _("print the pages with the list alone as PDF, or save them as .docx"),
        ),
    }
    damaged = (_("it is no PDF file, or it is damaged"), _("print it anew as PDF, or save it as .docx"))
    archive.refuse(path, *said.get(why, damaged))


@dataclass(slots=True)
class _Content:
    """What stands on a page: parts of tables, and the lines around them."""

    page: _pages.Page
    parts: list[_ruled.Part]
    lines: list[_flowing.Line] = field(default_factory=list)


def of_pages(path: Path, pages: Sequence[_pages.Page]) -> Document:
    """The same of pages as they were read."""
    doubts = _text.Doubts()
    _check_text(path, pages, doubts)
    contents = []
    for page in pages:
        parts, outside = _ruled.parts(page)
        contents.append(_Content(page, parts, _flowing.lines(outside)))
    _leave_out_margins(contents)
    _tell_lost_borders(contents, doubts)
    return Document(tuple(_blocks(path, contents, doubts)), doubts.all())


def _check_text(path: Path, pages: Sequence[_pages.Page], doubts: _text.Doubts) -> None:
    """Refuse pages that are pictures, or whose characters nobody knows; tell what was left out of a page."""
    known, unknown = sum(len(page.chars) for page in pages), sum(page.unknown for page in pages)
    if not known + unknown or (known < 10 * len(pages) and any(page.images for page in pages)):
        archive.refuse(path, _("it has no text, only pictures"), _("run text recognition (OCR) on it first"))
    if unknown > known / 10:
        hint = _("save the original as .docx, or run text recognition (OCR) on it first")
        archive.refuse(path, _("its fonts do not say which characters they show"), hint)
    for page in pages:
        if page.unknown:
            message = n_("{n} character could not be read", "{n} characters could not be read", page.unknown)
            doubts.add(Place(page=page.number), message.format(n=page.unknown))
        if page.sideways:
            message = n_(
                "{n} character that stands sideways was left out",
                "{n} characters that stand sideways were left out",
                page.sideways,
            )
            doubts.add(Place(page=page.number), message.format(n=page.sideways))
        if page.images and not page.chars:
            doubts.add(Place(page=page.number), _("the page is a picture; it was not read"))


def _leave_out_margins(contents: Sequence[_Content]) -> None:
    """Take page numbers, and what stands on most pages at the same height, out of heads and feet."""

    def mark(line: _flowing.Line) -> tuple[str, int]:
        return re.sub(r"\d+", "", line.text), round(line.top / 5)

    seen = Counter(mark(line) for content in contents for line in content.lines)
    often = {each for each, count in seen.items() if count > 2 and count > len(contents) / 2}
    for content in contents:
        height = content.page.height
        content.lines = [
            line
            for line in content.lines
            if not (line.bottom < height * _EDGE or line.top > height * (1 - _EDGE))
            or not (_NUMBER.fullmatch(line.text) or mark(line) in often)
        ]


def _tell_lost_borders(contents: Sequence[_Content], doubts: _text.Doubts) -> None:
    """Tell where lines outside of tables look like rows whose borders are lost."""
    for content in contents:
        rows = [line.parts for line in content.lines if len(line.parts) > 2]
        if len(rows) > 3 or any(sum(key is not None for key in columns.keys(parts)) > 1 for parts in rows):
            message = _("this looks like a table without lines around its cells; it was read as paragraphs")
            doubts.add(Place(page=content.page.number), message)


def _blocks(path: Path, contents: Sequence[_Content], doubts: _text.Doubts) -> Iterator[Table | Paragraph]:
    """Tables and paragraphs in their order; a table goes on where nothing stands between its parts."""
    left, right = _margins(contents)
    run: list[_ruled.Part] = []
    tables = paragraphs = 0
    for content in contents:
        for part, lines in _in_order(content):
            if lines or (part and run and not _ruled.goes_on(run[-1], part)):
                if run:
                    tables += 1
                    yield _ruled.table(path, run, tables, doubts.clean)
                run = []
            run += [part] if part else []
            for text in _flowing.joined(lines, left, right):
                paragraphs += 1
                place = Place(page=content.page.number, paragraph=paragraphs)
                yield Paragraph(doubts.clean(text, place), place)
    if run:
        yield _ruled.table(path, run, tables + 1, doubts.clean)


def _margins(contents: Sequence[_Content]) -> tuple[float, float]:
    """Where lines begin and end; where only a few words stand, as Word has it of itself."""
    sides = [content.page.width * _MARGIN for content in contents]
    lefts = [line.x0 for content in contents for line in content.lines]
    rights = [line.x1 for content in contents for line in content.lines]
    widths = [content.page.width for content in contents]
    return min(lefts + sides), max(rights + [width - side for width, side in zip(widths, sides, strict=True)])


def _in_order(content: _Content) -> Iterator[tuple[_ruled.Part | None, list[_flowing.Line]]]:
    """Parts of tables, and runs of lines between them, from the page's top."""
    items: list[_ruled.Part | _flowing.Line] = [*content.parts, *content.lines]
    items.sort(key=lambda item: item.box[1] if isinstance(item, _ruled.Part) else item.top)
    for is_part, run in groupby(items, key=lambda item: isinstance(item, _ruled.Part)):
        if is_part:
            yield from ((item, []) for item in run if isinstance(item, _ruled.Part))
        else:
            yield None, [item for item in run if isinstance(item, _flowing.Line)]
