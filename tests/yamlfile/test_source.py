"""From bytes to text: encodings, line ends, BOM, controls, merge conflicts, and places for people."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import LIST, texts

from govlist.base.limits import MAX_BYTES
from govlist.base.text import BOM
from govlist.yamlfile import nodes
from govlist.yamlfile.source import Source

Place = tuple[str, int, int]


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Everything here holds for both parsers of PyYAML."""
    if request.param == "Python":
        monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)
    return str(request.param)


def source(data: str | bytes) -> Source:
    return Source("checklist.yaml", data.encode() if isinstance(data, str) else data)


def places(data: str | bytes) -> list[Place]:
    """Rule, line and column of each error of form."""
    return [(problem.rule, problem.line, problem.column) for problem in source(data).problems]


# Places -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", BOM])
def test_lines_and_columns_are_those_of_an_editor(newline: str, bom: bytes) -> None:
    text = newline.join(["清单: 甲", "单位:", "  - {名称: 😀教体局, 别名: 乙}", ""])
    made = source(bom + text.encode())
    assert made.problems == []
    assert made.locate(("清单",)) == (1, 5)
    assert made.locate(("清单",), at_key=True) == (1, 1)
    assert made.locate(("单位", 0)) == (3, 5)
    assert made.locate(("单位", 0, "名称")) == (3, 10)
    assert made.locate(("单位", 0, "别名"), at_key=True) == (3, 16)
    assert made.locate(("单位", 0, "别名")) == (3, 20)
    assert [made.line(number) for number in (1, 2, 3, 4)] == [*text.split(newline)[:3], ""]


def test_what_is_not_there_is_placed_at_the_nearest_that_is() -> None:
    made = source("甲:\n  乙: [丙]\n")
    assert made.locate(("甲", "丁")) == (2, 3)
    assert made.locate(("甲", "乙", 5, "戊")) == (2, 6)
    assert made.locate(("戊",)) == (1, 1)
    assert source("").locate(("甲",)) == (1, 1)


def test_values_of_places() -> None:
    made = source("甲: [乙, {丙: 1}]\n")
    assert made.value(("甲", 1)) == {"丙": "1"}
    assert made.value(("甲", 2)) is nodes.BROKEN
    assert made.plain == {"甲": ["乙", {"丙": "1"}]}
    assert source("").plain is None


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\r")), st.integers(0, 50))
def test_every_offset_has_its_line_and_column(text: str, offset: int) -> None:
    made = source(text)
    offset = min(offset, len(made.text))
    line, column = made.place(offset)
    assert made.text[:offset].count("\n") == line - 1
    assert made.text.split("\n")[line - 1].rstrip("\r") == made.line(line)
    assert len(made.text[:offset].split("\n")[-1]) == column - 1


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\u0085"])
def test_only_line_feeds_end_a_line(char: str) -> None:
    text = f'甲: "乙{char}丙"\n丁: [1]\n戊: 2\n戊: 3\n'
    made = source(text)
    assert made.locate(("丁", 0)) == (2, 5)
    assert made.line(1) == f'甲: "乙{char}丙"'
    assert places(text) == [("control-character", 1, 6), ("duplicate-key", 4, 1)]


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\u0085"])
@pytest.mark.usefixtures("loader")
def test_what_an_editor_shows_as_a_comment_is_one(char: str) -> None:
    text = f"甲: 1  # 说明{char}乙: 2\n"
    assert source(text).plain == {"甲": "1"}
    assert places(text) == [("control-character", 1, 11)]


@pytest.mark.parametrize("copies", [1, 2])
@pytest.mark.usefixtures("loader")
def test_a_bom_moves_no_column(copies: int) -> None:
    more = [("control-character", 1, 1)] * (copies - 1)
    assert places(BOM * copies + b"a: 1\nb: 2\nb: 3\n") == [*more, ("duplicate-key", 3, 1)]


def test_a_digest_is_of_the_bytes() -> None:
    assert source(b"a: 1\n").digest == source(b"a: 1\n").digest
    assert source(b"a: 1\n").digest != source(b"a: 1\r\n").digest
    assert source(b"a: 1\n").digest != source(BOM + b"a: 1\n").digest


