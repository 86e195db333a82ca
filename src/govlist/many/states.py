"""The pairs of a list as intervals of state: on each day they say what the list's view says of them. Pure.

A list's pairs change on few days: with a report, after a round or a deadline, when a unit ends. The state is
computed on these days alone, by the same functions as the view's, and equal neighbours are joined.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from govlist.model.checklist import Basis, Checklist, Report, Task
from govlist.model.pairs import pair_on
from govlist.model.roster import Claim, Roster
from govlist.model.rounds import rounds

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
    """A unit's tie to a task from a day to another; it then has no other, or ends."""

    first: date
    end: date
    tie: Claim


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
            days = task.due_days(self._checklist.year)
            passing = [*self._round_ends, *(days if len(days) > 1 else ())]
            changes = sorted({day + _DAY for day in passing if day < self._last})
            for unit, runs in self._runs(task).items():
                yield from _joined(self._states(task, unit, runs, days, changes))

    def _runs(self, task: Task) -> dict[str, list[_Run]]:
        """The ties of each unit to a task, oldest first, in roster order."""
        units = self._roster.units
        ends = {unit.until for unit in units.values() if unit.until and FIRST <= unit.until < self._last}
        days = sorted({FIRST, *(day + _DAY for day in ends)})
        found: dict[str, list[_Run]] = {}
        for day, end in zip(days, [*days[1:], END], strict=True):
            for unit, tie in self._roster.ties_on(task, min(day, self._last)).items():
                runs = found.setdefault(unit, [])
                if runs and runs[-1].end == day and runs[-1].tie == tie:
                    runs[-1] = runs[-1]._replace(end=end)
                else:
                    runs.append(_Run(day, end, tie))
        return {unit: found[unit] for unit in units if unit in found}

    def _states(
        self, task: Task, unit: str, runs: list[_Run], days: tuple[date, ...], changes: list[date]
    ) -> Iterator[State]:
        """The states of a pair on each day on which it may change."""
        for run in runs:
            reports = self._roster.reports(task, run.tie)
            dates = [report.date for report in reports]
            within = changes[bisect_right(changes, run.first) : bisect_left(changes, run.end)]
            reported = (day for day in dates if run.first < day < run.end and day <= self._last)
            starts = sorted({run.first, *within, *reported})
            for first, end in zip(starts, [*starts[1:], run.end], strict=True):
                known = reports[: bisect_right(dates, min(first, self._last))]
                claim: Claim | None = run.tie
                if run.tie.basis is Basis.CANDIDATE:
                    claim = self._roster.refined(task, run.tie, known)
                if claim is not None:
                    yield self._state(task, unit, claim, known, days, first, end)

    def _state(
        self,
        task: Task,
        unit: str,
        claim: Claim,
        reports: tuple[Report, ...],
        days: tuple[date, ...],
        first: date,
        end: date,
    ) -> State:
        day = min(first, self._last)
        passed = bisect_left(self._round_ends, day)
        asking = self._rounds[passed - 1] if passed else None
        pair = pair_on(day, task, unit, claim, reports, days, asking, day)
        overdue_from = pair.due + _DAY if pair.due and pair.due < self._last else None
        last = pair.last
        return State(
            task.id,
            unit,
            self._roster.units[unit].kind,
            first,
            end,
            str(claim.basis),
            str(claim.role),
            pair.owes,
            str(pair.status),
            str(last.review) if last and last.review else None,
            last.date if last else None,
            pair.due,
            overdue_from,
            pair.missing,
            pair.due_in_round,
            pair.in_time,
            pair.lacks_evidence,
            task.standing,
        )


def _joined(states: Iterator[State]) -> Iterator[State]:
    """The states with equal neighbours joined."""
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
