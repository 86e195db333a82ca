"""What needs follow-up 【需督办】 and why, one list for every output; and the chases 【催办】 for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from govlist.content.json_output import Record, pair_record
from govlist.content.summaries import to_do
from govlist.model.checklist import Chase, ChaseLevel
from govlist.model.figures import (
    Counts,
    behind,
    candidate,
    due_soon,
    lacking_evidence,
    missing,
    overdue,
    returned,
)
from govlist.model.pairs import Pair, Urgency
from govlist.model.roster import OFFICE
from govlist.model.selection import in_order
from govlist.model.view import View

HOLDS: dict[Urgency, Callable[[Pair], bool]] = {
    Urgency.OVERDUE: overdue,
    Urgency.RETURNED: returned,
    Urgency.BEHIND: behind,
    Urgency.MISSING: missing,
    Urgency.DUE_SOON: due_soon,
    Urgency.LACKING_EVIDENCE: lacking_evidence,
    Urgency.CANDIDATE: candidate,
}
"""Whether each reason holds for a pair; the figures count by the same functions."""


def counted(reason: Urgency, counts: Counts) -> int:
    """The figure of a reason: how many pairs have it."""
    figures = counts.as_dict()
    return figures["candidates" if reason is Urgency.CANDIDATE else reason.key]


def reasons(pair: Pair) -> Iterator[Urgency]:
    """Every reason to act on a pair, most urgent first."""
    return (reason for reason in Urgency if HOLDS[reason](pair))


def urgency(pair: Pair) -> Urgency | None:
    """The most urgent reason to act on a pair, None if there is none."""
    return next(reasons(pair), None)


def urgent(pairs: Iterable[Pair]) -> list[tuple[Urgency, Pair]]:
    """The pairs to act on, each once, with its most urgent reason.

    Most urgent first, then longest overdue or soonest due, those without a deadline last; then as listed.
    """
    found = [(reason, pair) for pair in pairs if (reason := urgency(pair))]
    return sorted(found, key=lambda item: (item[0], item[1].due or date.max))


class Due(NamedTuple):
    """The tasks for which one unit is chased, most urgent first, with the reason for each."""

    unit: str
    contact: str | None
    items: tuple[tuple[Urgency, Pair], ...]

    @property
    def tasks(self) -> tuple[int, ...]:
        """The task numbers, ascending."""
        return tuple(sorted(pair.task.id for _reason, pair in self.items))


def due(view: View) -> list[Due]:
    """The units that owe a reply: the one with the most urgent task first, then with most of them.

    With `--sort` they are in that order.
    """
    found = []
    for unit in view.units:
        items = tuple(urgent(view.of_unit(unit)))
        if items:
            found.append(Due(unit, view.roster.units[unit].contact, items))
    found.sort(key=_by_urgency)
    return in_order(found, view.filter.sort, lambda each: (each.unit, view.of_unit(each.unit)))


def _by_urgency(due: Due) -> list[int]:
    """How many tasks have each reason, negated, so that more of the most urgent come first."""
    counts = Counter(reason for reason, _pair in due.items)
    return [-counts[reason] for reason in Urgency]


def to_act(found: Iterable[Due], level: ChaseLevel = ChaseLevel.NOTICE) -> list[Due]:
    """The units that must act themselves, without tasks that wait for the office to settle them.

    What falls due soon is only for a reminder 【提示】, the friendly first step.
    """
    made = []
    soon = level is ChaseLevel.REMINDER
    for each in found:
        items = tuple(i for i in each.items if i[0].late or (soon and i[0] is Urgency.DUE_SOON))
        if items:
            made.append(each._replace(items=items))
    return made


def to_chase(view: View, found: Iterable[Due], level: ChaseLevel = ChaseLevel.NOTICE) -> list[Due]:
    """The units that the office chases: those that must act, and the office only if selected by name."""
    return [
        each
        for each in to_act(found, level)
        if view.roster.units[each.unit].kind != OFFICE or each.unit in view.filter.units
    ]


def chases(view: View, level: ChaseLevel, reply_by: date | None) -> list[Chase]:
    """The chases to record, one per unit, without those already recorded with this day, level and tasks."""
    made = (
        Chase(date=view.day, unit=each.unit, tasks=each.tasks, level=level, reply_by=reply_by)
        for each in to_chase(view, due(view), level)
    )
    return [chase for chase in made if not any(_covers(view, held, chase) for held in view.checklist.chases)]


def _covers(view: View, held: Chase, chase: Chase) -> bool:
    """Whether `held` already records the chase: a second one would be counted twice."""
    return (
        (held.date, held.level, view.roster.owner(held.unit)) == (chase.date, chase.level, chase.unit)
        and set(chase.tasks) <= set(held.tasks)
        and chase.reply_by in (None, held.reply_by)
    )


def records(view: View, found: Iterable[Due]) -> list[Record]:
    """`chase --json`: a row for each unit with its tasks, most urgent first."""
    return [
        {
            "unit": each.unit,
            "contact": each.contact,
            "tasks": [
                {
                    "id": pair.task.id,
                    "reason": reason.key,
                    "to_do": to_do(view, reason, pair),
                    "chased": len(pair.chases),
                    **{k: v for k, v in pair_record(pair).items() if k != "unit"},
                }
                for reason, pair in each.items
            ],
        }
        for each in found
    ]