# Encodings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        ("a: 1\nb: 清单\n".encode("gbk"), 2, 4),
        ("a: 1\r\nb: 清单\r\n".encode("gbk"), 2, 4),
        (BOM + "a: 1\n清单".encode("gbk"), 2, 1),
        ("清单: 1\n".encode("utf-16"), 1, 1),
        (b"\xfe\xff" + "清单: 1\n".encode("utf-16-be"), 1, 1),
        ("清单: 1\n".encode() + "单".encode()[:2], 2, 1),
        ("清单: 1\n乙: ".encode() + b"\xff\n", 2, 4),
        ("甲: ".encode() + b"\xed\xa0\x80\n", 1, 4),
        ("甲: ".encode() + b"\xc0\x80\n", 1, 4),
    ],
    ids=[
        *("GBK", "GBK with CRLF", "GBK after a BOM", "UTF-16", "UTF-16 BE", "truncated", "\\xff"),
        *("half a character", "overlong"),
    ],
)
def test_what_is_not_utf_8_is_reported_at_its_first_byte_alone(data: bytes, line: int, column: int) -> None:
    made = source(data)
    assert places(data) == [("encoding", line, column)]
    assert not made.readable
    assert made.root is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_bom_is_refused(encoding: str) -> None:
    assert [rule for rule, _, _ in places(LIST.encode(encoding))] == ["encoding"]
    assert {rule for rule, _, _ in places("a: 1\n".encode(encoding))} == {"control-character"}


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16"])
def test_a_whole_list_in_another_encoding(encoding: str) -> None:
    assert [rule for rule, _, _ in places(LIST.encode(encoding))] == ["encoding"]


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert places(b"\xff" * MAX_BYTES) == [("encoding", 1, 1)]
    made = source(b"\xff" * (MAX_BYTES + 1))
    assert [problem.rule for problem in made.problems] == ["too-large"]
    assert not made.readable


@pytest.mark.parametrize("data", [b"", BOM, b"\n\n", b"\r\n", "# 注\n".encode()])
def test_an_empty_file_is_readable(data: bytes) -> None:
    made = source(data)
    assert made.problems == []
    assert made.readable
    assert made.plain is None


@given(st.binary(max_size=60) | texts().map(str.encode))
def test_no_bytes_raise_anything(data: bytes) -> None:
    made = source(data)
    for problem in made.problems:
        assert problem.column <= len(made.text.split("\n")[problem.line - 1]) + 1


# Control characters -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "char", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u202e", "\u2066", "\ufffe"]
)
def test_every_control_character_is_reported_and_hides_nothing(char: str) -> None:
    text = f"甲: 乙{char}丙{char}\n# {char}\n丁: 1\n丁: 2\n"
    assert places(text) == [
        ("control-character", 1, 5),
        ("control-character", 1, 7),
        ("control-character", 2, 3),
        ("duplicate-key", 4, 1),
    ]


def test_a_carriage_return_alone_is_a_control_character() -> None:
    assert places("甲: '乙\r丙'\r\n丁: 1\r\n") == [("control-character", 1, 6)]
    assert places("甲: 乙\r\r\n") == [("control-character", 1, 5)]


def test_tabs_and_characters_beyond_the_plane_are_none() -> None:
    assert places("甲: '乙\t丙' # 注\n丁: 😀\U00020000\ufeff\n") == []


# Merge conflicts ----------------------------------------------------------------------------------

OURS = "<<<<<<< HEAD\n乙: 1\n"
BASE = "||||||| 1234567\n乙: 0\n"
THEIRS = "=======\n乙: 2\n>>>>>>> 区教体局\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("conflict", "rest"),
    [
        (OURS + THEIRS, "丙: 3\n丙: 4\n"),
        (OURS + BASE + THEIRS, "丙: 3\n丙: 4\n"),
        ("<<<<<<<\n乙: 1\n=======\n>>>>>>>\n", "丙: 3\n丙: 4\n"),
        ("<<<<<<<<< ours\n乙: 1\n=========\n乙: 2\n>>>>>>>>> theirs\n", "丙: 3\n丙: 4\n"),
        (
            "<<<<<<<<< ours\n乙: 1\n||||||||| 1\n<<<<<<< a\n=======\n>>>>>>> b\n=========\n>>>>>>>>> b\n",
            "丙: 3\n丙: 4\n",
        ),
    ],
    ids=["two-way", "diff3", "bare marks", "longer marks", "one in another's base"],
)
def test_a_conflict_is_reported_at_its_first_mark_with_all_else(
    conflict: str, rest: str, newline: str
) -> None:
    text = (f"甲: 0\n{conflict}{rest}").replace("\n", newline)
    made = source(text)
    second = text[: text.rindex("丙")].count("\n") + 1
    assert places(text) == [("merge-conflict", 2, 1), ("duplicate-key", second, 1)]
    assert made.plain == {"甲": "0", "乙": "1", "丙": "3"}
    assert made.readable


