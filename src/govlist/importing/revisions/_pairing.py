"""Which task of a new edition is which of the list: by its words first, then by its number if alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from govlist.documents import tidy
from govlist.model.checklist import Checklist, Placed, Role, Task
from govlist.model.roster import Roster

ALIKE = 0.6
"""How much of two texts must agree for one to be the other reworded."""
CERTAIN = 0.35
"""The same of two texts under the same number, below the same headings."""
_MOST = 40_000
"""Pairs of texts that are compared; beyond that numbers alone decide."""

_LONGEST = 2_000
"""Characters of a text that are compared: their beginnings tell."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A task of the list and what it is in the new edition; None where one of them is not there."""

    old: Placed | None
    new: Placed | None


def pairs(old: Checklist, new: Checklist) -> list[Pair]:
    """Every task of both, in the new edition's order, what it no longer has at the end."""
    before, after = list(old.placed()), list(new.placed())
    found: dict[int, int] = {}
    _same_words(before, after, found)
    _same_number(before, after, found)
    _alike(before, after, found)
    made = [Pair(before[found[i]] if i in found else None, placed) for i, placed in enumerate(after)]
    taken = set(found.values())
    return made + [Pair(placed, None) for i, placed in enumerate(before) if i not in taken]


def _same_words(before: Sequence[Placed], after: Sequence[Placed], found: dict[int, int]) -> None:
    held: dict[str, list[int]] = {}
    for index, placed in enumerate(before):
        held.setdefault(tidy.folded(placed.task.requirement), []).append(index)
    for index, placed in enumerate(after):
        fitting = held.get(tidy.folded(placed.task.requirement), [])
        if fitting:
            same = next((i for i in fitting if before[i].task.id == placed.task.id), fitting[0])
            fitting.remove(same)
            found[index] = same


def _same_number(before: Sequence[Placed], after: Sequence[Placed], found: dict[int, int]) -> None:
    free = {before[i].task.id: i for i in range(len(before)) if i not in set(found.values())}
    for index, placed in enumerate(after):
        held = free.get(placed.task.id)
        if index in found or held is None:
            continue
        other = before[held]
        least = CERTAIN if headings(other) == headings(placed) else ALIKE
        if ratio(other.task.requirement, placed.task.requirement) >= least:
            found[index] = free.pop(placed.task.id)


def _alike(before: Sequence[Placed], after: Sequence[Placed], found: dict[int, int]) -> None:
    """The most alike first."""
    taken = set(found.values())
    left = [i for i in range(len(before)) if i not in taken]
    open_ = [i for i in range(len(after)) if i not in found]
    if len(left) * len(open_) > _MOST:
        return
    scored = []
    for index in open_:
        for other in left:
            score = ratio(before[other].task.requirement, after[index].task.requirement)
            if score >= ALIKE:
                scored.append((-score, index, other))
    for _score, index, other in sorted(scored):
        if index not in found and other not in taken:
            found[index] = other
            taken.add(other)


def ratio(first: str, second: str) -> float:
    """How much of two texts agrees, 0 to 1; 0 where they cannot agree enough."""
    matcher = SequenceMatcher(None, first[:_LONGEST], second[:_LONGEST], autojunk=False)
    if matcher.real_quick_ratio() < CERTAIN or matcher.quick_ratio() < CERTAIN:
        return 0.0
    return matcher.ratio()


def headings(placed: Placed) -> tuple[str, str]:
    """The titles above a task, to compare by."""
    topic = placed.topic.title if placed.topic else ""
    return tidy.folded(placed.section.title), tidy.folded(topic)


def same_units(roster: Roster, old: Task, new: Task) -> bool:
    """Whether two tasks are of the same owners in the same roles, whatever names they use."""

    def owners(task: Task) -> list[tuple[str, Role]]:
        return [(roster.owner(entry.unit), entry.role) for entry in task.responsible]

    return owners(old) == owners(new)
