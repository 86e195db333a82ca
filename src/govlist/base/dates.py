"""Parse days and periods as people type them: 2024-06-14, 6月14日, today, 7d, last-week, 2024Q3, 三季度.

Every function takes today's date as an argument. `iso_day` parses the dates in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from govlist.base.errors import GovlistError
from govlist.base.i18n import _

DAY = timedelta(days=1)
_WORDS = {
    "今天": "today",
    "昨天": "yesterday",
    "本周": "this-week",
    "上周": "last-week",
    "本月": "this-month",
    "上月": "last-month",
    "本季度": "this-quarter",
    "上季度": "last-quarter",
    "明天": "tomorrow",
    "下周": "next-week",
    "下月": "next-month",
    "下季度": "next-quarter",
}
_AHEAD = {
    "tomorrow": "today",
    "next-week": "this-week",
    "next-month": "this-month",
    "next-quarter": "this-quarter",
}
"""The words for the period after the one of today, with the word for that one."""
_MAX_LENGTH = 60
"""Longer texts are not parsed."""
_YEAR = "([1-9][0-9]{3})"
_DAYS = (
    rf"{_YEAR}-([0-9]{{1,2}})-([0-9]{{1,2}})",
    rf"{_YEAR}/([0-9]{{1,2}})/([0-9]{{1,2}})",
    rf"{_YEAR}\.([0-9]{{1,2}})\.([0-9]{{1,2}})\.?",
    rf"(?:{_YEAR}年)?([0-9]{{1,2}})月([0-9]{{1,2}})[日号]?",
    rf"{_YEAR}([0-9]{{2}})([0-9]{{2}})",
)
_SHORT = r"()([0-9]{1,2})\.([0-9]{1,2})"
"""Only for typed text: in a sheet 2.28 may be a number, and 2.30 becomes 2.3."""
_MONTHS = (rf"{_YEAR}-([0-9]{{1,2}})", rf"(?:{_YEAR}年)?([0-9]{{1,2}})月")
_QUARTERS = (rf"(?:{_YEAR}[年-]?)?q([1-4])", rf"(?:{_YEAR}年)?第?([1-4])季度")
_SPAN = r"([1-9][0-9]{0,3})[d天]"
_NUMERALS = str.maketrans("一二三四", "1234")


class Period(NamedTuple):
    """A period from its first to its last day, both included. `single` is set for one day."""

    first: date
    last: date
    single: bool = False


@lru_cache(maxsize=1024)  # a list has few dates, each many times
def iso_day(text: str) -> date | None:
    """Parse `YYYY-MM-DD`; None for any other form and for days that do not exist."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def year_month_day(text: str) -> tuple[int | None, list[int]] | None:
    """Split a written day into its year (None if missing) and [month, day]; full-width digits are accepted.

    Returns None for any other text. Does not check whether the day exists.
    """
    return _numbers(_DAYS, _normalized(text))


def parse(text: str, today: date) -> Period:
    """Parse a day or period, relative to today. Raises GovlistError for any other text."""
    if (period := _parse(text, today)) is not None:
        return period
    raise GovlistError(
        _("{text!r} is not a valid date or period").format(text=text),
        hint=_(
            "write 2024-06-14, 6.14, today, yesterday, 7d, this-week, last-week, this-month, last-month, "
            "this-quarter, last-quarter, 2024-06 or 2024Q3"
        ),
    )


def parse_ahead(text: str, day: date) -> date:
    """The last day of a period; 7d are the 7 days after `day`. Raises GovlistError for what has passed."""
    word = _word(text)
    if match := re.fullmatch(_SPAN, word):
        return day + min(int(match[1]), (date.max - day).days) * DAY
    period = _parse(_AHEAD.get(word, text), day)
    if period is not None and word in _AHEAD:
        period = _parse(_AHEAD[word], min(period.last, date.max - DAY) + DAY)
    if period is None:
        raise GovlistError(
            _("{text!r} is not a valid date or period").format(text=text),
            hint=_(
                "write 2024-12-31, 12.31, today, tomorrow, 7d, this-week, next-week, this-month, next-month, "
                "this-quarter, next-quarter, 2024-12 or 2024Q4"
            ),
        )
    if period.last < day:
        message = _("{last} is before {first}").format(last=period.last, first=day)
        raise GovlistError(message, hint=_("what is past its deadline: --overdue"))
    return period.last


