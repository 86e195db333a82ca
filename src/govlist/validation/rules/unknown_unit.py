"""A name is not one of the list's units or groups.

govlist finds out who owes a task by the exact name. With an unknown name nobody owes the task, or
a report is never counted.

Write the name as it is under `units` or `groups`; the hint suggests similar ones. Add a new unit
under `units`, and another usual name of a unit under its `aliases`. Under `progress` use only the
unit's own name, not an alias or a group, so that its reports are in one place. A successor is a
unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level, Location
from govlist.base.i18n import _
from govlist.base.text import excerpt, folded
from govlist.model.checklist import Checklist, Unit
from govlist.model.roster import Roster
from govlist.model.words import joined
from govlist.validation.rules._names import declared, lost, odd_characters
from govlist.validation.rules._samples import TWO_TASK, TWO_UNITS

LEVEL = Level.ERROR
PER_TASK = True

GOOD = f"""\
{TWO_TASK}        progress:
          区教体局:
            - {{date: 2024-06-14, status: in_progress, note: 方案已印发}}
"""

BAD = TWO_UNITS.replace("区司法局]}", "区司法局, 区教育局]}  # <-")


MAX_COMPARED = 10_000
"""The maximum number of name comparisons per file; each takes time."""
MAX_LENGTH = 100
"""Similar names are not searched for names of this length or more."""


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each name that is unknown, or not allowed at its place."""
    names = _Names(checklist)
    for index, unit in enumerate(checklist.units):
        if unit.successor is not None:
            yield from names.must_be_a_unit(("units", index, "successor"), unit.successor)
    for index, chase in enumerate(checklist.chases):
        yield from names.must_be_a_unit(("chases", index, "unit"), chase.unit)
    for placed in checklist.placed():
        for index, entry in enumerate(placed.task.responsible):
            yield from names.must_be_known((*placed.location, "responsible", index, "unit"), entry.unit)
        for index, name in enumerate(placed.task.concerned):
            yield from names.must_be_known((*placed.location, "concerned", index), name)
        for name in placed.task.progress:
            yield from names.must_be_own((*placed.location, "progress", name), name)


class _Names:
    """Checks names against the roster, and finds hints for unknown ones."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist
        self.roster = Roster(checklist)
        self.twins = {folded(name): name for _location, name, _owner in declared(checklist)}
        self.hints: dict[tuple[str, bool], str] = {}

    def must_be_known(self, location: Location, name: str) -> Iterator[Finding]:
        """A finding if a name is neither a unit nor a group."""
        if self.roster.find(name) is None:
            yield from self._unknown(location, name)

    def must_be_a_unit(self, location: Location, name: str) -> Iterator[Finding]:
        """A finding if a name is not a unit."""
        owner = self.roster.find(name)
        if owner is None:
            yield from self._unknown(location, name, units_only=True)
        elif not isinstance(owner, Unit):
            message = _("{name} is a group, not a unit").format(name=excerpt(name))
            yield Finding(location, message, _("write the name of one unit"))

    def must_be_own(self, location: Location, name: str) -> Iterator[Finding]:
        """A finding if a name under `progress` is not a unit's own name."""
        owner = self.roster.find(name)
        if owner is None:
            yield from self._unknown(location, name, units_only=True, at_key=True)
        elif not isinstance(owner, Unit):
            message = _("{name} is a group; reports belong under a unit").format(name=excerpt(name))
            hint = _("write the name of the unit that reported")
            yield Finding(location, message, hint, at_key=True)
        elif owner.name != name:
            message = _("{alias} is an alias; reports belong under the unit's own name")
            hint = _("write {name}").format(name=excerpt(owner.name))
            yield Finding(location, message.format(alias=excerpt(name)), hint, at_key=True)

    def _unknown(
        self, location: Location, name: str, *, units_only: bool = False, at_key: bool = False
    ) -> Iterator[Finding]:
        if not lost(self.checklist, name):
            message = _("there is no unit or group {name}")
            if units_only:
                message = _("there is no unit {name}")
            hint = self._hint(name, units_only)
            yield Finding(location, message.format(name=excerpt(name)), hint, at_key)

    def _hint(self, name: str, units_only: bool) -> str:
        """The hint. Each name is compared once, up to a limit: comparisons are slow."""
        if (twin := self.twins.get(folded(name))) is not None:
            return _difference(name, twin)
        key = name, units_only
        done = len(self.hints) * len(self.twins)
        if key not in self.hints and done < MAX_COMPARED and len(name) < MAX_LENGTH:
            near = self.roster.nearest(name, units_only)
            names = joined(map(excerpt, near))
            self.hints[key] = _("similar names: {names}").format(names=names) if near else ""
        return self.hints.get(key) or _("correct the name, or add it to the roster")


def _difference(name: str, twin: str) -> str:
    """The hint for a name that looks the same as one in the roster."""
    if odd := odd_characters(name, twin):
        hint = _("it looks like {twin} but contains {characters}: type it again")
    else:
        odd = odd_characters(twin, name)
        hint = _("it looks like {twin}, which contains {characters} in the roster: type that name again")
    return hint.format(twin=excerpt(twin), characters=odd)
