"""PDF files with text: ruled tables over several pages, and the paragraphs between them."""

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
from govlist.base.text import first_words
from govlist.documents import archive, columns
from govlist.documents.document import Document, Paragraph, Place, Table
from govlist.documents.readers import _flowing, _pages, _ruled, _text

SUFFIXES = (".pdf",)

_NUMBER = re.compile(r"第?\d{1,4}页?(?:[,，/]?共?\d{1,4}页?)?")
"""A page number without blanks and dashes: 第3页共12页, 3/12."""
_MARGIN = 0.15
"""The side margin as a share of the page width: 31.7 of 210 mm."""
_EDGE = 0.12
"""Header and footer as a share of the page height."""


def read(path: Path) -> Document:
    """Read the tables and paragraphs of a PDF file.

    Needs the extra `govlist[pdf]`. A Place has the page, with the table and row, or the paragraph. A ruled
    table over several pages is one table; its repeated headers, and both halves of a cut row, are rows. Lines
    broken by the width of a cell or page are joined; both halves of a paragraph cut by a page break are not.
    Page numbers, and lines at the same height on most pages, are skipped. There are no heading levels.
    """
    archive.expect(path, archive.content(path), "pdf")
    if not find_spec("pypdfium2"):
        _refuse(path, "missing")
    try:
        return of_pages(path, list(_pages.read(path)))
    except _pages.Unreadable as error:
        _refuse(path, str(error))


def _refuse(path: Path, why: str) -> NoReturn:
    reasons = {
        "missing": (
            _("PDF files need one more package"),
            _("python -m pip install pypdfium2, or save the file as .docx"),
        ),
        "password": (_("protected by a password"), _("remove the password and save it again")),
        "slow": (_("reading takes too long"), _("print it to PDF again, or save only the list as .docx")),
        "large": (_("too large"), _("print only the pages with the list to PDF, or save them as .docx")),
    }
    damaged = (_("not a PDF file, or damaged"), _("print it to PDF again, or save it as .docx"))
    archive.refuse(path, *reasons.get(why, damaged))


@dataclass(slots=True)
class _Content:
    """The contents of a page: parts of tables, and the lines between them."""

    page: _pages.Page
    parts: list[_ruled.Part]
    lines: list[_flowing.Line] = field(default_factory=list)


def of_pages(path: Path, pages: Sequence[_pages.Page]) -> Document:
    """Build the document from pages."""
    doubts = _text.Doubts()
    _check_text(path, pages, doubts)
    contents = []
    for page in pages:
        parts, outside = _ruled.parts(page)
        contents.append(_Content(page, parts, _flowing.lines(outside)))
    margins = _take_out_margins(contents)
    _doubt_lost_borders(contents, doubts)
    blocks = tuple(_blocks(path, contents, doubts))
    _text.report_margins(doubts, margins, blocks)
    return Document(blocks, doubts.all())


