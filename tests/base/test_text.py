"""Text on a screen: widths, cutting, wrapping, escaping, numbers."""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from collections.abc import Iterator

import pytest
import wcwidth
from hypothesis import assume, example, given
from hypothesis import strategies as st

from govlist.base import text
from govlist.base.characters import CONTROL
from govlist.base.errors import ExitCode, GovlistError
from govlist.cli.arguments import read_ids

PLAIN = "区政府各部门，（县）“开放日”：abc 123 https://example.gov.cn/a?b=1 é\u0301😀…①。；"
CLOSING = "，。、；：？！”’）》〉】"

plain_texts = st.text(PLAIN, max_size=60)
any_texts = st.text(max_size=60)
widths = st.integers(10, 100)


@pytest.fixture
def wide_console() -> Iterator[None]:
    """A console that gives “ ” … ① two columns."""
    text.set_ambiguous_wide(True)
    yield
    text.set_ambiguous_wide(False)


# Width --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "columns"),
    [
        ("", 0),
        ("abc 12", 6),
        ("区教体局", 8),
        ("８，（）", 8),
        ("a区b", 4),
        ("😀", 2),
        ("e\u0301", 1),
        ("a\u200bb", 2),
        ("“①…”", 4),
        ("—", 1),
    ],
)
def test_width(shown: str, columns: int) -> None:
    assert text.width(shown) == columns


@pytest.mark.usefixtures("wide_console")
def test_width_on_a_chinese_console() -> None:
    assert text.width("“①…”") == 8
    assert text.width("区a") == 3


@given(any_texts, any_texts)
@example("¸", "\r\n")
def test_widths_add_up(left: str, right: str) -> None:
    assert text.width(left + right) == text.width(left) + text.width(right)


@given(any_texts, st.integers(0, 80), st.booleans())
def test_pad_fills_to_the_width_and_takes_nothing(shown: str, columns: int, right: bool) -> None:
    padded = text.pad(shown, columns, right=right)
    assert text.width(padded) == max(columns, text.width(shown))
    blanks = " " * (len(padded) - len(shown))
    assert padded == (blanks + shown if right else shown + blanks)


@given(any_texts, st.integers(0, 40))
@example("中文", 1)
@example("a\u0301中", 3)
def test_cut_fits_and_says_that_it_cut(shown: str, columns: int) -> None:
    made = text.cut(shown, columns)
    assert text.width(made) <= columns
    if text.width(shown) <= columns:
        assert made == shown
    else:
        assert made.endswith(".."[:columns])
        assert shown.startswith(made.removesuffix(".."[:columns]))


@given(plain_texts, st.integers(4, 40))
def test_cut_takes_no_more_than_it_must(shown: str, columns: int) -> None:
    made = text.cut(shown, columns)
    assert made == shown or text.width(made) >= columns - 1


# Wrapping -----------------------------------------------------------------------------------------


@given(plain_texts | any_texts, widths)
@example("https://www.tja.gov.cn/public/column/118323071?type=4&action=list", 40)
@example("“" + "”" * 40, 20)
def test_wrap_never_exceeds(shown: str, columns: int) -> None:
    assert [line for line in text.wrap(shown, columns) if text.width(line) > columns] == []


@given(plain_texts, widths)
def test_wrap_loses_nothing_but_blanks(shown: str, columns: int) -> None:
    wrapped = "".join(text.wrap(shown, columns))
    assert "".join(wrapped.split()) == "".join(shown.split())


@given(st.text("区政府各部门（）“”，。、", max_size=60), widths)
def test_a_line_begins_with_no_closing_mark(shown: str, columns: int) -> None:
    single = re.sub(f"([{CLOSING}])[{CLOSING}]+", r"\1", shown)
    later = text.wrap(single, columns)[1:]
    assert [line for line in later if line[:1] in CLOSING and line] == []


def test_ascii_words_stay_whole_where_they_fit() -> None:
    shown = "see govlist status --help for the whole list of options"
    lines = text.wrap(shown, 20)
    assert " ".join(lines) == shown
    assert len(lines) == 3


def test_wrap_keeps_paragraphs() -> None:
    assert text.wrap("一\n\n二", 20) == ["一", "", "二"]


# Escaping -----------------------------------------------------------------------------------------


@given(any_texts | st.text("\x00\x07\x1b[31m\x7f\x85\u202e\u2066\ud800\r\n\t区a", max_size=20))
def test_visible_leaves_one_line_without_controls(shown: str) -> None:
    made = text.visible(shown)
    assert CONTROL.search(made) is None
    assert not set("\r\n\t") & set(made)
    assert text.visible(made) == made


@given(st.text(PLAIN + "[]\\<>|", max_size=40))
def test_visible_leaves_what_is_no_control(shown: str) -> None:
    assert text.visible(shown) == shown


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x1b[31m红", "\\x1b[31m红"),
        ("a\u202eb", "a\\u202eb"),
        ("a\ud800", "a\\ud800"),
        ("a\r\nb\nc\td", "a b c d"),
        ("a\rb", "a\\rb"),
        ("\x9b31m", "\\x9b31m"),
    ],
)
def test_visible_shows_what_was_there(hidden: str, shown: str) -> None:
    assert text.visible(hidden) == shown


# Numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "written"),
    [
        *((1, "一"), (3, "三"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十")),
        *((21, "二十一"), (30, "三十"), (99, "九十九"), (100, "100"), (0, "0")),
    ],
)
def test_chinese_number(number: int, written: str) -> None:
    assert text.chinese_number(number) == written


def test_chinese_numbers_are_all_different() -> None:
    assert len({text.chinese_number(number) for number in range(1, 200)}) == 199


@pytest.mark.parametrize(
    ("ids", "written"),
    [
        ([], ""),
        ([8], "8"),
        ([9, 10], "9,10"),
        ([4, 6, 9, 10, 11, 12], "4,6,9-12"),
        ([1, 2, 3, 5, 7, 8, 9], "1-3,5,7-9"),
    ],
)
def test_id_ranges(ids: list[int], written: str) -> None:
    assert text.id_ranges(ids) == written


@given(st.sets(st.integers(1, 60) | st.integers(1, 999_999_999), min_size=1, max_size=30).map(sorted))
def test_the_command_line_reads_what_id_ranges_writes(ids: list[int]) -> None:
    assert read_ids(text.id_ranges(ids)) == ids


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("8", [8]),
        ("12,9", [12, 9]),
        ("4,4,3-5", [4, 3, 5]),
        ("4，6、9–11", [4, 6, 9, 10, 11]),
        (" 4 , 6 - 8 ", [4, 6, 7, 8]),
        ("7-7", [7]),
    ],
)
def test_read_ids(typed: str, ids: list[int]) -> None:
    assert read_ids(typed) == ids


@pytest.mark.parametrize(
    "typed",
    ["", ",", "0", "08", "-1", "4,,6", "4,", "9-", "12-9", "1-99999", "a", "1.5", "四", "4 6", "1" * 10],
)
def test_read_ids_refuses(typed: str) -> None:
    with pytest.raises(GovlistError) as caught:
        read_ids(typed)
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.hint


GUARDS = st.one_of(st.text(), st.lists(st.sampled_from("'= @＝\t\r甲")).map("".join))


@given(GUARDS)
@example(" 'x")
def test_the_guard_against_formulas_is_undone(value: str) -> None:
    assert text.unguard_formula(text.guard_formula(value)) == value


@given(GUARDS)
def test_a_guarded_cell_begins_as_no_formula(value: str) -> None:
    made = text.guard_formula(value)
    assert made == value or made[0] == "'"
    assert not made.lstrip(" ").startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_radicals_become_the_characters_that_they_look_like() -> None:
    assert text.unified("⺠⺟⻓⻢⽅⾯ 民 a") == "民母长马方面 民 a"


def test_every_radical_with_a_common_character_is_mended() -> None:
    """The others (⺂, ⺮) are only parts of characters."""
    radicals = [chr(code) for code in range(0x2E80, 0x2FD6) if unicodedata.name(chr(code), "")]
    left = [radical for radical in radicals if text.unified(radical) == radical]
    assert len(radicals) - len(left) > 310
    assert all("CJK RADICAL" in unicodedata.name(radical) for radical in left)
    assert all("CJK UNIFIED" in unicodedata.name(text.unified(each)) for each in radicals if each not in left)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["govlist", "status", "区教体局"], "govlist status 区教体局"),
        (["govlist", "-f", "a b.yaml"], "govlist -f 'a b.yaml'"),
        (["a", "it's", "$HOME", ""], "a 'it'\\''s' '$HOME' ''"),
    ],
)
def test_a_command_line_can_be_pasted(words: list[str], line: str) -> None:
    assert text.command_line(words) == line
    assert shlex.split(line) == words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("清单.docx", "清单.docx"),
        (os.fsdecode("清单.docx".encode("gbk")), "清单.docx"),
        (os.fsdecode(b"a\xff.docx"), "a\ufffd.docx"),
        ("a\x1b[31mb\n.docx", "a\\x1b[31mb .docx"),
        ("a\u202eb\x00", "a\\u202eb\\x00"),
    ],
)
def test_a_files_name_for_a_text(name: str, expected: str) -> None:
    assert text.readable(name) == expected


FAMILY, FLAG, THUMB, HEART = "👨\u200d👩\u200d👧", "🇨🇳", "👍🏽", "❤\ufe0f"


@pytest.mark.parametrize(
    ("shown", "columns"),
    [
        (FAMILY, 2),
        (FLAG, 2),
        (THUMB, 2),
        (HEART, 2),
        ("e\u0301", 1),
        ("ក្រុង", wcwidth.wcswidth("ក្រុង")),
        ("각", 2),
        ("字\u200d", 2),
    ],
)
def test_joined_characters_take_the_columns_of_one(shown: str, columns: int) -> None:
    assert text.width(shown) == columns
    assert text.pad(shown, 12) == shown + " " * (12 - columns)
    assert text.wrap(f"区{shown}" * 3, 2 + columns) == [f"区{shown}"] * 3
    assert text.cut(shown * 9, 2 + columns) == shown + ".."
    assert text.tail(f"x{shown}", columns) == shown


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=12))
@example("\ud7b0\u3164\uffa0")  # an old Korean vowel, which joins what is before it; two fillers
def test_widths_are_those_of_wcwidth(shown: str) -> None:
    """Except for characters that wcwidth's edition of Unicode made wide after Python's own."""
    assume(not any(wcwidth.wcwidth(c) == 2 and unicodedata.east_asian_width(c) == "N" for c in shown))
    assert text.width(shown) == wcwidth.wcswidth(shown)


def test_a_number_in_brackets_stays_whole() -> None:
    assert text.wrap("最慢的是桥西区（990102）25%", 20) == ["最慢的是桥西区", "（990102）25%"]
