"""A unit is in the roster, but no task involves it.

It is never asked and appears in no ledger. Usually a task that names it is missing, or its kind
is not spelled as in its group.

Check whether the unit should belong to a group, by its `kind` or under `members`, or be named in
a task. If it has no part in this year's list, delete it. A list without tasks gets no warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.model.checklist import Checklist, Group, Unit
from govlist.model.roster import Roster
from govlist.validation.rules._samples import ONE_LINE, TWO_UNITS

LEVEL = Level.WARNING

GOOD = TWO_UNITS

BAD = ONE_LINE.replace("groups:", "  - {name: 区司法局, kind: department}  # <-\ngroups:")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each existing unit that no task involves; none if errors hide something.

    None in a list without tasks either, where every unit would get one.
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
            message = _("no task involves {unit}").format(unit=excerpt(unit.name))
            hint = _("add it to a group or a task, or delete it")
            yield Finding(("units", index, "name"), message, hint)


def _mentions(checklist: Checklist) -> Iterator[str]:
    """All names of units and groups in tasks, reports and closed units."""
    for unit in checklist.units:
        if unit.successor is not None:
            yield unit.successor
    for task in checklist.tasks():
        yield from (entry.unit for entry in task.responsible)
        yield from task.concerned
        yield from task.progress
