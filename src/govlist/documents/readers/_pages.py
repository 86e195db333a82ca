"""The pages of a PDF file: characters and the boxes of ruled tables, read in a separate process.

A small PDF can keep a reader busy forever. So a separate process reads it, with a timeout and, if the system
supports it, limited memory. It prints the number of pages, then one line of JSON per page.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any

from govlist.base import progress
from govlist.base.i18n import _

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


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Page:
    """The contents of a page: upright characters, ruled tables as boxes of cells, counts of skipped items."""

    number: int
    width: float
    height: float
    chars: list[Char]
    tables: list[list[Box]]
    images: int = 0
    sideways: int = 0
    """Rotated characters."""
    unknown: int = 0
    """Characters without text encoding in their font."""


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
        if slow or not line.endswith(b"\n"):
            raise Unreadable("slow" if slow else "damaged")
        message = json.loads(line)
        if message == "end":
            return
        if isinstance(message, str):
            raise Unreadable(message)
        yield message


def _page(message: dict[str, Any]) -> Page:
    chars = [Char(*values) for values in message.pop("chars")]
    tables = [[(x0, top, x1, bottom) for x0, top, x1, bottom in cells] for cells in message.pop("tables")]
    return Page(chars=chars, tables=tables, **message)


# -- in the reading process ---------------------------------------------------------------------


def pages(path: Path, count: Callable[[int], None] = lambda _total: None) -> Iterator[Page]:
    """Read the pages in this process; `count` gets their number first. Raises Unreadable."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError:
        raise Unreadable("missing") from None
    try:
        with pdfplumber.open(path) as pdf:
            count(len(pdf.pages))
            for number, page in enumerate(pdf.pages, start=1):
                if number > MAX_PAGES:
                    raise Unreadable("large")
                yield _content(number, page)
                page.close()
    except (Unreadable, GeneratorExit):
        raise
    except Exception as error:  # a broken file can raise anything; the library may wrap it
        kinds = {type(cause) for cause in (error, *error.args)}
        why = "password" if PDFPasswordIncorrect in kinds else "large" if MemoryError in kinds else "damaged"
        raise Unreadable(why) from None


def _content(number: int, page: Any) -> Page:
    if len(page.chars) > MAX_CHARACTERS or max(page.width, page.height) > MAX_SIDE:
        raise Unreadable("large")
    left, top, right, bottom = page.bbox
    seen = [
        char
        for char in page.dedupe_chars().chars
        if left <= (char["x0"] + char["x1"]) / 2 <= right
        and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    ]
    tables = page.find_tables({"explicit_horizontal_lines": _open_ends(page.edges)})
    if sum(len(table.cells) for table in tables) > MAX_CELLS:
        raise Unreadable("large")
    known = [char for char in seen if char["upright"] and not char["text"].startswith("(cid:")]
    return Page(
        number=number,
        width=float(page.width),
        height=float(page.height),
        chars=[
            Char(char["text"], *(round(char[side], 2) for side in ("x0", "top", "x1", "bottom")))
            for char in known
        ],
        tables=[[tuple(round(side, 2) for side in cell) for cell in table.cells] for table in tables],
        images=len(page.images),
        sideways=sum(not char["upright"] for char in seen),
        unknown=sum(char["text"].startswith("(cid:") for char in seen),
    )


def _open_ends(edges: list[dict[str, Any]]) -> list[float]:
    """Heights at which vertical lines end together without a horizontal line: a table cut by the page."""
    horizontal = [edge["top"] for edge in edges if edge["orientation"] == "h"]
    found: list[float] = []
    for end, farthest in (("top", min), ("bottom", max)):
        ends = [edge[end] for edge in edges if edge["orientation"] == "v"]
        last = farthest(ends, default=0.0)
        together = sum(abs(other - last) < 1 for other in ends) > 2
        if together and not any(abs(other - last) < 3 for other in horizontal):
            found.append(last)
    return found


def main() -> None:
    """Print the number of pages, each page, then `end`; or the reason why the file cannot be read."""
    _limit_memory()
    try:
        for page in pages(Path(sys.argv[1]), lambda total: print(total, flush=True)):
            message = asdict(page) | {"chars": [[c.text, c.x0, c.top, c.x1, c.bottom] for c in page.chars]}
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
