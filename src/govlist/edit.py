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
from typing import Any, NamedTuple

from govlist.errors import ExitCode, GovlistError, Location
from govlist.i18n import _
from govlist.model import Report
from govlist.nodes import Node
from govlist.source import BOM, Source
from govlist.writing import flow, plain_report, quote

STEP = "  "


@dataclass(frozen=True, slots=True)
class Addition:
    """A report to add to the task at a location: a unit's, or the office's own where `unit` is None."""

    location: Location
    unit: str | None
    report: Report


class Span(NamedTuple):
    """A piece of the text, by offsets, and what takes its place."""

    start: int
    end: int
    text: str


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
            spans += _add_overall(source.text, task, overall)
            _expect(plain.setdefault("overall", []), overall)
        by_unit = {unit: added for unit, added in reports.items() if unit is not None}
        if by_unit:
            spans += _add_progress(source.text, task, by_unit)
            for unit, added in by_unit.items():
                _expect(plain.setdefault("progress", {}).setdefault(unit, []), added)
    return _edited(source, spans, expected)


def remove_last_report(source: Source, location: Location, unit: str | None) -> Source:
    """The file without the last report of a unit on a task (of the office's own where unit is None)."""
    task, expected = _node(source, location), _plain(source)
    path = ("overall",) if unit is None else ("progress", unit)
    _walk(expected, (*location, *path)).pop()
    reports = _child(task, path)
    spans = _remove(source.text, [task, *_path(task, path)], len(reports.children) - 1, path)
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
        spans = _remove_key(source.text, task, key) if key in task.keys else []
    elif key not in task.keys:
        spans = _insert_key(source.text, task, key, flow(names), _last_of(task, after))
        plain[key] = names
    else:
        listed = _child(task, (key,))
        new = [name for name in names if name not in held]
        spans = _insert_items(
            source.text, task.keys[key], listed, {len(held): [quote(n) for n in new]} if new else {}
        )
        for index in range(len(held) - 1, -1, -1):
            if held[index] not in names:
                spans += _remove_item(source.text, listed, index)
        plain[key] = [name for name in held if name in names] + new
    return _edited(source, spans, expected)


def set_day(source: Source, location: Location, key: str, day: date | None, after: Iterable[str]) -> Source:
    """The file with a day set, changed or (None) taken out under a key of a task or of the list itself."""
    owner, expected = _node(source, location), _plain(source)
    plain = _walk(expected, location)
    if day is None:
        plain.pop(key, None)
        spans = _remove_key(source.text, owner, key) if key in owner.keys else []
    elif key in owner.keys:
        plain[key] = day.isoformat()
        value = _child(owner, (key,))
        spans = [Span(value.start, value.end, day.isoformat())]
    else:
        plain[key] = day.isoformat()
        spans = _insert_key(source.text, owner, key, day.isoformat(), _last_of(owner, after))
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
        index = _index([str(item["date"]) for item in held], report)
        held.insert(index, plain_report(report))


def _index(dates: list[str], report: Report) -> int:
    return sum(day <= report.date.isoformat() for day in dates)


# -- adding ----------------------------------------------------------------------------------------


def _add_progress(text: str, task: Node, reports: dict[str, list[Report]]) -> list[Span]:
    progress = task.get("progress")
    if progress is None:
        if task.flow:
            return _insert_key(text, task, "progress", _flow_units(reports, braces=True), _last(task))
        column = _column(text, _first_key(task))
        lines = [" " * column + "progress:", *_block_units(reports, column + 2, column + 4)]
        return [_lines_after(text, task.end, lines)]
    spans = []
    for unit in [unit for unit in reports if unit in progress.keys]:
        key, held = progress.keys[unit], _child(progress, (unit,))
        dates = [_child(item, ("date",)).value for item in held.children]
        items: dict[int, list[str]] = {}
        for report in sorted(reports[unit], key=lambda r: r.date):
            items.setdefault(_index(dates, report), []).append(flow(plain_report(report)))
        spans += _insert_items(text, key, held, items)
    new = {unit: added for unit, added in reports.items() if unit not in progress.keys}
    if new and progress.flow:
        spans += _insert_flow(progress, len(progress.children), _flow_units(new), _pairs(progress))
    elif new:
        unit_column = _column(text, _first_key(progress))
        dash = _dash_column(text, progress, unit_column)
        spans.append(_lines_after(text, progress.end, _block_units(new, unit_column, dash)))
    return spans


