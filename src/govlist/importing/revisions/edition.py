"""What a new edition changes of a list, task by task and field by field, decided before a byte is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from govlist.documents import tidy
from govlist.importing.revisions._pairing import Pair, headings, pairs, same_units
from govlist.model.checklist import Checklist, Placed, Task
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
