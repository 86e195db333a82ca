"""Who a document names → the roster of its list: what was known, and new units and groups, marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.importing.interpret import _names
from govlist.importing.interpret._entries import Item, Words
from govlist.importing.interpret._held import Known, Named
from govlist.importing.interpret._units import Reading, read
from govlist.model.checklist import Checklist, Group, Responsible, Role, Scope, Unit
from govlist.model.words import joined

MAX_NEW = 1_000
"""Units and groups that no roster knows."""
OPEN = "待明确"
"""The collective of a task for which the document names nobody: all are candidates, nobody owes it."""
_Owner = TypeVar("_Owner", Unit, Group)
COLLECTIVE = "collective"
"""The kind of a collective none of whose units is known: it stands as a unit until they are."""


@dataclass(slots=True)
class Roster:
    """The units and groups of the new list; `notes` says of new or changed ones what was guessed, by name."""

    units: list[Unit] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    wanted: list[Group] = field(default_factory=list)
    """Groups that wait for their units: each stands as a unit for now."""


def carried(checklist: Checklist, year: int) -> tuple[list[Unit], list[Group], list[str]]:
    """Units and groups of an older list for a year's; and the units left out, which ended before it."""
    gone = {unit.name for unit in checklist.units if unit.until is not None and unit.until.year < year}
    units = [unit for unit in checklist.units if unit.name not in gone]
    lost = {name for unit in checklist.units if unit.name in gone for name in (unit.name, *unit.aliases)}
    kinds = {unit.kind for unit in checklist.units} - {unit.kind for unit in units}
    groups = []
    for group in checklist.groups:
        members = tuple(member for member in group.members if member not in lost | kinds)
        if members:
            groups.append(replace(group, members=members))
    return units, groups, sorted(gone)


def who(item: Item, known: Known) -> tuple[Reading, str]:
    """All that an item says of who is responsible, and its words, labels included where there are several."""
    made = Reading()
    texts = []
    for words in item.who:
        reading = read(words.text, words.role, known)
        made.named += reading.named
        made.doubts += reading.doubts
        texts.append(_labelled(words, reading.words, len(item.who) > 1))
    made.named = _once(made, known)
    return made, "；".join(texts)


def _labelled(words: Words, text: str, several: bool) -> str:
    return f"{words.label}：{text}" if several and words.label else text


def _once(reading: Reading, known: Known) -> list[Named]:
    """Each owner once, though several columns name it."""
    held: dict[str, Named] = {}
    for named in reading.named:
        first = held.setdefault(known.owners.get(named.name, named.name), named)
        if first.role is not named.role:
            doubt = _("{words} is named in two roles; the first was kept").format(words=named.name)
            if doubt not in reading.doubts:
                reading.doubts.append(doubt)
    return list(held.values())


def responsible(reading: Reading) -> tuple[Responsible, ...]:
    """The entries of `responsible`; of a task that names nobody the collective that says so."""
    made = tuple(Responsible(unit=named.name, role=named.role) for named in reading.named)
    return made or (Responsible(unit=OPEN, role=Role.RESPONSIBLE),)


def roster(held: tuple[Sequence[Unit], Sequence[Group]], readings: Iterable[Reading]) -> Roster:
    """The roster: what was held, and behind it what the readings name besides."""
    made = Roster(list(held[0]), list(held[1]))
    readings = list(readings)
    named = [each for reading in readings for each in reading.named]
    both: list[Unit | Group] = [*made.units, *made.groups]
    own = {owner.name for owner in both} | {each.name for each in named}
    taken = {alias for owner in both for alias in owner.aliases}
    fresh: dict[str, list[str]] = {}
    for each in named:
        aliases = [alias for alias in each.aliases if alias not in own | taken]
        taken.update(aliases)
        if each.known:
            _add_aliases(made, each.name, aliases)
        else:
            fresh.setdefault(each.name, []).extend(aliases)
    if len(fresh) > MAX_NEW:
        message = _("it names more than {n:,} units, which no list of a year does").format(n=MAX_NEW)
        raise GovlistError(message, ExitCode.FAILED, hint=_("copy the list alone into a new document"))
    for name, aliases in fresh.items():
        if _names.collective(name) is None:
            made.units.append(Unit(name=name, kind=_names.kind(name), aliases=tuple(aliases)))
            made.notes[name] = _("new; the kind is a guess by the name")
    for name, aliases in fresh.items():
        if (many := _names.collective(name)) is not None:
            _add_group(made, name, many, tuple(aliases))
    if any(not reading.named for reading in readings):
        _add_open(made)
    return made


def _add_aliases(made: Roster, name: str, aliases: Sequence[str]) -> None:
    """Note other writings of a known name with its owner."""
    if not aliases:
        return

    def with_aliases(owner: _Owner) -> _Owner:
        if name not in (owner.name, *owner.aliases):
            return owner
        made.notes[owner.name] = _("new name from the document: {aliases}").format(aliases=joined(aliases))
        return replace(owner, aliases=(*owner.aliases, *aliases))

    made.units = list(map(with_aliases, made.units))
    made.groups = list(map(with_aliases, made.groups))


def _add_group(made: Roster, name: str, many: _names.Collective, aliases: tuple[str, ...]) -> None:
    kinds = list(dict.fromkeys(unit.kind for unit in made.units if unit.kind not in (COLLECTIVE, "office")))
    members = tuple(kinds) if many.kind is None else (many.kind,)
    group = Group(name=name, members=members or ("department",), scope=many.scope, aliases=aliases)
    if members and set(members) <= set(kinds):
        made.groups.append(group)
        message = _("new; members and scope are guesses by the name")
        if not many.sure:
            message = _("new; whether all members owe the task is not said by the name; every is a guess")
        made.notes[name] = message
        return
    made.units.append(Unit(name=name, kind=COLLECTIVE, aliases=aliases))
    made.wanted.append(group)
    message = _("a collective of unknown units: one unit until you list them")
    made.notes[name] = message


def _add_open(made: Roster) -> None:
    both: list[Unit | Group] = [*made.units, *made.groups]
    if any(OPEN in (owner.name, *owner.aliases) for owner in both):
        return
    kinds = tuple(dict.fromkeys(unit.kind for unit in made.units))
    made.groups.append(Group(name=OPEN, members=kinds, scope=Scope.CONCERNED))
    made.notes[OPEN] = _("for tasks whose document names nobody: all units are candidates, none owes them")
