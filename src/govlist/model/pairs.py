"""Pairs of a unit and a task on a day: their status, and the reasons to act on them. Pure.

A pair is `项次` when it is an obligation; `项` are tasks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from govlist.base.records import Record
from govlist.model.checklist import Basis, Chase, Placed, Report, Review, Role, Task
from govlist.model.roster import Claim
from govlist.model.rounds import Round, next_due
from govlist.model.states import Status


class Pair(Record, kw_only=True):
    """A unit and a task on the day asked for. Without a report `status` is not_started, `last` None."""

    task: Task
    unit: str
    claim: Claim
    reports: tuple[Report, ...]
    chases: tuple[Chase, ...]
    """When the office chased an answer, oldest first."""
    due: Day | None
    """The day that an open obligation missed, else the next one by which it must finish or report."""
    days_left: int
    """The days until then, negative if it has passed; 0 if nothing is due."""
    due_soon: bool
    """Whether that day is still to come, and near."""
    due_in_round: bool
    """Whether the last round that has passed asked for a report."""
    in_time: bool
    """Whether it reported in that round's span, up to the round's day."""
    missing: bool

    @property
    def overdue(self) -> int:
        """Days since the deadline if it is overdue, else 0."""
        return max(-self.days_left, 0)

    @property
    def basis(self) -> Basis:
        """Why the unit is involved in the task."""
        return self.claim.basis

    @cached_property
    def owes(self) -> bool:
        """Whether it is an obligation."""
        return self.basis.owes

    @property
    def role(self) -> Role:
        """The unit's role."""
        return self.claim.role

    @property
    def last(self) -> Report | None:
        """The last report or review."""
        return self.reports[-1] if self.reports else None

    @property
    def own(self) -> Report | None:
        """The unit's own last report."""
        return own_report(self.reports)

    @cached_property
    def status(self) -> Status:
        """The status on the day."""
        return self.last.status if self.last else Status.NOT_STARTED

    @cached_property
    def counts_as(self) -> Status:
        """The status in whose figure it is counted."""
        return self.status.counts_as

    @property
    def review(self) -> Review | None:
        """The office's review, if it is the last line."""
        return self.last.review if self.last else None

    @property
    def date(self) -> Day | None:
        """The day of the last line."""
        return self.last.date if self.last else None

    @property
    def note(self) -> str | None:
        """The last line's note; for a review without one, that of the unit's report."""
        if self.last is None or self.own is None:
            return self.last.note if self.last else None
        return self.last.note or self.own.note

    @property
    def evidence(self) -> tuple[str, ...]:
        """The last line's evidence; for a review without any, that of the unit's report."""
        return evidence(self.reports)

    @property
    def lacks_evidence(self) -> bool:
        """Done without evidence, and not yet confirmed: the office has checked a confirmed report."""
        return lacks_evidence(self.reports)

    @property
    def pending(self) -> bool:
        """Whether it waits for review: done or not applicable, without a review."""
        return self.status.closes and self.review is None


def own_report(reports: Sequence[Report]) -> Report | None:
    """The unit's own last report among those of a pair."""
    return next((report for report in reversed(reports) if report.review is None), None)


def evidence(reports: Sequence[Report]) -> tuple[str, ...]:
    """The last line's evidence; for a review without any, that of the unit's report."""
    if not reports:
        return ()
    return reports[-1].evidence or (own.evidence if (own := own_report(reports)) else ())


def lacks_evidence(reports: Sequence[Report]) -> bool:
    """Whether a pair with these reports is done without evidence, and not yet confirmed."""
    if not reports or reports[-1].status.counts_as is not Status.DONE or reports[-1].review:
        return False
    return not reports[-1].checked and not evidence(reports)


class Duty(NamedTuple):
    """What a pair's deadlines and the last round ask of it on a day."""

    due: Day | None = None
    due_in_round: bool = False
    in_time: bool = False
    missing: bool = False


def duty_on(
    day: Day, claim: Claim, reports: tuple[Report, ...], days: tuple[Day, ...], asking: Round | None
) -> Duty:
    """What a pair has to do on a day, with its reports up to then, oldest first.

    `days` are those by which the task is due, `asking` is the round that decides whether a report is missing.
    """
    if not claim.basis.owes:
        return Duty()
    open_ = not (reports and reports[-1].status.closes)
    due = next_due(days, reports, day) if open_ else None
    if asking is None:
        return Duty(due)
    asked = asking.asks(reports, claim.basis is Basis.REPORTED)
    heard = asking.heard(reports)
    return Duty(due, asked, asked and heard and asking.in_time(reports), open_ and not heard)


class TaskState(Record):
    """A task with the pairs of all its units, and its own status."""

    placed: Placed
    pairs: tuple[Pair, ...]
    overall: Report | None
    """The office's last paragraph up to the day."""

    @property
    def task(self) -> Task:
        """The task itself."""
        return self.placed.task

    @cached_property
    def owed(self) -> tuple[Pair, ...]:
        """The task's obligations."""
        return tuple(pair for pair in self.pairs if pair.owes)

    @property
    def no_owner(self) -> bool:
        """Whether no unit owes it yet."""
        return not self.owed

    @cached_property
    def applicable(self) -> tuple[Pair, ...]:
        """The obligations that decide the task's own status: all that are not `not_applicable`."""
        return tuple(pair for pair in self.owed if pair.counts_as is not Status.NOT_APPLICABLE)

    @cached_property
    def status(self) -> Status:
        """The task's own status; a task without an owner has none and is not_started.

        All done → done; any behind → behind; any in_progress or done → in_progress; else not_started.
        """
        found = {pair.counts_as for pair in self.applicable}
        if self.owed and not found:
            return Status.NOT_APPLICABLE
        if found == {Status.DONE}:
            return Status.DONE
        if Status.BEHIND in found:
            return Status.BEHIND
        return Status.IN_PROGRESS if found & {Status.IN_PROGRESS, Status.DONE} else Status.NOT_STARTED

    @property
    def not_reported(self) -> bool:
        """Not started, and no unit has reported."""
        return self.status is Status.NOT_STARTED and not any(pair.last for pair in self.applicable)

    @property
    def leads_done(self) -> bool:
        """Whether the leads are done and other units are not."""
        leads = {pair.counts_as for pair in self.applicable if pair.role is Role.LEAD}
        return leads == {Status.DONE} and self.status is not Status.DONE


class Urgency(IntEnum):
    """The reasons to act on a pair, most urgent first."""

    OVERDUE = 1
    RETURNED = 2
    BEHIND = 3
    MISSING = 4
    DUE_SOON = 5
    LACKING_EVIDENCE = 6
    CANDIDATE = 7

    @property
    def key(self) -> str:
        """Its name in JSON and in options: due_soon."""
        return self.name.lower()

    @property
    def late(self) -> bool:
        """Whether the unit must act now: not what falls due soon, nor what the office must settle first."""
        return self not in (Urgency.DUE_SOON, Urgency.CANDIDATE)
