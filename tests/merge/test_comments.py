"""Merging of comments above a value, beside it, and at the end."""

from __future__ import annotations

import pytest
from tests.merge.parts import MARKERS, edited, part

from govlist.merge import _comments as comments
from govlist.merge._edits import Clash, Edit


def held(rows: str) -> str:
    """A text with these comments above a key, one for each letter."""
    return "title: 甲\n" + "".join(f"# {row}\n" for row in rows) + "year: 2024\n"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "made"),
    [
        ("", "", "a", "a"),
        ("a", "a", "", ""),
        ("a", "a", "b", "b"),
        ("a", "ab", "a", "ab"),
        ("a", "b", "a", "b"),
        ("a", "ab", "ab", "ab"),
        ("", "a", "b", "ab"),
        ("a", "ab", "ac", "abc"),
        ("a", "b", "ac", "bc"),  # theirs only adds
        ("a", "ab", "c", "cb"),  # ours only adds
        ("a", "ac", "bc", "bc"),  # c on both sides
        ("ab", "ba", "a", "a"),  # ours only in another order
        ("ab", "abc", "ba", "abc"),  # theirs only in another order
        ("ad", "add", "db", "dbd"),  # once more on our side
        ("", "a", "abb", "abb"),
        ("a", "ab", "aabb", "abab"),
        ("ab", "abc", "", "c"),
    ],
)
def test_comments_above(base: str, ours: str, theirs: str, made: str) -> None:
    parts = [part(held(rows), "year") for rows in (base, ours, theirs)]
    assert edited(held(ours), comments.above(*parts, MARKERS)) == held(made)


def test_comments_above_that_both_changed_are_a_conflict() -> None:
    base, ours, theirs = (part(held(rows), "year") for rows in "abc")
    edit = comments.above(base, ours, theirs, MARKERS)
    assert edit is not None
    assert edit.texts[1:] == ("# b\n", "# c\n")
    assert edited(held("b"), edit) == (
        "title: 甲\n<<<<<<< ours\n# b\n=======\n# c\n>>>>>>> theirs\nyear: 2024\n"
    )


@pytest.mark.parametrize("rows", [("", "", "a"), ("", "b", "a"), ("a", "ab", "c")])
def test_comments_move_with_the_part_below(rows: tuple[str, str, str]) -> None:
    edit = comments.above(*(part(held(each), "year") for each in rows), MARKERS)
    assert edit is not None
    assert edit.above


def test_comments_above_are_fitted_to_our_column() -> None:
    ours, theirs = part("a:\n    b: 甲\n", "a", "b"), part("a:\n  # 乙\n  b: 甲\n", "a", "b")
    edit = comments.above(ours, ours, theirs, MARKERS)
    assert edited("a:\n    b: 甲\n", edit) == "a:\n    # 乙\n    b: 甲\n"


def test_no_comment_can_be_above_what_follows_a_dash() -> None:
    ours, theirs = part("- a: 甲\n", 0, "a"), part("-\n  # 乙\n  a: 甲\n", 0, "a")
    assert comments.above(ours, ours, ours, MARKERS) is None
    with pytest.raises(Clash):
        comments.above(ours, ours, theirs, MARKERS)


def test_what_has_no_lines_has_no_comments() -> None:
    block, flow = part("# 乙\na: 甲 # 丙\n", "a"), part("{a: 甲}\n", "a")
    for ours, theirs in ((block, flow), (flow, block)):
        assert comments.above(None, ours, theirs, MARKERS) is None
        assert comments.beside(None, ours, theirs) is None


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "made"),
    [
        ("a: 甲\n", "a: 甲\n", "a: 甲\n# 乙\n", "a: 甲\n# 乙\n"),
        ("# 乙\n", "a: 甲\n# 乙\n", "a: 甲\n", "a: 甲\n# 乙\n"),
        ("a: 甲\n# 乙\n", "a: 甲\n# 乙\n", "a: 甲\n# 丙\n", "a: 甲\n# 丙\n"),
        ("a: 甲\n", "{a: 甲}\n", "a: 甲\n# 乙\n", "{a: 甲}\n"),
        ("a: 甲\n", "a: 甲\n", "{a: 甲}\n# 乙\n", "a: 甲\n"),
    ],
)
def test_comments_at_the_end(base: str, ours: str, theirs: str, made: str) -> None:
    before = part(base) if ":" in base else None
    assert edited(ours, comments.tail(before, part(ours), part(theirs), MARKERS)) == made


# Beside -------------------------------------------------------------------------------------------


def beside(base: str | None, ours: str, theirs: str) -> Edit | None:
    return comments.beside(part(base, "a") if base else None, part(ours, "a"), part(theirs, "a"))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "made"),
    [
        ("a: 甲\n", "a: 甲\n", "a: 甲   # 乙\n", "a: 甲   # 乙\n"),
        ("a: 甲\r\n", "a: 甲\r\n", "a: 甲  # 乙\r\n", "a: 甲  # 乙\r\n"),
        ("a: 甲\n", "a: 甲\t\n", "a: 甲 # 乙\n", "a: 甲\t # 乙\n"),
        ("a: 甲 # 乙\n", "a: 甲   # 乙\n", "a: 甲 # 丙\n", "a: 甲   # 丙\n"),
        ("a: 甲 # 乙\n", "a: 甲   # 乙\n", "a: 甲\n", "a: 甲\n"),
        ("a: 甲 # 乙\n", "a: 甲 # 丙\n", "a: 甲 # 乙\n", "a: 甲 # 丙\n"),
        ("a: 甲 # 乙\n", "a: 甲 # 丙\n", "a: 甲 # 丙\n", "a: 甲 # 丙\n"),
        ("a:\n  b: 甲\n", "a:\n  b: 甲\n", "a: # 乙\n  b: 甲 # 丙\n", "a: # 乙\n  b: 甲\n"),
        ("a: [甲]\n", "a: 甲\n", "a: [甲]#乙\n", "a: 甲 #乙\n"),
    ],
)
def test_a_comment_beside(base: str, ours: str, theirs: str, made: str) -> None:
    assert edited(ours, beside(base, ours, theirs)) == made


def test_a_comment_beside_what_ours_alone_has_not() -> None:
    assert edited("a: 甲\n", beside(None, "a: 甲\n", "a: 甲 # 乙\n")) == "a: 甲 # 乙\n"


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("a: 甲 # 乙\n", "a: 甲 # 丙\n", "a: 甲 # 丁\n"),
        ("a: 甲 # 丙\n", "a: 甲 # 乙\n", "a: 甲 # 丁\n"),
        ("a: [甲, # 乙\n 丙] # 丁\n", "a: [甲, # 乙\n 丙] # 丁\n", "a: [甲, 丙]\n"),
        ("a: [甲, 丙]\n", "a: [甲, 丙]\n", "a: [甲, # 乙\n 丙] # 丁\n"),
        ("a: [甲, 丙]\n", "a: [甲,\n 丙]\n", "a: [甲, 丙] # 丁\n"),  # which line is it about?
    ],
)
def test_comments_beside_that_have_no_exact_place(base: str, ours: str, theirs: str) -> None:
    with pytest.raises(Clash):
        beside(base, ours, theirs)
