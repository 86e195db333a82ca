"""The trend as a chart: areas over time, in percent of the applicable obligations."""

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
"""The least distance of two labelled days, in percent of the width."""


class Area(NamedTuple):
    """An area: the key of its colour, its outline and its upper edge in a field of 100 by 100."""

    key: str
    outline: str
    edge: str


class Day(NamedTuple):
    """A day below the chart, at a place in percent; `named`: there is room for its label."""

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
    """The whole chart."""

    areas: tuple[Area, ...]
    days: tuple[Day, ...]
    last: Counts


def chart(view: View) -> Chart | None:
    """The chart of the whole view; None if there are fewer than two days."""
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
    """Each day's number in percent of its applicable obligations."""
    return [number * 100 / p.counts.applicable for number, p in zip(numbers, points, strict=True)]


def _places(days: Sequence[date]) -> list[float]:
    """The place of each day, in percent of the time from the first to the last."""
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
    """The places of labelled days: the last one, and going back each one that is far enough from the next."""
    named = {places[-1]}
    for place in reversed(places):
        if min(named) - place >= APART:
            named.add(place)
    return named


def _words(point: Point) -> str:
    """The tooltip of a day."""
    counts = point.counts
    return _("{day}: {done} of {owed} done, {share}").format(
        day=point.day.isoformat(), done=counts.done, owed=counts.applicable, share=counts.percent
    )
