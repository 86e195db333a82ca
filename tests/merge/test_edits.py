"""Edits of a text: where they belong, and how values of theirs are written into ours."""

from __future__ import annotations

import pytest
from tests.merge.parts import edited, part

from govlist.merge._edits import Clash, Edit, apply_edits, in_flow, inline, lines, reindented


@pytest.mark.parametrize(
    ("start", "end", "above", "inside"),
    [
        (12, 15, False, True),
        (10, 20, False, True),
        (10, 12, False, True),
        (15, 20, True, True),
        (10, 10, True, True),  # above the part that begins there
        (10, 10, False, False),  # follows what ended there
        (20, 20, False, True),
        (20, 20, True, False),
        (5, 12, False, False),
        (5, 12, True, False),
        (15, 25, False, False),
        (5, 10, False, False),
        (20, 25, True, False),
        (20, 25, False, False),
        (5, 25, True, False),
        (2, 5, True, False),
        (22, 25, False, False),
    ],
)
def test_which_edits_are_in_a_piece(start: int, end: int, above: bool, inside: bool) -> None:
    assert Edit.plain(start, end, "", above=above).lies_in(10, 20) is inside


def test_insertions_at_one_place_keep_their_order() -> None:
    edits = [
        Edit.plain(1, 2, "换"),
        Edit.plain(1, 1, "上", above=True),
        Edit.plain(1, 1, "一"),
        Edit.plain(1, 1, "二"),
    ]
    assert edited("甲乙丙", *edits) == "甲一二上换丙"


def test_edits_that_meet_are_refused() -> None:
    with pytest.raises(Clash):
        apply_edits("甲乙丙", [Edit.plain(0, 2, ""), Edit.plain(1, 3, "")])


# One line -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: 公开   # 年初\n", "公开"),
        ("a: '公开'\n", "'公开'"),
        ("a: 甲, 乙\n", '"甲, 乙"'),
        ("a: |\n  公开\n", '"公开\\n"'),
        ("a: 甲\n  乙\n", "甲 乙"),
        ("{a: '甲'}\n", "'甲'"),
        ("a: [ 甲,乙 ]\n", "[ 甲,乙 ]"),
        ("a: { b: 甲 }\n", "{ b: 甲 }"),
        ("a: [甲,\n  乙]\n", "[甲, 乙]"),
        ("a:\n  - 甲\n", "[甲]"),
        ("a:\n  b: 甲\n", "{b: 甲}"),
    ],
)
def test_a_value_on_one_line(text: str, written: str) -> None:
    assert inline(part(text, "a")) == written


def test_a_value_on_one_line_with_edits_of_its_text() -> None:
    """Those of its key are made where the key is written."""
    text = "{甲: {乙: 丙}}\n"
    held = part(text, "甲")
    key, value = (
        Edit.plain(text.index(old), text.index(old) + 1, new) for old, new in (("甲", "丁"), ("丙", "戊"))
    )
    assert inline(held, [key, value]) == "{乙: 戊}"


def test_a_value_of_several_lines_says_what_its_edits_make_of_it() -> None:
    assert inline(part("a:\n  b: 甲\n", "a"), plain={"b": "乙"}) == "{b: 乙}"


# Lines --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "moved"),
    [
        (0, "  - 甲\n\n    乙\n"),
        (1, "   - 甲\n\n     乙\n"),
        (2, "    - 甲\n\n      乙\n"),
        (-1, " - 甲\n\n   乙\n"),
        (-3, "- 甲\n\n 乙\n"),
    ],
)
def test_lines_are_moved(columns: int, moved: str) -> None:
    assert reindented("  - 甲\n\n    乙\n", columns) == moved


def test_lines_of_a_part() -> None:
    text = "x:\n  # 甲\n  a: 1\n"
    assert lines(part(text, "x", "a"), 4) == "    # 甲\n    a: 1\n"
    assert lines(part(text, "x", "a"), 0, above=False) == "a: 1\n"
    assert lines(part("- a: 1\n", 0, "a"), 4) == "    a: 1\n"


def test_lines_of_what_has_none() -> None:
    assert lines(part("{a: 1}\n", "a"), 2) == "  a: 1\n"
    assert lines(part("{a: 1}\n", "a"), 2, key="b") == "  b: 1\n"
    assert lines(part("[甲]\r\n", 0), 2) == "  - 甲\r\n"


# Collections in flow style ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept", "slots", "made"),
    [
        ("[]", [], [], "[]"),
        ("[]", [], ["甲"], "[甲 ]"),
        ("[ ]", [], ["甲", "乙"], "[甲, 乙 ]"),
        ("[甲]", [], [], "[]"),
        ("[甲, 乙]", [], ["丙"], "[丙]"),
        ("[甲, 乙, 丙]", [1, 2], [1, 2], "[乙, 丙]"),
        ("[甲, 乙, 丙]", [0, 2], [0, 2], "[甲, 丙]"),
        ("[甲, 乙, 丙]", [2], [2], "[丙]"),
        ("[甲, 乙, 丙 ]", [0], [0], "[甲 ]"),
        ("[甲, 乙]", [0, 1], ["丙", 0, "丁", 1, "戊"], "[丙, 甲, 丁, 乙, 戊]"),
        ("[甲,  乙]", [1], ["丙", 1, "丁"], "[丙, 乙, 丁]"),
    ],
)
def test_what_goes_and_comes_in_a_line(text: str, kept: list[int], slots: list[int | str], made: str) -> None:
    held = part(text + "\n")
    edits = in_flow(
        held,
        [held.parts[n] for n in kept],
        [held.parts[slot] if isinstance(slot, int) else slot for slot in slots],
    )
    assert edited(text, *edits) == made
