"""Names, aliases, groups: who owes which task, and on what basis.

The rules are described in docs/who-owes-what.md. The strongest basis applies: named, group, reported,
candidate, support; with the first three the unit owes the task.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.model.checklist import Basis, Checklist, Group, Report, Role, Scope, Task, Unit
from govlist.model.states import Status
from govlist.model.words import joined

OFFICE = "office"
"""The kind of the unit that hands out the list."""

_BASES, _ROLES = list(Basis), list(Role)


class Claim(NamedTuple):
    """How a task involves a unit. `sources` are the units whose reports count, closed ones included."""

    basis: Basis
    role: Role
    sources: tuple[str, ...]
    concerned: bool = False
    """Whether the office named the unit of a concerned group 【认定】."""
    supports: bool = False
    """Whether it also supports the task, which remains if a candidate is not concerned."""


class Roster:
    """The units and groups of a checklist, found by name."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist
        self.units = {unit.name: unit for unit in checklist.units}
        self._places = {name: place for place, name in enumerate(self.units)}
        self._names: dict[str, Unit | Group] = {}
        self._ties: dict[int, tuple[Task, dict[str, Claim]]] = {}
        owners: list[Unit | Group] = [*checklist.units, *checklist.groups]
        for owner in owners:
            self._names.setdefault(owner.name, owner)
        for owner in owners:
            for alias in owner.aliases:
                self._names.setdefault(alias, owner)

    # -- names ---------------------------------------------------------------------------------

    def find(self, name: str) -> Unit | Group | None:
        """The unit or group of this exact name or alias."""
        return self._names.get(name)

    def owner(self, name: str) -> str:
        """The name of the unit or group for a name or alias; an unknown name is returned as it is."""
        found = self.find(name)
        return found.name if found else name

    def select(self, text: str) -> list[str]:
        """The unit names for a typed text: an exact name, alias or group, else a part of one unit's name.

        Raises GovlistError with similar names if no unit or several units match.
        """
        owner = self.find(text)
        if isinstance(owner, Unit):
            return [owner.name]
        if owner is not None:
            return self.members(owner)
        parts = [name for name, owner in self._names.items() if text and text in name]
        fitting = list(dict.fromkeys(o.name for o in map(self._names.get, parts) if isinstance(o, Unit)))
        if len(fitting) == 1:
            return fitting
        if fitting:
            message = _("{text} matches several units: {names}").format(text=text, names=joined(fitting))
            raise GovlistError(message, hint=_("write more of the name"))
        raise GovlistError(
            _("there is no unit {text}").format(text=text),
            hint=self.nearest_hint(text) or _("govlist units lists all units"),
        )

    def select_all(self, names: Iterable[str], day: date | None = None) -> tuple[str, ...]:
        """The units of all names, each once; with a day, of a group only those that exist on that day.

        A text may contain several names, separated by commas.
        """
        found: list[str] = []
        for name in self._split(names):
            on = day if isinstance(self.find(name), Group) else None
            found += (unit for unit in self.select(name) if on is None or not self._ended(unit, on))
        return tuple(dict.fromkeys(found))

    def names_group(self, names: Iterable[str]) -> bool:
        """Whether one of the names is that of a group."""
        return any(isinstance(self.find(name), Group) for name in self._split(names))

    def _split(self, names: Iterable[str]) -> Iterator[str]:
        """The single names: a text that is not a name is split at its commas."""
        for name in names:
            yield from [name] if self.find(name) else re.split("[,，、]", name)

    def members(self, group: Group) -> list[str]:
        """The names of a group's units, in roster order."""
        chosen = set()
        for entry in group.members:
            owner = self.find(entry)
            chosen |= {owner.name} if isinstance(owner, Unit) else self._kinds.get(entry, set())
        return [name for name in self.units if name in chosen]

    def groups_of(self, unit: str) -> list[Group]:
        """The groups that a unit belongs to."""
        return [group for group in self.checklist.groups if unit in self._members[group.name]]

    def nearest(self, text: str, units_only: bool = False) -> list[str]:
        """Up to three names similar to a text, the most similar first."""
        scored = sorted(
            (-SequenceMatcher(None, text, name).ratio(), name)
            for name, owner in self._names.items()
            if (isinstance(owner, Unit) or not units_only)
            and len(name) <= 3 * len(text) <= 9 * len(name)  # otherwise less than half can match
        )
        best = dict.fromkeys(self._names[name].name for score, name in scored if score < -0.5)
        return list(best)[:3]

    def nearest_hint(self, text: str) -> str:
        """`nearest` as a hint, "" if there is no similar name."""
        near = self.nearest(text)
        return _("similar names: {names}").format(names=joined(near)) if near else ""

    @cached_property
    def _kinds(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for unit in self.checklist.units:
            found.setdefault(unit.kind, set()).add(unit.name)
        return found

    @cached_property
    def _any_ended(self) -> bool:
        return any(unit.until for unit in self.checklist.units)

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        return {group.name: self.members(group) for group in self.checklist.groups}

    def ties(self) -> int:
        """An upper bound of the number of pairs of a unit and a task, computed without making them."""
        kinds = Counter(unit.kind for unit in self.checklist.units)
        units = len(self.units)
        groups = self.checklist.groups
        sizes = {g.name: min(units, sum(kinds.get(member, 1) for member in g.members)) for g in groups}
        entries = (entry for task in self.checklist.tasks() for entry in task.responsible)
        return len(sizes) * units + sum(sizes.get(self.owner(entry.unit), 1) for entry in entries)

    # -- who owes what -------------------------------------------------------------------------

    def claims(self, task: Task, day: date | None = None) -> dict[str, Claim]:
        """The units that a task involves on a day, in roster order.

        Without a day, all reports count and no unit counts as closed.
        """
        found = {}
        for unit, tie in self.ties_on(task, day).items():
            claim: Claim | None = tie
            if tie.basis is Basis.CANDIDATE:
                claim = self.refined(task, tie, self._reports(task, tie.sources, day))
            if claim is not None:
                found[unit] = claim
        return found

    def ties_on(self, task: Task, day: date | None = None) -> dict[str, Claim]:
        """What the task's entries make of the units that exist on a day, in roster order.

        `claims` refines the claims of candidates by their reports.
        """
        tied = self._tied(task)
        if day is not None and self._any_ended:
            tied = self._inherited(task, tied, day)
        return {unit: tied[unit] for unit in sorted(tied, key=self._places.__getitem__)}

    def reports(self, task: Task, claim: Claim, day: date | None = None) -> tuple[Report, ...]:
        """The reports that count for a claim, up to a day, oldest first; on the same day in file order."""
        return self._reports(task, claim.sources, day)

    def denied(self, task: Task, day: date) -> list[str]:
        """The candidates that have reported by a day that the task does not concern them."""
        tied = self._tied(task)
        return [
            unit
            for unit in self.units
            if unit in tied
            and tied[unit].basis is Basis.CANDIDATE
            and (reports := self._reports(task, (unit,), day))
            and reports[-1].status.counts_as is Status.NOT_APPLICABLE
        ]

    def may_report(self, task: Task, unit: str, day: date) -> bool:
        """Whether the file may contain a report by the unit on that day.

        Wider than `claims`: a candidate that reported not_applicable may have its report in the file.
        """
        owner = self.units[unit]
        if owner.until is not None and day > owner.until:
            return False
        tied = self._tied(task)
        if unit in tied:
            claim = tied[unit]
            return claim.basis is not Basis.CANDIDATE or not self._excluded(task, (unit,))
        return any(self.successor(other, day) == unit for other in tied)

    def successor(self, unit: str, day: date) -> str | None:
        """The unit that owes this unit's tasks on a day: itself, a successor, or None."""
        seen = set()
        while self._ended(unit, day):
            successor = self.find(self.units[unit].successor or "")
            if not isinstance(successor, Unit) or successor.name in seen:
                return None
            seen.add(unit)
            unit = successor.name
        return unit

    def unresolved(self, task: Task) -> bool:
        """Whether a name in the task or in its groups is unknown, so that it is not clear who owes it."""
        names = [entry.unit for entry in task.responsible] + list(task.concerned)
        owners = [self.find(name) for name in names]
        members = [m for owner in owners if isinstance(owner, Group) for m in owner.members]
        return None in owners or any(not self.find(m) and m not in self._kinds for m in members)

    def concerned_groups(self, task: Task) -> list[Group]:
        """The task's groups of scope `concerned`."""
        owners = (self.find(entry.unit) for entry in task.responsible)
        return [o for o in owners if isinstance(o, Group) and o.scope is Scope.CONCERNED]

    def _ended(self, unit: str, day: date) -> bool:
        until = self.units[unit].until
        return until is not None and day > until

    def _tied(self, task: Task) -> dict[str, Claim]:
        """The claims by the task's own entries; members of a concerned group are candidates."""
        if id(task) not in self._ties:  # keep the task too, so that its id is not reused
            self._ties[id(task)] = (task, self._tie(task))
        return self._ties[id(task)][1]

    def _tie(self, task: Task) -> dict[str, Claim]:
        tied: dict[str, Claim] = {}
        for entry in task.responsible:
            owner = self.find(entry.unit)
            if isinstance(owner, Unit):
                basis = Basis.SUPPORT if entry.role is Role.SUPPORT else Basis.NAMED
                _strengthen(tied, owner.name, Claim(basis, entry.role, (owner.name,)))
            elif owner is not None:
                basis = Basis.GROUP if owner.scope is Scope.EVERY else Basis.CANDIDATE
                basis = Basis.SUPPORT if entry.role is Role.SUPPORT else basis
                for unit in self._members[owner.name]:
                    _strengthen(tied, unit, Claim(basis, entry.role, (unit,)))
        for name in task.concerned:
            owner = self.find(name)
            if isinstance(owner, Unit) and owner.name in tied:
                claim = tied[owner.name]
                if claim.basis in (Basis.CANDIDATE, Basis.GROUP):
                    named = Claim(Basis.NAMED, claim.role, (owner.name,), concerned=True)
                    _strengthen(tied, owner.name, named)
        return tied

    def refined(self, task: Task, claim: Claim, reports: Sequence[Report]) -> Claim | None:
        """A candidate's claim after its reports; None if it has none any more."""
        denied = bool(reports) and reports[-1].status.counts_as is Status.NOT_APPLICABLE
        if denied or self._excluded(task, claim.sources):
            support = claim._replace(basis=Basis.SUPPORT, role=Role.SUPPORT)
            return support if claim.supports else None
        return claim._replace(basis=Basis.REPORTED) if reports else claim

    def _excluded(self, task: Task, sources: Iterable[str]) -> bool:
        """Whether a candidate is out because it had not reported when the task was settled."""
        if task.settled is None:
            return False
        return not any(
            report.date <= task.settled for unit in sources for report in task.progress.get(unit, ())
        )

    def _inherited(self, task: Task, tied: dict[str, Claim], day: date) -> dict[str, Claim]:
        """The claims with those of closed units passed on to their successors.

        If the task names a successor itself, only its own reports count; otherwise those of the units
        before it count too.
        """
        made = {unit: claim for unit, claim in tied.items() if not self._ended(unit, day)}
        before: dict[str, list[str]] = {}
        for unit in self.units:
            if self._ended(unit, day) and (unit in tied or unit in task.progress):
                successor = self.successor(unit, day)
                if successor and not (
                    successor in tied and tied[successor].basis in (Basis.NAMED, Basis.GROUP)
                ):
                    before.setdefault(successor, []).append(unit)
        for successor, units in before.items():
            for unit in filter(tied.__contains__, units):
                _strengthen(made, successor, tied[unit])
            if successor in made:
                made[successor] = made[successor]._replace(sources=(successor, *units))
        return made

    def _reports(self, task: Task, sources: tuple[str, ...], day: date | None) -> tuple[Report, ...]:
        lists = (task.progress.get(unit, ()) for unit in reversed(sources))  # the successor's own are last
        counted = [r for reports in lists for r in reports if day is None or r.date <= day]
        return tuple(sorted(counted, key=lambda r: r.date))


def _strengthen(claims: dict[str, Claim], unit: str, claim: Claim) -> None:
    """Add a claim; the stronger basis wins, and the stronger role, except that of support."""
    if (held := claims.get(unit)) is None:
        claims[unit] = claim
        return
    strong, weak = sorted((held, claim), key=lambda c: _BASES.index(c.basis))
    role = strong.role if weak.basis is Basis.SUPPORT else min(held.role, claim.role, key=_ROLES.index)
    supports = held.supports or claim.supports or weak.basis is Basis.SUPPORT
    claims[unit] = strong._replace(role=role, supports=supports)


def existing_units(checklist: Checklist, day: date) -> Iterator[Unit]:
    """The units that exist on a day."""
    return (unit for unit in checklist.units if unit.until is None or day <= unit.until)


def known_office(checklist: Checklist, day: date) -> str | None:
    """The name of the office that hands out the list: as the list says, else its one unit of kind `office`.

    None if the list names no office, or several.
    """
    if checklist.office and checklist.office.name:
        return checklist.office.name
    names = [unit.name for unit in existing_units(checklist, day) if unit.kind == OFFICE]
    return names[0] if len(names) == 1 else None


def office_name(checklist: Checklist, day: date) -> str:
    """The office's name in texts, 本办公室 if it is not known."""
    return known_office(checklist, day) or _("this office")
