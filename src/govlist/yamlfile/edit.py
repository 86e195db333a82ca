"""Exact edits: add, remove or set one thing; no other byte of the file changes.

An edit computes the spans of text to replace from the places of the nodes. It returns the new text only if
that contains the old data with exactly the requested change.

A report is inserted by date. In block style it is one added line (two for a unit's first report, three for
a task's first one); inside a flow collection it is added to the line. Removing the only report also removes
the keys that were added with it. A space marks a flow collection that was empty before it was filled
(`{}` → `{区教体局: […] }`), so that removing the report restores it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from govlist.base.errors import ExitCode, GovlistError, Location
from govlist.base.i18n import _
from govlist.model.checklist import Chase, Report
from govlist.yamlfile import parts
from govlist.yamlfile import spans as place
from govlist.yamlfile.nodes import Node
from govlist.yamlfile.parts import copied, value_at, with_value, without_empty
from govlist.yamlfile.source import Source
from govlist.yamlfile.spans import Span
from govlist.yamlfile.writing import flow, plain_event, quote


@dataclass(frozen=True, slots=True)
class Addition:
    """A report to add to the task at a location; the office's own if `unit` is None."""

    location: Location
    unit: str | None
    report: Report


def add_reports(source: Source, additions: Sequence[Addition]) -> Source:
    """The file with all reports added, each in order of date."""
    by_task: dict[Location, dict[str, list[dict[str, Any]]]] = {}
    for addition in additions:
        units = by_task.setdefault(addition.location, {})
        units.setdefault(addition.unit or "", []).append(plain_event(addition.report))
    spans: list[Span] = []
    expected: dict[Location, Any] = {}
    for location, units in by_task.items():
        task, plain = _part(source, location, expected)
        for items in units.values():
            items.sort(key=lambda item: str(item["date"]))
        if overall := units.pop("", None):
            held = [key for key in task.keys if key != "progress"]
            spans += place.add_dated(source.text, task, "overall", overall, held)
            _insert_by_date(plain.setdefault("overall", []), overall)
        if units:
            spans += place.add_progress(source.text, task, units)
        for unit, items in units.items():
            _insert_by_date(plain.setdefault("progress", {}).setdefault(unit, []), items)
    return _apply(source, spans, expected)


def remove_last_report(source: Source, location: Location, unit: str | None) -> Source:
    """The file without a unit's last report on a task (the office's own if `unit` is None)."""
    expected: dict[Location, Any] = {}
    task, plain = _part(source, location, expected)
    path = ("overall",) if unit is None else ("progress", unit)
    value_at(plain, path).pop()
    reports = place.child(task, path)
    spans = place.remove(source.text, task, path, len(reports.children) - 1)
    return _apply(source, spans, expected)


def set_names(source: Source, location: Location, key: str, names: list[str], after: Iterable[str]) -> Source:
    """The file with a task's list of names (`concerned`) replaced; an empty list removes the key.

    New names are added at the end. A new key is inserted after the keys `after`.
    """
    expected: dict[Location, Any] = {}
    task, plain = _part(source, location, expected)
    held = list(plain.get(key, []))
    if not names or key not in task.keys:
        spans = _put_key(source.text, task, plain, key, names or None, after)
    else:
        listed = place.child(task, (key,))
        new = [name for name in names if name not in held]
        gone = [index for index, name in enumerate(held) if name not in names]
        spans = []
        for index, name in zip(gone, new, strict=False):  # a new name replaces a removed one
            spans.append(place.scalar(source.text, listed.children[index], name))
            held[index] = name
        if len(new) > len(gone):
            more = {len(held): [quote(name) for name in new[len(gone) :]]}
            spans += place.insert_items(source.text, task.keys[key], listed, more)
        plain[key] = [name for name in held if name in names] + new[len(gone) :]
        spans += place.remove_items(source.text, listed, gone[len(new) :])
    return _apply(source, spans, expected)


def set_day(source: Source, location: Location, key: str, day: date | None, after: Iterable[str]) -> Source:
    """The file with a day set, changed or (None) removed under a key of a task or of the list itself."""
    expected: dict[Location, Any] = {}
    owner, plain = _part(source, location, expected)
    spans = _put_key(source.text, owner, plain, key, day.isoformat() if day else None, after)
    return _apply(source, spans, expected)


