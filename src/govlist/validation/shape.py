"""What stands where in the file, by paths alone, and what a fault may take out without more."""

from __future__ import annotations

from dataclasses import MISSING, fields
from itertools import islice, pairwise
from typing import Any

from govlist.base.errors import Location
from govlist.base.i18n import _, p_
from govlist.model.checklist import Chase, Checklist, Group, Report, Responsible, Section, Task, Topic, Unit
from govlist.model.words import joined
from govlist.validation.values import known_keys

KINDS: dict[str, type] = {
    "units": Unit,
    "groups": Group,
    "sections": Section,
    "topics": Topic,
    "tasks": Task,
    "responsible": Responsible,
    "overall": Report,
    "chases": Chase,
}
SUBSTITUTES: dict[str, Any] = {
    "title": "",
    "year": 0,
    "units": [],
    "groups": [],
    "sections": [],
    "tasks": [],
}
"""What stands in for a required value whose fault must not take out all that is around it."""


def substituted(at: Location) -> bool:
    """Whether something stands in for a faulty value at a path: it may not be left out there."""
    return at[-1] in SUBSTITUTES and at[-1] in known_keys(kind(at[:-1]))


def kind(at: Location) -> type:
    """What kind of mapping stands at a path."""
    for step in reversed(at):
        if step in KINDS:
            return KINDS[str(step)]
        if isinstance(step, str):
            return Report  # a unit's name under progress
    return Checklist


def kind_word(at: Location) -> str:
    """The word for what stands at a path."""
    return {
        Unit: _("a unit"),
        Group: _("a group"),
        Section: _("a section"),
        Topic: _("a topic"),
        Task: _("a task"),
        Responsible: _("an entry of responsible"),
        Report: _("a report"),
        Chase: _("a chase"),
        Checklist: p_("file", "a list"),
    }[kind(at)]


def optional(kind: type, key: str) -> bool:
    """Whether a mapping of a kind may do without a key."""
    return any(
        f.name == key and (f.default is not MISSING or f.default_factory is not MISSING) for f in fields(kind)
    )


def required(at: Location) -> str:
    """The keys that the mapping at a path must hold."""
    owner = kind(at)
    return joined(key for key in known_keys(owner) if not optional(owner, key))


def smallest(at: Location) -> Location:
    """The smallest part around a faulty value that can go without changing what the rest means.

    Inside a report or chase it is that; who is responsible makes it the task; an optional value goes alone.
    """
    if at[0] == "chases":
        return at[:2]
    for name, depth in (("progress", 3), ("overall", 2)):
        if name in at:
            return at[: at.index(name) + depth]
    items = [
        end + 2
        for end, (name, index) in enumerate(pairwise(at))
        if isinstance(index, int) and name in KINDS and name != "responsible"
    ]
    end = items[-1] if items else 0
    if end == len(at):
        return at
    key = str(at[end])
    alone = key in SUBSTITUTES or key == "topics" or optional(kind(at[:end]), key)
    return at[: end + 1] if alone and key not in ("concerned", "aliases") else at[:end]


def form_word(value: Any) -> str:
    """The word for a value's form: a list, a mapping, text."""
    if isinstance(value, (list, tuple)):
        return _("a list")
    return _("a mapping") if isinstance(value, dict) else _("text")


def wanted(fault: str) -> str:
    """The word for what pydantic wanted, by the type of its error."""
    stand_in = {"string_type": "", "tuple_type": [], "dict_type": {}, "dataclass_type": {}}
    return form_word(stand_in[fault]) if fault in stand_in else ""


def beginning(plain: Any, size: int) -> Any:
    """The data with the first items of every list and mapping only."""
    if isinstance(plain, dict):
        return {key: beginning(value, size) for key, value in islice(plain.items(), size)}
    return [beginning(item, size) for item in plain[:size]] if isinstance(plain, list) else plain


def outermost(targets: list[Location]) -> list[Location]:
    """The paths that lie in no other one, later items of a list first: positions before them stay."""
    chosen = set(targets)
    alone = [t for t in chosen if not any(t[:end] in chosen for end in range(1, len(t)))]
    return sorted(alone, key=lambda t: [(-1, s) if isinstance(s, str) else (s, "") for s in t], reverse=True)
