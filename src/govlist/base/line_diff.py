"""The differences between two texts by lines, as a unified diff, in time that grows with their length.

The standard library's difflib takes time that grows with the square of the length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

MAX_ROUNDS = 30
"""How often a piece between equal lines is divided again; then it is shown as replaced."""


class Change(NamedTuple):
    """The lines from `start` up to `end` are replaced by those from `new_start` up to `new_end`."""

    start: int
    end: int
    new_start: int
    new_end: int


def unified(old: str, new: str, path: str, context: int) -> Iterator[str]:
    """The rows of a unified diff, with so many equal lines around each change; none if nothing changed."""
    before, after = old.split("\n"), new.split("\n")
    hunks = list(_hunks(changes(before, after), context))
    if hunks:
        yield f"--- {path}"
        yield f"+++ {path}"
    for hunk in hunks:
        first = max(hunk[0].start - context, 0)
        start = hunk[0].new_start - hunk[0].start + first
        last = min(hunk[-1].end + context, len(before))
        end = hunk[-1].new_end - hunk[-1].end + last
        yield f"@@ -{_range(first, last)} +{_range(start, end)} @@"
        for change in hunk:
            yield from (" " + line for line in before[first : change.start])
            yield from ("-" + line for line in before[change.start : change.end])
            yield from ("+" + line for line in after[change.new_start : change.new_end])
            first = change.end
        yield from (" " + line for line in before[first:last])


def changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Change]:
    """How to make one sequence of lines from another, in order.

    Equal lines at both ends are left out, then lines that each side has once are kept where their order
    allows that (a patience diff), and the pieces between them are compared in the same way.
    """
    found = []
    waiting = [(0, len(old), 0, len(new), 0)]
    while waiting:
        start, end, new_start, new_end, rounds = waiting.pop()
        while start < end and new_start < new_end and old[start] == new[new_start]:
            start, new_start = start + 1, new_start + 1
        while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
            end, new_end = end - 1, new_end - 1
        kept = []
        if start < end and new_start < new_end and rounds < MAX_ROUNDS:
            kept = _kept(old[start:end], new[new_start:new_end])
        if kept:
            places = [(-1, -1), *kept, (end - start, new_end - new_start)]
            waiting += [
                (start + left + 1, start + right, new_start + new_left + 1, new_start + new_right, rounds + 1)
                for (left, new_left), (right, new_right) in pairwise(places)
            ]
        elif start < end or new_start < new_end:
            found.append(Change(start, end, new_start, new_end))
    return sorted(found)


def _kept(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of equal lines, ascending in both: lines that are there once, else each with its like."""
    places = _once(new)
    pairs = [(index, places[line]) for line, index in _once(old).items() if line in places]
    if not pairs:
        numbered = dict(zip(_numbered(new), range(len(new)), strict=True))
        pairs = [(index, numbered[line]) for index, line in enumerate(_numbered(old)) if line in numbered]
    return _ascending(pairs)


def _once(lines: Sequence[Hashable]) -> dict[Hashable, int]:
    counts = Counter(lines)
    return {line: index for index, line in enumerate(lines) if counts[line] == 1}


def _numbered(lines: Sequence[Hashable]) -> Iterator[tuple[Hashable, int]]:
    """Each line with how often it was there before."""
    counts: Counter[Hashable] = Counter()
    for line in lines:
        yield line, counts[line]
        counts[line] += 1


def _ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of some pairs, ascending in the first number, that ascends in the second, too."""
    ends: list[int] = []
    chosen: list[int] = []
    before: list[int] = []
    for index, (_place, number) in enumerate(pairs):
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
        chosen[length : length + 1] = [index]
        before.append(chosen[length - 1] if length else -1)
    made = []
    at = chosen[-1] if chosen else -1
    while at >= 0:
        made.append(pairs[at])
        at = before[at]
    return made[::-1]


def _hunks(found: Sequence[Change], context: int) -> Iterator[list[Change]]:
    """The changes that are shown together, because their surroundings meet."""
    hunk: list[Change] = []
    for change in found:
        if hunk and change.start - hunk[-1].end > 2 * context:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _range(start: int, end: int) -> str:
    """Lines as unified diffs count them."""
    if end - start == 1:
        return str(start + 1)
    return f"{start + 1 if end > start else start},{end - start}"
