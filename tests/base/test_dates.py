"""Parsing of days and periods, relative to a Friday, to a New Year's Day and to any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlist.base import dates
from govlist.base.dates import Period
from govlist.base.errors import ExitCode, GovlistError

FRIDAY = date(2024, 9, 27)
NEW_YEAR = date(2024, 1, 1)
DAY = timedelta(days=1)

any_day = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-14", date(2024, 6, 14)),
        ("2024-02-29", date(2024, 2, 29)),
        (" 2024-06-14 ", date(2024, 6, 14)),
        ("today", FRIDAY),
        ("Today", FRIDAY),
        ("yesterday", date(2024, 9, 26)),
        ("今天", FRIDAY),
        ("昨天", date(2024, 9, 26)),
        ("2024年6月14日", date(2024, 6, 14)),
        *((text, date(2024, 6, 14)) for text in ("2024-6-14", "2024/06/14", "2024.6.14", "20240614")),
        *((text, date(2024, 6, 14)) for text in ("6.14", "6月14日", "06月14号", " 2024年 6 月 14 日 ")),
        *((text, date(2024, 6, 14)) for text in ("２０２４-06-14", "2024-06-1４", "６．１４")),
        ("2024年9月1日", date(2024, 9, 1)),
    ],
)
def test_a_day(text: str, expected: date) -> None:
    assert dates.parse(text, FRIDAY) == Period(expected, expected, single=True)
    assert dates.parse_day(text, FRIDAY) == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2024-12-31", date(2024, 12, 31)),
        ("12.31", date(2024, 12, 31)),
        ("10月8日", date(2024, 10, 8)),
        ("today", FRIDAY),
        ("tomorrow", date(2024, 9, 28)),
        ("明天", date(2024, 9, 28)),
        ("1d", date(2024, 9, 28)),
        ("7天", date(2024, 10, 4)),
        ("9999d", FRIDAY + 9999 * DAY),
        ("this-week", date(2024, 9, 29)),
        ("本周", date(2024, 9, 29)),
        ("next-week", date(2024, 10, 6)),
        ("下周", date(2024, 10, 6)),
        ("this-month", date(2024, 9, 30)),
        ("Next-Month", date(2024, 10, 31)),
        ("下月", date(2024, 10, 31)),
        ("this-quarter", date(2024, 9, 30)),
        ("下季度", date(2024, 12, 31)),
        ("2024-11", date(2024, 11, 30)),
        ("11月", date(2024, 11, 30)),
        ("2025Q1", date(2025, 3, 31)),
        ("四季度", date(2024, 12, 31)),
    ],
)
def test_a_day_ahead(text: str, last: date) -> None:
    assert dates.parse_ahead(text, FRIDAY) == last


@pytest.mark.parametrize("text", ["yesterday", "2024-09-26", "last-month", "上季度", "8月", "soon", "", "0d"])
def test_what_has_passed_or_is_no_day_is_not_ahead(text: str) -> None:
    with pytest.raises(GovlistError) as caught:
        dates.parse_ahead(text, FRIDAY)
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.hint


@given(any_day)
def test_the_next_period_follows_this_one(day: date) -> None:
    for kind in ("week", "month", "quarter"):
        this = dates.parse_ahead(f"this-{kind}", day)
        assert dates.parse_ahead(f"next-{kind}", day) == dates.parse_ahead(f"this-{kind}", this + DAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1d", FRIDAY, FRIDAY),
        ("7d", date(2024, 9, 21), FRIDAY),
        ("30d", date(2024, 8, 29), FRIDAY),
        ("this-week", date(2024, 9, 23), date(2024, 9, 29)),
        ("last-week", date(2024, 9, 16), date(2024, 9, 22)),
        ("this-month", date(2024, 9, 1), date(2024, 9, 30)),
        ("last-month", date(2024, 8, 1), date(2024, 8, 31)),
        ("this-quarter", date(2024, 7, 1), date(2024, 9, 30)),
        ("last-quarter", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2023q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("Last-Week", date(2024, 9, 16), date(2024, 9, 22)),
        ("上周", date(2024, 9, 16), date(2024, 9, 22)),
        ("7天", date(2024, 9, 21), FRIDAY),
        *((text, date(2024, 3, 1), date(2024, 3, 31)) for text in ("2024-03", "2024年3月", "3月", "３月")),
        ("2023年12月", date(2023, 12, 1), date(2023, 12, 31)),
        *((text, date(2024, 1, 1), date(2024, 3, 31)) for text in ("一季度", "第1季度", "Q1")),
        ("2024年第四季度", date(2024, 10, 1), date(2024, 12, 31)),
        ("2023年一季度", date(2023, 1, 1), date(2023, 3, 31)),
    ],
)
def test_a_period(text: str, first: date, last: date) -> None:
    assert dates.parse(text, FRIDAY) == Period(first, last, single=False)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("yesterday", date(2023, 12, 31), date(2023, 12, 31)),
        ("this-week", NEW_YEAR, date(2024, 1, 7)),
        ("last-week", date(2023, 12, 25), date(2023, 12, 31)),
        ("this-month", NEW_YEAR, date(2024, 1, 31)),
        ("last-month", date(2023, 12, 1), date(2023, 12, 31)),
        ("this-quarter", NEW_YEAR, date(2024, 3, 31)),
        ("last-quarter", date(2023, 10, 1), date(2023, 12, 31)),
    ],
)
def test_across_the_turn_of_the_year(text: str, first: date, last: date) -> None:
    period = dates.parse(text, NEW_YEAR)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "2024", "06-14", "24-06-14", "14.06.2024", "06/14/2024", "14/06/2024", "2024-06-14T00:00"),
        *("2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "0000-01-01", "2.30", "0.14", "6.0"),
        *("2024–06–14", "2024-06-14x", "2024-13", "13月", "五季度", "2024年", " " * 30_000 + "年"),
        *("0d", "-1d", "1.5d", "7", "7 d", "99999d", "٣d"),
        *("2024Q0", "2024Q5", "24Q3", "this-year", "next-week", "tomorrow", "week"),
    ],
)
def test_anything_else_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(GovlistError) as caught:
        dates.parse(text, FRIDAY)
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.hint
    assert dates.iso_day(text) is None


@pytest.mark.parametrize("text", ["1d", "7d", "this-week", "last-month", "2024Q3"])
def test_a_period_is_refused_where_one_day_is_wanted(text: str) -> None:
    with pytest.raises(GovlistError) as caught:
        dates.parse_day(text, FRIDAY)
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.hint


@given(any_day)
def test_every_real_day_is_read(day: date) -> None:
    assert dates.iso_day(day.isoformat()) == day


@given(any_day)
def test_weeks_go_from_monday_to_sunday(today: date) -> None:
    this, last = (dates.parse(text, today) for text in ("this-week", "last-week"))
    assert this == dates.week(today)
    assert this.first.weekday() == 0
    assert (last.last, last.last - last.first) == (this.first - DAY, 6 * DAY)


@given(any_day)
def test_months_are_those_of_the_calendar(today: date) -> None:
    this, last = (dates.parse(text, today) for text in ("this-month", "last-month"))
    assert this.first == today.replace(day=1)
    assert (this.last + DAY).day == 1
    assert this.first <= today <= this.last
    assert (last.first.day, last.last) == (1, this.first - DAY)
    assert (last.first.year, last.first.month) == (last.last.year, last.last.month)


@given(any_day)
def test_quarters_are_those_of_the_calendar(today: date) -> None:
    this, last = (dates.parse(text, today) for text in ("this-quarter", "last-quarter"))
    named = dates.parse(f"{today.year}Q{dates.quarter(today)}", today)
    assert this == named
    assert named.first <= today <= named.last
    assert last.last == this.first - DAY
    assert (last.first.day, last.first.month % 3) == (1, 1)
    assert timedelta(89) <= last.last - last.first <= timedelta(91)


@given(any_day, st.integers(1, 999))
def test_n_days_count_today(today: date, number: int) -> None:
    period = dates.parse(f"{number}d", today)
    assert period.last == today
    assert (period.last - period.first).days == number - 1


@given(any_day)
def test_the_week_of_a_day(day: date) -> None:
    week = dates.week(day)
    assert week.first <= day <= week.last
    assert (week.first.weekday(), week.last.weekday()) == (0, 6)


@pytest.mark.parametrize(
    ("text", "words"),
    [("2024-02-30", ("2月", "30", "2024-02-29")), ("2.30", ("2024年2月", "30")), ("13月", ("13",))],
)
def test_a_day_that_is_not_in_the_calendar_is_named(text: str, words: tuple[str, ...]) -> None:
    with pytest.raises(GovlistError) as caught:
        dates.parse(text, FRIDAY)
    assert all(word in f"{caught.value.message} {caught.value.hint}" for word in words)


def test_a_remedy_offers_the_words_of_the_language_and_days_alone_where_one_is_wanted() -> None:
    with pytest.raises(GovlistError) as caught:
        dates.parse("bald", FRIDAY)
    assert "上周" in caught.value.hint
    assert "last-week" not in caught.value.hint
    with pytest.raises(GovlistError) as caught:
        dates.parse_day("bald", FRIDAY)
    assert "上周" not in caught.value.hint
