"""The year's record 【年度底稿】: what each unit did, in figures; no score and no rank. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from govlist.base.i18n import _
from govlist.model.checklist import Review
from govlist.model.figures import asked, count
from govlist.model.pairs import Pair
from govlist.model.rounds import passed_rounds
from govlist.model.states import Status
from govlist.model.view import View
from govlist.model.words import status_word


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's year, up to the day asked for. Counts of obligations but where told otherwise."""

    unit: str
    obligations: int
    confirmed: int
    """Struck off by the office."""
    not_applicable: int
    """Reported as not concerning the unit."""
    to_report: int
    """Reports that the rounds asked for, summed over the rounds that have passed."""
    in_time: int
    """Those of them that came by the round's day."""
    overdue: int
    """Past the deadline and neither done nor not applicable the day after it."""
    returned: int
    """How often a report was returned."""
    chased: int
    """How often the office pressed for an answer, whatever the number of tasks."""
    lacking_evidence: int
    candidates: int


def rows(view: View) -> list[Row]:
    """A row a unit, in the roster's order."""
    days = [_after(each.due) for each in passed_rounds(view.checklist, view.day) if each.due]
    rounds = [replace(view, day=day) for day in days]
    late = _late(view)
    return [_row(view, unit, rounds, late) for unit in view.units]


def headings() -> list[str]:
    """The words above the columns, in the order of `Row`."""
    return [
        _("unit"),
        _("owed"),
        status_word("confirmed"),
        _("says not applicable"),
        _("reports asked for"),
        _("reported in time"),
        _("overdue"),
        status_word("returned"),
        _("times chased"),
        _("lacking evidence"),
        status_word("candidate"),
    ]


def columns() -> list[str]:
    """The keys of JSON and CSV."""
    return [f.name for f in fields(Row)]


def _row(view: View, unit: str, rounds: Iterable[View], late: set[tuple[str, int]]) -> Row:
    pairs = view.of_unit(unit)
    counts = count(pairs)
    in_rounds = asked(
        p for each in rounds for p in each.pairs if view.roster.successor(p.unit, view.day) == unit
    )
    return Row(
        unit=unit,
        obligations=counts.obligations,
        confirmed=counts.confirmed,
        not_applicable=counts.not_applicable,
        to_report=in_rounds.reports,
        in_time=in_rounds.in_time,
        overdue=sum((unit, pair.task.id) in late for pair in pairs),
        returned=sum(_returns(pair) for pair in pairs),
        chased=_chased(view, unit),
        lacking_evidence=counts.lacking_evidence,
        candidates=counts.candidates,
    )


def _late(view: View) -> set[tuple[str, int]]:
    """Unit and task of each obligation that was open the day after its deadline."""
    days = {state.task.due for state in view.tasks if state.task.due and state.task.due < view.day}
    days |= {date(view.checklist.year, 12, 31)}
    found = set()
    for day in sorted(days):
        if day < view.day:
            then = replace(view, day=_after(day))
            found |= {(pair.unit, pair.task.id) for pair in then.pairs if pair.overdue}
    found |= {(pair.unit, pair.task.id) for pair in view.pairs if pair.overdue}
    return found


def _returns(pair: Pair) -> int:
    return sum(
        report.review is Review.RETURNED and report.status is Status.IN_PROGRESS for report in pair.reports
    )


def _chased(view: View, unit: str) -> int:
    names = _names(view, unit)
    return sum(chase.unit in names for chase in view.checklist.chases if chase.date <= view.day)


def _names(view: View, unit: str) -> set[str]:
    """The unit's name, its aliases, and those of the units that it has taken over."""
    return {
        name
        for each in view.checklist.units
        if view.roster.successor(each.name, view.day) == unit
        for name in (each.name, *each.aliases)
    }


def _after(day: date) -> date:
    return day + timedelta(days=1)
