"""Rounds 【报送节点】: the days by which every unit must report, and who had to report. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from govlist.base.i18n import _
from govlist.model.checklist import Checklist, Report
from govlist.model.states import Status

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
    day.
    """

    after: date | None
    due: date | None

    def asks(self, reports: Sequence[Report], by_own_report: bool = False) -> bool:
        """Whether a pair with these reports was open when the period began, or is open without a report.

        `by_own_report`: a candidate owes the task by its own report. It is asked only if it owed it on the
        round's day: nobody is late for what they took on after it.
        """
        if by_own_report and self.due is not None:
            by_then = [report for report in reports if report.date <= self.due]
            if not by_then or by_then[-1].status.counts_as is Status.NOT_APPLICABLE:
                return False
        before = [report for report in reports if self.after is not None and report.date <= self.after]
        finished = bool(before) and before[-1].status.closes
        return not finished or not (reports[-1].status.closes or self.heard(reports))

    def heard(self, reports: Iterable[Report]) -> bool:
        """Whether the unit has reported since the period began, late or not."""
        return any(self._within(report) for report in reports)

    def in_time(self, reports: Iterable[Report]) -> bool:
        """Whether the unit has reported in time."""
        return any(self._within(r) and (self.due is None or r.date <= self.due) for r in reports)

    def _within(self, report: Report) -> bool:
        return report.review is None and (self.after is None or report.date > self.after)


def last_round(checklist: Checklist, day: date) -> Round | None:
    """The last round before a day, None if there is none."""
    passed = passed_rounds(checklist, day)
    return passed[-1] if passed else None


def running_round(checklist: Checklist, day: date) -> Round | None:
    """The first round that ends on a day or after it, None if there is none."""
    return next(
        (each for each in _rounds(checklist.rounds) if each.due is not None and each.due >= day), None
    )


def passed_rounds(checklist: Checklist, day: date) -> list[Round]:
    """All rounds that ended before a day; a round includes its own day."""
    return [each for each in _rounds(checklist.rounds) if each.due is not None and each.due < day]


def _rounds(days: Iterable[date]) -> list[Round]:
    """The rounds that end on these days, oldest first."""
    days = sorted(set(days))
    return [Round(after, due) for after, due in zip([None, *days], days, strict=False)]


def next_due(days: Sequence[date], reports: Sequence[Report], day: date) -> date | None:
    """The day that an open pair missed, else the next one by which it must finish or report.

    `days` are the task's, ascending. A single day is missed until the task is finished. Each of several days
    ends a round of the task's own: only the last one that has passed can be missed, and any report since the
    day before it answers it, late or not. None if no day is left.
    """
    if len(days) < 2:
        return days[0] if days else None
    rounds = _rounds(days)
    passed = bisect_left(days, day)
    left = [each for each in rounds[max(passed - 1, 0) :] if not each.heard(reports)]
    return left[0].due if left else None


def silent_since(day: date) -> Round:
    """The round to find who has not reported since a day, that day included."""
    return Round(day - timedelta(days=1), None)
