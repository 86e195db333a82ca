"""A file as parts: which lines and which comments belong to what."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.merge.parts import part

from govlist.merge._parts import File, read, same


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("# 甲\ntitle: 乙\n", "# 甲\n"),
        ("\ntitle: 乙\n", "\n"),
        ("title: 乙\n", ""),
        ("---\ntitle: 乙\n", ""),
        ("# 头\n---\n# 甲\ntitle: 乙\n", "# 甲\n"),
        ("%YAML 1.2\n--- # 头\n\n# 甲\ntitle: 乙\n", "\n# 甲\n"),
    ],
)
def test_lines_above_the_first_part(text: str, above: str) -> None:
    first = part(text, 0)
    assert text[first.lead : first.line] == above
    assert text[first.line :] == "title: 乙\n"


def test_the_dash_of_an_item() -> None:
    """In its line or above it; not one in a comment between."""
    text = "a:\n    - 甲\n    -   # 说明\n\n#   - 旧\n#--\n\n      乙\n    - - 丙\n      -\n        丁\n"
    held = part(text, "a")
    starts = [text[: each.start].count("\n") for each in held.parts]
    assert starts == [1, 2, 8]
    assert [each.column for each in held.parts] == [4, 4, 4]
    assert [each.start - each.line for each in held.parts[2].parts] == [6, 6]
    assert [text[: each.start].count("\n") for each in held.parts[2].parts] == [8, 9]
    assert [each.shared for each in held.parts[2].parts] == [True, False]
    assert held.parts[2].parts[0].lead == held.parts[2].parts[0].start  # nothing is above it


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("#甲\na: 乙\n", ["#甲"]),
        ("#\na: 乙\n", ["#"]),
        ('a: "甲 # 乙"   # 丙\n', ["# 丙"]),
        ("'a # b': [\"甲 # 乙\", {c: 'd # e'}] # 丙\n", ["# 丙"]),
        ("a:\n  - '甲 # 乙'\n", []),
        ("a: | # 头\n  甲 # 乙\n# 尾\n", ["# 头", "# 尾"]),
        ("a: [甲,#乙\n 丙]#丁\nb: '甲'#乙\n", ["#乙", "#丁", "#乙"]),  # YAML asks no blank there
        ("a: 甲#乙\n", []),
        ("# 甲 \r\na: 乙\r\n", ["# 甲"]),
        ("# 甲\n# 乙\n", ["# 甲", "# 乙"]),
    ],
)
def test_comments(text: str, comments: list[str]) -> None:
    assert File(text).comments(0, len(text)) == comments
    assert read(text)[1] == Counter(comments)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a: [甲]\n", {"a": ["甲"]}),
        ("a: 甲 #乙\n", {"a": "甲"}),
        ("a: 甲\na: 乙\n", None),
        ("a: &x 甲\n", None),
        ("a: 甲 #乙\nb: &x 丙\n", None),
        ("a: '甲\n", None),
        ("# 甲\n", None),
        ("", None),
    ],
)
def test_what_a_text_says(text: str, plain: object) -> None:
    assert read(text)[0] == plain


def test_parts_that_say_the_same() -> None:
    one = part("a: 甲 # 乙\n", "a")
    assert same(one, part("'a':   甲 # 乙\n", "a"))
    assert not same(one, part("a: 甲\n", "a"))
    assert not same(one, part("b: 甲 # 乙\n", "b"))
    assert not same(one, part("a: 丙 # 乙\n", "a"))
    assert not same(one, None)
    assert same(None, None)