def _add_overall(text: str, task: Node, reports: list[Report]) -> list[Span]:
    held = task.get("overall")
    ordered = sorted(reports, key=lambda r: r.date)
    if held is not None:
        dates = [_child(item, ("date",)).value for item in held.children]
        items: dict[int, list[str]] = {}
        for report in ordered:
            items.setdefault(_index(dates, report), []).append(flow(plain_report(report)))
        return _insert_items(text, task.keys["overall"], held, items)
    behind = _last_of(task, [key for key in task.keys if key != "progress"])
    written = [flow(plain_report(report)) for report in ordered]
    if task.flow:
        return _insert_key(text, task, "overall", "[" + ", ".join(written) + "]", behind)
    column = _column(text, _first_key(task))
    lines = [" " * column + "overall:", *(" " * (column + 2) + "- " + item for item in written)]
    return [_lines_after(text, behind.end, lines)]


def _block_units(reports: dict[str, list[Report]], unit_column: int, dash: int) -> list[str]:
    lines = []
    for unit, added in reports.items():
        lines.append(" " * unit_column + quote(unit) + ":")
        ordered = sorted(added, key=lambda r: r.date)
        lines += [" " * dash + "- " + flow(plain_report(report)) for report in ordered]
    return lines


def _flow_units(reports: dict[str, list[Report]], braces: bool = False) -> str:
    units = (
        f"{quote(unit)}: {flow([plain_report(r) for r in sorted(added, key=lambda r: r.date)])}"
        for unit, added in reports.items()
    )
    written = ", ".join(units)
    return "{" + written + "}" if braces else written


def _insert_items(text: str, key: Node, held: Node, items: dict[int, list[str]]) -> list[Span]:
    """Insert written items into a sequence, before the positions they are listed under."""
    if held.flow:
        places = [(child.start, child.end) for child in held.children]
        return [s for i, written in items.items() for s in _insert_flow(held, i, ", ".join(written), places)]
    dash = " " * _column(text, held) + "- "
    spans = []
    for index, written in items.items():
        behind = held.children[index - 1].end if index else key.end
        spans.append(_lines_after(text, behind, [dash + item for item in written]))
    return spans


def _insert_flow(held: Node, index: int, written: str, places: list[tuple[int, int]]) -> list[Span]:
    """Insert into a flow collection whose items stand at `places`."""
    if not places:
        return [Span(held.start + 1, held.start + 1, written + " ")]
    if index == 0:
        return [Span(places[0][0], places[0][0], written + ", ")]
    behind = places[index - 1][1]
    return [Span(behind, behind, ", " + written)]


def _insert_key(text: str, owner: Node, key: str, written: str, behind: Node) -> list[Span]:
    if owner.flow:
        return [Span(behind.end, behind.end, f", {key}: {written}")]
    line = " " * _column(text, _first_key(owner)) + f"{key}: {written}"
    return [_lines_after(text, behind.end, [line])]


# -- removing --------------------------------------------------------------------------------------


def _remove(text: str, chain: list[Node], index: int, path: tuple[str, ...]) -> list[Span]:
    """Remove an item of the last node of a chain; where it was the only one, what it stood in too.

    `chain` leads from the task to the reports, `path` names the keys on the way.
    """
    held = chain[-1]
    if len(held.children) > 1 or _was_empty(text, held, held.children[0].start, held.children[0].end):
        return _remove_item(text, held, index)
    spans = _item_lines(text, held, index) if not held.flow else []
    for owner, key in reversed(list(zip(chain, path, strict=False))):
        value = _child(owner, (key,))
        only = len(owner.children) == 1 and key != path[0]
        if owner.flow:
            if not only or _was_empty(text, owner, owner.keys[key].start, value.end):
                return _remove_pair(text, owner, key)
        else:
            if value.flow:
                spans = _remove_key(text, owner, key)
            else:
                spans.append(_line_span(text, owner.keys[key].start, owner.keys[key].end))
            if not only:
                return spans
    return spans


