"""The checklist as returned rows are laid beside it: tasks by number and words, units by their names."""

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
class Asked:
    """What was said on the command line: today, the day of rows that name none, the unit of plain ledgers."""

    today: date
    day: date | None = None
    unit: str | None = None


class Desk:
    """A checklist with what was asked."""

    def __init__(self, checklist: Checklist, asked: Asked) -> None:
        self.checklist = checklist
        self.asked = asked
        self.roster = Roster(checklist)
        self.tasks = {placed.task.id: placed for placed in checklist.placed()}
        self.list_id = list_id(checklist)
        self._concerned: dict[tuple[int, date], Collection[str]] = {}

    def concerned(self, placed: Placed, day: date) -> Collection[str]:
        """The units that have to do with a task on a day; many files ask the same."""
        asked = placed.task.id, day
        if asked not in self._concerned:
            self._concerned[asked] = self.roster.claims(placed.task, day)
        return self._concerned[asked]

    @cached_property
    def _by_words(self) -> dict[str, int]:
        """The number of each task by its requirement's words; words of several tasks name none."""
        found: dict[str, int] = {}
        for number, placed in self.tasks.items():
            words = folded(placed.task.requirement)
            found[words] = 0 if words in found else number
        return found

    def by_words(self, text: str) -> int | None:
        """The number of the one task that demands just this."""
        return self._by_words.get(folded(text)) or None

    def demands(self, placed: Placed, text: str, *, whole: bool) -> bool:
        """Whether a text is what a task demands; a ledger made by hand (not `whole`) may shorten it.

        There it may also be the title above the task.
        """
        held, said = folded(placed.task.requirement), folded(text)
        if whole or held == said:
            return held == said
        titles = {folded(each.title) for each in (placed.section, placed.topic) if each}
        short, long = sorted((held, said), key=len)
        return said in titles or (len(short) >= 4 and short in long)

    def unit_by_digest(self, mark: str) -> str | None:
        """The unit whose name or alias has this digest."""
        return self._by_digest.get(mark)

    @cached_property
    def _by_digest(self) -> dict[str, str]:
        return {
            digest(name): unit.name for unit in self.checklist.units for name in (*unit.aliases, unit.name)
        }

    def units_in(self, text: str) -> set[str]:
        """The units whose name or alias stands in a text; a name inside a longer one there is none."""
        words, found = folded(text), set()
        for name, unit in self._names:
            if name in words:
                found.add(unit)
                words = words.replace(name, "|")
        return found

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        """Every unit's names and aliases with its own name, the longest first."""
        units = self.checklist.units
        names = [(folded(name), unit.name) for unit in units for name in (unit.name, *unit.aliases)]
        return sorted(names, key=lambda pair: -len(pair[0]))
