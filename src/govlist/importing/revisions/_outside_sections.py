"""Changes outside the sections that follow from a new edition: roster and chases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govlist.importing.interpret.drafting import remark
from govlist.importing.revisions.edition import Change
from govlist.model.checklist import Checklist, Group, Unit
from govlist.yamlfile import spans as place
from govlist.yamlfile.source import Source
from govlist.yamlfile.spans import Span
from govlist.yamlfile.writing import flow, plain_event, quote


def chases(source: Source, found: Sequence[Change], expected: Any) -> Iterator[Span]:
    """Update task numbers in chases; a chase without remaining tasks is removed."""
    root = source.root
    existing = root.get("chases") if root else None
    if root is None or existing is None:
        return
    new = {str(c.old.task.id): str(c.task.id) for c in found if c.old is not None and c.task is not None}
    left = [[new[number] for number in plain["tasks"] if number in new] for plain in expected["chases"]]
    if not any(left):
        del expected["chases"]
        yield from place.remove_key(source.text, root, "chases")
        return
    for index, (node, tasks) in enumerate(zip(existing.children, left, strict=True)):
        if not tasks:
            yield from place.remove_item(source.text, existing, index)
        elif tasks != expected["chases"][index]["tasks"]:
            expected["chases"][index]["tasks"] = tasks
            yield Span(node.keys["tasks"].end, node.values["tasks"].end, f": [{', '.join(tasks)}]")
    expected["chases"] = [plain for plain, tasks in zip(expected["chases"], left, strict=True) if tasks]


def roster(source: Source, old: Checklist, new: Checklist, notes: Mapping[str, str]) -> Iterator[Span]:
    """Append new units and groups with their notes, and add new aliases to existing ones."""
    root = source.root
    assert root is not None
    for key, added, renamed in _owners(old, new):
        existing = place.child(root, (key,))
        for index, aliases in renamed.items():
            owner = existing.items[index]
            if "aliases" in owner.keys:
                names = place.child(owner, ("aliases",))
                more = {len(names.children): [quote(alias) for alias in aliases]}
                yield from place.insert_items(source.text, owner.keys["aliases"], names, more)
            else:
                previous = place.last_of(owner, ("name", "kind", "members"))
                yield from place.insert_key(source.text, owner, "aliases", flow(aliases), previous)
        written = [flow(each) + ("" if existing.flow else remark(notes.get(each["name"]))) for each in added]
        if added and not existing.children:  # `units: []` becomes a list of lines
            lines = "".join(f"{source.newline}  - {each}" for each in written)
            yield Span(root.keys[key].end, existing.end, f":{lines}")
        elif added:
            yield from place.insert_items(
                source.text, root.keys[key], existing, {len(existing.children): written}
            )


def _owners(
    old: Checklist, new: Checklist
) -> Iterator[tuple[str, list[dict[str, Any]], dict[int, list[str]]]]:
    """For units and groups: the new ones as data, and the new aliases of existing ones by index."""
    sorts: list[tuple[str, Sequence[Unit | Group], Sequence[Unit | Group]]] = [
        ("units", old.units, new.units),
        ("groups", old.groups, new.groups),
    ]
    for key, before, after in sorts:
        existing = {owner.name: (index, owner) for index, owner in enumerate(before)}
        added = [_plain_owner(owner) for owner in after if owner.name not in existing]
        renamed = {}
        for owner in after:
            index, known = existing.get(owner.name, (0, owner))
            if more := [alias for alias in owner.aliases if alias not in known.aliases]:
                renamed[index] = more
        yield key, added, renamed


def _plain_owner(owner: Unit | Group) -> dict[str, Any]:
    values = plain_event(owner)
    if len(values.get("members", ())) == 1:
        [values["members"]] = values["members"]
    return values


def expect_roster(expected: Any, old: Checklist, new: Checklist) -> None:
    """Apply the changes of `roster` to the expected data."""
    for key, added, renamed in _owners(old, new):
        for index, aliases in renamed.items():
            expected[key][index].setdefault("aliases", []).extend(aliases)
        expected[key] += added
