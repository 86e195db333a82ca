"""Diffs by lines: right, readable, and in time that grows with the length of the texts."""

from __future__ import annotations

import difflib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlist.base import line_diff

LINES = st.lists(st.sampled_from(["a", "b", "c", "", " d", "e", "f", "g"]), max_size=12)


def applied(old: list[str], new: list[str]) -> list[str]:
    """The new lines, made from the old ones and the changes."""
    made, at = [], 0
    for change in line_diff.changes(old, new):
        assert change.start < change.end or change.new_start < change.new_end
        made += [*old[at : change.start], *new[change.new_start : change.new_end]]
        at = change.end
    return made + old[at:]


@given(LINES, LINES)
def test_the_changes_make_the_new_text(old: list[str], new: list[str]) -> None:
    assert applied(old, new) == new


@given(LINES, st.integers(0, 12), LINES)
def test_an_insertion_is_one_change(old: list[str], place: int, more: list[str]) -> None:
    new = [*old[:place], *more, *old[place:]]
    found = line_diff.changes(old, new)
    assert len(found) == bool(more)
    assert all(change.start == change.end for change in found)


@given(st.sets(st.integers(0, 29)), st.integers(0, 3), st.sampled_from(["", "x", "x\ny"]))
def test_rows_are_those_of_difflib_for_changed_lines(changed: set[int], context: int, put: str) -> None:
    before = [f"line {number}" for number in range(30)]
    after = [line for n, old in enumerate(before) for line in (put.split() if n in changed else [old])]
    text = "\n".join(after)  # without any line there is still an empty one
    rows = line_diff.unified("\n".join(before), text, "list.yaml", context)
    expected = difflib.unified_diff(
        before, text.split("\n"), "list.yaml", "list.yaml", lineterm="", n=context
    )
    assert list(rows) == list(expected)


@given(LINES, LINES)
def test_the_rows_of_a_diff_hold_both_texts(old: list[str], new: list[str]) -> None:
    rows = list(line_diff.unified("\n".join(old), "\n".join(new), "list.yaml", context=20))
    if old == new or (not old and new == [""]) or (not new and old == [""]):
        assert rows == []
        return
    assert [row[1:] for row in rows[3:] if row[0] in " -"] == (old or [""])
    assert [row[1:] for row in rows[3:] if row[0] in " +"] == (new or [""])


def test_moved_and_changed_lines_are_shown_where_they_are() -> None:
    old = [f"- id: {number}" for number in range(20)]
    new = [*old[:3], "- id: new", *old[4:10], *old[11:], "- id: last"]
    assert line_diff.changes(old, new) == [(3, 4, 3, 4), (10, 11, 10, 10), (20, 20, 19, 20)]


class Counted(str):
    """A line that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        Counted.compared += 1
        return str.__hash__(self)


def repeated(size: int) -> tuple[list[str], list[str]]:
    return ["a", "b"] * size, ["b", "c", "a"] * size


def shuffled(size: int) -> tuple[list[str], list[str]]:
    lines = [str(number) for number in range(size)]
    return lines, random.Random(size).sample(lines, size)


def mixed(size: int) -> tuple[list[str], list[str]]:
    chance = random.Random(size)
    return [str(chance.randrange(size // 4)) for _ in range(size)], [
        str(chance.randrange(size // 4)) for _ in range(size)
    ]


def every_tenth(size: int) -> tuple[list[str], list[str]]:
    old = [str(number % 7) for number in range(size)]
    return old, [f"new {number}" if number % 10 == 0 else line for number, line in enumerate(old)]


@pytest.mark.parametrize("make", [repeated, shuffled, mixed, every_tenth])
def test_the_work_grows_with_the_length(make: object) -> None:
    counts = []
    for size in (2_000, 4_000, 8_000):
        old, new = ([Counted(line) for line in side] for side in make(size))  # type: ignore[operator]
        Counted.compared = 0
        assert applied(old, new) == new
        counts.append(Counted.compared)
    assert counts[2] < 2.6 * counts[1] < 2.6 * 2.6 * counts[0]
