"""Which part of one file is which of another."""

from __future__ import annotations

from typing import Any

import pytest
from tests.merge.parts import part

from govlist.merge._edits import Clash
from govlist.merge._names import by_key, by_place, inner_kind, note_renamed, old_name


def places(kind: str, base: str, ours: str, theirs: str) -> tuple[list[Any], list[Any]]:
    """The names of the items of ours and of theirs: a number is the item's place in the base."""
    sides = by_place(kind, *(part(f"{text}\n") for text in (base, ours, theirs)))
    return list(sides.ours), list(sides.theirs)


OURS, OTHER = ("ours", 0), ("theirs", 0)


@pytest.mark.parametrize(
    ("kind", "base", "ours", "theirs", "our_names", "their_names"),
    [
        ("x", "[甲, 乙]", "[乙, 甲]", "[甲, 丙]", [1, 0], [0, OTHER]),
        ("x", "[甲, 甲]", "[甲]", "[甲, 甲, 甲]", [0], [0, 1, OTHER]),
        ("x", "[甲]", "[甲, 乙]", "[甲, 乙, 丙]", [0, OURS], [0, OURS, ("theirs", 1)]),
        ("x", "[]", "[甲, 甲]", "[甲, 甲]", [OURS, ("ours", 1)], [OURS, ("ours", 1)]),
        ("x", "[{a: 1, b: 2}]", "[{b: 2, a: 1}]", "[{a: 1}]", [0], [OTHER]),
        # names of units, matched by name alone
        ("concerned", "[甲]", "[{unit: 甲, role: lead}]", "[乙]", [0], [OTHER]),
        ("concerned", "[甲, 甲]", "[甲]", "[{unit: 甲}, 甲]", [0], [0, 1]),
        # reports: what they say, then their day
        ("reports", "[{date: 1, note: 甲}]", "[{date: 1, note: 乙}]", "[{date: 2}]", [0], [OTHER]),
        ("reports", "[{date: 1}]", "[{date: 1, review: x}]", "[{note: 甲}]", [OURS], [OTHER]),
        ("reports", "[{note: 甲}]", "[{note: 乙}]", "[{note: 丙}]", [OURS], [OTHER]),
        ("reports", "[]", "[{date: 1, note: 甲}]", "[{date: 1, note: 乙}]", [OURS], [OTHER]),
        ("reports", "[]", "[{date: 1, note: 甲}]", "[{note: 甲, date: 1}]", [OURS], [OURS]),
        # headings: their title, then the tasks below them
        ("sections", "[{title: 甲}]", "[{title: 甲, x: 1}]", "[{title: 乙}]", [0], [OTHER]),
        (
            "sections",
            "[{title: 甲, tasks: [{id: 1}]}, {title: 乙, tasks: [{id: 2}, {id: 3}]}]",
            "[{title: 丙, tasks: [{id: 1}, {id: 2}, {id: 3}]}, {title: 丁, tasks: [{id: 1}]}]",
            "[{title: 戊, tasks: [{id: 4}]}, {title: 甲, tasks: [{id: 3}]}]",
            [1, 0],
            [OTHER, 0],
        ),
        (
            "sections",
            "[{title: 甲, tasks: [{id: 1}]}, {title: 甲, tasks: [{id: 2}]}]",
            "[{title: 甲, tasks: [{id: 2}]}]",
            "[{title: 甲, topics: [{tasks: [{id: 1}]}]}]",
            [1],
            [0],
        ),
        # tasks: number and words, then words, then number
        ("tasks", "[{id: 1, requirement: 甲}]", "[{id: 2, requirement: 甲}]", "[{id: 1}]", [0], [0]),
        (
            "tasks",
            "[{id: 1, requirement: 甲}, {id: 2, requirement: 乙}]",
            "[{id: 1, requirement: 乙}, {id: 2, requirement: 甲}]",
            "[{id: 1, requirement: 丙}]",
            [1, 0],
            [0],
        ),
        (
            "tasks",
            "[]",
            "[{id: 1, requirement: 甲}]",
            "[{id: 1, requirement: 乙}, {id: 2, requirement: 甲}]",
            [OURS],
            [OURS, ("theirs", 1)],
        ),
        # units: their name, then the old name as an alias
        ("units", "[{name: 甲}]", "[{name: 乙, aliases: [甲]}]", "[{name: 丙, aliases: [丁]}]", [0], [OTHER]),
        ("units", "[{name: 甲}, {name: 乙}]", "[{name: 甲, aliases: [乙]}]", "[{name: 丙}]", [0], [OTHER]),
        ("units", "[{kind: x}, {name: 甲}]", "[{name: 乙, aliases: 甲}]", "[甲]", [OURS], [OTHER]),
        (
            "units",
            "[{name: 甲}, {name: 乙}]",
            "[{name: 丙, aliases: [乙]}, {name: 丁, aliases: [甲]}]",
            "[{name: 丙, aliases: [甲, 乙]}, {name: 丁, aliases: [甲]}]",
            [1, 0],
            [0, OTHER],
        ),
    ],
)
def test_items(
    kind: str, base: str, ours: str, theirs: str, our_names: list[Any], their_names: list[Any]
) -> None:
    assert places(kind, base, ours, theirs) == (our_names, their_names)


RENAMED = "units:\n  - {name: 新, aliases: [甲]}\n  - {name: 乙}\ngroups: [{name: 新组, aliases: [组]}]\n"
BASE = "units: [{name: 甲}, {name: 乙}]\ngroups: [{name: 组}]\n"


def test_the_old_names_of_units_and_groups() -> None:
    root = part(RENAMED)
    note_renamed(part(BASE), root)
    assert root.file.old_names == {"新": "甲", "新组": "组"}
    note_renamed(None, root)
    note_renamed(part(BASE), None)
    assert root.file.old_names == {"新": "甲", "新组": "组"}


def test_keys_that_are_units_names() -> None:
    """They count as what the base calls them; other keys are what they are, even if a unit is called so."""
    text = RENAMED + "a: {新: 1, 乙: 2}\n"
    base, theirs = part("a: {甲: 1, 乙: 2}\n", "a"), part(text, "a")
    note_renamed(part(BASE), part(text))
    theirs.file.old_names["新"] = "甲"
    assert [list(side) for side in by_key("progress", base, base, theirs)] == [["甲", "乙"]] * 3
    for kind in ("chases", "units", ""):
        assert [list(side) for side in by_key(kind, base, None, theirs)] == [["甲", "乙"], [], ["新", "乙"]]


def test_two_keys_of_one_unit_are_refused() -> None:
    theirs = part("{甲: 1, 新: 2}\n")
    by_key("progress", None, theirs, None)
    theirs.file.old_names["新"] = "甲"
    by_key("reports", None, theirs, None)
    with pytest.raises(Clash):
        by_key("progress", None, theirs, None)


def test_what_the_base_calls_a_unit() -> None:
    names = part("[新, {unit: 新}, [新], {新: 1}]\n")
    names.file.old_names["新"] = "甲"
    assert [old_name(each) for each in names.parts] == ["甲", "甲", "", ""]
    assert old_name(names.parts[3].parts[0]) == "甲"


def test_the_kinds_of_values_below() -> None:
    assert inner_kind("units", None) == "units"
    assert inner_kind("progress", "甲") == "reports"
    assert inner_kind("tasks", "progress") == "progress"
    assert inner_kind("x-甲", "progress") == "x-甲"
