"""A web page for leaders, in one file: figures, bars, the trend, a heat map, every task with its reports."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from govlist.base.characters import CONTROL
from govlist.base.i18n import p_
from govlist.base.text import visible
from govlist.content import annual
from govlist.content.activity import news_sentence
from govlist.content.brief import brief
from govlist.content.columns import Table
from govlist.content.ledger import Ledger, Part, ledger, span_part
from govlist.content.summaries import district_sentence, round_sentence, unit_sentence
from govlist.export import _page_figures as figures
from govlist.export import _page_states as states
from govlist.export import _page_tasks as tasks
from govlist.export import _page_words
from govlist.export._page_trend import Chart, chart
from govlist.model.figures import count
from govlist.model.view import View
from govlist.model.words import run_on

SUFFIX = ".html"
COLUMNS = ()

FOLDER = Path(__file__).parent / "_page"
MARKS = "/* made of states.STATES: the marks */"
"""The place in the style for the rules of the states' marks."""
LINK = re.compile(r"https?://[^/\s]", re.IGNORECASE)
"""The beginning of evidence that becomes a link; all other evidence is shown as text."""


def render(view: View) -> str:
    """The whole page. It loads nothing from a network; all data is escaped."""
    return _filled("page.html.j2", page=_page(view))


def render_brief(view: View) -> str:
    """The brief as a page."""
    return render_paper(brief(view), view.day)


def render_paper(made: Ledger, _day: date) -> str:
    """Any paper as a page."""
    return _filled("brief.html.j2", paper=made)


def render_record(view: View, record: Table) -> str:
    """The year's record as a page with one table."""
    return _filled(
        "record.html.j2",
        title=annual.title(view),
        subtitle=annual.subtitle(view),
        sentence=district_sentence(view),
        record=record,
        total=annual.total(record),
        notes=annual.notes(view),
    )


def _filled(template: str, **data: object) -> str:
    """Fill in a template. The page's policy allows only its own style and script, by their hashes."""
    style, script = _inlined("style.css"), _inlined("tables.js", "page.js")
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
def _inlined(*names: str) -> Markup:
    """Files of the package for the page, with LF line ends, because browsers hash these."""
    text = "".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
    return Markup(text.replace(MARKS, states.style()))  # noqa: S704 - a file of the package, without data


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _shown(value: object) -> object:
    """A value of the data with visible control characters; line breaks stay."""
    if type(value) is not str or not CONTROL.search(value):
        return value
    return "\n".join(map(visible, value.replace("\r\n", "\n").split("\n")))


SHORT = 12
"""A table with more rows is folded."""
LARGE = 5_000
"""A page with more pairs has its tasks in `noscript`: the script reads them on demand."""


class News(NamedTuple):
    """News of the span: a heading, sentences, and a table, which is folded if it is long."""

    title: str
    paragraphs: tuple[str, ...]
    header: list[str]
    rows: list[list[str]]
    short: bool


class Page(NamedTuple):
    """The whole page."""

    title: str
    subtitle: str
    sentence: str
    more: str
    notes: str
    bar: figures.Bar
    done: str
    headline: list[figures.Figure]
    callouts: list[figures.Callout]
    news: list[News]
    by_section: figures.Table
    by_unit: list[figures.Table]
    large: bool
    chart: Chart | None
    sections: tuple[tasks.Section, ...]
    heat: tasks.Heat | None
    states: list[states.Label]
    flags: list[states.Label]
    filters: list[states.Label]


def _page(view: View) -> Page:
    """The contents of the page, of all units or of the view's only one."""
    frame = ledger(view)
    sections = tasks.sections(view)
    whole = figures.bar(count(view.pairs))
    more = [news_sentence(view)] if view.one else [news_sentence(view), round_sentence(view)]
    return Page(
        title=frame.title,
        subtitle=frame.subtitle,
        sentence=unit_sentence(view, view.one) if view.one else district_sentence(view),
        more=run_on(more),
        notes=frame.notes,
        bar=whole,
        done=_done(view, whole),
        headline=figures.headline(view),
        callouts=figures.callouts(view),
        news=[_news(part) for part in span_part(view)],
        by_section=figures.by_section(view),
        by_unit=[] if view.one else figures.by_unit(view),
        large=len(view.pairs) > LARGE,
        chart=chart(view),
        sections=sections,
        heat=tasks.heat(view, sections) if view.pairs and not view.one else None,
        states=states.states(view),
        flags=states.flags(view),
        filters=figures.filters(view),
    )


def _done(view: View, bar: figures.Bar) -> str:
    """已完成60/367项次; for one unit 【项】 are counted."""
    text = p_("page", "{fraction} tasks done") if view.one else p_("page", "{fraction} obligations done")
    return text.format(fraction=bar.fraction)


def _news(part: Part) -> News:
    """The part without empty columns."""
    used = part.table and part.table.used()
    header, *rows = used.lines() if used else [[]]
    return News(part.title, part.paragraphs, header, rows, len(rows) <= SHORT)
