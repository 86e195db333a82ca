"""Finds the tasks and units of a checklist that returned rows name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from govlist.base.text import folded
from govlist.collect._identity import digest, list_id
from govlist.model.checklist import Checklist, Placed
from govlist.model.roster import Roster


@dataclass(frozen=True)
class Options:
    """The options of `collect`: today, the day of rows without one, the unit of files that name none.

    With `one_file` the unit decides where the file names several.
    """

    today: date
    day: date | None = None
    unit: str | None = None
    one_file: bool = True


class Lookup:
    """A checklist prepared for finding its tasks and units."""

    def __init__(self, checklist: Checklist, options: Options) -> None:
        self.checklist = checklist
        self.options = options
        self.roster = Roster(checklist)
        self.tasks = {placed.task.id: placed for placed in checklist.placed()}
        self.list_id = list_id(checklist)
        self._concerned: dict[tuple[int, date], Collection[str]] = {}

    def concerned(self, placed: Placed, day: date) -> Collection[str]:
        """The units that a task concerns on a day; cached, since many files ask the same."""
        key = placed.task.id, day
        if key not in self._concerned:
            self._concerned[key] = self.roster.claims(placed.task, day)
        return self._concerned[key]

    @cached_property
    def _by_words(self) -> dict[str, int | None]:
        """Task numbers by folded requirement; None if several tasks have the same one."""
        found: dict[str, int | None] = {}
        for number, placed in self.tasks.items():
            words = folded(placed.task.requirement)
            found[words] = None if words in found else number
        return found

    def by_words(self, text: str) -> int | None:
        """The number of the only task with this requirement."""
        return self._by_words.get(folded(text))

    def is_requirement(self, placed: Placed, text: str, *, exact: bool) -> bool:
        """Whether a text is the requirement of a task.

        In a handmade ledger (not `exact`) it may also be a shortened requirement, or the title above the
        task.
        """
        requirement, given = folded(placed.task.requirement), folded(text)
        if exact or requirement == given:
            return requirement == given
        titles = {folded(each.title) for each in (placed.section, placed.topic) if each}
        short, long = sorted((requirement, given), key=len)
        return given in titles or (len(short) >= 4 and short in long)

    @cached_property
    def units_by_digest(self) -> dict[str, str]:
        """The units by the digests of their names and aliases."""
        return {
            digest(name): unit.name for unit in self.checklist.units for name in (*unit.aliases, unit.name)
        }

    def units_in(self, text: str) -> set[str]:
        """The units whose name or alias is in a text, not counting names inside longer names."""
        words, found = folded(text), set()
        for name, unit in self._names:
            if name in words:
                found.add(unit)
                words = words.replace(name, "|")
        return found

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        """Every unit's names and aliases with its current name, longest first."""
        units = self.checklist.units
        names = [(folded(name), unit.name) for unit in units for name in (unit.name, *unit.aliases)]
        return sorted(names, key=lambda pair: -len(pair[0]))
