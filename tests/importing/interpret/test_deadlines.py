"""Deadlines: the words are kept, a day is set only if they name one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlist.importing.interpret.deadline_words import read, split
from govlist.model.deadlines import DueDays, due_on

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
    ("5月上旬", "05-10"),
    ("5月中旬完成", "05-20"),
    ("2024年2月下旬", "02-29"),
    ("11月中下旬", "11-30"),
    ("6.30前", "06-30"),
    ("年度内", "12-31"),
]


@pytest.mark.parametrize(("text", "day"), SURE)
def test_words_that_name_a_day_set_it(text: str, day: str) -> None:
    made = read(text, 2024)
    assert made.due == due_on(date.fromisoformat(f"2024-{day}"))
    assert (made.standing, made.doubts) == (False, ())
    assert made.text.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("三季度前", "09-30"),
        ("2024年第三季", "09-30"),
        ("6月前", "06-30"),
        ("11月份", "11-30"),
        ("下半年", "12-31"),
        ("6月底前、12月底前", "12-31"),
        ("6月底前编制，9月底前公布", "09-30"),
        ("5月上旬前", "05-10"),
        ("9月初", "09-10"),
        ("9月中", "09-20"),
        ("9月投入使用", "09-30"),
        ("年中", "06-30"),
        ("2024年中完成", "06-30"),
        ("2024.06", "06-30"),
        ("3月—6月", "06-30"),
    ],
)
def test_what_leaves_the_day_open_takes_the_later_one_with_a_doubt(text: str, day: str) -> None:
    made = read(text, 2024)
    assert made.due == due_on(date.fromisoformat(f"2024-{day}"))
    (doubt,) = made.doubts
    assert text in doubt
    assert f"2024-{day}" in doubt


@pytest.mark.parametrize(
    "text", ["全年", "长期坚持", "持续推进", "常态化", "每周", "每月更新、每季度通报", "定期"]
)
def test_a_task_all_year_is_standing_with_a_doubt(text: str) -> None:
    made = read(text, 2024)
    assert (made.text, made.due, made.standing) == (text, (), True)
    assert len(made.doubts) == 1


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("每月5日前", "monthly:5"),
        ("每月十日前报送", "monthly:10"),
        ("每 个 月 ２５ 号前", "monthly:25"),
        ("每月底前", "monthly:31"),
        ("每月上旬", "monthly:10"),
        ("每月中旬前报送", "monthly:20"),
        ("每季度末", "quarterly"),
        ("每季度末前上报1次", "quarterly"),
        ("每半年末", "half-yearly"),
        ("每月10日（报送上月数据）", "monthly:10"),
    ],
)
def test_words_for_days_that_recur_set_them(text: str, due: str) -> None:
    made = read(text, 2024)
    assert (made.due, made.standing, made.doubts) == ((DueDays(due),), True, ())
    assert made.text.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("每月", "monthly:31"),
        ("每季度至少更新1次", "quarterly"),
        ("按季报送", "quarterly"),
        ("每半年", "half-yearly"),
        ("每月初", "monthly:10"),
    ],
)
def test_a_period_without_a_day_ends_with_its_last_one_and_a_doubt(text: str, due: str) -> None:
    made = read(text, 2024)
    assert (made.text, made.due, made.standing) == (text, (DueDays(due),), True)
    (doubt,) = made.doubts
    assert text in doubt


@pytest.mark.parametrize(
    "text", ["每月32日前", "每月0日前", "每季度10日前", "每月10日、20日前", "每月一次例会"]
)
def test_other_words_for_a_period_are_a_standing_task(text: str) -> None:
    made = read(text, 2024)
    assert (made.text, made.due, made.standing) == (text, (), True)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("monthly:10", ["monthly:10"]),
        ("2024-03-31, 2024-09-30", ["2024-03-31", "2024-09-30"]),
        ("03-31、09-30", ["2024-03-31", "2024-09-30"]),
        ("quarterly, 2024-12-20", ["quarterly", "2024-12-20"]),
    ],
)
def test_days_as_govlist_writes_them_are_read_back(text: str, due: list[str]) -> None:
    made = read(text, 2024)
    assert (made.text, made.due, made.doubts) == ("", tuple(map(DueDays, due)), ())


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
    assert (made.due, made.doubts) == (due_on(date.fromisoformat(day)), ())


@pytest.mark.parametrize("text", ["2023年12月底前", "1999年6月30日前"])
def test_a_day_before_the_list_s_year_is_a_doubt(text: str) -> None:
    (doubt,) = read(text, 2024).doubts
    assert text in doubt


def test_a_day_and_going_on_are_both_kept() -> None:
    made = read("11月15日前完成，长期坚持", 2024)
    assert (made.due, made.standing) == (due_on(date(2024, 11, 15)), True)


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
        "一年内",
        "三年内",
        "本月底前",
    ],
)
def test_words_that_name_no_day_are_kept_with_a_doubt(text: str) -> None:
    made = read(text, 2024)
    assert (made.text, made.due, made.standing) == (text, (), False)
    assert len(made.doubts) == 1


@pytest.mark.parametrize("text", ["", "——", "—", "-", "/", "无", "  "])
def test_a_stroke_is_no_deadline(text: str) -> None:
    assert read(text, 2024) == read("", 2024)


@pytest.mark.parametrize("text", ["2024-06-30", "2024-06-30 00:00:00", "06-30"])
def test_a_bare_day_needs_no_words(text: str) -> None:
    made = read(text, 2024)
    assert (made.text, made.due, made.doubts) == ("", due_on(date(2024, 6, 30)), ())


@pytest.mark.parametrize(
    ("words", "rest", "due"),
    [
        ("区财政局及各镇，6月底完成", "区财政局及各镇", "6月底完成"),
        ("区教育局牵头，力争9月投入使用，区住建局配合", "区教育局牵头，区住建局配合", "力争9月投入使用"),
        ("各镇，全年推进", "各镇", "全年推进"),
        ("区教育局，每月25日前", "区教育局", "每月25日前"),
        ("3月底前；11月上旬前", "", "3月底前；11月上旬前"),
        ("区委组织部、区委党校负责，“八一”前完成", "区委组织部、区委党校负责", "“八一”前完成"),
        ("区文旅局，国庆节前", "区文旅局", "国庆节前"),
        ("区财政局；2024年3—6月", "区财政局", "2024年3—6月"),
        ("区教育局，立行立改", "区教育局", "立行立改"),
        ("教育部、科技部，9月底前出台", "教育部、科技部", "9月底前出台"),
        ("区金融办，年内推动3家企业上市", "区金融办", "年内推动3家企业上市"),
        ("区教育局，按时间节点推进", "区教育局", "按时间节点推进"),
        ("区教育局6月底前", "区教育局6月底前", ""),
        ("长期护理中心、日常工作由办公室负责", "长期护理中心、日常工作由办公室负责", ""),
        ("", "", ""),
    ],
)
def test_clauses_that_are_only_a_deadline_are_no_units(words: str, rest: str, due: str) -> None:
    assert split(words) == (rest, due)


def test_another_year_is_said_by_the_words() -> None:
    assert read("2025年3月底前", 2024).due == due_on(date(2025, 3, 31))
    assert read("次年年底前", 2024).due == due_on(date(2025, 12, 31))


@given(st.text(st.sampled_from("0123456789一二十年月日底前末季度上半全长期-./、， "), max_size=20))
def test_any_words_are_read(text: str) -> None:
    made = read(text, 2024)
    assert all(DueDays.parse(each.text) == each for each in made.due)
