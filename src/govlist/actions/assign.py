"""`assign` 【认定】: the units of a group that are concerned; the office names them or settles the task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from govlist.actions.session import Session
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.content.json_output import Record
from govlist.model.checklist import Basis, Checklist, Placed, Task
from govlist.model.roster import Roster
from govlist.model.view import task_by_id
from govlist.model.words import joined
from govlist.validation import transaction
from govlist.validation.load import Loaded
from govlist.yamlfile import edit
from govlist.yamlfile.source import Source

BEFORE = ("responsible", "responsible_text")


@dataclass(frozen=True)
class Assignment:
    """One task's new `concerned` and `settled`, with the units added or removed."""

    placed: Placed
    concerned: tuple[str, ...]
    settled: date | None
    changed: tuple[str, ...]


def assign(
    session: Session,
    ids: Iterable[int],
    names: Sequence[str],
    settle: date | None,
    remove: bool,
    dry_run: bool,
) -> tuple[transaction.Edited, list[Assignment]]:
    """Add units as concerned to the tasks, or with `remove` remove them; unchanged tasks are left out.

    `settle` is the day from which no other unit is concerned; with `remove` the settlement is removed.
    Raises GovlistError for a unit in none of the concerned groups, and if no unit would owe a task.
    """
    made: list[Assignment] = []

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        roster = Roster(checklist)
        units = roster.select_all(names)
        each = (_assignment(roster, task_by_id(checklist, i), units, settle, remove) for i in ids)
        made.extend(a for a in each if a.changed or a.settled != a.placed.task.settled)
        return _write(loaded.source, made), _records(made)

    return transaction.apply(session.writable_path, make, dry_run), made


def _write(source: Source, made: Iterable[Assignment]) -> Source:
    """The source with the assignments; the same source if there are none."""
    for item in made:
        location = item.placed.location
        if item.changed:
            source = edit.set_names(source, location, "concerned", list(item.concerned), BEFORE)
        if item.settled != item.placed.task.settled:
            source = edit.set_day(source, location, "settled", item.settled, (*BEFORE, "concerned"))
    return source


def _records(made: Iterable[Assignment]) -> list[Record]:
    """The assignments as JSON: one row per unit, or one row without a unit for only a settlement."""
    return [
        {
            "id": item.placed.task.id,
            "unit": unit,
            "date": item.settled.isoformat() if item.settled else None,
            "status": None,
            "concerned": unit in item.concerned if unit else None,
            "settled": item.settled.isoformat() if item.settled else None,
        }
        for item in made
        for unit in item.changed or (None,)
    ]


def _assignment(
    roster: Roster, placed: Placed, units: Sequence[str], settle: date | None, remove: bool
) -> Assignment:
    task = placed.task
    members = {m for group in roster.concerned_groups(task) for m in roster.members(group)}
    _refuse_other_units(roster, task, units, members)
    held = {roster.owner(name): name for name in task.concerned}  # as written, perhaps an alias
    if remove:
        concerned = {unit: name for unit, name in held.items() if unit not in units}
        settled = None if settle else task.settled
    else:
        owing = {u for u, c in roster.claims(replace(task, concerned=())).items() if c.basis is Basis.NAMED}
        concerned = held | {unit: unit for unit in units if unit not in held and unit not in owing}
        settled = task.settled or settle
    changed = tuple(sorted(held.keys() ^ concerned.keys(), key=list(roster.units).index))
    after = replace(task, concerned=tuple(concerned.values()), settled=settled)
    if settled and not any(claim.basis.owes for claim in roster.claims(after).values()):
        message = _("no unit would owe task {id}").format(id=task.id)
        raise GovlistError(message, hint=_("name at least one unit that is concerned"))
    return Assignment(placed, tuple(concerned.values()), settled, changed)


def _refuse_other_units(roster: Roster, task: Task, units: Sequence[str], members: set[str]) -> None:
    others = [unit for unit in units if unit not in members]
    if not others and members:
        return
    if not members:
        message = _("task {id} names no group whose members are to be settled").format(id=task.id)
        raise GovlistError(message, hint=_("it is owed by: {words}").format(words=task.words))
    message = _("{units} are in none of the groups that task {id} leaves to be settled").format(
        units=joined(others), id=task.id
    )
    hint = _("units that can be assigned: {units}").format(
        units=joined(u for u in roster.units if u in members)
    )
    raise GovlistError(message, hint=hint)
