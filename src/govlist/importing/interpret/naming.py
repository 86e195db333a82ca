"""The names in a document → the roster of its list, with notes on new units and groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _, n_
from govlist.documents.document import DoubtKind
from govlist.importing.interpret import deadline_words
from govlist.importing.interpret.entries import Item
from govlist.importing.interpret.responsible import shared_parts, unit_names
from govlist.importing.interpret.responsible.reader import Named, Reading, read, unique
from govlist.importing.interpret.responsible.roster_names import KnownNames
from govlist.model.checklist import Checklist, Group, Responsible, Role, Scope, Unit
from govlist.model.words import joined

MAX_NEW = 1_000
"""New units and groups in one document."""
SHOWN = 3
"""Names that a note lists."""
PERSON = "x-责任人"
"""The key of a task for the persons named beside its units."""
_SAME = re.compile("同上|同前|〃|″")
OPEN = "待明确"
"""The group for tasks whose document names nobody: all units are candidates, none owes the task."""
_Owner = TypeVar("_Owner", Unit, Group)
COLLECTIVE = "collective"
"""The kind of a collective whose units are unknown: it is listed as one unit until they are added."""


class Note(NamedTuple):
    """What was guessed about a unit or group, and which kind of doubt it is."""

    text: str
    kind: DoubtKind = DoubtKind.NEW


@dataclass(slots=True)
class Roster:
    """The units and groups of the new list; `notes` explains by name what was guessed."""

    units: list[Unit] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    incomplete: list[Group] = field(default_factory=list)
    """Groups whose units are unknown; each is listed as a unit for now."""


def carry_over(checklist: Checklist, year: int) -> tuple[list[Unit], list[Group], list[str]]:
    """Units and groups of an older list that still exist in a year, and the names of those that ended."""
    ended = {unit.name for unit in checklist.units if unit.until is not None and unit.until.year < year}
    units = [unit for unit in checklist.units if unit.name not in ended]
    ended_names = {
        name for unit in checklist.units if unit.name in ended for name in (unit.name, *unit.aliases)
    }
    kinds = {unit.kind for unit in checklist.units} - {unit.kind for unit in units}
    gone = ended_names | kinds
    left = ((group, tuple(each for each in group.members if each not in gone)) for group in checklist.groups)
    groups = [replace(group, members=members) for group, members in left if members]
    return units, groups, sorted(ended)


def read_all(items: Mapping[int, Item], known: KnownNames) -> dict[int, tuple[Reading, str]]:
    """Read who is responsible for each item, by its number, and the words."""
    above: dict[tuple[Role, str], list[Named]] = {}
    return {number: _read_item(item, known, above) for number, item in items.items()}


def _read_item(
    item: Item, known: KnownNames, above: dict[tuple[Role, str], list[Named]]
) -> tuple[Reading, str]:
    """Read who is responsible for an item, and its words; several texts keep their labels.

    A deadline or a person among the units becomes the item's. `above` has the units of the item before by
    role and label, for 同上; the item's own replace them.
    """
    result = Reading()
    texts = []
    for words in item.who:
        column = (words.role, words.label)
        if _SAME.fullmatch(words.text.strip()) and above.get(column):
            reading = _as_above(words.text.strip(), above[column])
        else:
            reading = read(words.text, words.role, known, result.level)
        above[column] = reading.named
        result.named += reading.named
        result.doubts += reading.doubts
        result.rules += reading.rules
        result.perhaps |= reading.perhaps
        result.leaves_out_levels |= reading.leaves_out_levels
        result.people += reading.people
        item.extra |= {key: value for key, value in reading.extra.items() if key not in item.extra}
        result.level = reading.level
        if reading.due:
            item.due = deadline_words.joined(item.due, reading.due) if item.due else reading.due
        label = f"{words.label}：" if words.label and len(item.who) > 1 else ""
        texts.append(label + reading.words)
    result.named, doubts = unique(result.named, known)
    result.doubts += [doubt for doubt in dict.fromkeys(doubts) if doubt not in result.doubts]
    if result.people:
        one = len(result.named) == 1
        people = [re.sub(r"（[^（）]*）$", "", each) if one else each for each in result.people]
        item.extra[PERSON] = "、".join(filter(None, (item.extra.get(PERSON, ""), *dict.fromkeys(people))))
    return result, "；".join(texts)


def _as_above(words: str, named: Sequence[Named]) -> Reading:
    """The reading of 同上: the units of the task before."""
    names = joined(each.name for each in named)
    doubt = _("“{words}” was read as {names}, as in the task before").format(words=words, names=names)
    return Reading(list(named), [doubt], words)


def complete_levels(readings: Sequence[Reading], known: KnownNames) -> None:
    """Read a name without level, 民政局, as 县民政局 if that is the only such name of document and roster.

    In a document that leaves out the level of several names in a row, single ones have it, too.
    """
    names = {named.name for reading in readings for named in reading.named} | set(known.owners)
    full = {name: found for name in names if (found := shared_parts.complete(name, names))}
    leaves_out = any(reading.leaves_out_levels for reading in readings)
    for reading in readings:
        all_full = {**(reading.perhaps if leaves_out else {}), **full}
        for at, named in enumerate(reading.named):
            if not named.known and (other := all_full.get(named.name)) is not None:
                settled = shared_parts.perhaps_same(named.name, other)
                reading.doubts = [each for each in reading.doubts if each != settled]
                message = _("“{first}” was read as “{second}”, as elsewhere in the document")
                reading.doubts.append(message.format(first=named.name, second=other))
                aliases = (*named.aliases, named.name)
                reading.named[at] = replace(named, name=other, known=other in known.owners, aliases=aliases)
        reading.named = unique(reading.named, known)[0]


def responsible(reading: Reading) -> tuple[Responsible, ...]:
    """The entries of `responsible`; the group OPEN if nobody is named."""
    result = tuple(Responsible(unit=named.name, role=named.role) for named in reading.named)
    return result or (Responsible(unit=OPEN, role=Role.RESPONSIBLE),)


def roster(inherited: tuple[Sequence[Unit], Sequence[Group]], readings: Iterable[Reading]) -> Roster:
    """The inherited units and groups, followed by the new ones that the readings name.

    Raises GovlistError (exit 3) for more than `MAX_NEW` new ones.
    """
    result = Roster(list(inherited[0]), list(inherited[1]))
    readings = list(readings)
    named = [each for reading in readings for each in reading.named]
    both: list[Unit | Group] = [*result.units, *result.groups]
    own = {owner.name for owner in both} | {each.name for each in named}
    taken = {alias for owner in both for alias in owner.aliases}
    new: dict[str, list[str]] = {}
    for each in named:
        aliases = [alias for alias in each.aliases if alias not in own | taken]
        taken.update(aliases)
        if each.known:
            _add_aliases(result, each.name, aliases)
        else:
            new.setdefault(each.name, []).extend(aliases)
    if len(new) > MAX_NEW:
        message = _("more than {n:,} units; a yearly list never has that many").format(n=MAX_NEW)
        raise GovlistError(message, ExitCode.FAILED, hint=_("copy only the list into a new document"))
    for name, aliases in new.items():
        if unit_names.collective(name) is None:
            result.units.append(Unit(name=name, kind=unit_names.kind(name), aliases=tuple(aliases)))
            result.notes[name] = Note(_("new; kind guessed from the name"))
    for name, aliases in new.items():
        if (many := unit_names.collective(name)) is not None:
            _add_group(result, name, many, tuple(aliases), {unit.kind for unit in inherited[0]})
    if any(not reading.named for reading in readings):
        _add_open(result)
    return result


def _add_aliases(result: Roster, name: str, aliases: Sequence[str]) -> None:
    """Add variant spellings of a known name to its owner."""
    if not aliases:
        return

    def with_aliases(owner: _Owner) -> _Owner:
        if name not in (owner.name, *owner.aliases):
            return owner
        text = _("new alias from the document: {aliases}").format(aliases=joined(aliases))
        result.notes[owner.name] = Note(text)
        return replace(owner, aliases=(*owner.aliases, *aliases))

    result.units = list(map(with_aliases, result.units))
    result.groups = list(map(with_aliases, result.groups))


def _add_group(
    result: Roster, name: str, many: unit_names.Collective, aliases: tuple[str, ...], complete: set[str]
) -> None:
    """Add a group; `complete` has the kinds whose units come from a roster, not from the document alone."""
    kinds = list(dict.fromkeys(unit.kind for unit in result.units if unit.kind not in (COLLECTIVE, "office")))
    members = tuple(kinds) if many.kind is None else (many.kind,)
    group = Group(name=name, members=members or ("department",), scope=many.scope, aliases=aliases)
    if members and set(members) <= set(kinds):
        result.groups.append(group)
        result.notes[name] = _group_note(result, group, many.sure, complete)
        return
    result.units.append(Unit(name=name, kind=COLLECTIVE, aliases=aliases))
    result.incomplete.append(group)
    text = _("a collective whose units are unknown; one unit until you list them")
    result.notes[name] = Note(text, DoubtKind.MEMBERS)


def _group_note(result: Roster, group: Group, sure: bool, complete: set[str]) -> Note:
    """What is a guess about a group: its members first, since they owe its tasks, then its scope."""
    if group.scope is Scope.EVERY and not set(group.members) & complete:
        names = [unit.name for unit in result.units if unit.kind in group.members]
        text = n_(
            "holds only the {n} unit that the document names; complete the list: {names}",
            "holds only the {n} units that the document names; complete the list: {names}",
            len(names),
        )
        shown = joined([*names[:SHOWN], *(["…"] if names[SHOWN:] else [])])
        return Note(text.format(n=len(names), names=shown), DoubtKind.MEMBERS)
    if not sure:
        text = _("new; scope “every” is a guess: the name does not say whether all members owe the task")
        return Note(text, DoubtKind.MEMBERS)
    return Note(_("new; members and scope guessed from the name"))


def _add_open(result: Roster) -> None:
    both: list[Unit | Group] = [*result.units, *result.groups]
    if any(OPEN in (owner.name, *owner.aliases) for owner in both):
        return
    kinds = tuple(dict.fromkeys(unit.kind for unit in result.units))
    result.groups.append(Group(name=OPEN, members=kinds, scope=Scope.CONCERNED))
    text = _("for tasks without responsible unit: all units are candidates, none owes them")
    result.notes[OPEN] = Note(text)
