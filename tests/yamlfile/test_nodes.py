"""Parsing text to nodes: kinds, places, and each error of form, with both parsers."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import files, texts

from govlist.base.characters import CONTROL_IN_FILE
from govlist.yamlfile import nodes
from govlist.yamlfile.nodes import BROKEN, MAX_DEPTH, Node, compose

MANY = 20_000
"""Twenty times the depth at which Python stops a recursion."""
MARK = "¦"
"""The mark in a text before each expected error."""


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything here holds for both parsers of PyYAML."""
    if request.param == "Python":
        monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)


def faults(text: str) -> list[tuple[str, int]]:
    """Rule and offset of each error, in text order."""
    found = compose(text).faults
    return sorted(((fault.rule, fault.offset) for fault in found), key=lambda fault: fault[1])


def plain(text: str) -> object:
    """The value of a text with errors."""
    node = compose(text).root
    return node.plain() if node else None


def marked(text: str) -> tuple[str, list[int]]:
    """The text without its marks, and the offsets of the marks."""
    pieces = text.split(MARK)
    offsets = [len("".join(pieces[:end])) for end in range(1, len(pieces))]
    return "".join(pieces), offsets


def root(text: str) -> Node:
    made = compose(text)
    assert made.faults == []
    assert made.root is not None
    return made.root


def at(node: Node, *path: str | int) -> Node:
    """The node at a path, which must be there."""
    for step in path:
        child = node.get(step)
        assert child is not None
        node = child
    return node


def own_text(text: str, *path: str | int) -> str:
    """The text of the value at a path."""
    node = at(root(text), *path)
    return text[node.start : node.end]


# Values and places --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["010", "1:30", "no", "true", "null", "~", "1.10", "2024-02-30", "1_0", "0x1f", ".inf", "="]
)
def test_every_scalar_is_text(word: str) -> None:
    assert root(f"键: {word}\n列: [{word}]\n").plain() == {"键": word, "列": [word]}


def test_an_empty_value_is_an_empty_text() -> None:
    assert root("甲:\n乙: ''\n丙: [ ]\n丁: {}\n").plain() == {"甲": "", "乙": "", "丙": [], "丁": {}}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_places_of_keys_and_values(newline: str) -> None:
    text = newline.join(["清单: 甲", "单位:", "  - 名称: 区教体局😀 # 注", '    别名: ["乙", 丙]', ""])
    node = root(text)
    unit = at(node, "单位", 0)
    assert text[node.start : node.end] == text.rstrip()
    assert text[unit.keys["别名"].start :].startswith("别名:")
    assert own_text(text, "单位", 0, "名称") == "区教体局😀"
    assert own_text(text, "单位", 0, "别名") == '["乙", 丙]'
    assert own_text(text, "单位", 0, "别名", 1) == "丙"
    assert (unit.flow, at(unit, "别名").flow) == (False, True)


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ("|\n  甲\n  乙\n\n# 注\n", "|\n  甲\n  乙"),
        (">-   # 注\n  甲\n\n\n", ">-   # 注\n  甲"),
        ("|+\n  甲\n\n\n", "|+\n  甲\n\n"),
        ("|+\r\n  甲\r\n\r\n", "|+\r\n  甲\r\n\r"),
        ("|\n  甲", "|\n  甲"),
        ("|\n", "|"),
        ("甲\n  乙\n\n  # 注\n", "甲\n  乙"),
        ("'甲\n\n  乙'  # 注\n", "'甲\n\n  乙'"),
        ("\n  - 甲\n  # 注\n  - 乙\n\n  # 注\n", "- 甲\n  # 注\n  - 乙"),
        ("\n  - 甲:\n    - 乙: |\n        丙\n\n\n# 注\n", "- 甲:\n    - 乙: |\n        丙"),
        ("[甲,\n  乙,\n]\n# 注\n", "[甲,\n  乙,\n]"),
    ],
)
def test_a_value_ends_with_its_own_text(written: str, own: str) -> None:
    assert own_text(f"键: {written}", "键") == own


def test_there_is_nothing_where_a_path_leads_nowhere() -> None:
    node = root("甲: [乙]\n")
    assert node.get("乙") is None
    assert node.get(0) is None
    assert at(node, "甲").get(1) is None
    assert at(node, "甲", 0).get("丙") is None


