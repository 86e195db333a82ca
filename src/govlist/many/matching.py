"""Which task of the city's list each task of a list may carry out, by the likeness of their words. Pure.

Likeness is that of Sørensen and Dice over the pairs of neighbouring characters, without blanks and marks: 1
for the same words, 0 for none in common. A proposal is made only where nothing else is nearly as alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.documents import tidy
from govlist.model.checklist import Checklist

LEAST = 0.7
"""The likeness from which a task is proposed."""
MARGIN = 0.1
"""How much less alike everything else must be."""
MOST = 4_000_000
"""Pairs of tasks that are compared for one list: 2,000 tasks with 2,000."""
_LONGEST = 2_000
"""Characters compared from the start of a text."""

SEVERAL, SHARED, TAKEN = "several", "shared", "taken"
"""Why a task is a doubt: several of the city's tasks are as alike, another task of the list is as alike to
the same one, or another task of the list has it already."""


class Words(NamedTuple):
    """What is compared of a task, and the city's task that it has already."""

    id: int
    requirement: str
    city_task: str | None


class Candidate(NamedTuple):
    """A task of the city's list, and how alike it is."""

    city_task: str
    likeness: float


class Match(NamedTuple):
    """A task with the city's tasks that are alike, the most alike first; `doubt` is empty for a proposal."""

    task: Words
    candidates: tuple[Candidate, ...]
    doubt: str = ""


class Matched(NamedTuple):
    """What was found for one list."""

    proposals: tuple[Match, ...]
    doubts: tuple[Match, ...]
    kept: int
    """How many tasks have a task of the city's list already."""
    unlike: int
    """How many tasks have none, and are like none."""
    dangling: tuple[Words, ...]
    """The tasks whose task the city's list does not have."""


def words(checklist: Checklist) -> tuple[Words, ...]:
    """What is compared of a list's tasks."""
    return tuple(Words(task.id, task.requirement, task.city_task) for task in checklist.tasks())


class City:
    """The tasks of the city's list, prepared for comparison."""

    def __init__(self, tasks: Sequence[Words]) -> None:
        self.requirements = {str(task.id): task.requirement for task in tasks}
        """The words of each task by its number."""
        self._sizes: list[tuple[str, int]] = []
        self._having: dict[str, list[int]] = {}
        for place, task in enumerate(tasks):
            pairs = _pairs(task.requirement)
            self._sizes.append((str(task.id), len(pairs)))
            for pair in pairs:
                self._having.setdefault(pair, []).append(place)

    def match(self, tasks: Sequence[Words]) -> Matched:
        """Match the tasks of one list. Raises GovlistError if there are too many."""
        if len(tasks) * len(self._sizes) > MOST:
            message = _("{n} tasks are too many to compare with {m}").format(n=len(tasks), m=len(self._sizes))
            raise GovlistError(message, hint=_("divide the list: one for each topic"))
        open_ = [task for task in tasks if task.city_task is None]
        alike = [(task, found) for task in open_ if (found := self._alike(task.requirement))]
        rivals: dict[str, list[float]] = {}
        for _task, found in alike:
            rivals.setdefault(found[0].city_task, []).append(found[0].likeness)
        taken = {task.city_task for task in tasks}
        made = [Match(task, found, _doubt(found, rivals, taken)) for task, found in alike]
        return Matched(
            tuple(each for each in made if not each.doubt),
            tuple(each for each in made if each.doubt),
            kept=len(tasks) - len(open_),
            unlike=len(open_) - len(made),
            dangling=tuple(task for task in tasks if task.city_task not in (None, *self.requirements)),
        )

    def _alike(self, requirement: str) -> tuple[Candidate, ...]:
        """The most alike task, if it is alike enough, and those nearly as alike."""
        pairs = _pairs(requirement)
        common = Counter(place for pair in pairs for place in self._having.get(pair, ()))
        found = [
            Candidate(number, 2 * count / (len(pairs) + size))
            for place, count in common.items()
            for number, size in (self._sizes[place],)
        ]
        best = max((each.likeness for each in found), default=0)
        if best < LEAST:
            return ()
        near = [each for each in found if each.likeness > best - MARGIN]
        return tuple(sorted(near, key=lambda each: -each.likeness))


def _doubt(found: Sequence[Candidate], rivals: dict[str, list[float]], taken: Iterable[str | None]) -> str:
    """Why the most alike task is no proposal; empty if it is one. The same words need no margin."""
    best = found[0]
    if len(found) > 1 and not (best.likeness == 1 > found[1].likeness):
        return SEVERAL
    if best.city_task in taken:
        return TAKEN
    as_alike = sum(likeness > best.likeness - MARGIN for likeness in rivals[best.city_task])
    return SHARED if as_alike > 1 else ""


def _pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters; a single character is one, too."""
    plain = tidy.folded(text[:_LONGEST]).casefold()
    return {plain[at : at + 2] for at in range(max(len(plain) - 1, 1))} if plain else set()
