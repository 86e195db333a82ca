"""The spans of text that an edit replaces, computed from the places of the nodes.

In block style a report is an added line; inside a flow collection it is added to that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from govlist.yamlfile.nodes import Node
from govlist.yamlfile.writing import flow, quote

_DASH = re.compile(" *-")
_BLANK_LINES = re.compile(r"(?:\r?\n[ \t]*(?=\r?\n|\Z))*")


class Span(NamedTuple):
    """A piece of the text, by offsets, and its replacement."""

    start: int
    end: int
    text: str


Units = dict[str, list[dict[str, Any]]]
"""The reports of each unit as plain data."""


def index(dates: list[str], date: str) -> int:
    """The position of a day in a sorted list of days, after equal ones."""
    return sum(day <= date for day in dates)


# -- adding ----------------------------------------------------------------------------------------


def add_progress(text: str, task: Node, reports: Units) -> list[Span]:
    """Add units' reports, oldest first, to a task's `progress`, which may be missing."""
    progress = task.get("progress")
    if progress is None:
        if task.flow:
            return insert_key(text, task, "progress", "{" + _flow_units(reports) + "}", task.children[-1])
        column = _column(text, task)
        lines = [" " * column + "progress:", *_block_units(reports, column + 2, column + 4)]
        return [_lines_after(text, task.end, lines)]
    spans = []
    for unit in [unit for unit in reports if unit in progress.keys]:
        spans += _insert_dated(text, progress.keys[unit], progress.values[unit], reports[unit])
    new = {unit: added for unit, added in reports.items() if unit not in progress.keys}
    if new and progress.flow:
        spans += _insert_flow(progress, len(progress.children), _flow_units(new), _pairs(progress))
    elif new:
        unit_column = _column(text, progress)
        dash = _dash_column(text, progress, unit_column)
        spans.append(_lines_after(text, progress.end, _block_units(new, unit_column, dash)))
    return spans


def add_dated(
    text: str, owner: Node, key: str, items: list[dict[str, Any]], after: Iterable[str]
) -> list[Span]:
    """Add dated items, oldest first, to a list of a mapping; a new list comes after the keys `after`."""
    held = owner.get(key)
    if held is not None:
        return _insert_dated(text, owner.keys[key], held, items)
    previous = last_of(owner, after)
    if owner.flow:
        return insert_key(text, owner, key, flow(items), previous)
    column = _column(text, owner)
    lines = [" " * column + f"{key}:", *(" " * (column + 2) + "- " + flow(item) for item in items)]
    return [_lines_after(text, previous.end, lines)]


def _insert_dated(text: str, key: Node, held: Node, items: Iterable[dict[str, Any]]) -> list[Span]:
    dates = [child(item, ("date",)).value for item in held.children]
    placed: dict[int, list[str]] = {}
    for item in items:
        placed.setdefault(index(dates, item["date"]), []).append(flow(item))
    return insert_items(text, key, held, placed)


def _block_units(reports: Units, unit_column: int, dash: int) -> list[str]:
    lines = []
    for unit, items in reports.items():
        lines.append(" " * unit_column + quote(unit) + ":")
        lines += [" " * dash + "- " + flow(item) for item in items]
    return lines


def _flow_units(reports: Units) -> str:
    return ", ".join(f"{quote(unit)}: {flow(items)}" for unit, items in reports.items())


def insert_items(text: str, key: Node, held: Node, items: dict[int, list[str]]) -> list[Span]:
    """Insert written items into a sequence; each key of `items` is the position to insert before."""
    if held.flow:
        places = [(child.start, child.end) for child in held.children]
        return [s for i, written in items.items() for s in _insert_flow(held, i, ", ".join(written), places)]
    dash = " " * _column(text, held) + "- "
    spans = []
    for index, written in items.items():
        previous_end = held.children[index - 1].end if index else key.end
        spans.append(_lines_after(text, previous_end, [dash + item for item in written]))
    return spans


def _insert_flow(held: Node, index: int, written: str, places: list[tuple[int, int]]) -> list[Span]:
    """Insert into a flow collection whose items are at `places`."""
    if not places:
        return [Span(held.start + 1, held.start + 1, written + " ")]
    if index == 0:
        return [Span(places[0][0], places[0][0], written + ", ")]
    previous_end = places[index - 1][1]
    return [Span(previous_end, previous_end, ", " + written)]


def insert_key(text: str, owner: Node, key: str, written: str, previous: Node) -> list[Span]:
    """Insert a new key with its written value after the value `previous` of a mapping."""
    if owner.flow:
        return [Span(previous.end, previous.end, f", {key}: {written}")]
    line = " " * _column(text, owner) + f"{key}: {written}"
    return [_lines_after(text, previous.end, [line])]


# -- removing --------------------------------------------------------------------------------------


def remove(text: str, task: Node, path: tuple[str, ...], index: int) -> list[Span]:
    """Remove a report, and the collections that would then be empty.

    `path` are the keys from the task to the reports.
    """
    nodes = [child(task, path[:end]) for end in range(len(path) + 1)]
    held, first = nodes[-1], nodes[-1].children[0]
    label = nodes[-2].keys[path[-1]]
    if len(held.children) > 1 or _stays(text, label.end, held, first.start, first.end):
        return remove_item(text, held, index)
    spans = _item_lines(text, held, index) if not held.flow else []
    for owner, key in reversed(list(zip(nodes, path, strict=False))):
        value = child(owner, (key,))
        only = len(owner.children) == 1 and key != path[0]
        if owner.flow:
            start, end = owner.keys[key].start, value.end
            if not only or _stays(text, owner.start, owner, start, end):
                return _remove_pair(text, owner, key)
        else:
            if value.flow or _explicit(text, owner.keys[key]) is not None:
                spans = remove_key(text, owner, key)
            else:
                spans.append(_key_span(text, owner.keys[key], text.index(":", owner.keys[key].end) + 1))
            if not only:
                return spans
    return spans


def _was_empty(text: str, held: Node, start: int, end: int) -> bool:
    """Whether the only item fills a flow collection that was empty before (see the module docstring)."""
    return held.flow and held.start + 1 == start and text[end] == " " and text[end : held.end - 1].isspace()


def _stays(text: str, begin: int, held: Node, start: int, end: int) -> bool:
    """Whether a flow collection stays without its only item: it was empty, or has a comment after `begin`."""
    comment = held.flow and "#" in text[begin:start] + text[end : held.end]
    return comment or _was_empty(text, held, start, end)


def remove_item(text: str, held: Node, index: int) -> list[Span]:
    """Remove one item of a sequence."""
    if not held.flow:
        return _item_lines(text, held, index)
    return _cut_flow(text, held, index, [(child.start, child.end) for child in held.children])


def _remove_pair(text: str, owner: Node, key: str) -> list[Span]:
    return _cut_flow(text, owner, list(owner.keys).index(key), _pairs(owner))


def _cut_flow(text: str, held: Node, index: int, places: list[tuple[int, int]]) -> list[Span]:
    start, end = places[index]
    if len(places) == 1:
        item = Span(start, end + _was_empty(text, held, start, end), "")
        comma = _comma(text, end, held.end)
        return [item] if comma < 0 else [item, Span(comma, comma + 1, "")]
    first, last = (places[index - 1][1], start) if index else (end, places[1][0])
    if "#" not in text[first:last]:
        return [Span(min(start, first), max(end, last), "")]
    comma = _comma(text, first, last)
    return [Span(start, end, ""), Span(comma, comma + 1, "")]  # the comment stays


def _comma(text: str, start: int, end: int) -> int:
    """The place of the comma between two offsets, outside comments; -1 if there is none."""
    found = re.sub(r"#[^\n]*", lambda comment: " " * len(comment[0]), text[start:end]).find(",")
    return found if found < 0 else start + found


def remove_key(text: str, owner: Node, key: str) -> list[Span]:
    """Remove a key of a mapping with its value."""
    if owner.flow:
        return _remove_pair(text, owner, key)
    return [_key_span(text, owner.keys[key], child(owner, (key,)).end)]


def _key_span(text: str, key: Node, end: int) -> Span:
    """The text of a key in block style up to an offset: its lines, or what stands behind a dash."""
    start = _explicit(text, key)
    start = key.start if start is None else start
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start].rstrip(" ")
    return Span(line + len(before), end, "") if before else _line_span(text, start, end)


def _explicit(text: str, key: Node) -> int | None:
    """The place of the question mark before a key in block style, None if there is none."""
    line = text.rfind("\n", 0, key.start) + 1
    before = text[line : key.start].rstrip(" \t")
    return line + len(before) - 1 if before.endswith("?") else None


def _item_lines(text: str, held: Node, index: int) -> list[Span]:
    """The lines of an item of a block sequence, from its dash to the end of its value."""
    item = held.children[index]
    return [_line_span(text, dash_of(text, item), item.end)]


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


def with_blank_lines(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans of removed lines with the blank lines after them.

    A block text before them that keeps blank lines (`|+`) would take these.
    """
    return [
        span if span.text else span._replace(end=_BLANK_LINES.match(text, span.end).end())  # type: ignore[union-attr]
        for span in spans
    ]


