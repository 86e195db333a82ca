"""The pages of a PDF file: characters and the boxes of ruled tables, read in a separate process.

A small PDF can keep a reader busy forever. So a separate process reads it, with a timeout and, if the system
supports it, limited memory. It prints the number of pages, then one line of JSON per page.

Why pypdfium2 (Apache-2.0 and BSD-3-Clause, wheels of 3 MB for every system): it takes a tenth of the time of
pdfminer.six, on which pdfplumber builds, knows the angle and colour of each character, and needs no other
package.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median
from threading import Timer
from time import monotonic
from typing import Any

from govlist.base import progress
from govlist.base.i18n import _
from govlist.documents.readers import _ruling
from govlist.documents.readers._glyphs import Box, Drawn, Glyph, TooMuch

MAX_PAGES = 200
MAX_CHARACTERS = 40_000
"""On one page; a page of the smallest type has about 5,000."""
MAX_CELLS = 3_000
"""Cells of ruled tables on one page."""
MAX_SIDE = 15_000
"""Width or height of a page in points, the limit of PDF."""
MAX_MEMORY = 450_000_000
"""Bytes of memory for the reading process."""
PAGE_TIMEOUT = 7.0
"""Seconds to wait for each page."""
TOTAL_TIMEOUT = 40.0
"""Seconds to wait for all pages."""
_SLANT = 3.0
"""Degrees from which on a character is slanted."""
_LARGE = 1.4
"""How many times as high as usual a pale character is that belongs to a watermark."""


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box, in points from the page's upper left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """The contents of a page: upright characters, ruled tables as boxes of cells, and what was left out."""

    number: int
    width: float
    height: float
    chars: list[Char]
    tables: list[list[Box]]
    images: int = 0
    pictures: int = 0
    """Images beside text, that may hold words."""
    sideways: int = 0
    """Rotated characters."""
    unknown: int = 0
    """Characters without text encoding in their font."""
    struck: str = ""
    """The characters with a line through them."""
    watermark: str = ""
    """The characters that are slanted, or large and pale."""
    fontless: bool = False
    """Whether its Chinese font is neither in the file nor on this machine: PDFium then loses characters."""
    comments: tuple[str, ...] = ()


class Unreadable(Exception):
    """The reason why a PDF file cannot be read: password, damaged, slow, large, or missing (the library)."""


def read(path: Path) -> Iterator[Page]:
    """Read the pages of a file in a separate process, with progress. Raises Unreadable."""
    command = [sys.executable, "-P", "-m", __name__, str(path.absolute())]
    with subprocess.Popen(  # noqa: S603 - runs this module
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            messages = _messages(process)
            total = next(messages)
            yield from progress.over(map(_page, messages), total, _("Reading pages"))
        finally:
            process.kill()


def _messages(process: subprocess.Popen[bytes]) -> Iterator[Any]:
    """What the process prints, up to `end`; waits a limited time for each line. Raises Unreadable."""
    assert process.stdout
    slow: list[bool] = []

    def stop() -> None:
        slow.append(True)
        process.kill()

    end = monotonic() + TOTAL_TIMEOUT
    while True:
        timer = Timer(min(PAGE_TIMEOUT, max(end - monotonic(), 0)), stop)
        timer.start()
        line = process.stdout.readline()
        timer.cancel()
        if slow:
            raise Unreadable("slow")
        if not line.endswith(b"\n"):  # PDFium ends the process where there is no memory
            raise Unreadable("damaged" if process.wait() == 1 else "large")
        message = json.loads(line)
        if message == "end":
            return
        if isinstance(message, str):
            raise Unreadable(message)
        yield message


def _page(message: dict[str, Any]) -> Page:
    chars = [Char(*values) for values in message.pop("chars")]
    tables = [[(x0, top, x1, bottom) for x0, top, x1, bottom in cells] for cells in message.pop("tables")]
    comments = tuple(message.pop("comments"))
    return Page(chars=chars, tables=tables, comments=comments, **message)


# -- in the reading process ---------------------------------------------------------------------


def pages(path: Path, count: Callable[[int], None] = lambda _total: None) -> Iterator[Page]:
    """Read the pages in this process; `count` gets their number first. Raises Unreadable."""
    try:
        from govlist.documents.readers import _pdfium
    except ImportError:
        raise Unreadable("missing") from None
    try:
        with _pdfium.opened(path) as document:
            count(len(document))
            for number in range(1, len(document) + 1):
                if number > MAX_PAGES:
                    raise Unreadable("large")
                yield _content(number, _pdfium.drawn(document, number - 1, MAX_CHARACTERS))
    except _pdfium.Error as error:
        raise Unreadable("password" if "password" in str(error) else "damaged") from None
    except (TooMuch, MemoryError):
        raise Unreadable("large") from None


def _content(number: int, drawn: Drawn) -> Page:
    if max(drawn.width, drawn.height) > MAX_SIDE:
        raise Unreadable("large")
    seen = [glyph for glyph in drawn.glyphs if _is_on_paper(glyph, drawn)]
    usual = median(glyph.bottom - glyph.top for glyph in seen) if seen else 0.0
    marks = [glyph for glyph in seen if _is_watermark(glyph, usual)]
    rest = [glyph for glyph in seen if not _is_watermark(glyph, usual)]
    upright = [glyph for glyph in rest if _turn(glyph) == 0 and not glyph.is_unknown]
    tables = _ruling.tables(_ruling.strike(upright, drawn.edges))
    if sum(map(len, tables)) > MAX_CELLS:
        raise Unreadable("large")
    return Page(
        number=number,
        width=drawn.width,
        height=drawn.height,
        chars=[
            Char(glyph.text, *_rounded((glyph.x0, glyph.top, glyph.x1, glyph.bottom)))
            for glyph in upright
            if not glyph.is_struck
        ],
        tables=[list(map(_rounded, cells)) for cells in tables],
        images=drawn.images,
        pictures=drawn.pictures,
        sideways=sum(_turn(glyph) != 0 for glyph in rest),
        unknown=sum(glyph.is_unknown for glyph in rest),
        struck="".join(glyph.text for glyph in upright if glyph.is_struck),
        watermark="".join(glyph.text for glyph in marks),
        fontless=any(glyph.is_blank for glyph in seen) or drawn.hidden > len(seen),
        comments=tuple(drawn.notes),
    )


def _is_on_paper(glyph: Glyph, drawn: Drawn) -> bool:
    x, y = glyph.middle
    return 0 <= x <= drawn.width and 0 <= y <= drawn.height


def _is_watermark(glyph: Glyph, usual: float) -> bool:
    """Whether a character is slanted, or both pale and larger than usual."""
    return _turn(glyph) is None or (glyph.is_pale and glyph.bottom - glyph.top > usual * _LARGE)


def _turn(glyph: Glyph) -> int | None:
    """By how many quarters of a circle a character is turned; None if it is slanted."""
    quarters = round(glyph.angle / 90)
    return quarters % 4 if abs(glyph.angle - quarters * 90) < _SLANT else None


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


def main() -> None:
    """Print the number of pages, each page, then `end`; or the reason why the file cannot be read."""
    _limit_memory()
    try:
        for page in pages(Path(sys.argv[1]), lambda total: print(total, flush=True)):
            message = {each.name: getattr(page, each.name) for each in fields(page)}
            message["chars"] = [[c.text, c.x0, c.top, c.x1, c.bottom] for c in page.chars]
            print(json.dumps(message), flush=True)
        print(json.dumps("end"))
    except Unreadable as error:
        print(json.dumps(str(error)))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


if __name__ == "__main__":
    main()
