"""The spans of text that an edit replaces, computed from the places of the nodes.

In block style a report is an added line; inside a flow collection it is added to that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from govlist.yamlfile.nodes import Node
from govlist.yamlfile.writing import flow, quote

_BLANK_LINES = re.compile(r"(?:\r?\n[ \t]*(?=\r?\n|\Z))*")
_BEFORE_COMMENT = re.compile(r"[ \t]+(?=#)")
_COMMENT_BELOW = re.compile(r"(?:\r?\n[ \t]*(?=\r?\n))*\r?\n( *)(?=#)")
_NEWLINE = re.compile(r"\r?\n")
_COMMENT = re.compile(r"#[^\n]*")
_JSON_COLON = re.compile(r"[ \t]*:(?=\S)")
_BLOCK_MARK = re.compile(r"[|>][-+0-9]*([^\r\n]*)")


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
        spans += _insert_flow(progress, len(progress.children), _flow_units(new), entries(text, progress))
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
        places = entries(text, held)
        return [s for i, written in items.items() for s in _insert_flow(held, i, ", ".join(written), places)]
    column = " " * _column(text, held)
    dash = column + "- "
    spans = []
    for index, written in items.items():
        if index == 0 and text[held.start - len(column) : held.start].strip(" "):  # behind the colon
            lines = "".join("- " + item + _newline(text, held.start) + column for item in written)
            spans.append(Span(held.start, held.start, lines))
            continue
        previous_end = held.children[index - 1].end if index else colon(text, key, held) + 1
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
    spans: list[Span] | None = None if held.flow else [_entry(text, held, index)]
    for owner, key in reversed(list(zip(nodes, path, strict=False))):
        value = child(owner, (key,))
        only = len(owner.children) == 1 and key != path[0]
        if owner.flow:
            start, end = entry_start(text, owner, list(owner.keys).index(key)), value.end
            if not only or _stays(text, owner.start, owner, start, end):
                return remove_key(text, owner, key)
            continue
        at = colon(text, owner.keys[key], value)
        if spans is None or value.flow or "\n" not in text[at : value.start]:
            spans = remove_key(text, owner, key)
        else:  # comments between the key and the report stay
            spans.append(_cut_lines(text, entry_start(text, owner, list(owner.keys).index(key)), at + 1))
        if not only:
            return spans
    return spans or []


def _was_empty(text: str, held: Node, start: int, end: int) -> bool:
    """Whether the only item fills a flow collection that was empty before (see the module docstring)."""
    return held.flow and held.start + 1 == start and text[end] == " " and text[end : held.end - 1].isspace()


def _stays(text: str, begin: int, held: Node, start: int, end: int) -> bool:
    """Whether a flow collection stays without its only item: it was empty, or has a comment after `begin`."""
    comment = held.flow and "#" in text[begin:start] + text[end : held.end]
    return comment or _was_empty(text, held, start, end)


def remove_item(text: str, held: Node, index: int) -> list[Span]:
    """Remove one item of a sequence."""
    return remove_items(text, held, [index])


def remove_items(text: str, held: Node, indexes: Iterable[int]) -> list[Span]:
    """Remove some items of a sequence."""
    return (
        cut_flow(text, held, set(indexes)) if held.flow else [_entry(text, held, index) for index in indexes]
    )


def remove_key(text: str, owner: Node, key: str) -> list[Span]:
    """Remove a key of a mapping with its value."""
    index = list(owner.keys).index(key)
    return cut_flow(text, owner, {index}) if owner.flow else [_entry(text, owner, index)]


def cut_flow(text: str, held: Node, gone: set[int]) -> list[Span]:
    """Remove entries of a flow collection, each with the comma before it; the first one, after it."""
    places = entries(text, held)
    kept_before, spans = False, []
    for index, (start, end) in enumerate(places):
        if index not in gone:
            kept_before = True
            continue
        if kept_before:
            first, last = places[index - 1][1], start
        elif index + 1 < len(places):
            first, last = end, places[index + 1][0]
        else:  # nothing stays: a comma may follow the last one
            first, last = end, held.end - 1
            spans.append(Span(start, end + _was_empty(text, held, start, end), ""))
            if (comma := _bare(text[first:last]).find(",")) >= 0:
                spans.append(Span(first + comma, first + comma + 1, ""))
            continue
        if "#" not in text[first:last]:
            spans.append(Span(min(start, first), max(end, last), ""))
        else:  # the comment stays
            comma = first + _bare(text[first:last]).index(",")
            spans += [Span(start, end, ""), Span(comma, comma + 1, "")]
    return spans


def _entry(text: str, held: Node, index: int) -> Span:
    """An entry of a block collection."""
    return _cut_lines(text, entry_start(text, held, index), held.children[index].end)


def _cut_lines(text: str, start: int, end: int) -> Span:
    """The lines from one offset to another; what begins behind a dash, a mark or a colon goes up to `end`.

    A comment behind it takes its place: a tab between a dash and a comment is an error.
    """
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start].rstrip(" \t")
    if before and (blanks := _BEFORE_COMMENT.match(text, end)):
        return Span(start, blanks.end(), "")
    return Span(line + len(before), end, "") if before else _line_span(text, start, end)


# -- places ----------------------------------------------------------------------------------------


def _lines_after(text: str, offset: int, lines: list[str]) -> Span:
    """Insert whole lines after the line that holds an offset; a missing final newline stays missing."""
    end = _line_end(text, offset)
    newline = _newline(text, end)
    return Span(end, end, "".join(newline + line for line in lines))


def _newline(text: str, offset: int) -> str:
    """The line end of the line of an offset; at the end of the text, that of the text."""
    end = _line_end(text, offset)
    return "\r\n" if text.startswith("\r\n", end) or (end == len(text) and "\r\n" in text) else "\n"


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


def careful(text: str, spans: list[Span]) -> Iterator[list[Span]]:
    """The spans, then with more of the text around removed lines, for a block text that is before them.

    Such a text would take the blank lines after them if it keeps blank lines (`|+`), and a comment that is
    indented like it.
    """
    yield spans
    removed = _joined(text, (span for span in spans if not span.text))
    written = [span for span in spans if span.text]
    blank = [_and_blank_lines(text, span) for span in removed]
    yield [*written, *blank]
    for tried in (removed, blank):
        yield [*written, *tried, *(shift for span in tried for shift in _comment_below(text, span))]


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Removed spans of which no two have only blanks between them."""
    joined: list[Span] = []
    for span in sorted(spans):
        behind = bool(joined) and not text[joined[-1].end : span.start].strip(" \t\r\n")
        start = joined.pop().start if behind else span.start
        joined.append(Span(start, span.end, ""))
    return joined


