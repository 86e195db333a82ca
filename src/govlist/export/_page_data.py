"""All that the page shows of a view, as data for its template."""

from __future__ import annotations

from typing import NamedTuple

from govlist.base.i18n import p_
from govlist.content.activity import news_sentence
from govlist.content.ledger import ledger
from govlist.content.sheets import Part, span_part
from govlist.content.summaries import district_sentence, round_sentence, unit_sentence
from govlist.export import _page_figures as figures
from govlist.export import _page_states as states
from govlist.export import _page_tasks as tasks
from govlist.export._page_trend import Chart, chart
from govlist.model.figures import count
from govlist.model.view import View
from govlist.model.words import run_on

SHORT = 12
"""How many rows a table has at most that stands open."""


class News(NamedTuple):
    """What happened in the span: a heading, sentences, a table that is folded where it is long."""

    title: str
    paragraphs: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
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
    chart: Chart | None
    sections: tuple[tasks.Section, ...]
    heat: tasks.Heat | None
    states: list[states.Told]
    flags: list[states.Told]


def page(view: View) -> Page:
    """The page of all units, or of one where the view is narrowed to it."""
    frame = ledger(view)
    told = tasks.sections(view)
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
        chart=chart(view),
        sections=told,
        heat=None if view.one else tasks.heat(view, told),
        states=states.states(view),
        flags=states.flags(view),
    )


def _done(view: View, bar: figures.Bar) -> str:
    """已完成60/367项次; what one unit owes are tasks 【项】."""
    text = p_("page", "{fraction} tasks done") if view.one else p_("page", "{fraction} obligations done")
    return text.format(fraction=bar.fraction)


def _news(part: Part) -> News:
    """The part without columns that hold nothing."""
    header, *rows = part.table or ((),)
    used = [i for i in range(len(header)) if any(row[i] not in ("", "-") for row in rows)]
    kept = [tuple(row[i] for i in used) for row in (header, *rows)]
    return News(part.title, part.paragraphs, kept[0], tuple(kept[1:]), len(rows) <= SHORT)
