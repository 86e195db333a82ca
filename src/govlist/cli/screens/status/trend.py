"""`status --trend`: one bar per day, which together show the progress over the year."""

from __future__ import annotations

from collections.abc import Iterable

from govlist.base.i18n import _
from govlist.cli.screens.status.unit import STYLE
from govlist.cli.tables import Column, Line, Piece, line, tables
from govlist.model.figures import Counts
from govlist.model.states import DRAWN
from govlist.model.trend import Line as TrendLine
from govlist.model.trend import Point
from govlist.model.words import status_word

MARKS = 40


def lines(trend: Iterable[TrendLine], max_width: int | None) -> list[Line]:
    """One table per line of the trend, and a legend for the bars."""
    found = list(trend)
    shown = tables(_columns(), [[_row(point) for point in each.points] for each in found], max_width)
    made: list[Line] = []
    for each, rows in zip(found, shown, strict=True):
        if each.title:
            made += [line(), line(each.title, "title")]
        made += map(_coloured, rows)
    signs = [f"{state.sign} {status_word(state.key)}" for state in DRAWN]
    return [*made, line(), line("  ".join([*signs, f". {_('the rest')}"]), "dim")]


def _columns() -> list[Column]:
    return [
        Column(_("day")),
        Column(_("share of what is owed"), least=12),
        *(Column(status_word(state.key), right=True) for state in DRAWN),
        Column(_("owed"), right=True, drop=1),
    ]


def _row(point: Point) -> list[Piece]:
    figures = point.counts.as_dict()
    return [
        (point.day.isoformat(), ""),
        (_bar(point.counts), "bar"),
        *((str(figures[state.key] or "-"), "") for state in DRAWN),
        (str(point.counts.obligations), ""),
    ]


def _bar(counts: Counts) -> str:
    if not counts.applicable:
        return "—"
    figures = counts.as_dict()
    bar = "".join(state.sign * (figures[state.key] * MARKS // counts.applicable) for state in DRAWN)
    return bar + "." * (MARKS - len(bar))


def _coloured(row: Line) -> Line:
    """The bar's marks in the colours of their statuses."""
    made: Line = []
    styles = {state.sign: STYLE[state.colour] for state in DRAWN}
    for text, style in row:
        if style != "bar":
            made.append((text, style))
            continue
        for sign in dict.fromkeys(text):
            made.append((sign * text.count(sign), styles.get(sign, "dim")))
    return made
