"""The changes of a new edition, task by task and field by field, computed before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from govlist.documents import tidy
from govlist.model.checklist import Checklist, Placed, Role, Task
from govlist.model.roster import Roster
from govlist.model.words import entry_word, joined

FIELDS = ("id", "requirement", "responsible", "responsible_text", "due", "due_text", "standing", "city_task")
"""The fields that an edition may change, in file order."""


@dataclass(frozen=True, slots=True)
class Change:
    """One task's change: old and new task (None if added or removed), and which fields differ."""

    old: Placed | None
    new: Placed | None
    task: Task | None
    """The resulting task: the old one with the values of the edition."""
    fields: tuple[str, ...] = ()
    moved: bool = False
    """Whether it is below another heading now."""

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
        """Number of reports of the old task."""
        task = self.old.task if self.old else None
        return len(task.overall) + sum(map(len, task.progress.values())) if task else 0


def changes(old: Checklist, new: Checklist) -> list[Change]:
    """Every task's change in the order of the new edition, removed tasks last."""
    roster = Roster(old)
    return [_change(pair, roster) for pair in pairs(old, new)]


def _change(pair: Pair, roster: Roster) -> Change:
    if pair.old is None or pair.new is None:
        return Change(pair.old, pair.new, pair.new.task if pair.new else None)
    task = _merged(pair.old.task, pair.new.task, roster)
    fields = tuple(name for name in FIELDS if getattr(task, name) != getattr(pair.old.task, name))
    return Change(pair.old, pair.new, task, fields, headings(pair.old) != headings(pair.new))


def _merged(old: Task, new: Task, roster: Roster) -> Task:
    """The old task with the values of the new edition; fields it does not give stay."""
    task = replace(old, id=new.id)
    if tidy.prose(old.requirement) != new.requirement:
        task = replace(task, requirement=new.requirement)
    # Equal words keep the office's own reading of who is responsible.
    same_words = tidy.folded(old.words) == tidy.folded(new.words)
    if not same_words and not same_units(roster, old, new):
        task = replace(task, responsible=new.responsible, responsible_text=new.responsible_text)
    elif old.words != new.words:
        task = replace(task, responsible_text=new.responsible_text)
    if new.due_text or new.due or new.standing:
        due_text = new.due_text or (old.due_text if new.due == old.due else None)
        task = replace(task, due=new.due, due_text=due_text, standing=new.standing)
    return replace(task, city_task=new.city_task or old.city_task)


def records(found: list[Change]) -> list[dict[str, Any]]:
    """The changes for `import --into --json`, without unchanged tasks."""
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


def before_and_after(change: Change, name: str) -> tuple[str, str]:
    """A field's old and new value, for display."""
    assert change.old is not None
    assert change.task is not None
    return _text(change.old.task, name), _text(change.task, name)


def _text(task: Task, name: str) -> str:
    if name == "responsible":
        return joined(map(entry_word, task.responsible))
    if name == "due":
        return joined(each.text for each in task.due)
    value = getattr(task, name)
    return "" if value is None else str(value)


ALIKE = 0.6
"""Similarity from which a text counts as a rewording of another."""
CERTAIN = 0.35
"""The same for two texts with the same number below the same headings."""
_MOST = 40_000
"""Pairs of texts that are compared; beyond that only numbers decide."""

_LONGEST = 2_000
"""Characters compared from the start of a text."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A task of the list and its counterpart in the new edition; None if one of them is missing."""

    old: Placed | None
    new: Placed | None


def pairs(old: Checklist, new: Checklist) -> list[Pair]:
    """Pair all tasks, in the order of the new edition, removed tasks last."""
    before, after = list(old.placed()), list(new.placed())
    found: dict[int, int] = {}
    _same_words(before, after, found)
    _same_number(before, after, found)
    _alike(before, after, found)
    matched = [Pair(before[found[i]] if i in found else None, placed) for i, placed in enumerate(after)]
    taken = set(found.values())
    return matched + [Pair(placed, None) for i, placed in enumerate(before) if i not in taken]


def _same_words(before: Sequence[Placed], after: Sequence[Placed], found: dict[int, int]) -> None:
    by_words: dict[str, list[int]] = {}
    for index, placed in enumerate(before):
        by_words.setdefault(tidy.folded(placed.task.requirement), []).append(index)
    for index, placed in enumerate(after):
        fitting = by_words.get(tidy.folded(placed.task.requirement), [])
        if fitting:
            same = next((i for i in fitting if before[i].task.id == placed.task.id), fitting[0])
            fitting.remove(same)
            found[index] = same


def _same_number(before: Sequence[Placed], after: Sequence[Placed], found: dict[int, int]) -> None:
    free = {before[i].task.id: i for i in range(len(before)) if i not in set(found.values())}
    for index, placed in enumerate(after):
        by_words = free.get(placed.task.id)
        if index in found or by_words is None:
            continue
        other = before[by_words]
        least = CERTAIN if headings(other) == headings(placed) else ALIKE
        if ratio(other.task.requirement, placed.task.requirement) >= least:
            found[index] = free.pop(placed.task.id)


def _alike(before: Sequence[Placed], after: Sequence[Placed], found: dict[int, int]) -> None:
    """Pair the remaining tasks by similarity, most similar first."""
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
    """The similarity of two texts, 0 to 1; 0 if it cannot reach CERTAIN."""
    matcher = SequenceMatcher(None, first[:_LONGEST], second[:_LONGEST], autojunk=False)
    if matcher.real_quick_ratio() < CERTAIN or matcher.quick_ratio() < CERTAIN:
        return 0.0
    return matcher.ratio()


def headings(placed: Placed) -> tuple[str, str]:
    """The folded titles above a task."""
    topic = placed.topic.title if placed.topic else ""
    return tidy.folded(placed.section.title), tidy.folded(topic)


def same_units(roster: Roster, old: Task, new: Task) -> bool:
    """Whether two tasks have the same owners in the same roles, under any of their names."""

    def owners(task: Task) -> list[tuple[str, Role]]:
        return [(roster.owner(entry.unit), entry.role) for entry in task.responsible]

    return owners(old) == owners(new)
