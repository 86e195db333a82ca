"""No unit owes this task yet: it has only candidates.

The document names a group such as 区政府有关部门: some of its units are concerned, but the
document does not say which. Until the office names them, no unit is asked, and nothing happens
on the task.

Ask the units, then name those concerned: `govlist assign ID --unit UNIT`. With `--settle` the other
units of the group are no longer candidates. A unit that reports on the task without being named
owes it from then on.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.model.checklist import Checklist
from govlist.model.roster import Roster
from govlist.validation.rules._names import unclear
from govlist.validation.rules._samples import GROUP

LEVEL = Level.WARNING
PER_TASK = True

GOOD = GROUP + "        concerned: [区教体局]\n"

BAD = GROUP.replace("有关部门]", "有关部门]  # <-")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at `responsible` of each task that no unit owes, with all reports counted."""
    roster = Roster(checklist)
    reported = {number for number, _unit in checklist.omitted.reports}
    for placed in checklist.placed():
        task = placed.task
        owed = any(claim.basis.owes for claim in roster.claims(task).values())
        if not owed and task.id not in reported and not unclear(roster, task):
            message = _("no unit owes task {id} ({words}) until the office names one")
            message = message.format(id=task.id, words=excerpt(task.words))
            hint = _("give a unit a role other than support, or add members to the group")
            if roster.concerned_groups(task):
                hint = _("govlist assign {id} --unit UNIT").format(id=task.id)
            yield Finding((*placed.location, "responsible"), message, hint)
