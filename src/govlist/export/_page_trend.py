"""The trend as a picture: areas over time, in percent of what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from govlist.base.i18n import _
from govlist.export._page_figures import length
from govlist.model.figures import Counts
from govlist.model.states import DRAWN
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
    points = [point for point in line.points if point.counts.applicable]
    if len(points) < 2:
        return None
    places = _places([point.day for point in points])
    areas: list[Area] = []
    upper = [0] * len(points)
    for state in DRAWN:
        lower, upper = upper, [n + p.counts.as_dict()[state.key] for n, p in zip(upper, points, strict=True)]
        areas.insert(0, _area(state.mark, places, _heights(points, lower), _heights(points, upper)))
    done = _heights(points, [point.counts.done for point in points])
    return Chart(tuple(areas), _days(points, places, done), points[-1].counts)


def _heights(points: Sequence[Point], numbers: Sequence[int]) -> list[float]:
    """On each day how much of what can be done some number is, in percent."""
    return [number * 100 / p.counts.applicable for number, p in zip(numbers, points, strict=True)]


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
            place=length(place, 100),
            anchor="start" if place == 0 else "end" if place == 100 else "middle",
            name=short_day(point.day),
            height=length(100 - height, 100),
            named=place in named,
            iso=point.day.isoformat(),
            words=_words(point),
            counts=point.counts,
            share=point.counts.percent,
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
        day=point.day.isoformat(), done=counts.done, owed=counts.applicable, share=counts.percent
    )