@pytest.mark.parametrize("text", ["", "\n\n", "# 注\n", "---\n...\n"])
def test_an_empty_text_has_no_value(text: str) -> None:
    made = compose(text)
    assert made.faults == []
    assert made.root is None or made.root.plain() == ""


@given(files())
def test_both_parsers_say_the_same(file: bytes) -> None:
    text = file.decode("utf-8-sig")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "LOADER", yaml.SafeLoader)
        slow = compose(text)
    assert compose(text) == slow


@given(texts() | st.text(alphabet="[]{}:,-?&*!|>'\"#%@ \n\tab"))
def test_no_text_raises_anything(text: str) -> None:
    text = CONTROL_IN_FILE.sub("\ufffd", text)  # as source hands it on
    made = compose(text)
    assert all(0 <= fault.offset <= len(text) for fault in made.faults)
    if made.root is None and text.strip("\ufeff \n\t"):
        assert made.faults or all(line.lstrip()[:1] in ("", "#", "-", ".") for line in text.splitlines())


# Errors of form -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("duplicate-key", "甲: 1\n乙: 2\n¦甲: 3\n"),
        ("duplicate-key", "甲: {乙: 1, ¦乙: 2, ¦'乙': 3}\n"),
        ("duplicate-key", '甲: 1\n¦"甲": {乙: 1}\n'),
        ("anchor", "甲: ¦&a 乙\n丙: ¦*a\n"),
        ("anchor", "甲: ¦&a [1]\n丙: [¦*a, ¦*a]\n"),
        ("anchor", "甲: &a\n  丙: 1\n丁: ¦*a\n".replace("&a", "¦&a")),
        ("anchor", "甲: ¦*nobody\n"),
        ("tag", "甲: ¦!!str 1\n"),
        ("tag", "甲: ¦!own {乙: 1}\n丙: ¦!!seq\n- 1\n"),
        ("tag", "甲: ¦!!python/object/apply:os.system [ls]\n"),
        ("several-documents", "甲: 1\n¦---\n甲: 2\n---\n甲: 3\n"),
        ("several-documents", "甲: 1\n...\n¦---\n甲: 2\n"),
        ("wrong-type", "¦[甲]: 1\n乙: 2\n"),
        ("wrong-type", "? ¦{甲: 1}\n: 2\n"),
        ("cut-comment", "甲: 完成 ¦#第3项\n"),
        ("cut-comment", "甲: [乙, 丙 ¦#丁\n ]\n"),
        ("control-character", '甲: ¦"铃\\a"\n'),
        ("control-character", '甲: ¦"回车\\r"\n乙: "换行\\n"\n'),
        ("control-character", '甲: ¦"\\u202e倒"\n'),
    ],
)
def test_errors_have_their_places(rule: str, text: str) -> None:
    clean, offsets = marked(text)
    assert faults(clean) == [(rule, offset) for offset in offsets]


@pytest.mark.parametrize(
    "text",
    [
        "甲: 完成 # 第3项\n",
        "甲: 完成#第3项\n",
        "甲: '完成' #第3项\n",
        '甲: "完成 #第3项"\n',
        "甲: |\n  完成 #第3项\n",
        "甲: 完成 # # 第3项\n",
        "甲: 完成 #\n",
        "#第3项\n甲: 完成\n  #第3项\n",
        "甲: [乙] #第3项\n",
    ],
)
def test_an_ordinary_comment_is_no_error(text: str) -> None:
    assert faults(text) == []


def test_an_alias_has_no_value() -> None:
    assert plain("甲: &a [1]\n乙: *a\n") == {"甲": ["1"], "乙": BROKEN}


def test_the_first_of_two_keys_is_kept() -> None:
    assert plain("甲: 1\n甲: [2]\n乙: 3\n") == {"甲": "1", "乙": "3"}


def test_the_first_of_two_documents_is_kept() -> None:
    assert plain("甲: 1\n---\n[\n") == {"甲": "1"}


