"""Deadlines: the words are kept, a day is set only if they name one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlist.importing.interpret._deadlines import read

SURE = [
    ("年底前", "12-31"),
    ("2024年底前完成", "12-31"),
    ("当年年底", "12-31"),
    ("本年度内", "12-31"),
    ("年内", "12-31"),
    ("12月底前", "12-31"),
    ("十二月底前", "12-31"),
    ("6月底前", "06-30"),
    ("２月底前", "02-29"),
    ("2024年6月30日前", "06-30"),
    ("六月三十日前", "06-30"),
    ("2024.9.1", "09-01"),
    ("2024/9/1前", "09-01"),
    ("三季度末", "09-30"),
    ("第一季度底前", "03-31"),
    ("上半年底前", "06-30"),
    ("8 月 15 日", "08-15"),
]


@pytest.mark.parametrize(("text", "day"), SURE)
def test_words_that_name_a_day_set_it(text: str, day: str) -> None:
    made = read(text, 2024)
    assert made.day == date.fromisoformat(f"2024-{day}")
    assert (made.standing, made.doubts) == (False, ())
    assert made.text.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("三季度前", "09-30"),
        ("6月前", "06-30"),
        ("11月份", "11-30"),
        ("下半年", "12-31"),
        ("6月底前、12月底前", "12-31"),
    ],
)
def test_what_leaves_the_day_open_takes_the_later_one_with_a_doubt(text: str, day: str) -> None:
    made = read(text, 2024)
    assert made.day == date.fromisoformat(f"2024-{day}")
    (doubt,) = made.doubts
    assert text in doubt


@pytest.mark.parametrize("text", ["全年", "长期坚持", "持续推进", "常态化", "每季度末", "每月5日前", "定期"])
def test_a_task_all_year_is_standing_with_a_doubt(text: str) -> None:
    made = read(text, 2024)
    assert (made.text, made.day, made.standing) == (text, None, True)
    assert len(made.doubts) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25年6月底前", "2025-06-30"),
        ("二〇二五年六月底前", "2025-06-30"),
        ("次年1月底前", "2025-01-31"),
        ("明年3月15日前", "2025-03-15"),
        ("次年底前", "2025-12-31"),
    ],
)
def test_another_year_is_read_where_the_words_name_it(text: str, day: str) -> None:
    made = read(text, 2024)
    assert (made.day, made.doubts) == (date.fromisoformat(day), ())


@pytest.mark.parametrize("text", ["2023年12月底前", "1999年6月30日前"])
def test_a_day_before_the_list_s_year_is_a_doubt(text: str) -> None:
    (doubt,) = read(text, 2024).doubts
    assert text in doubt


def test_a_day_and_going_on_are_both_kept() -> None:
    made = read("11月15日前完成，长期坚持", 2024)
    assert (made.day, made.standing) == (date(2024, 11, 15), True)


@pytest.mark.parametrize(
    "text",
    [
        "每年度",
        "2024年",
        "信息形成后20个工作日内",
        "立即",
        "2月30日前",
        "13月底",
        "信息变更后3日内",
        "2024年7月1日起施行",
        "5月后",
    ],
)
def test_words_that_name_no_day_are_kept_with_a_doubt(text: str) -> None:
    made = read(text, 2024)
    assert (made.text, made.day, made.standing) == (text, None, False)
    assert len(made.doubts) == 1


@pytest.mark.parametrize("text", ["", "——", "—", "-", "/", "无", "  "])
def test_a_stroke_is_no_deadline(text: str) -> None:
    assert read(text, 2024) == read("", 2024)


@pytest.mark.parametrize("text", ["2024-06-30", "2024-06-30 00:00:00", "06-30"])
def test_a_bare_day_needs_no_words(text: str) -> None:
    made = read(text, 2024)
    assert (made.text, made.day, made.doubts) == ("", date(2024, 6, 30), ())


def test_another_year_is_said_by_the_words() -> None:
    assert read("2025年3月底前", 2024).day == date(2025, 3, 31)
    assert read("次年年底前", 2024).day == date(2025, 12, 31)


@given(st.text(st.sampled_from("0123456789一二十年月日底前末季度上半全长期-./、， "), max_size=20))
def test_any_words_are_read(text: str) -> None:
    made = read(text, 2024)
    assert made.day is None or 1 <= made.day.month <= 12