def _check_text(path: Path, pages: Sequence[_pages.Page], doubts: _text.Doubts) -> None:
    """Refuse pages that are pictures or without text encoding; add doubts for what was skipped."""
    known, unknown = sum(len(page.chars) for page in pages), sum(page.unknown for page in pages)
    if not known + unknown or (known < 10 * len(pages) and any(page.images for page in pages)):
        archive.refuse(path, _("only pictures, no text"), _("run text recognition (OCR) on it first"))
    if unknown > known / 10:
        hint = _("save the original as .docx, or run text recognition (OCR) on it first")
        archive.refuse(path, _("the fonts have no text encoding"), hint)
    if fontless := next((page for page in pages if page.fontless), None):
        message = _(
            "the fonts of the Chinese text are neither in the file nor on this machine, so characters may be "
            "missing; install a Chinese font (fonts-noto-cjk) or read it on another machine"
        )
        doubts.add(Place(page=fontless.number), message)
    for page in pages:
        place = Place(page=page.number)
        if page.unknown:
            message = n_("{n} character could not be read", "{n} characters could not be read", page.unknown)
            doubts.add(place, message.format(n=page.unknown))
        if page.sideways:
            message = n_("skipped {n} rotated character", "skipped {n} rotated characters", page.sideways)
            doubts.add(place, message.format(n=page.sideways))
        if page.images and not page.chars:
            doubts.add(place, _("the page is a picture; it was not read"))
        elif page.pictures:
            message = _("a picture was not read; if it has text, type it in or use text recognition (OCR)")
            doubts.add(place, message)
        if page.struck:
            message = _("struck-out text was left out: “{words}”")
            doubts.add(place, message.format(words=first_words(page.struck)))
        for words in page.comments:
            message = _("a comment was not read: “{words}”; move what matters of it into the table")
            doubts.add(place, message.format(words=first_words(words)))
    for words, number in {page.watermark: page.number for page in reversed(pages)}.items():
        if words:
            message = _("a watermark was left out: “{words}”")
            doubts.add(Place(page=number), message.format(words=first_words(words)))


def _take_out_margins(contents: Sequence[_Content]) -> list[tuple[str, Place]]:
    """Remove page numbers, and lines at the same height on most pages, from headers and footers.

    Returns the lines that are no page numbers, each with its page.
    """

    def mark(line: _flowing.Line) -> tuple[str, int]:
        return re.sub(r"\d+", "", line.text), round(line.top / 5)

    seen = Counter(mark(line) for content in contents for line in content.lines)
    often = {each for each, count in seen.items() if count > 2 and count > len(contents) / 2}
    repeated: dict[tuple[str, int], tuple[str, Place]] = {}
    for content in contents:
        height = content.page.height
        kept = []
        for line in content.lines:
            is_inside = height * _EDGE <= line.bottom and line.top <= height * (1 - _EDGE)
            if is_inside or not (_is_page_number(line.text) or mark(line) in often):
                kept.append(line)
            elif not _is_page_number(line.text):
                repeated.setdefault(mark(line), (line.text, Place(page=content.page.number)))
        content.lines = kept
    return list(repeated.values())


def _is_page_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(re.sub(r"[-—–─·\s]", "", text)))


def _doubt_lost_borders(contents: Sequence[_Content], doubts: _text.Doubts) -> None:
    """Add a doubt where lines outside tables look like table rows without borders."""
    for content in contents:
        rows = [line.parts for line in content.lines if len(line.parts) > 2]
        if len(rows) > 3 or any(sum(key is not None for key in columns.keys(parts)) > 1 for parts in rows):
            message = _("this looks like a table without borders; it was read as paragraphs")
            doubts.add(Place(page=content.page.number), message)


def _blocks(path: Path, contents: Sequence[_Content], doubts: _text.Doubts) -> Iterator[Table | Paragraph]:
    """Tables and paragraphs in their order; parts of a table without text between them are joined."""
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
    """The left and right edges of the text; Word's default margins if there are only a few words."""
    lines = [line for content in contents for line in content.lines]
    widths = [content.page.width for content in contents]
    left = min([*(line.x0 for line in lines), *(width * _MARGIN for width in widths)])
    return left, max([*(line.x1 for line in lines), *(width * (1 - _MARGIN) for width in widths)])


def _in_order(content: _Content) -> Iterator[tuple[_ruled.Part | None, list[_flowing.Line]]]:
    """Parts of tables and the lines between them, from top to bottom."""
    items: list[_ruled.Part | _flowing.Line] = [*content.parts, *content.lines]
    items.sort(key=lambda item: item.box[1] if isinstance(item, _ruled.Part) else item.top)
    for is_part, run in groupby(items, key=lambda item: isinstance(item, _ruled.Part)):
        if is_part:
            yield from ((item, []) for item in run if isinstance(item, _ruled.Part))
        else:
            yield None, [item for item in run if isinstance(item, _flowing.Line)]
