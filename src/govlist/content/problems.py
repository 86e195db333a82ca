"""Tables of what is open: what needs follow-up 【需督办】, and what is to be settled 【待认定】."""

from __future__ import annotations

from dataclasses import dataclass, replace

from govlist.base.i18n import _, n_, p_
from govlist.content.columns import Column, Table, row
from govlist.content.follow_up import due, to_act, urgency
from govlist.content.labels import due_of_pair, unit_names
from govlist.content.summaries import chase_clauses, wrong
from govlist.model.checklist import Basis, Chase
from govlist.model.pairs import Pair, TaskState, Urgency
from govlist.model.view import View
from govlist.model.words import joined, short_day


@dataclass(frozen=True)
class FollowUp:
    """The problem of a pair, and all units with the same problem."""

    view: View
    reason: Urgency
    pair: Pair
    units: tuple[str, ...] = ()


def _times(problem: FollowUp) -> str:
    """How often the unit has been chased for the task."""
    return _number_of_times(len(problem.pair.chases))


def _number_of_times(number: int) -> str:
    return n_("once", "{n} times", number).format(n=number) if number else "-"


def _reply_by(problem: FollowUp) -> str:
    """The day by which the last chase asks for a reply."""
    chases = problem.pair.chases
    return short_day(chases[-1].reply_by) if chases else "-"


def _deadline(problem: FollowUp) -> str:
    """The deadline, with the days overdue: 08-31（逾期27天）."""
    pair = problem.pair
    due = due_of_pair(pair, problem.view.checklist.year)
    if not pair.overdue:
        return due
    days = n_("{n} day overdue", "{n} days overdue", pair.overdue).format(n=pair.overdue)
    return _("{deadline} ({days})").format(deadline=due, days=days)


FOLLOW_UP: tuple[Column[FollowUp], ...] = (
    Column("number", lambda: _("No."), lambda p: str(p.pair.task.id), "序号"),
    Column(
        "requirement", lambda: _("requirement"), lambda p: p.pair.task.requirement, "具体要求", prose=True
    ),
    Column("responsible", lambda: _("responsible unit"), lambda p: joined(p.units), "责任单位", prose=True),
    Column(
        "problem", lambda: _("problem"), lambda p: wrong(p.view, p.reason, p.pair), "存在问题", prose=True
    ),
    Column("due", lambda: p_("follow-up", "deadline"), _deadline, "时限"),
    Column("chased", lambda: p_("follow-up", "chased"), _times, "已催办"),
    Column("reply_by", lambda: _("reply by"), _reply_by, "反馈时限"),
)


def follow_up_by_task(view: View) -> Table:
    """What needs follow-up: a row for each task and reason, with all its units."""
    alike: dict[tuple[object, ...], list[FollowUp]] = {}
    for pair in view.pairs:
        reason = urgency(pair)
        if reason is not None and reason.late:
            problem = FollowUp(view, reason, pair)
            alike.setdefault((reason, pair.task.id, *row(FOLLOW_UP, problem).values()), []).append(problem)
    found = [replace(same[0], units=tuple(each.pair.unit for each in same)) for same in alike.values()]
    found.sort(key=lambda problem: (problem.reason, problem.pair.task.id))
    return Table.of(FOLLOW_UP, found)


@dataclass(frozen=True)
class Owed:
    """What units owe a reply to: the same for all of them."""

    view: View
    items: tuple[tuple[Urgency, Pair], ...]
    units: tuple[str, ...] = ()

    @property
    def last(self) -> list[Chase]:
        """The chases of the task that was chased most often, oldest first."""
        return max((list(pair.chases) for _reason, pair in self.items), key=len)


BY_UNIT: tuple[Column[Owed], ...] = (
    Column("responsible", lambda: _("responsible unit"), lambda o: unit_names(o.view, o.units), prose=True),
    Column("problem", lambda: _("problem"), lambda o: "\n".join(chase_clauses(o.view, o.items)), prose=True),
    Column("chased", lambda: p_("follow-up", "chased"), lambda o: _number_of_times(len(o.last))),
    Column("reply_by", lambda: _("reply by"), lambda o: short_day(o.last[-1].reply_by) if o.last else "-"),
)


def follow_up_by_unit(view: View) -> Table:
    """What needs follow-up: a row for the units that owe the same."""
    alike: dict[tuple[object, ...], list[str]] = {}
    first: dict[tuple[object, ...], Owed] = {}
    for each in to_act(due(view)):
        owed = Owed(view, each.items)
        key = tuple(row(BY_UNIT, owed).values())
        first.setdefault(key, owed)
        alike.setdefault(key, []).append(each.unit)
    return Table.of(BY_UNIT, [replace(first[key], units=tuple(units)) for key, units in alike.items()])


# -- to be settled ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Open:
    """A task of which some units are still to be settled."""

    view: View
    state: TaskState

    def of(self, basis: Basis) -> str:
        """The units involved for this reason."""
        return unit_names(self.view, (pair.unit for pair in self.state.pairs if pair.basis is basis))


OPEN: tuple[Column[Open], ...] = (
    Column("number", lambda: _("No."), lambda o: str(o.state.task.id), "序号"),
    Column(
        "requirement", lambda: _("requirement"), lambda o: o.state.task.requirement, "具体要求", prose=True
    ),
    Column(
        "responsible", lambda: _("the list's words"), lambda o: o.state.task.words, "清单表述", prose=True
    ),
    Column(
        "candidates",
        lambda: _("units to be settled"),
        lambda o: o.of(Basis.CANDIDATE),
        "待认定单位",
        prose=True,
    ),
    Column(
        "claimed", lambda: _("say they are concerned"), lambda o: o.of(Basis.REPORTED), "已报涉及", prose=True
    ),
    Column(
        "denied",
        lambda: _("say they are not"),
        lambda o: joined(o.view.roster.denied(o.state.task, o.view.day)),
        "已报不涉及",
        prose=True,
    ),
)


def to_settle(view: View) -> Table:
    """The units to be settled, and what units have reported themselves: a row for each task."""
    open_ = (s for s in view.tasks if any(pair.basis is Basis.CANDIDATE for pair in s.pairs))
    return Table.of(OPEN, [Open(view, state) for state in open_])
