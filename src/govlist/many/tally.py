"""The figures of a group of pairs, small enough to pass between processes, and their sums. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as Day
from typing import Any, NamedTuple

from govlist.model import figures, selection
from govlist.model.figures import Counts, count, points, summed
from govlist.model.pairs import Pair


class Tally(NamedTuple):
    """The figures of a group, and those of an earlier day 【较上期】."""

    counts: Counts = Counts()
    longest: int = 0
    """The days of the longest overdue."""
    next_due: Day = Day.max
    last: Day = Day.min
    """The day of the last report."""
    compared: Counts = Counts()
    """The part of `counts` from lists that have an earlier day to compare with."""
    before: Counts = Counts()
    """Their figures on that day."""
    trend: tuple[Counts, ...] = ()
    """The figures on each day of the trend."""

    @property
    def change(self) -> float | None:
        """By how many percentage points the share done has grown; None if there is nothing to compare."""
        return points(self.compared, self.before)


def tally(
    pairs: Sequence[Pair], before: Sequence[Pair] | None, trend: Iterable[Sequence[Pair]] = ()
) -> Tally:
    """The figures over some pairs; `before` are those of an earlier day, None without one."""
    counts = count(pairs)
    return Tally(
        counts,
        selection.longest_overdue(pairs),
        selection.next_due(pairs),
        selection.last_report(pairs),
        Counts() if before is None else counts,
        Counts() if before is None else count(before),
        tuple(map(count, trend)),
    )


def total(found: Iterable[Tally], days: int = 0) -> Tally:
    """The figures of several groups together; `days` is the number of days of the trend."""
    found = [Tally(trend=(Counts(),) * days), *found]
    return Tally(
        summed(each.counts for each in found),
        max(each.longest for each in found),
        min(each.next_due for each in found),
        max(each.last for each in found),
        summed(each.compared for each in found),
        summed(each.before for each in found),
        tuple(map(summed, zip(*(each.trend for each in found), strict=True))),
    )


ORDERS: Mapping[str, Callable[[str, Tally], Any]] = {
    "list": lambda _title, _tally: 0,
    "slowest": lambda _title, tally: figures.slowest(tally.counts),
    "overdue": lambda _title, tally: (-tally.counts.overdue, -tally.longest),
    "due": lambda _title, tally: tally.next_due,
    "date": lambda _title, tally: tally.last,
    "name": lambda title, _tally: title,
}
"""What `--sort` takes, as in `selection.SORTS`, with the key of a row from its title and its figures."""