def test_each_of_several_conflicts_is_reported() -> None:
    text = f"甲: 0\n{OURS}{THEIRS}丁: 1\n{(OURS + BASE + THEIRS).replace('乙', '丙')}"
    assert places(text) == [("merge-conflict", 2, 1), ("merge-conflict", 8, 1)]


@pytest.mark.parametrize("cut", ["<<<<<<< HEAD\n乙: 1\n", OURS + "=======\n乙: 2\n", OURS + BASE])
def test_a_conflict_without_an_end_is_reported(cut: str) -> None:
    assert ("merge-conflict", 2, 1) in places(f"甲: 0\n{cut}")
    assert source(f"甲: 0\n{cut}").value(("甲",)) == "0"


@pytest.mark.parametrize(
    ("conflict", "lines"),
    [
        (OURS + THEIRS, ["3", "5"]),
        (OURS + BASE + THEIRS, ["3", "7"]),
        ("<<<<<<< HEAD\n" + THEIRS, ["4"]),
        (OURS + "乙: 3\n=======\n>>>>>>> x\n", ["3", "4"]),
        ("<<<<<<<\n=======\n>>>>>>>\n", []),
    ],
    ids=["two-way", "diff3", "nothing of ours", "nothing of theirs", "nothing"],
)
def test_the_remedy_names_the_lines_to_choose_from(conflict: str, lines: list[str]) -> None:
    """An empty side is not named by the line of a marker."""
    (problem,) = (each for each in source(f"甲: 0\n{conflict}").problems if each.rule == "merge-conflict")
    assert re.findall(r"\d+", problem.hint) == lines


def test_a_text_that_only_looks_like_marks_is_none() -> None:
    text = "甲: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> x\n乙: '<<<<<<<'\n# <<<<<<<<<<\n"
    assert places(text) == []


@pytest.mark.parametrize("char", ["\u2028", "\u2029"])
def test_the_lines_of_a_conflict_are_counted_by_line_feeds(char: str) -> None:
    made = source(f'甲: "{char}{char}"\n{OURS}{THEIRS}')
    (problem,) = (problem for problem in made.problems if problem.rule == "merge-conflict")
    assert (problem.line, problem.column) == (2, 1)
    assert re.findall(r"\d+", problem.message) == ["2", "6"]


# Documents of other programs, and quotes ----------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00\xb2\xb2word/document.xml", ("Word", "govlist import checklist.yaml")),
        (b"PK\x03\x04\x14\x00\x06\x00\xb2\xb2xl/workbook.xml", ("Excel", "govlist import checklist.yaml")),
        (b"PK\x03\x04\x14\x00\x06\x00\xb2\xb2photo.jpg", ("压缩", "govlist import")),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ("PDF", "govlist import checklist.yaml")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("Word", ".docx")),
    ],
)
def test_a_document_is_named_and_nothing_of_it_shown(data: bytes, words: tuple[str, str]) -> None:
    (problem,) = source(data).problems
    assert (problem.rule, problem.line, problem.column) == ("encoding", 1, 1)
    assert words[0] in problem.message
    assert words[1] in problem.hint
    assert source(data).line(1) == ""


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: Q清单\nyear: 2024\nurls: [Qhttps://a.example/Q]\n", (1, 8)),
        ("a: 1\nb:\n  - {n: Q甲, k: 1}\n  - {n: 乙}\n  - {n: Q丙Q, k: 1}\n", (3, 9)),
        ("a: 1\nb: Q甲\nc: 1\n", (2, 4)),
        ("a: 1\nb: [Q甲, 乙]\nc: 1\n", (2, 5)),
    ],
)
def test_a_quote_that_is_not_closed_is_reported_where_it_opens(
    quote: str, text: str, place: tuple[int, int]
) -> None:
    assert places(text.replace("Q", quote)) == [("syntax", *place)]


def test_a_quoted_text_over_lines_is_not_blamed_for_what_follows() -> None:
    (problem,) = source('甲: "一\n  二"\n乙：三\n丙: 四\n').problems
    assert (problem.rule, problem.line) == ("syntax", 3)
