"""`status --trend`: a bar a day, so that the year's burn-down is seen at a glance."""

from __future__ import annotations

from collections.abc import Iterable

from govlist.base.i18n import _
from govlist.cli.tables import Column, Line, Piece, line, table
from govlist.model.trend import Line as TrendLine
from govlist.model.trend import Point

MARKS = 40
PARTS = (("done", "#", "good"), ("in_progress", "=", "busy"), ("behind", "!", "bad"))


def lines(told: Iterable[TrendLine], room: int | None) -> list[Line]:
    """A table a line of the trend; # done, = in progress, ! behind, . the rest."""
    made: list[Line] = []
    for each in told:
        if each.title:
            made += [line(), line(each.title, "title")]
        made += map(_coloured, table(_columns(), [_row(point) for point in each.points], room))
    return [*made, line(), line(_("# done  = in progress  ! behind  . the rest"), "dim")]


def _columns() -> list[Column]:
    return [
        Column(_("day")),
        Column(_("share of what is owed"), least=12),
        Column(_("done"), right=True),
        Column(_("in progress"), right=True),
        Column(_("behind"), right=True),
        Column(_("owed"), right=True, drop=1),
    ]


def _row(point: Point) -> list[Piece]:
    counts = point.counts
    return [
        (point.day.isoformat(), ""),
        (_bar(point), "bar"),
        (str(counts.done or "-"), ""),
        (str(counts.in_progress or "-"), ""),
        (str(counts.behind or "-"), ""),
        (str(counts.obligations), ""),
    ]


def _bar(point: Point) -> str:
    total = point.counts.obligations - point.counts.not_applicable
    if not total:
        return "—"
    figures = point.counts.as_dict()
    bar = "".join(sign * (figures[key] * MARKS // total) for key, sign, _style in PARTS)
    return bar + "." * (MARKS - len(bar))


def _coloured(row: Line) -> Line:
    """The bar's marks in the colours of their statuses."""
    made: Line = []
    styles = {sign: style for _key, sign, style in PARTS}
    for text, style in row:
        if style != "bar":
            made.append((text, style))
            continue
        for sign in dict.fromkeys(text):
            made.append((sign * text.count(sign), styles.get(sign, "dim")))
    return made
