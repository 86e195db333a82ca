"""Exact edits: add, remove or set one thing; every other byte of the file stays.

An edit works out spans of the text from the nodes' places and replaces them from the end backwards. It
returns the new text only when that reads as the old list with exactly the change asked for.

A report is put where its date belongs. In block style it is one added line (a unit's first report two, a
task's first three); inside a flow collection it goes into that line. Taking back the only report also
takes back what came with it. An empty flow collection that was there before is told apart by the blank
that filling it leaves behind (`{}` → `{区教体局: […] }`), so that taking back restores it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from govlist import spans as place
from govlist.errors import ExitCode, GovlistError, Location
from govlist.i18n import _
from govlist.model import Report
from govlist.nodes import Node
from govlist.source import Source
from govlist.spans import Span
from govlist.text import BOM
from govlist.writing import flow, plain_report, quote


@dataclass(frozen=True, slots=True)
class Addition:
    """A report to add to the task at a location: a unit's, or the office's own where `unit` is None."""

    location: Location
    unit: str | None
    report: Report


def add_reports(source: Source, additions: Sequence[Addition]) -> Source:
    """The file with all reports added, each at its date's place."""
    by_task: dict[Location, list[Addition]] = {}
    for addition in additions:
        by_task.setdefault(addition.location, []).append(addition)
    spans: list[Span] = []
    expected = _plain(source)
    for location, group in by_task.items():
        task, plain = _node(source, location), _walk(expected, location)
        reports: dict[str | None, list[Report]] = {}
        for addition in group:
            reports.setdefault(addition.unit, []).append(addition.report)
        if overall := reports.pop(None, None):
            spans += place.add_overall(source.text, task, overall)
            _expect(plain.setdefault("overall", []), overall)
        by_unit = {unit: added for unit, added in reports.items() if unit is not None}
        if by_unit:
            spans += place.add_progress(source.text, task, by_unit)
            for unit, added in by_unit.items():
                _expect(plain.setdefault("progress", {}).setdefault(unit, []), added)
    return _edited(source, spans, expected)


def remove_last_report(source: Source, location: Location, unit: str | None) -> Source:
    """The file without the last report of a unit on a task (of the office's own where unit is None)."""
    task, expected = _node(source, location), _plain(source)
    path = ("overall",) if unit is None else ("progress", unit)
    _walk(expected, (*location, *path)).pop()
    reports = place.child(task, path)
    spans = place.remove(source.text, task, path, len(reports.children) - 1)
    return _edited(source, spans, expected)


def set_names(source: Source, location: Location, key: str, names: list[str], after: Iterable[str]) -> Source:
    """The file with a task's list of names (`concerned`) made this one; an empty one is taken out.

    Names are added at the end and removed where they stand; a new key goes behind the keys `after`.
    """
    task, expected = _node(source, location), _plain(source)
    plain = _walk(expected, location)
    held = list(plain.get(key, []))
    spans: list[Span] = []
    if not names:
        plain.pop(key, None)
        spans = place.remove_key(source.text, task, key) if key in task.keys else []
    elif key not in task.keys:
        spans = place.insert_key(source.text, task, key, flow(names), place.last_of(task, after))
        plain[key] = names
    else:
        listed = place.child(task, (key,))
        new = [name for name in names if name not in held]
        spans = place.insert_items(
            source.text, task.keys[key], listed, {len(held): [quote(n) for n in new]} if new else {}
        )
        for index in range(len(held) - 1, -1, -1):
            if held[index] not in names:
                spans += place.remove_item(source.text, listed, index)
        plain[key] = [name for name in held if name in names] + new
    return _edited(source, spans, expected)


def set_day(source: Source, location: Location, key: str, day: date | None, after: Iterable[str]) -> Source:
    """The file with a day set, changed or (None) taken out under a key of a task or of the list itself."""
    owner, expected = _node(source, location), _plain(source)
    plain = _walk(expected, location)
    if day is None:
        plain.pop(key, None)
        spans = place.remove_key(source.text, owner, key) if key in owner.keys else []
    elif key in owner.keys:
        plain[key] = day.isoformat()
        value = place.child(owner, (key,))
        spans = [Span(value.start, value.end, day.isoformat())]
    else:
        plain[key] = day.isoformat()
        spans = place.insert_key(source.text, owner, key, day.isoformat(), place.last_of(owner, after))
    return _edited(source, spans, expected)


# -- the proof -------------------------------------------------------------------------------------


def _edited(source: Source, spans: list[Span], expected: Any) -> Source:
    """The new file, after proving that it reads as expected."""
    text = source.text
    # Spans at one place keep their order: the later is put in first.
    for span in sorted(spans, key=lambda s: s.start)[::-1]:
        text = text[: span.start] + span.text + text[span.end :]
    data = (BOM if source.bom else b"") + text.encode("utf-8")
    new = Source(source.path, data)
    if _filled(new.plain) != _filled(expected):
        raise GovlistError(
            _("this place of {path} cannot be edited without touching more than the report").format(
                path=source.path
            ),
            ExitCode.FAILED,
            hint=_("write the report by hand there, in the form that docs/file.md shows"),
        )
    return new


def _filled(plain: Any) -> Any:
    """The data without empty progress: taking back a report may leave `[]` where it stood before."""
    if isinstance(plain, list):
        return [_filled(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    filled = {key: _filled(value) for key, value in plain.items()}
    for key in ("progress", "overall"):
        if isinstance(filled.get(key), dict):
            filled[key] = {unit: reports for unit, reports in filled[key].items() if reports}
        if key in filled and not filled[key]:
            del filled[key]
    return filled


def _plain(source: Source) -> Any:
    """A copy of the data to change."""
    return source.root.plain() if source.root else None


def _walk(plain: Any, location: Location) -> Any:
    for step in location:
        plain = plain[step]
    return plain


def _expect(held: list[dict[str, Any]], added: list[Report]) -> None:
    """Put reports where their dates belong, behind those of the same day."""
    for report in added:
        index = place.index([str(item["date"]) for item in held], report)
        held.insert(index, plain_report(report))


def _node(source: Source, location: Location) -> Node:
    node = source.root
    for step in location:
        node = node.get(step) if node else None
    if node is None:
        raise LookupError(location)
    return node