def set_texts(source: Source, texts: Mapping[Location, str], key: str, after: Iterable[str]) -> Source:
    """The file with a text set under one key of several tasks; a new key comes after the keys `after`."""
    spans: list[Span] = []
    expected: dict[Location, Any] = {}
    for location, text in texts.items():
        task, plain = _part(source, location, expected)
        plain[key] = text
        if key in task.keys:
            spans.append(place.scalar(source.text, task.values[key], text))
        else:
            spans += place.insert_key(source.text, task, key, quote(text), place.last_of(task, after))
    return _apply(source, spans, expected)


def _put_key(text: str, owner: Node, plain: Any, key: str, value: Any, after: Iterable[str]) -> list[Span]:
    """Set a key of a mapping in text and data, or (None) remove it; a new one comes after `after`."""
    if value is None:
        plain.pop(key, None)
        return place.remove_key(text, owner, key) if key in owner.keys else []
    plain[key] = value
    written = flow(value) if isinstance(value, list) else str(value)
    if key in owner.keys:
        return [place.replaced(text, owner.values[key], written)]
    return place.insert_key(text, owner, key, written, place.last_of(owner, after))


def add_chases(source: Source, chases: Sequence[Chase]) -> Source:
    """The file with chases added to the list's `chases`, which may be missing."""
    expected: dict[Location, Any] = {}
    root, plain = _part(source, (), expected)
    items = [plain_event(chase) for chase in sorted(chases, key=lambda chase: chase.date)]
    spans = place.add_dated(source.text, root, "chases", items, root.keys)
    texts = ({**item, "tasks": [str(number) for number in item["tasks"]]} for item in items)
    _insert_by_date(plain.setdefault("chases", []), texts)
    return _apply(source, spans, expected)


def rename(source: Source, mentions: Sequence[tuple[Location, bool]], new: str) -> Source:
    """The file with a name replaced at each place: a value or, if True, the key that ends the path.

    If the file has plain text where a path continues (an entry of `responsible`), that text is the value.
    """
    expected = source.copy()
    spans = []
    for mention, is_key in mentions:
        location = _existing(source, mention)
        above = source.node(location[:-1])
        node = above.keys[str(location[-1])] if is_key else source.node(location)
        spans.append(place.scalar(source.text, node, new))
        holder, last = value_at(expected, location[:-1]), location[-1]
        if is_key:
            rename_key(holder, last, new)
        else:
            holder[last] = new
    return _apply(source, spans, {(): expected})


def _existing(source: Source, location: Location) -> Location:
    """The part of the path that exists in the file."""
    node = source.root
    for end, step in enumerate(location):
        node = node.get(step) if node else None
        if node is None:
            return location[:end]
    return location


# -- the check of the result ----------------------------------------------------------------------------


def _part(source: Source, location: Location, expected: dict[Location, Any]) -> tuple[Node, Any]:
    """The node at a path, and a copy of its data, which after the edit must be as the caller changes it."""
    plain = expected[location] = copied(value_at(source.plain, location))
    return parts.node(source, location), plain


def _apply(source: Source, spans: list[Span], expected: dict[Location, Any]) -> Source:
    """The file with the spans replaced. Raises GovlistError if its data is not as expected at these paths,
    and as before elsewhere."""
    for tried in place.careful(source.text, spans):
        if (new := _proved(source, tried, expected)) is not None:
            return new
    raise GovlistError(
        _("{path}: line {line} cannot be edited without changing other text").format(
            path=source.path, line=source.place(min(spans).start)[0] if spans else 1
        ),
        ExitCode.FAILED,
        hint=_("make the change by hand, in the form that `govlist docs file` shows"),
    )


def _proved(source: Source, spans: list[Span], expected: dict[Location, Any]) -> Source | None:
    """The file with the spans replaced, None if its data is not as expected."""
    if (new := parts.edited(source, spans, expected)) is not None:
        return new
    new = source.with_text(place.replace_spans(source.text, spans))
    whole = source.plain
    for location, plain in expected.items():
        whole = with_value(whole, location, plain)
    return new if without_empty(new.plain) == without_empty(whole) else None


def rename_key(mapping: dict[Any, Any], old: str | int, new: str) -> None:
    """Rename a key where it is: the order of the keys stays."""
    renamed = {new if key == old else key: value for key, value in mapping.items()}
    mapping.clear()
    mapping.update(renamed)


def _insert_by_date(held: list[dict[str, Any]], added: Iterable[dict[str, Any]]) -> None:
    """Insert dated items in order, after those of the same day."""
    for item in added:
        index = place.index([each["date"] for each in held], item["date"])
        held.insert(index, item)
