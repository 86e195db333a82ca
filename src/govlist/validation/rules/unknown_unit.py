"""A name stands here that is no unit of the list.

Who owes a task is found by the name, letter for letter. A name that nobody has gives a task
that nobody answers for, or a report that is never counted.

Write the name as it stands under `units` or `groups`; the hint gives the nearest ones. A new
unit is added under `units`, another usual name of a unit under its `aliases`. Under `progress`
only a unit's own name may stand, neither an alias nor a group, so that its reports stand in one
place. A successor is a unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level, Location
from govlist.base.i18n import _
from govlist.base.text import folded, shown
from govlist.model.checklist import Checklist, Placed, Unit
from govlist.model.roster import Roster
from govlist.model.words import joined
from govlist.validation.rules._names import declared, lost, odd_characters
from govlist.validation.rules._samples import TWO_UNITS

LEVEL = Level.ERROR

GOOD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开义务教育招生政策
        responsible: [区教体局, 区司法局]
        progress:
          区教体局:
            - {date: 2024-06-14, status: in_progress, note: 方案已印发}
"""

BAD = TWO_UNITS.replace("区司法局]}", "区司法局, 区教育局]}  # <-")


MAX_COMPARED = 10_000
"""Comparisons of two names in one file; each takes time."""
MAX_LENGTH = 100
"""Hints look for the nearest names of so many names, each of at most so many characters."""


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at each name that is unknown, or may not stand where it stands."""
    names = _Names(checklist)
    for index, unit in enumerate(checklist.units):
        if unit.successor is not None:
            yield from names.must_be_a_unit(("units", index, "successor"), unit.successor)
    for index, chase in enumerate(checklist.chases):
        yield from names.must_be_a_unit(("chases", index, "unit"), chase.unit)
    for placed in checklist.placed():
        for location, name in _tied(placed):
            yield from names.must_be_known(location, name)
        for name in placed.task.progress:
            yield from names.must_be_own((*placed.location, "progress", name), name)


def _tied(placed: Placed) -> Iterator[tuple[Location, str]]:
    """The names that tie units and groups to a task."""
    for index, entry in enumerate(placed.task.responsible):
        yield (*placed.location, "responsible", index, "unit"), entry.unit
    for index, name in enumerate(placed.task.concerned):
        yield (*placed.location, "concerned", index), name


class _Names:
    """The roster's names, and what is said of a name that is none of them."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist
        self.roster = Roster(checklist)
        self.twins = {folded(name): name for _location, name, _owner in declared(checklist)}
        self.hints: dict[tuple[str, bool], str] = {}

    def must_be_known(self, location: Location, name: str) -> Iterator[Finding]:
        """A finding where a name is neither a unit's nor a group's."""
        if self.roster.find(name) is None:
            yield from self._unknown(location, name)

    def must_be_a_unit(self, location: Location, name: str) -> Iterator[Finding]:
        """A finding where a name is no unit's."""
        owner = self.roster.find(name)
        if owner is None:
            yield from self._unknown(location, name, units_only=True)
        elif not isinstance(owner, Unit):
            message = _("{name} is a group; a unit is wanted here").format(name=shown(name))
            yield Finding(location, message, _("write the name of one unit"))

    def must_be_own(self, location: Location, name: str) -> Iterator[Finding]:
        """A finding where a name under `progress` is no unit's own name."""
        owner = self.roster.find(name)
        if owner is None:
            yield from self._unknown(location, name, units_only=True, at_key=True)
        elif not isinstance(owner, Unit):
            message = _("{name} is a group; reports stand under a unit").format(name=shown(name))
            hint = _("write the name of the unit that reported")
            yield Finding(location, message, hint, at_key=True)
        elif owner.name != name:
            message = _("{alias} is an alias; reports stand under the unit's own name")
            hint = _("write {name}").format(name=shown(owner.name))
            yield Finding(location, message.format(alias=shown(name)), hint, at_key=True)

    def _unknown(
        self, location: Location, name: str, *, units_only: bool = False, at_key: bool = False
    ) -> Iterator[Finding]:
        if not lost(self.checklist, name):
            message = _("no unit or group is called {name}")
            if units_only:
                message = _("no unit is called {name}")
            hint = self._hint(name, units_only)
            yield Finding(location, message.format(name=shown(name)), hint, at_key)

    def _hint(self, name: str, units_only: bool) -> str:
        """The remedy; names are compared once, and not without end: that takes long."""
        if (twin := self.twins.get(folded(name))) is not None:
            return _difference(name, twin)
        key = name, units_only
        done = len(self.hints) * len(self.twins)
        if key not in self.hints and done < MAX_COMPARED and len(name) < MAX_LENGTH:
            near = self.roster.nearest(name, units_only)
            names = joined(map(shown, near))
            self.hints[key] = _("the nearest names: {names}").format(names=names) if near else ""
        return self.hints.get(key) or _("correct the name, or add it to the roster")


def _difference(name: str, twin: str) -> str:
    """What the eye cannot tell between a name and one of the roster."""
    if odd := odd_characters(name, twin):
        hint = _("it looks like {twin} but holds {characters}: write it anew")
    else:
        odd = odd_characters(twin, name)
        hint = _("it looks like {twin}, which holds {characters} in the roster: write that anew")
    return hint.format(twin=shown(twin), characters=odd)
