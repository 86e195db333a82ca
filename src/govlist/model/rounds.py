"""Rounds 【报送节点】: the days by which every unit must report, and who had to report. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from govlist.base.i18n import _
from govlist.model.checklist import Checklist, Report
from govlist.model.states import Status

_date = attrgetter("date")
LAST_MONTH = 3
"""Reports come in until the end of this month of the next year."""


def belongs(day: date, year: int) -> bool:
    """Whether a report with this date belongs in the year's list: up to 31 March of the next year."""
    return (year, 1) <= (day.year, day.month) <= (year + 1, LAST_MONTH)


def belongs_hint(year: int) -> str:
    """The reporting period of a year's list, in words."""
    return _("reports run from 1 January {year} to 31 March {next}").format(year=year, next=year + 1)


class Round(NamedTuple):
    """A period in which a report is required: the days after `after`, up to `due`.

    `after` is None for the first round. `due` is None without rounds, to find who has not reported since a
    day. Reports are given oldest first.
    """

    after: date | None
    due: date | None

    def asks(self, reports: Sequence[Report], by_own_report: bool = False) -> bool:
        """Whether a pair with these reports was open when the period began, or is open without a report.

        `by_own_report`: a candidate owes the task by its own report. It is asked only if it owed it on the
        round's day: nobody is late for what they took on after it.
        """
        if by_own_report and self.due is not None:
            by_then = _number_until(reports, self.due)
            if not by_then or reports[by_then - 1].status.counts_as is Status.NOT_APPLICABLE:
                return False
        before = self._number_before(reports)
        finished = before > 0 and reports[before - 1].status.closes
        return not finished or not (reports[-1].status.closes or self.heard(reports))

    def heard(self, reports: Sequence[Report]) -> bool:
        """Whether the unit has reported since the period began, late or not."""
        return any(report.review is None for report in reports[self._number_before(reports) :])

    def in_time(self, reports: Sequence[Report]) -> bool:
        """Whether the unit has reported in time."""
        end = None if self.due is None else _number_until(reports, self.due)
        return any(report.review is None for report in reports[self._number_before(reports) : end])

    def _number_before(self, reports: Sequence[Report]) -> int:
        """How many of the reports are from before the period."""
        return 0 if self.after is None else _number_until(reports, self.after)


def _number_until(reports: Sequence[Report], day: date) -> int:
    """How many of the reports, oldest first, are from a day or before it."""
    if not reports or reports[-1].date <= day:
        return len(reports)
    return bisect_right(reports, day, key=_date)


def last_round(checklist: Checklist, day: date) -> Round | None:
    """The last round before a day, None if there is none."""
    passed = passed_rounds(checklist, day)
    return passed[-1] if passed else None


def running_round(checklist: Checklist, day: date) -> Round | None:
    """The first round that ends on a day or after it, None if there is none."""
    return next((each for each in rounds(checklist.rounds) if each.due is not None and each.due >= day), None)


def passed_rounds(checklist: Checklist, day: date) -> list[Round]:
    """All rounds that ended before a day; a round includes its own day."""
    return [each for each in rounds(checklist.rounds) if each.due is not None and each.due < day]


@lru_cache(maxsize=64)  # a task's days are those of each of its units
def rounds(days: tuple[date, ...]) -> tuple[Round, ...]:
    """The rounds that end on these days, oldest first."""
    ends = sorted(set(days))
    return tuple(Round(after, due) for after, due in zip([None, *ends], ends, strict=False))


def next_due(days: tuple[date, ...], reports: Sequence[Report], day: date) -> date | None:
    """The day that an open pair missed, else the next one by which it must finish or report.

    `days` are the task's, ascending. A single day is missed until the task is finished. Each of several days
    ends a round of the task's own: only the last one that has passed can be missed, and any report since the
    day before it answers it, late or not. None if no day is left.
    """
    if len(days) < 2:
        return days[0] if days else None
    passed = bisect_left(days, day)
    left = rounds(days)[max(passed - 1, 0) :]
    return next((each.due for each in left if not each.heard(reports)), None)


def silent_since(day: date) -> Round:
    """The round to find who has not reported since a day, that day included."""
    return Round(day - timedelta(days=1), None)
