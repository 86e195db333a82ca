"""The same unit or group is listed twice in one task.

One of the two entries is a mistake: another unit was meant, or one unit was given two roles, or
it is listed once by its name and once by an alias.

Keep only one of them, with the right role.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlist.base.errors import Finding, Level, Location
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.model.checklist import Checklist
from govlist.model.roster import Roster
from govlist.validation.rules._samples import TWO_UNITS

LEVEL = Level.ERROR
PER_TASK = True

GOOD = TWO_UNITS

BAD = TWO_UNITS.replace("义务教育", "").replace("区司法局]}", "区司法局, 区教体局]}  # <-")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each repeated unit or group in `responsible` or `concerned`."""
    roster = Roster(checklist)
    for placed in checklist.placed():
        responsible = [entry.unit for entry in placed.task.responsible]
        yield from _repeated(roster, (*placed.location, "responsible"), responsible)
        yield from _repeated(roster, (*placed.location, "concerned"), placed.task.concerned)


def _repeated(roster: Roster, location: Location, names: Sequence[str]) -> Iterator[Finding]:
    seen = set()
    for index, name in enumerate(names):
        owner = roster.find(name)
        own = owner.name if owner else name
        if own in seen:
            message = _("{name} is listed twice in this task").format(name=excerpt(own))
            yield Finding((*location, index, "unit"), message, _("keep only one"))
        seen.add(own)
