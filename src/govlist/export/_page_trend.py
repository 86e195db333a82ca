"""The trend as a picture: areas over time, in percent of what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from govlist.base.i18n import _
from govlist.export._page_figures import bar, percent
from govlist.model.pairs import Counts
from govlist.model.trend import Point, trend
from govlist.model.view import View
from govlist.model.words import short_day

APART = 14
"""How many percent of the width two days keep between them to be named both."""


class Area(NamedTuple):
    """A surface: the colour's key, its outline and upper edge in a field of 100 by 100."""

    key: str
    outline: str
    edge: str


class Day(NamedTuple):
    """A day below the picture, at a place in percent; `named` where there is room for its name."""

    place: str
    anchor: str
    name: str
    height: str
    named: bool
    iso: str
    words: str
    counts: Counts
    share: str


class Chart(NamedTuple):
    """The whole picture."""

    areas: tuple[Area, ...]
    days: tuple[Day, ...]
    last: Counts


def chart(view: View) -> Chart | None:
    """The picture of everything selected; None where there are not two days to draw a line between."""
    [line] = trend(view, None)
    points = [point for point in line.points if _base(point.counts)]
    if len(points) < 2:
        return None
    places = _places([point.day for point in points])
    done = [_share(p, p.counts.done) for p in points]
    going = [_share(p, p.counts.done + p.counts.in_progress) for p in points]
    behind = [_share(p, p.counts.done + p.counts.in_progress + p.counts.behind) for p in points]
    floor = [0.0] * len(points)
    areas = (
        _area("behind", places, going, behind),
        _area("in-progress", places, done, going),
        _area("done", places, floor, done),
    )
    return Chart(areas, _days(points, places, done), points[-1].counts)


def _base(counts: Counts) -> int:
    return counts.obligations - counts.not_applicable


def _share(point: Point, figure: int) -> float:
    return figure * 100 / _base(point.counts)


def _places(days: Sequence[date]) -> list[float]:
    """Where each day stands, in percent of the time from the first to the last."""
    whole = (days[-1] - days[0]).days
    return [(day - days[0]).days * 100 / whole for day in days]


def _area(key: str, places: Sequence[float], lower: Sequence[float], upper: Sequence[float]) -> Area:
    edge = [_dot(x, y) for x, y in zip(places, upper, strict=True)]
    back = [_dot(x, y) for x, y in zip(reversed(places), reversed(lower), strict=True)]
    return Area(key, " ".join([*edge, *back]), " ".join(edge))


def _dot(x: float, y: float) -> str:
    return f"{x:.2f},{100 - y:.2f}"


def _days(points: Sequence[Point], places: Sequence[float], done: Sequence[float]) -> tuple[Day, ...]:
    named = _named(places)
    return tuple(
        Day(
            place=percent(place, 100),
            anchor="start" if place == 0 else "end" if place == 100 else "middle",
            name=short_day(point.day),
            height=percent(100 - height, 100),
            named=place in named,
            iso=point.day.isoformat(),
            words=_words(point),
            counts=point.counts,
            share=bar(point.counts).share,
        )
        for point, place, height in zip(points, places, done, strict=True)
    )


def _named(places: Sequence[float]) -> set[float]:
    """The days with room for a name: the last one, and backwards from it each that stands far enough off."""
    named = {places[-1]}
    for place in reversed(places):
        if min(named) - place >= APART:
            named.add(place)
    return named


def _words(point: Point) -> str:
    """What a day says when it is pointed at."""
    counts = point.counts
    return _("{day}: {done} of {owed} done, {share}").format(
        day=point.day.isoformat(), done=counts.done, owed=_base(counts), share=bar(counts).share
    )