def _was_empty(text: str, held: Node, start: int, end: int) -> bool:
    """Whether the only item fills a flow collection that was there, empty, before (see the module)."""
    return held.flow and held.start + 1 == start and text[end] == " "


def _remove_item(text: str, held: Node, index: int) -> list[Span]:
    if not held.flow:
        return _item_lines(text, held, index)
    return _cut_flow(text, held, index, [(child.start, child.end) for child in held.children])


def _remove_pair(text: str, owner: Node, key: str) -> list[Span]:
    return _cut_flow(text, owner, list(owner.keys).index(key), _pairs(owner))


def _cut_flow(text: str, held: Node, index: int, places: list[tuple[int, int]]) -> list[Span]:
    start, end = places[index]
    if index:
        return [Span(places[index - 1][1], end, "")]
    if len(places) > 1:
        return [Span(start, places[1][0], "")]
    return [Span(start, end + _was_empty(text, held, start, end), "")]


def _remove_key(text: str, owner: Node, key: str) -> list[Span]:
    if owner.flow:
        return _remove_pair(text, owner, key)
    return [_line_span(text, owner.keys[key].start, _child(owner, (key,)).end)]


def _item_lines(text: str, held: Node, index: int) -> list[Span]:
    """The lines of a block sequence's item, from its dash to its value's end."""
    item = held.children[index]
    start = item.start
    while not text[text.rfind("\n", 0, start) + 1 :].lstrip(" ").startswith("-"):
        start = text.rfind("\n", 0, start)
    return [_line_span(text, start, item.end)]


# -- places ----------------------------------------------------------------------------------------


def _lines_after(text: str, offset: int, lines: list[str]) -> Span:
    """Insert whole lines after the line that holds an offset; a missing final newline stays missing."""
    end = _line_end(text, offset)
    newline = "\r\n" if text.startswith("\r\n", end) else "\n"
    if end == len(text) and "\r\n" in text:
        newline = "\r\n"
    return Span(end, end, "".join(newline + line for line in lines))


def _line_span(text: str, start: int, end: int) -> Span:
    """The lines from one offset to another, with the line end before them."""
    before = text.rfind("\n", 0, start)
    first = before - 1 if before > 0 and text[before - 1] == "\r" else before
    return Span(max(first, 0), _line_end(text, end), "")


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if end > 0 and text[end - 1] == "\r" else end


def _column(text: str, node: Node) -> int:
    return node.start - (text.rfind("\n", 0, node.start) + 1)


def _dash_column(text: str, progress: Node, unit_column: int) -> int:
    """Where a new unit's dashes stand: as with its neighbours."""
    for reports in progress.children:
        if not reports.flow:
            return _column(text, reports)
    return unit_column + 2


def _node(source: Source, location: Location) -> Node:
    node = source.root
    for step in location:
        node = node.get(step) if node else None
    if node is None:
        raise LookupError(location)
    return node


def _child(node: Node, path: Iterable[str]) -> Node:
    for step in path:
        child = node.get(step)
        if child is None:
            raise LookupError(step)
        node = child
    return node


def _path(node: Node, path: tuple[str, ...]) -> list[Node]:
    return [_child(node, path[: end + 1]) for end in range(len(path))]


def _pairs(mapping: Node) -> list[tuple[int, int]]:
    values = zip(mapping.keys.values(), mapping.children, strict=True)
    return [(key.start, value.end) for key, value in values]


def _first_key(mapping: Node) -> Node:
    return next(iter(mapping.keys.values()))


def _last(mapping: Node) -> Node:
    return mapping.children[-1]


def _last_of(mapping: Node, keys: Iterable[str]) -> Node:
    """The value that stands last among some keys, of the whole mapping where none is there."""
    wanted = set(keys)
    found = [v for k, v in zip(mapping.keys, mapping.children, strict=True) if k in wanted]
    return max(found or mapping.children, key=lambda node: node.start)
