"""The parts of a file: tasks on lines of their own, and edits that are proved by reading these alone.

In block style the lines above decide how a line is read through one thing only: the columns of the lists and
mappings that are open. So an item of a list in block style, from the line of its dash up to the line of what
follows it, reads alone as it reads in its file, as long as a following item at the same column is read as
such. `read` checks that, and tests compare the result with that of reading the whole file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from govlist.base.errors import Level, Location, Problem
from govlist.base.limits import MAX_VALUES, max_bytes
from govlist.base.text import BOM
from govlist.yamlfile.nodes import Node, count_signs
from govlist.yamlfile.source import Source
from govlist.yamlfile.spans import Span, entry_start, replace_spans

Place = tuple[int, int]
"""Where a part of the text begins and ends."""
Places = Mapping[Location, Place | None]
_DASH = re.compile(" *-")
_FOLLOWING = "following"
"""The item that is put behind a part, to see that the part ends there."""


class Known(Source):
    """A list without errors whose data and tasks are known; all its nodes are read only if they are needed.

    After an edit it differs from `base`, which was read from the disk, in the tasks `touched`.
    """

    def __init__(self, path: str, text: str, bom: bool, plain: Any, places: Places) -> None:
        self.path = path
        self.text = text
        self.bom = bom
        self.plain = plain
        self.places = places
        self.dropped = ""
        self.base: Source = self
        self.touched: frozenset[Location] = frozenset()
        self.parts: dict[Location, Part] = {}
        """The parts that were read."""

    @cached_property
    def data(self) -> bytes:  # type: ignore[override]  # made when it is needed
        """The bytes of the file."""
        return (BOM if self.bom else b"") + self.text.encode("utf-8")

    @cached_property
    def _whole(self) -> Source:
        return Source(self.path, self.data)

    @cached_property
    def root(self) -> Node | None:  # type: ignore[override]
        """The root node, read when it is needed."""
        return self._whole.root

    @cached_property
    def problems(self) -> list[Problem]:  # type: ignore[override]
        """The problems of form, which are warnings."""
        return self._whole.problems

    def copy(self) -> Any:
        """The data once more, to be changed."""
        return copied(self.plain)


class Part(NamedTuple):
    """A part that was read alone: where it begins in the file, its text as a file, its node there."""

    start: int
    source: Source
    node: Node


def tasks(plain: Any) -> Iterator[Location]:
    """The location of each task of a list, in order."""
    for s, section in enumerate(plain["sections"]):
        for t, topic in enumerate(section.get("topics", ())):
            for i in range(len(topic["tasks"])):
                yield ("sections", s, "topics", t, "tasks", i)
        for i in range(len(section.get("tasks", ()))):
            yield ("sections", s, "tasks", i)


def places(source: Source) -> Places:
    """The place of each task of a list without errors; None where it is not on lines of its own."""
    if isinstance(source, Known):
        return source.places
    return {location: _place(source, location) for location in tasks(source.plain)}


def _place(source: Source, location: Location) -> Place | None:
    text, node = source.text, source.root
    start, end = 0, len(text)
    for step in location:
        if node is None or node.flow:
            return None
        if isinstance(step, str):
            index = list(node.keys).index(step)
        else:
            index = step
            start = entry_start(text, node, index)
        end = entry_start(text, node, index + 1) if index + 1 < len(node.children) else end
        node = node.get(step)
    first = text.rfind("\n", 0, start) + 1
    if text[first:start].strip(" "):
        return None
    return first, end if end == len(text) else text.rfind("\n", 0, end) + 1


def node(source: Source, location: Location) -> Node:
    """The node at a path, read alone if it is in a task of a known file. Raises LookupError for none."""
    if isinstance(source, Known):
        for end in range(1, len(location) + 1):
            if location[:end] in source.places and (found := part(source, location[:end])):
                return _below(found.node.moved(found.start), location[end:])
    return source.node(location)


def _below(node: Node, steps: Location) -> Node:
    for step in steps:
        child = node.get(step)
        if child is None:
            raise LookupError(step)
        node = child
    return node


def part(source: Source, location: Location) -> Part | None:
    """The part of a task, None if it does not read alone as in the file."""
    known = source.parts if isinstance(source, Known) else {}
    if location not in known:
        place = places(source).get(location)
        found = place and read(source.path, source.text, place)
        if not found or found.node.plain() != value_at(source.plain, location):
            return None
        known[location] = found
    return known[location]


def read(path: str, text: str, place: Place) -> Part | None:
    """Read an item of a list in block style alone; None if its text is not exactly one."""
    piece = text[slice(*place)]
    if not (dash := _DASH.match(piece)) or not piece.endswith("\n"):
        return None
    following = "" if place[1] == len(text) else f"{dash[0]} {_FOLLOWING}"
    source = Source(path, (piece + following).encode())
    root, number = source.root, 2 if following else 1
    if root is None or root.kind != "sequence" or root.flow or len(root.items) != number:
        return None
    if any(problem.level is Level.ERROR for problem in source.problems):
        return None
    if following and root.items[1].start != len(source.text) - len(_FOLLOWING):
        return None
    return Part(place[0], source, root.items[0])


def edited(source: Source, spans: Sequence[Span], expected: Mapping[Location, Any]) -> Source | None:
    """The file with the spans replaced, if that gives each task its expected data and changes nothing else.

    None if this cannot be proved by reading the parts alone.
    """
    moves = _Moves(spans)
    text = replace_spans(source.text, spans)
    before = places(source)
    now = {location: place and (moves.to(place[0]), moves.to(place[1])) for location, place in before.items()}
    plain, count, read_parts = source.plain, 0, {}
    for location, value in expected.items():
        was, place = before.get(location), now.get(location)
        if not (was and place and part(source, location) and (made := read(source.path, text, place))):
            return None
        count += moves.within(*was)
        if without_empty(made.node.plain()) != without_empty(value):
            return None
        plain = with_value(plain, location, made.node.plain())
        read_parts[location] = made
    if count != len(spans):
        return None
    new = Known(source.path, text, source.bom, plain, now)
    if count_signs(text) >= MAX_VALUES or len(new.data) > max_bytes():
        return None
    new.parts = read_parts
    new.base, new.touched = source, frozenset(expected)
    if isinstance(source, Known):
        new.base, new.touched = source.base, new.touched | source.touched
    return new


class _Moves:
    """Where places of a text are after spans of it were replaced."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans, key=lambda span: span.start)
        self.starts = [span.start for span in self.spans]
        self.ends = [span.end for span in self.spans]
        changes = (len(span.text) - span.end + span.start for span in self.spans)
        self.lengths = list(accumulate(changes, initial=0))

    def to(self, offset: int) -> int:
        """The place of an offset that is in no span."""
        return offset + self.lengths[bisect_right(self.ends, offset)]

    def within(self, start: int, end: int) -> int:
        """How many spans lie between two offsets, and touch neither."""
        return bisect_left(self.ends, end) - bisect_right(self.starts, start)


def without_empty(plain: Any) -> Any:
    """The data without empty progress: removing a report may leave the `[]` that was there before."""
    if isinstance(plain, list):
        return [without_empty(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    filled = {key: without_empty(value) for key, value in plain.items()}
    for key in ("progress", "overall"):
        if isinstance(filled.get(key), dict):
            filled[key] = {unit: reports for unit, reports in filled[key].items() if reports}
        if key in filled and not filled[key]:
            del filled[key]
    return filled


def with_value(plain: Any, location: Location, value: Any) -> Any:
    """The data with another value at a path; the rest is shared with the old data."""
    if not location:
        return value
    step, *below = location
    made = plain.copy()
    made[step] = with_value(plain[step], tuple(below), value)
    return made


def value_at(plain: Any, location: Location) -> Any:
    """The value at a path in the data."""
    for step in location:
        plain = plain[step]
    return plain


def copied(plain: Any) -> Any:
    """Plain data once more, to be changed."""
    if isinstance(plain, dict):
        return {key: copied(value) for key, value in plain.items()}
    return [copied(item) for item in plain] if isinstance(plain, list) else plain
