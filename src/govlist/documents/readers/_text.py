"""What all readers share: text made plain, bounds kept, doubts collected."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

from govlist.base.i18n import _, n_
from govlist.base.text import CONTROL, INVISIBLE
from govlist.documents import archive
from govlist.documents.document import Doubt, Place

MAX_DOUBTS = 200
"""How many doubts are told of one document; more of them say nothing new."""
MAX_CELLS = 20_000
"""Places in all grids of a document; a list of a year has some hundreds."""
MAX_PARAGRAPHS = 10_000
"""Paragraphs of a document, or lines of a text, empty ones and those in cells too."""
MAX_COLUMNS = 200
MAX_TEXT = 500_000
"""Characters of a document; a list of a year has some ten thousand."""

_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")


class Doubts:
    """The doubts of one reading, in the order in which they come; the same is told once."""

    def __init__(self) -> None:
        self._doubts: dict[Doubt, None] = {}

    def add(self, place: Place, message: str) -> None:
        """Note what is uncertain at a place."""
        if len(self._doubts) < MAX_DOUBTS:
            self._doubts.setdefault(Doubt(place, message))

    def all(self) -> tuple[Doubt, ...]:
        """All doubts."""
        return tuple(self._doubts)

    def clean(self, text: str, place: Place) -> str:
        """The text as tidy makes it, control characters left out and told."""
        made = tidy(text)
        found = CONTROL.findall(made)
        if found:
            message = n_("{n} control character left out", "{n} control characters left out", len(found))
            self.add(place, message.format(n=len(found)))
        return CONTROL.sub("", made) if found else made


def tidy(text: str) -> str:
    """Text with line feeds alone as line ends, plain blanks, nothing invisible, no empty line, no margin."""
    plain = INVISIBLE.sub("", _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text)))
    if "\n" not in plain:
        return plain.strip()
    return "\n".join(line for line in map(str.strip, plain.split("\n")) if line)


def count_cells(path: Path, cells: int) -> None:
    """Refuse a document whose grids would have too many places."""
    if cells > MAX_CELLS:
        refuse_size(path, _("its tables claim more than {n:,} cells").format(n=MAX_CELLS))


def count_paragraphs(path: Path, paragraphs: int) -> None:
    """Refuse a document that has too many paragraphs."""
    if paragraphs > MAX_PARAGRAPHS:
        refuse_size(path, _("it has more than {n:,} paragraphs").format(n=MAX_PARAGRAPHS))


def count_text(path: Path, characters: int) -> None:
    """Refuse a document that has too much text."""
    if characters > MAX_TEXT:
        refuse_size(path, _("it has more than {n:,} characters").format(n=MAX_TEXT))


def refuse_size(path: Path, what: str) -> NoReturn:
    """Refuse a document that is too large in some way."""
    archive.refuse(path, what, _("copy the list alone into a new document"))