def test_an_alias_bomb_stays_small() -> None:
    rows = ["a0: &a0 [1, 1]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    assert {rule for rule, _ in faults("\n".join(rows))} == {"anchor"}


# Depth --------------------------------------------------------------------------------------------


def nested(depth: int) -> str:
    """A mapping that is nested so many levels deep, itself included."""
    return "甲: " + "[" * (depth - 1) + "]" * (depth - 1) + "\n"


def test_the_limit_itself_is_fine() -> None:
    assert faults(nested(MAX_DEPTH)) == []
    assert faults(nested(MAX_DEPTH + 1)) == [("too-deep", 3)]


@pytest.mark.parametrize(
    "bomb",
    [
        *("[" * MANY, "[" * MANY + "]" * MANY, "{" * MANY, "{a: " * MANY, "{a: " * MANY + "}" * MANY),
        *("[{a: " * MANY, "\n    [" + "\n    [" * MANY, "\n    " + "- " * MANY, "\n    " + "[" * MANY),
    ],
    ids=["[", "[]", "{", "{a:", "{a:}", "[{a:", "[ lines", "-", "below"],
)
def test_a_depth_bomb_is_reported_in_its_place_with_all_else(bomb: str) -> None:
    text = f"甲:\n  乙: {bomb}\n  丙: 1\n  丙: 2\n丁: 3\n丁: 4\n"
    (deep, place), *others = faults(text)
    assert deep == "too-deep"
    assert text.index("乙") < place < text.index("乙") + 2 * MAX_DEPTH + 10
    assert others == [("duplicate-key", text.rindex("丙")), ("duplicate-key", text.rindex("丁"))]


def test_many_levels_of_block_style_are_reported_once() -> None:
    rows = [f"{'  ' * level}键:" for level in range(300)]
    text = "\n".join([*rows, "末: 1", "末: 2", ""])
    assert [rule for rule, _ in faults(text)] == ["too-deep", "duplicate-key"]


def test_each_place_that_is_too_deep_is_reported() -> None:
    text = "".join(f"键{number}: {'[' * 50}{']' * 50}\n" for number in range(10))
    deep = [text.index(f"键{number}:") + 4 for number in range(10)]
    assert faults(text) == [("too-deep", offset) for offset in deep]


# What stops the reading ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "甲: 1\n乙¦：2\n丙: 3\n",
        "甲:\n  - 丙: 3\n    丁¦：4\n    戊: 5\n",
        "甲:\n  丙: 3\n¦\u3000\u3000丁: 4\n  戊: 5\n",
        "甲:\n  丙: 3\n¦\t丁: 4\n",
        "甲: 1\n乙: [1, 2\n丙¦: 3\n",
        "甲: 1\n乙: ¦[1, 2\n",
        "甲: 1\n乙: ¦{丙: 3\n",
        "甲: 1\n乙: ¦'丙\n丁: 4\n",
        '甲: 1\n乙: ¦"丙\n丁: 4\n',
        "甲: 1\n乙: 丙¦: 2\n",
        "甲: 1\n¦@乙: 2\n",
    ],
    ids=["：", "： in a list", "full-width blank", "tab", "[ and a key", "[", "{", "'", '"', ": :", "@"],
)
def test_a_mistake_is_reported_where_it_is_fixed(text: str) -> None:
    clean, (offset,) = marked(text)
    assert compose(clean).root is None
    assert faults(clean) == [("syntax", offset)]


def test_a_colon_far_below_is_not_taken_for_the_mistake() -> None:
    text = '甲: 1\n乙: ¦"丙\n丁: |\n  要求：公开\n戊: 3\n'
    clean, (offset,) = marked(text)
    assert faults(clean) == [("syntax", offset)]


@pytest.mark.parametrize("text", ["甲: 1\n乙: ¦[\n", "甲: 1\n乙: ¦[1,\n"])
def test_a_bracket_that_nothing_follows_is_reported_where_it_opens(text: str) -> None:
    clean, (offset,) = marked(text)
    assert faults(clean) == [("syntax", offset)]


def test_errors_before_the_stop_are_reported_too() -> None:
    clean, offsets = marked("甲: 1\n¦甲: 2\n乙: ¦[1\n")
    assert faults(clean) == [("duplicate-key", offsets[0]), ("syntax", offsets[1])]
