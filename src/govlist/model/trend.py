"""The figures over the year: the counts on each round's day, or at the end of each week. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from govlist.base import dates
from govlist.model.checklist import Checklist
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
    views = [view.on(day) for day in days(view)]
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
    return days_of(view.checklist.rounds, first_report(view.checklist), view.day)


def days_of(rounds: Iterable[date], first: date | None, day: date) -> list[date]:
    """The same of a list's rounds and the day of its first report."""
    passed = sorted(each for each in set(rounds) if each < day)
    if passed:
        return [*passed, day]
    sunday = dates.week(max(first or day, day - timedelta(weeks=MAX_WEEKS - 1))).last
    found = []
    while sunday < day:
        found.append(sunday)
        sunday += timedelta(weeks=1)
    return [*found, day]


def first_report(checklist: Checklist) -> date | None:
    """The day of the first report, None without reports."""
    reports = (r.date for task in checklist.tasks() for each in task.progress.values() for r in each)
    return min(reports, default=None)


def _point(view: View, wanted: Callable[[Pair], bool]) -> Point:
    return Point(view.day, count(filter(wanted, view.pairs)))
