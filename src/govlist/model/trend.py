"""The figures over the year: the counts on each round's day, or at the end of each week. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from govlist.base import dates
from govlist.model.figures import Counts, count
from govlist.model.kinds import Kind, kinds
from govlist.model.pairs import Pair
from govlist.model.view import View
from govlist.model.words import choose

MAX_WEEKS = 26
"""The maximum number of weeks, for lists without rounds."""
BY = ("unit", "kind", "all")


class Point(NamedTuple):
    """The counts on a day."""

    day: date
    counts: Counts


class Line(NamedTuple):
    """A title ("" for all units together) and its points, oldest first."""

    title: str
    points: tuple[Point, ...]


def trend(view: View, by: str | None) -> list[Line]:
    """The points of the whole selection, or of each unit or kind, by `by`."""
    by = None if by is None else choose(by, BY, "--group-by")
    views = [replace(view, day=day) for day in days(view)]
    if by == "unit":
        return [_of_unit(unit, views) for unit in view.units]
    if by == "kind":
        return [_of_kind(kind, views) for kind in kinds(view)]
    return [Line("", tuple(_point(each, lambda _pair: True) for each in views))]


def _of_unit(unit: str, views: Sequence[View]) -> Line:
    return Line(unit, tuple(_point(each, lambda pair: pair.unit == unit) for each in views))


def _of_kind(kind: Kind, views: Sequence[View]) -> Line:
    """The points of a kind, including units that have been closed since."""
    roster = views[-1].roster
    wanted = roster.units[kind.units[0]].kind
    return Line(kind.title, tuple(_point(v, lambda p: roster.units[p.unit].kind == wanted) for v in views))


def days(view: View) -> list[date]:
    """The days of the trend: past rounds, or Sundays since the first report, and the day itself."""
    rounds = sorted(day for day in set(view.checklist.rounds) if day < view.day)
    if rounds:
        return [*rounds, view.day]
    first = min(_report_days(view), default=view.day)
    sunday = dates.week(max(first, view.day - timedelta(weeks=MAX_WEEKS - 1))).last
    found = []
    while sunday < view.day:
        found.append(sunday)
        sunday += timedelta(weeks=1)
    return [*found, view.day]


def _report_days(view: View) -> list[date]:
    return [report.date for task in view.checklist.tasks() for r in task.progress.values() for report in r]


def _point(view: View, wanted: Callable[[Pair], bool]) -> Point:
    return Point(view.day, count(filter(wanted, view.pairs)))