def parse_day(text: str, today: date, hint: str = "") -> date:
    """Parse a single day. Raises GovlistError with the hint for any other text."""
    period = _parse(text, today)
    if period is not None and period.single:
        return period.first
    message = (
        _("{text!r} is not a valid date") if period is None else _("{text!r} is a period, not a single day")
    )
    hint = hint or _("write a date such as 2024-06-14, 6.14, today or yesterday")
    raise GovlistError(message.format(text=text), hint=hint)


def week(day: date) -> Period:
    """The week of a day, Monday to Sunday."""
    monday = day - day.weekday() * DAY
    return Period(monday, monday + 6 * DAY)


def quarter(day: date) -> int:
    """The quarter of a day, 1 to 4."""
    return (day.month + 2) // 3


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    from calendar import monthrange  # slow to import and rarely needed

    return monthrange(year, month)[1]


def _parse(text: str, today: date) -> Period | None:
    """Parse a day or period, None for any other text. A missing year is today's."""
    if (day := iso_day(text)) and day.year >= 1000:  # the usual form, without the patterns of the others
        return Period(day, day, single=True)
    word = _word(text)
    if found := _numbers((*_DAYS, _SHORT), word):
        day = _day(found[0] or today.year, *found[1])
        return Period(day, day, single=True)
    if found := _numbers(_MONTHS, word):
        return _month(found[0] or today.year, *found[1])
    if found := _numbers(_QUARTERS, word.translate(_NUMERALS)):
        return _quarter(found[0] or today.year, *found[1])
    if match := re.fullmatch(_SPAN, word):
        return Period(today - (int(match[1]) - 1) * DAY, today)
    return _named(word, today)


def _word(text: str) -> str:
    """The text normalized, a Chinese word as its English one."""
    word = _normalized(text).lower()
    return _WORDS.get(word, word)


def _normalized(text: str) -> str:
    """The text in half-width characters, without spaces around separators."""
    if len(text) > _MAX_LENGTH:
        return ""
    return re.sub(r"(?<=[年月./-]) +|(?<! ) +(?=[年月日号./-])", "", normalize("NFKC", text).strip())


def _numbers(forms: Iterable[str], text: str) -> tuple[int | None, list[int]] | None:
    """The year (None if missing) and the other numbers, by the first form that matches."""
    for form in forms:
        if match := re.fullmatch(form, text):
            year, *rest = match.groups()
            return int(year) if year else None, [int(number) for number in rest]
    return None


def _named(word: str, today: date) -> Period | None:
    monday = week(today).first
    last_month_end = today.replace(day=1) - DAY
    before = _quarter(today.year, quarter(today)).first - DAY
    periods = {
        "today": Period(today, today, single=True),
        "yesterday": Period(today - DAY, today - DAY, single=True),
        "this-week": week(today),
        "last-week": Period(monday - 7 * DAY, monday - DAY),
        "this-month": _month(today.year, today.month),
        "last-month": _month(last_month_end.year, last_month_end.month),
        "this-quarter": _quarter(today.year, quarter(today)),
        "last-quarter": _quarter(before.year, quarter(before)),
    }
    return periods.get(word)


def _day(year: int, month: int, day: int) -> date:
    last = _month(year, month).last
    if not 1 <= day <= last.day:
        message = _("{year}-{month:02} has no day {day}").format(year=year, month=month, day=day)
        raise GovlistError(message, hint=_("the last day of the month is {day}").format(day=last))
    return date(year, month, day)


def _month(year: int, month: int) -> Period:
    if not 1 <= month <= 12:
        message = _("there is no month {month}").format(month=month)
        raise GovlistError(message, hint=_("months are 1 to 12, written before the day"))
    return _months(year, month, 1)


def _quarter(year: int, number: int) -> Period:
    return _months(year, 3 * number - 2, 3)


def _months(year: int, month: int, months: int) -> Period:
    """A number of whole months in one year, from the given month on."""
    end = month + months - 1
    return Period(date(year, month, 1), date(year, end, last_day(year, end)))
