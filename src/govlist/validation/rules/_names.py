"""Names for rules: their places, and comparison by what can be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import combining

from govlist.base.errors import Location
from govlist.base.i18n import _
from govlist.base.text import excerpt, folded
from govlist.model.checklist import Checklist, Group, Task, Unit
from govlist.model.roster import Roster
from govlist.model.words import joined


def some(names: list[str]) -> str:
    """The first five names of a list, and the number of others."""
    first = joined(excerpt(name) for name in names[:5])
    if len(names) <= 5:
        return first
    return _("{names} and {count} more").format(names=first, count=len(names) - 5)


def odd_characters(text: str, twin: str) -> str:
    """The code points, such as `U+200B`, in which a text differs from one that looks the same."""
    odd = [char for char in dict.fromkeys(text) if folded(char) != char or combining(char)]
    own = [char for char in odd if char not in twin]
    return " ".join(f"U+{ord(char):04X}" for char in own or odd)


def declared(checklist: Checklist) -> Iterator[tuple[Location, str, Unit | Group]]:
    """All names and aliases of units and groups with their places, in file order."""
    roster: dict[str, Sequence[Unit | Group]] = {"units": checklist.units, "groups": checklist.groups}
    for key, owners in roster.items():
        for index, owner in enumerate(owners):
            yield (key, index, "name"), owner.name, owner
            for place, alias in enumerate(owner.aliases):
                yield (key, index, "aliases", place), alias, owner


def lost(checklist: Checklist, name: str) -> bool:
    """Whether an unknown name may belong to a unit or group that an error removed."""
    omitted = checklist.omitted
    if omitted.hides(name):
        return True
    groups_are_missing = not checklist.groups and not any(omitted.names)
    return omitted.units and (not checklist.units or groups_are_missing)


def unclear(roster: Roster, task: Task) -> bool:
    """Whether an error elsewhere hides who owes the task."""
    if roster.unresolved(task):
        return True
    return any(map(roster.checklist.omitted.hides, _mentioned(roster, task)))


def _mentioned(roster: Roster, task: Task) -> Iterator[str]:
    """The names that decide who owes the task, with the members of its groups."""
    yield from task.concerned
    yield from task.progress
    for entry in task.responsible:
        yield entry.unit
        owner = roster.find(entry.unit)
        yield from owner.members if isinstance(owner, Group) else ()
