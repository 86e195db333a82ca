"""The annual record 【年度底稿】: what each unit did, in figures, without scores or ranks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from govlist.base.i18n import _, p_
from govlist.content import ledger
from govlist.content.columns import Column, Row, Table
from govlist.model import words
from govlist.model.checklist import Review
from govlist.model.figures import Asked, Counts, asked, count
from govlist.model.pairs import Pair
from govlist.model.rounds import passed_rounds
from govlist.model.states import Status
from govlist.model.view import View
from govlist.model.words import status_word


def title(view: View) -> str:
    """The title of the record: 田家庵区…重点工作年度底稿."""
    return _("{title}: annual record").format(title=view.checklist.title.removesuffix("清单"))


def subtitle(view: View) -> str:
    """The day of the record's figures, and the day on which the list was archived."""
    return ledger.subtitle(replace(view, since=None))


@dataclass(frozen=True)
class Year:
    """One unit's year, up to the view's day."""

    view: View
    unit: str
    rounds: Sequence[View]
    """The rounds that have passed, each on the day after it."""
    late: set[tuple[str, int]]

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs of the unit."""
        return self.view.of_unit(self.unit)

    @cached_property
    def counts(self) -> Counts:
        """The figures over them."""
        return count(self.pairs)

    @cached_property
    def asked(self) -> Asked:
        """What the rounds asked for, in total."""
        roster, day = self.view.roster, self.view.day
        return asked(
            p for each in self.rounds for p in each.pairs if roster.successor(p.unit, day) == self.unit
        )


COLUMNS: tuple[Column[Year], ...] = (
    Column("unit", lambda: _("unit"), lambda y: y.unit),
    Column("obligations", lambda: _("owed"), lambda y: y.counts.obligations),
    Column("done", lambda: status_word("done"), lambda y: y.counts.done),
    # struck off by the office: those of them that it has confirmed
    Column("confirmed", lambda: status_word("confirmed"), lambda y: y.counts.confirmed),
    Column("not_applicable", lambda: _("says not applicable"), lambda y: y.counts.not_applicable),
    Column("open", lambda: _("unfinished"), lambda y: y.counts.applicable - y.counts.done),
    Column("to_report", lambda: _("reports asked for"), lambda y: y.asked.reports),
    # those of them that came by the round's day
    Column("in_time", lambda: _("reported in time"), lambda y: y.asked.in_time),
    # past the deadline and neither done nor not applicable the day after it
    Column(
        "overdue", lambda: _("was overdue"), lambda y: sum((y.unit, p.task.id) in y.late for p in y.pairs)
    ),
    Column("still_overdue", lambda: _("still overdue"), lambda y: y.counts.overdue),
    # how often a report was returned
    Column("returned", lambda: status_word("returned"), lambda y: sum(map(_returns, y.pairs))),
    # how often the office pressed for an answer, whatever the number of tasks
    Column("chased", lambda: _("times chased"), lambda y: _chased(y.view, y.unit)),
    Column("lacking_evidence", lambda: _("lacking evidence"), lambda y: y.counts.lacking_evidence),
    Column("candidates", lambda: status_word("candidate"), lambda y: y.counts.candidates),
)
"""The columns, whose keys are those of JSON and CSV; counts of obligations unless noted."""


def record(view: View) -> Table:
    """A row for each unit, in the order of the roster."""
    days = [_after(each.due) for each in passed_rounds(view.checklist, view.day) if each.due]
    rounds = [replace(view, day=day) for day in days]
    late = _late(view)
    return Table.of(COLUMNS, [Year(view, unit, rounds, late) for unit in view.units])


def total(record: Table) -> Row:
    """The sums of all units."""
    sums = {c.key: sum(row[c.key] for row in record.rows) for c in record.columns if c.key != "unit"}
    return {"unit": p_("sheet", "Total"), **sums}


def paper(record: Table) -> Table:
    """The record as people read it: with the total, if there is more than one unit."""
    return record._replace(rows=(*record.rows, total(record))) if len(record.rows) > 1 else record


def notes(view: View) -> str:
    """How the figures are counted, and why some of them differ from those of the day."""
    if not view.units:
        return _("The list has no units yet.")
    text = _(
        "How figures are counted: owed is done, not applicable and unfinished together. Was overdue counts "
        "what was unfinished on the day after its deadline, also if it was finished later; still overdue "
        "is the part that is unfinished on {day}. Reports are summed over all rounds. Returns and chases "
        "are counted as often as they happened."
    )
    return text.format(day=words.day(view.day))


def _late(view: View) -> set[tuple[str, int]]:
    """Unit and task of each obligation that was open the day after its deadline."""
    year = view.checklist.year
    days = {day for state in view.tasks for day in state.task.due_days(year)}
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
    """The unit's name, its aliases, and those of the units that it succeeds."""
    return {
        name
        for each in view.checklist.units
        if view.roster.successor(each.name, view.day) == unit
        for name in (each.name, *each.aliases)
    }


def _after(day: date) -> date:
    return day + timedelta(days=1)