def _and_blank_lines(text: str, span: Span) -> Span:
    """A removed span with the blank lines after it; at the end of the file, the newline before it stays."""
    end = _BLANK_LINES.match(text, span.end).end()  # type: ignore[union-attr]  # it matches nothing, too
    first = _NEWLINE.match(text, span.start) if end == len(text) else None
    return Span(first.end() if first else span.start, end, "")


def _comment_below(text: str, span: Span) -> list[Span]:
    """Put a comment that follows removed lines at their indentation."""
    below = _COMMENT_BELOW.match(text, span.end)
    lines = text[span.start : span.end].lstrip("\r\n")
    column = len(lines) - len(lines.lstrip(" "))
    if below is None or len(below[1]) <= column:
        return []
    return [Span(below.start(1) + column, below.end(1), "")]


def _column(text: str, node: Node) -> int:
    return node.start - (text.rfind("\n", 0, node.start) + 1)


def _bare(text: str) -> str:
    """A text between values with blanks for its comments."""
    return _COMMENT.sub(lambda comment: " " * len(comment[0]), text)


def colon(text: str, key: Node, value: Node) -> int:
    """The place of the colon between a key and its value."""
    return key.end + _bare(text[key.end : value.start]).index(":")


def entry_start(text: str, held: Node, index: int) -> int:
    """Where an entry of a collection begins: at its dash or question mark, else at its item or key."""
    before = held.children[index - 1].end if index else held.start
    sign, node = ("-", held.items[index]) if held.items else ("?", list(held.keys.values())[index])
    return _signed(text, before, node.start, sign)


def entries(text: str, held: Node) -> list[tuple[int, int]]:
    """Where the entries of a collection begin, as `entry_start` says, and end."""
    before, found = held.start, []
    sign, nodes = ("-", held.items) if held.items else ("?", held.keys.values())
    for node, value in zip(nodes, held.children, strict=True):
        found.append((_signed(text, before, node.start, sign), value.end))
        before = value.end
    return found


def _signed(text: str, before: int, start: int, sign: str) -> int:
    """The place of the sign between the end of what is before an entry and its item or key; else of these."""
    between = text[before:start]
    at = _bare(between).rfind(sign) if sign in between else -1
    return start if at < 0 else before + at


def replaced(text: str, node: Node, written: str) -> Span:
    """Replace a value by a written one; the comment in the first line of a block text stays."""
    mark = _BLOCK_MARK.match(text, node.start, node.end)
    return Span(node.start, node.end, written + (mark[1].rstrip() if mark else ""))


def scalar(text: str, node: Node, value: str) -> Span:
    """Replace the text of a scalar. Before a colon without a blank, as JSON has it, it must be in quotes."""
    written = quote(value)
    if _JSON_COLON.match(text, node.end) and not written.startswith('"'):
        written = f'"{written}"'
    return replaced(text, node, written)


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
