"""Match the parts of three files: by name, number, title or text, even if other things have changed.

Matching parts get a common name, an arbitrary value.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from govlist.merge._edits import Clash
from govlist.merge._parts import Part

Keys = Callable[[Sequence[Part]], list[Hashable]]
"""One way to identify parts: a key for each, None if it has no such key."""

DATED = ("reports", "overall", "chases", "rounds")
OWNERS = ("units", "groups")
ENTITIES = (*OWNERS, "tasks")
OPTIONAL = (*DATED, "progress", "concerned", "aliases", "evidence")
"""Keys that may be missing, which means the same as empty."""


def inner_kind(kind: str, key: str | None) -> str:
    """The kind of a value under a key: the key itself, except for names of units and the office's own keys.

    Items of a list (no key) have the kind of the list.
    """
    if key is None:
        return kind
    if kind == "progress":
        return "reports"
    return kind if kind.startswith("x-") else key


class Named(NamedTuple):
    """The parts of base, ours and theirs by their common names, each in the order of its file."""

    base: dict[Hashable, Part]
    ours: dict[Hashable, Part]
    theirs: dict[Hashable, Part]


def by_key(kind: str, base: Part | None, ours: Part | None, theirs: Part | None) -> Named:
    """Match the values of mappings by their keys; a unit has its name in the base.

    Raises Clash if two keys of one file mean the same unit.
    """

    def named(part: Part | None) -> dict[Hashable, Part]:
        parts = part.parts if part else []
        found: dict[Hashable, Part] = {
            old_name(each) if kind == "progress" else each.name: each for each in parts
        }
        if len(found) < len(parts):
            raise Clash
        return found

    return Named(named(base), named(ours), named(theirs))


def by_place(kind: str, base: Part | None, ours: Part | None, theirs: Part | None) -> Named:
    """Match the items of lists."""
    base_parts, our_parts, their_parts = (part.parts if part else [] for part in (base, ours, theirs))
    here, there = (_matched(kind, base_parts, side, edits=True) for side in (our_parts, their_parts))
    fresh = [i for i in range(len(our_parts)) if i not in here]
    other = [i for i in range(len(their_parts)) if i not in there]
    both = _matched(kind, [our_parts[i] for i in fresh], [their_parts[i] for i in other], edits=False)
    here_names = {**here, **{i: ("ours", n) for n, i in enumerate(fresh)}}
    there_names = {
        **there,
        **{i: ("ours", both[n]) if n in both else ("theirs", n) for n, i in enumerate(other)},
    }
    return Named(
        dict(enumerate(base_parts)),
        {here_names[i]: part for i, part in enumerate(our_parts)},
        {there_names[i]: part for i, part in enumerate(their_parts)},
    )


def old_name(part: Part) -> str:
    """The name in the base of the unit that a key or entry names."""
    text = part.name or (part.node.value if part.node.kind == "scalar" else part.value("unit"))
    return part.file.old_names.get(text, text)


def note_renamed(base: Part | None, side: Part | None) -> None:
    """Record in a file which units and groups of the base it has renamed; their old names are now aliases."""
    if base is None or side is None:
        return
    for kind in OWNERS:
        for index, part in by_place(kind, _under(base, kind), _under(side, kind), None).ours.items():
            if isinstance(index, int):
                before = _under(base, kind).parts[index].value("name")  # type: ignore[union-attr]
                if before and part.value("name") != before:
                    side.file.old_names[part.value("name")] = before


def _under(root: Part, key: str) -> Part | None:
    return next((part for part in root.parts if part.name == key), None)


# -- the same things -------------------------------------------------------------------------------


def _matched(kind: str, left: Sequence[Part], right: Sequence[Part], edits: bool) -> dict[int, int]:
    """Matching positions, `right` → `left`; with `edits`, parts whose text has changed match too."""
    found: dict[int, int] = {}
    ways = _WAYS.get(kind, (_content,))
    if not edits and kind == "tasks":
        ways = (_keys("id"),)
    elif edits and kind in DATED:
        ways = (*ways, _day)
    for keys in ways:
        taken = set(found.values())
        free = [i for i in range(len(left)) if i not in taken]
        loose = [i for i in range(len(right)) if i not in found]
        known = _unique(free, keys([left[i] for i in free]))
        sought = _unique(loose, keys([right[i] for i in loose]))
        found |= {i: known[key] for key, i in sought.items() if key in known}
    if edits and kind in OWNERS:
        _by_alias(left, right, found)
    elif kind in ("sections", "topics"):
        _by_tasks(left, right, found)
    return found


def _unique(positions: Iterable[int], keys: Iterable[Hashable]) -> dict[Hashable, int]:
    """Keys that occur exactly once → their positions."""
    listed = list(zip(keys, positions, strict=True))
    count = Counter(key for key, _position in listed)
    return {key: position for key, position in listed if key is not None and count[key] == 1}


def _by_alias(left: Sequence[Part], right: Sequence[Part], found: dict[int, int]) -> None:
    """Match renamed units and groups, which have their old name as an alias."""
    taken = set(found.values())
    free = {part.value("name"): i for i, part in enumerate(left) if i not in taken}
    for i, part in enumerate(right):
        aliases = part.plain.get("aliases") if isinstance(part.plain, dict) else None
        listed = aliases if isinstance(aliases, list) else []
        old = next((name for name in free if name and name in listed), None)
        if i not in found and old is not None:
            found[i] = free.pop(old)


def _by_tasks(left: Sequence[Part], right: Sequence[Part], found: dict[int, int]) -> None:
    """Match headings with changed titles by the number of shared tasks."""
    taken = set(found.values())
    free = {j: _task_ids(part) for j, part in enumerate(left) if j not in taken}
    for i, part in enumerate(right):
        if i not in found and free:
            ids = _task_ids(part)
            shared = {j: len(known & ids) for j, known in free.items()}
            best = max(shared, key=shared.__getitem__)
            if shared[best]:
                found[i] = best
                del free[best]


def _task_ids(part: Part) -> set[str]:
    if part.value("id"):
        return {part.value("id")}
    return {number for each in part.parts for number in _task_ids(each)}


# -- how parts are identified ----------------------------------------------------------------------


def _keys(*names: str) -> Keys:
    """Identify by the texts under some keys, all of which must be present."""

    def keys(parts: Sequence[Part]) -> list[Hashable]:
        values = (tuple(part.value(name) for name in names) for part in parts)
        return [each if all(each) else None for each in values]

    return keys


def _counted(values: Iterable[str | None]) -> list[Hashable]:
    """Each value with the number of equal values before it, so that all differ."""
    seen: Counter[str | None] = Counter()
    counted: list[Hashable] = []
    for value in values:
        counted.append(None if value is None else (value, seen[value]))
        seen[value] += 1
    return counted


def _content(parts: Sequence[Part]) -> list[Hashable]:
    return _counted(json.dumps(part.plain, sort_keys=True) for part in parts)


def _unit(parts: Sequence[Part]) -> list[Hashable]:
    return _counted(map(old_name, parts))


def _day(parts: Sequence[Part]) -> list[Hashable]:
    """Identify a changed report by its day."""
    return _counted(
        f"{part.value('date')} {bool(part.value('review'))}" if part.value("date") else None for part in parts
    )


_WAYS: dict[str, tuple[Keys, ...]] = {
    **dict.fromkeys(OWNERS, (_keys("name"),)),
    **dict.fromkeys(("sections", "topics"), (_keys("title"),)),
    **dict.fromkeys(("responsible", "concerned", "members"), (_unit,)),
    "tasks": (_keys("id", "requirement"), _keys("requirement"), _keys("id")),
}
