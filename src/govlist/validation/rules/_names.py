"""Names as the rules compare them: where they stand, what folding makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining

from govlist.base.errors import Location
from govlist.base.i18n import _
from govlist.base.text import folded, shown
from govlist.model.checklist import Checklist, Group, Task, Unit
from govlist.model.roster import Roster
from govlist.model.words import joined


def some(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    first = joined(shown(name) for name in names[:5])
    if len(names) <= 5:
        return first
    return _("{names} and {count} more").format(names=first, count=len(names) - 5)


def odd_characters(text: str, twin: str) -> str:
    """The code points, such as `U+200B`, by which a text differs from one that looks alike."""
    odd = [char for char in dict.fromkeys(text) if folded(char) != char or combining(char)]
    own = [char for char in odd if char not in twin]
    return " ".join(f"U+{ord(char):04X}" for char in own or odd)


def owners(checklist: Checklist) -> Iterator[tuple[Location, Unit | Group]]:
    """Every unit and group with its place."""
    for index, unit in enumerate(checklist.units):
        yield ("units", index), unit
    for index, group in enumerate(checklist.groups):
        yield ("groups", index), group


def declared(checklist: Checklist) -> Iterator[tuple[Location, str, Unit | Group]]:
    """Every name and alias of a unit or group with its place, in the file's order."""
    for location, owner in owners(checklist):
        yield (*location, "name"), owner.name, owner
        for index, alias in enumerate(owner.aliases):
            yield (*location, "aliases", index), alias, owner


def lost(checklist: Checklist, name: str) -> bool:
    """Whether a name that nobody has may be of a unit or group that a fault took out."""
    omitted = checklist.omitted
    if omitted.hides(name):
        return True
    groups_are_missing = not checklist.groups and not any(omitted.names)
    return omitted.units and (not checklist.units or groups_are_missing)


def unclear(roster: Roster, task: Task) -> bool:
    """Whether a fault elsewhere hides who owes the task."""
    if roster.unresolved(task):
        return True
    return any(map(roster.checklist.omitted.hides, _mentioned(roster, task)))


def _mentioned(roster: Roster, task: Task) -> Iterator[str]:
    """The names that decide who owes the task, the entries of its groups included."""
    yield from task.concerned
    yield from task.progress
    for entry in task.responsible:
        yield entry.unit
        owner = roster.find(entry.unit)
        yield from owner.members if isinstance(owner, Group) else ()
