"""What a new edition changes of a list, task by task and field by field, decided before a byte is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from govlist.documents import tidy
from govlist.model.checklist import Checklist, Placed, Role, Task
from govlist.model.roster import Roster
from govlist.model.words import entry_word, joined

FIELDS = ("id", "requirement", "responsible", "responsible_text", "due", "due_text", "standing")
"""What an edition may change of a task, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Change:
    """One task's change: what it was, what it is, and which fields differ; None where it came or goes."""

    old: Placed | None
    new: Placed | None
    task: Task | None
    """The task as it shall stand: the old one with what the edition says."""
    fields: tuple[str, ...] = ()
    moved: bool = False
    """Whether it stands below another heading."""

    @property
    def what(self) -> str:
        """A stable token: task-added, task-removed, task-changed or task-kept."""
        if self.old is None:
            return "task-added"
        if self.new is None:
            return "task-removed"
        return "task-changed" if self.fields or self.moved else "task-kept"

    @property
    def reports(self) -> int:
        """How many reports the old task holds."""
        task = self.old.task if self.old else None
        return len(task.overall) + sum(map(len, task.progress.values())) if task else 0


def changes(old: Checklist, new: Checklist) -> list[Change]:
    """Every task's change, in the new edition's order, what goes at the end."""
    roster = Roster(old)
    return [_change(pair, roster) for pair in pairs(old, new)]


def _change(pair: Pair, roster: Roster) -> Change:
    if pair.old is None or pair.new is None:
        return Change(pair.old, pair.new, pair.new.task if pair.new else None)
    task = _merged(pair.old.task, pair.new.task, roster)
    fields = tuple(name for name in FIELDS if getattr(task, name) != getattr(pair.old.task, name))
    return Change(pair.old, pair.new, task, fields, headings(pair.old) != headings(pair.new))


def _merged(old: Task, new: Task, roster: Roster) -> Task:
    """The old task with what the new edition says; what it does not say stays."""
    task = replace(old, id=new.id)
    if tidy.prose(old.requirement) != new.requirement:
        task = replace(task, requirement=new.requirement)
    said = tidy.folded(old.words) == tidy.folded(new.words)  # then how the office reads the words stands
    if not said and not same_units(roster, old, new):
        task = replace(task, responsible=new.responsible, responsible_text=new.responsible_text)
    elif old.words != new.words:
        task = replace(task, responsible_text=new.responsible_text)
    if new.due_text or new.due or new.standing:
        due_text = new.due_text or (old.due_text if new.due == old.due else None)
        task = replace(task, due=new.due, due_text=due_text, standing=new.standing)
    return task


def records(found: list[Change]) -> list[dict[str, Any]]:
    """`import --into --json`, what stays as it is left out."""
    return [
        {
            "what": change.what,
            "id": change.task.id if change.task else None,
            "was": change.old.task.id if change.old else None,
            "fields": list(change.fields),
            "moved": change.moved,
            "reports": change.reports,
        }
        for change in found
        if change.what != "task-kept"
    ]


def told(change: Change, name: str) -> tuple[str, str]:
    """A field before and after, for people."""
    assert change.old is not None
    assert change.task is not None
    return _text(change.old.task, name), _text(change.task, name)


def _text(task: Task, name: str) -> str:
    if name == "responsible":
        return joined(map(entry_word, task.responsible))
    value = getattr(task, name)
    return "" if value is None else str(value)


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
