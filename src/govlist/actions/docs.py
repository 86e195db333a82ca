"""The documentation that comes with govlist: its pages in the language in use, and a browser for them.

A bundle has it as a website, an installation as texts; a checkout has the texts, and the website once
`scripts/website.py` has built it. A page is `site/zh/NAME.html` or `site/en/NAME.html`; the text is
`docs/zh/NAME.md` or `docs/NAME.md`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from govlist.base import i18n
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.model.words import nearest, one_of

HERE = Path(__file__).parents[1]
HOMES = (HERE, HERE.parents[1])
"""The package, and the checkout that it may be in."""
START = "index"


def names() -> list[str]:
    """The names of the pages, in the order of the alphabet."""
    return sorted(page.stem for page in _pages() if page.stem != "404")


def find(words: str | None) -> Path:
    """The file of a page, by its name or a part of its title; without words the first page.

    Raises GovlistError for other words, and where this installation has no documentation.
    """
    found = {page.stem: page for page in _pages()}
    if not found:
        hint = _("unpack govlist's bundle, or its source, again")
        raise GovlistError(_("the documentation is missing"), ExitCode.FAILED, hint=hint)
    name = (words or START).removesuffix(".md")
    if name in found:
        return found[name]
    titled = [page for page in found.values() if name.casefold() in _title(page).casefold()]
    if len(titled) == 1:
        return titled[0]
    known = names()
    message = _("there is no page {name}").format(name=name)
    raise GovlistError(message, hint=nearest(name, known, one_of(known)))


def text(page: Path) -> str:
    """A page in Markdown as people read it, without the marks of what is generated."""
    return re.sub(r"<!-- [^<>]*-->\n\n?", "", page.read_text(encoding="utf-8"))


def is_text(page: Path) -> bool:
    """Whether a page is a text for the terminal; any other is for a browser."""
    return page.suffix == ".md"


def opened(page: Path) -> bool:
    """Whether a browser could be started with a page; it is not, where no screen is known."""
    screen = sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    if not screen:
        return False
    import webbrowser

    try:
        return webbrowser.open(page.as_uri())
    except (webbrowser.Error, OSError):
        return False


def _pages() -> Iterator[Path]:
    """The pages in the language in use: of the website, else the texts."""
    language = i18n.language()
    texts = Path("docs", "zh") if language == "zh" else Path("docs")
    for folder, pattern in ((Path("site", language), "*.html"), (texts, "*.md")):
        for home in HOMES:
            if pages := list((home / folder).glob(pattern)):
                yield from pages
                return


def _title(page: Path) -> str:
    head = page.read_text(encoding="utf-8")[:20_000]
    if is_text(page):
        return head.partition("\n")[0].removeprefix("# ")
    found = re.search(r"<title>([^<]*)", head)
    return unescape(found[1]).removesuffix(" - govlist") if found else ""
