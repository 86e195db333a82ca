"""A group has a member that is neither a unit nor a kind of unit.

This entry decides which units belong to 区政府各部门 or 各乡镇街道. A wrong entry leaves units
out, and the tasks that they owe are not counted.

Write the name of a unit, or a kind that at least one unit has under `kind`. A group cannot
contain other groups: write their units or kinds.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.model.checklist import Checklist, Unit
from govlist.model.roster import Roster
from govlist.validation.rules._names import some
from govlist.validation.rules._samples import TWO_UNITS

LEVEL = Level.ERROR

GOOD = TWO_UNITS.replace("[区教体局, 区司法局]", "[区政府各部门]").replace(
    "groups: []", "groups:\n  - {name: 区政府各部门, members: department, scope: every}"
)

BAD = GOOD.replace("department, scope: every}", "[department, deparment], scope: every}  # <-")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each entry of `members` that selects no unit; unknown names pass if units have errors."""
    roster = Roster(checklist)
    kinds = dict.fromkeys(unit.kind for unit in checklist.units)
    hint = _("the kinds are: {kinds}").format(kinds=some(list(kinds)))
    for index, group in enumerate(checklist.groups):
        for position, entry in enumerate(group.members):
            owner = roster.find(entry)
            if isinstance(owner, Unit) or entry in kinds:
                continue
            location = ("groups", index, "members", position)
            if owner is not None:
                message = _("{name} is a group; groups contain units").format(name=excerpt(entry))
                yield Finding(location, message, _("write its units or their kind"))
            elif not checklist.omitted.units:
                message = _("{name} is neither a unit nor a kind of unit").format(name=excerpt(entry))
                yield Finding(location, message, hint)
