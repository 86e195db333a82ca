"""A unit stands in the roster and no task has anything to do with it.

It is asked for nothing and appears in no ledger. Mostly a task that names it was forgotten, or
its kind is written in another way than its group wants.

Look whether the unit should belong to a group, by its `kind` or under `members`, or be named in
a task. If it has no part in this year's list, delete it. A list that has no tasks yet is not told.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import shown
from govlist.model.checklist import Checklist, Group, Unit
from govlist.model.roster import Roster
from govlist.validation.rules._samples import ONE_LINE, TWO_UNITS

LEVEL = Level.WARNING

GOOD = TWO_UNITS

BAD = ONE_LINE.replace("groups:", "  - {name: 区司法局, kind: department}  # <-\ngroups:")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at each living unit that nothing mentions; none where faults hide something.

    Nor in a list whose tasks are still to come: it would be one at every unit.
    """
    if checklist.omitted.tasks or checklist.omitted.units or not any(checklist.tasks()):
        return
    roster = Roster(checklist)
    owners = {name: roster.find(name) for name in _mentions(checklist)}
    if None in owners.values() or any(map(roster.unresolved, checklist.tasks())):
        return
    used = {owner.name for owner in owners.values() if isinstance(owner, Unit)}
    groups = {owner.name: owner for owner in owners.values() if isinstance(owner, Group)}
    for group in groups.values():
        used.update(roster.members(group))
    for index, unit in enumerate(checklist.units):
        if unit.name not in used and unit.until is None:
            message = _("{unit} has nothing to do with any task").format(unit=shown(unit.name))
            hint = _("add it to a group or a task, or delete it")
            yield Finding(("units", index, "name"), message, hint)


def _mentions(checklist: Checklist) -> Iterator[str]:
    """Every name of a unit or group that a task, a report or an ended unit holds."""
    for unit in checklist.units:
        if unit.successor is not None:
            yield unit.successor
    for task in checklist.tasks():
        yield from (entry.unit for entry in task.responsible)
        yield from task.concerned
        yield from task.progress
