"""A unit under `concerned` does not belong to any concerned group of the task.

Under `concerned` the office names the units of a group such as 区政府有关部门 that the task
concerns. A unit outside the group cannot be one of them.

If the document makes the unit responsible for the task, put it under `responsible`. If it belongs
to the group, add it to the group's members. Otherwise remove it: `govlist assign ID --unit UNIT --remove`.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.model.checklist import Checklist, Placed, Unit
from govlist.model.roster import Roster
from govlist.validation.rules._names import some, unclear
from govlist.validation.rules._samples import GROUP

LEVEL = Level.ERROR
PER_TASK = True

GOOD = GROUP.replace("区司法局, kind: department", "田东街道, kind: township")
GOOD = GOOD.replace("有关部门]", "有关部门, 田东街道]") + "        concerned: [区教体局]\n"

BAD = GOOD.replace("[区教体局]", "[区教体局, 田东街道]  # <-")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each entry of `concerned` that is not a unit of the task's concerned groups."""
    roster = Roster(checklist)
    members = {group.name: frozenset(roster.members(group)) for group in checklist.groups}
    for placed in checklist.placed():
        if placed.task.concerned and not unclear(roster, placed.task):
            groups = [group.name for group in roster.concerned_groups(placed.task)]
            inside = frozenset[str]().union(*(members[name] for name in groups))
            yield from _outsiders(roster, placed, groups, inside)


def _outsiders(
    roster: Roster, placed: Placed, groups: list[str], inside: frozenset[str]
) -> Iterator[Finding]:
    for index, name in enumerate(placed.task.concerned):
        owner = roster.find(name)
        if isinstance(owner, Unit) and owner.name in inside:
            continue
        if not groups:
            message = _("{name} cannot be concerned: the task has no group of scope concerned")
        elif isinstance(owner, Unit):
            message = _("{name} does not belong to {groups}")
        else:
            message = _("{name} is a group; name single units of {groups}")
        message = message.format(name=excerpt(name), groups=some(groups))
        hint = _("remove it, or put it under responsible if the document names it")
        yield Finding((*placed.location, "concerned", index), message, hint)
