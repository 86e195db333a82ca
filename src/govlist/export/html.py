"""A page for the leaders, in one file: figures, bars, the trend, a heat map, every task with its reports."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from govlist.base.i18n import _
from govlist.base.text import CONTROL, visible
from govlist.content.annual import Row, columns, headings
from govlist.content.summaries import district_sentence
from govlist.export import _page_data, _page_states, _page_words
from govlist.model import words
from govlist.model.view import View

SUFFIX = ".html"
COLUMNS = ()

FOLDER = Path(__file__).parent / "_page"
MARKS = "/* made of states.STATES: the marks */"
"""Where the rules for the marks of states go in the style."""
LINK = re.compile(r"https?://[^/\s]", re.IGNORECASE)
"""How evidence begins that may be a link; all else stays text."""


def render(view: View) -> str:
    """The whole page: it asks nothing of any network, and nothing in it is markup but what is ours."""
    return _page("page.html.j2", page=_page_data.page(view))


def render_record(view: View, rows: Sequence[Row]) -> str:
    """The year's record as a page with one table."""
    head, *titles = headings()
    return _page(
        "record.html.j2",
        title=_("{title}: record of the year").format(title=view.checklist.title.removesuffix("清单")),
        subtitle=_("as of: {day}").format(day=words.day(view.day)),
        sentence=district_sentence(view),
        head=head,
        titles=titles,
        rows=[[getattr(row, key) for key in columns()] for row in rows],
    )


def _page(template: str, **data: object) -> str:
    """A template filled in. Only the style and the script that are in it may run: their hashes say so."""
    style, script = _inlined("style.css"), _inlined("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    shared = {"style": style, "script": script, "policy": policy, "words": _page_words.words()}
    return _environment().get_template(template).render(**shared, **data)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.tests["link"] = LINK.match
    return made


@cache
def _inlined(name: str) -> Markup:
    """A file of ours as it stands in the page; its line ends are those that a browser takes the hash of."""
    text = (FOLDER / name).read_text(encoding="utf-8").replace(MARKS, _page_states.style())
    return Markup(text)  # noqa: S704 - ours, no data in it


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _shown(value: object) -> object:
    """What data holds, its control characters made visible; line breaks stay."""
    if type(value) is not str or not CONTROL.search(value):
        return value
    return "\n".join(map(visible, value.replace("\r\n", "\n").split("\n")))
