"""What all readers share: bytes to text, text made plain, doubts collected."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

from govlist import archive
from govlist.document import Doubt, Place
from govlist.i18n import _, n_
from govlist.text import CONTROL, INVISIBLE

MAX_DOUBTS = 200
"""How many doubts are told of one document; more of them say nothing new."""
MAX_CELLS = 50_000
"""Places in all grids of a document; a list of a year has some hundreds."""
MAX_PARAGRAPHS = 50_000
"""Paragraphs of a document, or lines of a text, empty ones and those in cells too."""
MAX_COLUMNS = 200
MAX_TEXT = 5_000_000
"""Characters of a document; a list of a year has some ten thousand."""

_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_COMMON = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uff65\u2010-\u2027\t\n\r -~]")
"""What Chinese text is made of, to tell a right reading of bytes from a wrong one."""


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


# -- encodings -------------------------------------------------------------------------------------


def decode(path: Path, data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text of bytes, and what was uncertain in it.

    The encoding is found out: by its mark (BOM), else UTF-16 where NULs or the common characters of Chinese
    say so, UTF-8, `declared` (a page's own word for it), then GB 18030 with GBK and GB 2312 in it. Raises
    GovlistError where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(path, data[len(mark) :].decode(encoding, "replace"))
    wide = _wide(data)
    if wide:
        return _checked(path, data.decode(wide, "replace"))
    for encoding in ("utf-8", *([declared] if declared else []), "gb18030"):
        try:
            return _checked(path, data.decode(encoding))
        except UnicodeDecodeError:
            continue
    readings = (data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030"))
    return _checked(path, min(readings, key=_odd))


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def _wide(data: bytes) -> str | None:
    """The UTF-16 that bytes without a mark are in, if they are."""
    sample = data[:20_000]
    if sample.count(b"\0") * 20 < len(sample) and _is_text(sample):
        return None
    shares = {encoding: _share(sample.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.9 else None


def _is_text(sample: bytes) -> bool:
    """Whether bytes read as UTF-8 but for a few, or as GB 18030 of common characters."""
    lost = sample.decode("utf-8", "replace").count("\ufffd")
    return lost * 50 < len(sample) or _share(sample.decode("gb18030", "replace")) > 0.9


def _share(text: str) -> float:
    return len(_COMMON.findall(text)) / max(len(text), 1)


def _odd(text: str) -> int:
    """How many characters no text has: controls, lost ones, those without a meaning."""
    return sum(1 for _match in re.finditer("[\0-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]", text))


def _checked(path: Path, text: str) -> tuple[str, str | None]:
    """A decoded text, refused where it is none; what was lost in decoding is told."""
    if _odd(text) > max(4, len(text) // 20):
        archive.refuse(
            path, _("it is no text"), _("give a text of UTF-8, GBK or UTF-16, or .docx, .xlsx, .html, .pdf")
        )
    lost = text.count("\ufffd")
    message = n_("{n} character could not be read", "{n} characters could not be read", lost)
    return text, message.format(n=lost) if lost else None