def _column(text: str, node: Node) -> int:
    return node.start - (text.rfind("\n", 0, node.start) + 1)


def dash_of(text: str, item: Node) -> int:
    """The position of the dash of an item of a block sequence: on its line, or above it."""
    line = text.rfind("\n", 0, item.start) + 1
    while line and not _DASH.match(text, line):
        line = text.rfind("\n", 0, line - 1) + 1
    return text.index("-", line)


def scalar(text: str, node: Node, value: str) -> Span:
    """Replace the text of a scalar. Before a colon without a blank, as JSON has it, it must be in quotes."""
    is_json = text.startswith(":", node.end) and text[node.end + 1 : node.end + 2].strip()
    written = quote(value)
    if is_json and not written.startswith('"'):
        written = f'"{written}"'
    return Span(node.start, node.end, written)


def _dash_column(text: str, progress: Node, unit_column: int) -> int:
    """The column of a new unit's dashes: the same as for other units."""
    for reports in progress.children:
        if not reports.flow:
            return _column(text, reports)
    return unit_column + 2


def child(node: Node, path: Iterable[str]) -> Node:
    """The value at a path of keys. Raises LookupError if there is none."""
    for step in path:
        child = node.get(step)
        if child is None:
            raise LookupError(step)
        node = child
    return node


def _pairs(mapping: Node) -> list[tuple[int, int]]:
    values = zip(mapping.keys.values(), mapping.values.values(), strict=True)
    return [(key.start, value.end) for key, value in values]


def last_of(mapping: Node, keys: Iterable[str]) -> Node:
    """The last of the values under some keys; of the whole mapping if it has none of them."""
    wanted = set(keys)
    found = [value for key, value in mapping.values.items() if key in wanted]
    return max(found or mapping.children, key=lambda node: node.start)


def replace_spans(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> str:
    """The text, or a piece of it, with its spans replaced; spans at the same place keep their order."""
    end = len(text) if end is None else end
    made, at = [], start
    for span in sorted((s for s in spans if start <= s.start and s.end <= end), key=lambda s: s.start):
        made += [text[at : span.start], span.text]
        at = span.end
    return "".join([*made, text[at:end]])
