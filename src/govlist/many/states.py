"""The pairs of a list as intervals of state: on each day they say what the list's view says of them. Pure.

A list's pairs change on few days: with a report, after a round or a deadline, when a unit ends. The state is
computed on these days alone, by the same functions as the view's, and equal neighbours are joined.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from govlist.model.checklist import Basis, Checklist, Report, Task
from govlist.model.pairs import Duty, duty_on, lacks_evidence
from govlist.model.roster import Claim, Roster
from govlist.model.rounds import rounds
from govlist.model.states import Status

FIRST = date(1900, 1, 1)
"""The first day of every pair, long before any list: a day that all programs can hold."""
END = date.max
"""The end of what continues."""
_DAY = timedelta(days=1)


class State(NamedTuple):
    """A row of the table `states`, without the columns of the list's identity; see `many.schema`."""

    task_id: int
    unit: str
    unit_kind: str
    valid_from: date
    valid_to: date
    basis: str
    role: str
    owed: bool
    status: str
    review: str | None
    last_date: date | None
    due: date | None
    overdue_from: date | None
    missing: bool
    asked: bool
    in_time: bool
    lacks_evidence: bool
    standing: bool


class _Run(NamedTuple):
    """A unit's tie to a task from a day to another, between which no unit ends."""

    first: date
    end: date
    tie: Claim


_Duty = tuple[date, date, Duty]
"""What a pair has to do from a day to another."""


class _Passing(NamedTuple):
    """When a task's deadlines and the list's rounds have just passed, and so what is asked for changes."""

    days: tuple[date, ...]
    """The days by which the task is due."""
    open: list[date]
    """The days after rounds and deadlines, for what is open."""
    closed: list[date]
    """The days after rounds, for what is done or not applicable."""
    silent: dict[tuple[Basis, date, date], list[_Duty]]
    """What pairs without a report have to do, which is the same for all on one basis."""


def intervals(checklist: Checklist) -> Iterator[State]:
    """The states of all pairs, by task in the list's order, then unit in the roster's, then day.

    A pair has one on each day from 1900 on, unless the unit has no part in the task then. Nothing changes
    after the day on which the list was archived.
    """
    return _States(checklist).all()


class _States:
    """The states of a checklist's pairs, with what all tasks share."""

    def __init__(self, checklist: Checklist) -> None:
        self._checklist = checklist
        self._roster = Roster(checklist)
        self._last = checklist.closed or END
        self._rounds = rounds(checklist.rounds)
        self._round_ends = [each.due for each in self._rounds if each.due]

    def all(self) -> Iterator[State]:
        """The states of all pairs."""
        for task in self._checklist.tasks():
            passing = self._passing(task)
            for unit, runs in self._runs(task).items():
                yield from _joined(state for run in runs for state in self._of_run(task, unit, run, passing))

    def _passing(self, task: Task) -> _Passing:
        days = task.due_days(self._checklist.year)
        closed = {day + _DAY for day in self._round_ends if day < self._last}
        due = {day + _DAY for day in days if day < self._last} if len(days) > 1 else set()
        return _Passing(days, sorted(closed | due), sorted(closed), {})

    def _runs(self, task: Task) -> dict[str, list[_Run]]:
        """The ties of each unit to a task, oldest first, in roster order."""
        units = self._roster.units
        ends = {unit.until for unit in units.values() if unit.until and FIRST <= unit.until < self._last}
        days = sorted({FIRST, *(day + _DAY for day in ends)})
        found: dict[str, list[_Run]] = {}
        for day, end in zip(days, [*days[1:], END], strict=True):
            for unit, tie in self._roster.ties_on(task, min(day, self._last)).items():
                found.setdefault(unit, []).append(_Run(day, end, tie))
        return {unit: found[unit] for unit in units if unit in found}

    def _of_run(self, task: Task, unit: str, run: _Run, passing: _Passing) -> Iterator[State]:
        """The states of a unit in a run: from each day of its reports to the next."""
        reports = self._roster.reports(task, run.tie)
        dates = [report.date for report in reports]
        reported = {day for day in dates if run.first < day < run.end and day <= self._last}
        starts = sorted({run.first, *reported})
        for first, end in zip(starts, [*starts[1:], run.end], strict=True):
            known = reports[: bisect_right(dates, min(first, self._last))]
            claim: Claim | None = run.tie
            if run.tie.basis is Basis.CANDIDATE:
                claim = self._roster.refined(task, run.tie, known)
            if claim is not None:
                kind = self._roster.units[unit].kind
                status = _status(claim, known)
                lacking = lacks_evidence(known)
                for day, until, duty in self._duties(claim, known, passing, first, end):
                    due, asked, in_time, missing = duty
                    overdue_from = due + _DAY if due and due < self._last else None
                    asks = due, overdue_from, missing, asked, in_time, lacking, task.standing
                    yield State._make((task.id, unit, kind, day, until, *status, *asks))

    def _duties(
        self, claim: Claim, known: tuple[Report, ...], passing: _Passing, first: date, end: date
    ) -> Iterable[_Duty]:
        """What a pair has to do from a day to another, between which nothing is reported."""
        if known:
            return self._changes(claim, known, passing, first, end)
        key = claim.basis, first, end
        if key not in passing.silent:
            passing.silent[key] = list(self._changes(claim, known, passing, first, end))
        return passing.silent[key]

    def _changes(
        self, claim: Claim, known: tuple[Report, ...], passing: _Passing, first: date, end: date
    ) -> Iterator[_Duty]:
        held = self._duty(first, claim, known, passing)
        if claim.basis.owes:
            days = passing.closed if known and known[-1].status.closes else passing.open
            for day in days[bisect_right(days, first) : bisect_left(days, end)]:
                duty = self._duty(day, claim, known, passing)
                if duty != held:
                    yield first, day, held
                    first, held = day, duty
        yield first, end, held

    def _duty(self, day: date, claim: Claim, known: tuple[Report, ...], passing: _Passing) -> Duty:
        day = min(day, self._last)
        passed = bisect_left(self._round_ends, day)
        asking = self._rounds[passed - 1] if passed else None
        return duty_on(day, claim, known, passing.days, asking)


def _status(claim: Claim, known: tuple[Report, ...]) -> tuple[str, str, bool, str, str | None, date | None]:
    """The columns that follow from the claim and the reports alone."""
    basis, role = claim.basis.value, claim.role.value
    if not known:
        return basis, role, claim.basis.owes, Status.NOT_STARTED.value, None, None
    last = known[-1]
    review = last.review.value if last.review else None
    return basis, role, claim.basis.owes, last.status.value, review, last.date


def _joined(states: Iterator[State]) -> Iterator[State]:
    """The states of a pair with equal neighbours joined."""
    held: State | None = None
    for state in states:
        if held and held.valid_to == state.valid_from and held[5:] == state[5:]:
            held = held._replace(valid_to=state.valid_to)
        else:
            if held:
                yield held
            held = state
    if held:
        yield held
