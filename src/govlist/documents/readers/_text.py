"""Shared by all readers: text cleaning, size limits, doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from govlist.base.characters import CONTROL, INVISIBLE
from govlist.base.i18n import _, n_
from govlist.base.text import RETURN, first_words, unified
from govlist.documents import archive
from govlist.documents import tidy as tidied
from govlist.documents.document import Doubt, DoubtKind, Paragraph, Place, Table

MAX_DOUBTS = 200
"""Doubts reported for one document."""
MAX_CELLS = 20_000
"""Cells in all tables of a document; a yearly list has hundreds."""
MAX_PARAGRAPHS = 10_000
"""Paragraphs of a document or lines of a text, including empty ones and those in cells."""
MAX_COLUMNS = 200
MAX_TEXT = 500_000
"""Characters of a document; a yearly list has about ten thousand."""

_PAGE = re.compile(r"第|页|共|\d|\bpage\b|\bof\b", re.IGNORECASE)
"""What stands beside page numbers."""
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")


class Doubts:
    """The doubts from reading one document, in order, without duplicates."""

    def __init__(self) -> None:
        self._doubts: dict[Doubt, None] = {}

    def add(self, place: Place, message: str) -> None:
        """Add a doubt."""
        if len(self._doubts) < MAX_DOUBTS:
            self._doubts.setdefault(Doubt(place, message, DoubtKind.UNREAD))

    def all(self) -> tuple[Doubt, ...]:
        """All doubts."""
        return tuple(self._doubts)

    def clean(self, text: str, place: Place) -> str:
        """Tidy a text and remove control characters, with a doubt."""
        result = tidy(text)
        found = CONTROL.findall(result)
        if found:
            message = n_("removed {n} control character", "removed {n} control characters", len(found))
            self.add(place, message.format(n=len(found)))
        return CONTROL.sub("", result) if found else result


def tidy(text: str) -> str:
    """Normalise line ends and spaces; remove invisible characters, radicals, empty lines and indentation."""
    plain = INVISIBLE.sub("", _BLANKS.sub(" ", _LINE_ENDS.sub("\n", unified(text.replace(RETURN, "")))))
    if "\n" not in plain:
        return plain.strip()
    return "\n".join(line for line in map(str.strip, plain.split("\n")) if line)


def report_margins(
    doubts: Doubts, margins: Iterable[tuple[str, Place]], blocks: Iterable[Table | Paragraph]
) -> None:
    """Report headers and footers of pages that say more than the page number and what the text has, once."""
    found = {words: place for words, place in reversed(list(margins)) if tidied.folded(_PAGE.sub("", words))}
    shown = tidied.folded("".join(texts(blocks))) if found else ""
    for words, place in reversed(found.items()):
        if tidied.folded(words) not in shown:
            message = _("a page header or footer was not read: “{words}”")
            doubts.add(place, message.format(words=first_words(words)))


def texts(blocks: Iterable[Table | Paragraph]) -> Iterator[str]:
    """Every text of a document; merged cells count once."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (
                cell.text for row in block.rows for cell in row.cells if not (cell.above or cell.left)
            )
        else:
            yield block.text


def bound(path: Path, *, cells: int = 0, paragraphs: int = 0, characters: int = 0) -> None:
    """Refuse a document with too many table cells, paragraphs or characters."""
    if cells > MAX_CELLS:
        refuse_size(path, _("more than {n:,} table cells").format(n=MAX_CELLS))
    if paragraphs > MAX_PARAGRAPHS:
        refuse_size(path, _("more than {n:,} paragraphs").format(n=MAX_PARAGRAPHS))
    if characters > MAX_TEXT:
        refuse_size(path, _("more than {n:,} characters").format(n=MAX_TEXT))


def refuse_size(path: Path, what: str) -> NoReturn:
    """Refuse a document that is too large."""
    archive.refuse(path, what, _("copy only the list into a new document"))
