"""Which units owe a reply 【催办】: their urgent pairs, and the chases that the office records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from govlist.content.json_output import Record, pair_record
from govlist.content.summaries import to_do
from govlist.model.checklist import Chase, ChaseLevel
from govlist.model.pairs import Pair, Urgency, urgent
from govlist.model.roster import OFFICE
from govlist.model.view import View


@dataclass(frozen=True, slots=True)
class Due:
    """The tasks for which one unit is chased, most urgent first, with the reason for each."""

    unit: str
    contact: str | None
    items: tuple[tuple[Urgency, Pair], ...]

    @property
    def tasks(self) -> tuple[int, ...]:
        """The task numbers, ascending."""
        return tuple(sorted(pair.task.id for _reason, pair in self.items))


def due(view: View) -> list[Due]:
    """The units that owe a reply, the one with the most urgent task first."""
    found = []
    for unit in view.units:
        items = tuple(urgent(view.of_unit(unit)))
        if items:
            found.append(Due(unit, view.roster.units[unit].contact, items))
    return sorted(found, key=lambda each: [reason for reason, _pair in each.items])


def to_chase(view: View, found: Iterable[Due]) -> list[Due]:
    """The units that the office chases, without tasks that wait for the office itself.

    The office, a unit of the kind `office`, is left out unless it is selected by name.
    """
    made = []
    for each in found:
        if view.roster.units[each.unit].kind == OFFICE and each.unit not in view.filter.units:
            continue
        items = tuple(item for item in each.items if item[0] is not Urgency.CANDIDATE)
        if items:
            made.append(Due(each.unit, each.contact, items))
    return made


def chases(view: View, level: ChaseLevel, reply_by: date | None) -> list[Chase]:
    """The chases to record, one per unit, without those already recorded with this day, level and tasks."""
    made = (
        Chase(date=view.day, unit=each.unit, tasks=each.tasks, level=level, reply_by=reply_by)
        for each in to_chase(view, due(view))
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
                    "reason": reason.name.lower(),
                    "to_do": to_do(view, reason, pair),
                    "chased": len(pair.chases),
                    **{k: v for k, v in pair_record(pair).items() if k != "unit"},
                }
                for reason, pair in each.items
            ],
        }
        for each in found
    ]
