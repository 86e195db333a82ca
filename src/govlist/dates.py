"""Days and periods as people type them: 2024-06-14, today, 7d, last-week, 2024Q3.

Only commands know today; every function here takes it as an argument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from govlist.errors import GovlistError
from govlist.i18n import _

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
}


@dataclass(frozen=True)
class Period:
    """First and last day, both belonging to it. A single day has `single` set."""

    first: date
    last: date
    single: bool = False


def iso_day(text: str) -> date | None:
    """The day that `YYYY-MM-DD` names, or None where the text is no such form or no real day."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse(text: str, today: date) -> Period:
    """The period a text names, seen from today. Raises GovlistError for anything else."""
    word = text.strip().lower()
    word = _WORDS.get(word, word)
    if match := re.fullmatch(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", word):
        word = f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"
    if (day := iso_day(word)) is not None:
        return Period(day, day, single=True)
    if word == "today":
        return Period(today, today, single=True)
    if word == "yesterday":
        return Period(today - DAY, today - DAY, single=True)
    if match := re.fullmatch(r"([1-9][0-9]{0,3})d", word):
        return Period(today - (int(match[1]) - 1) * DAY, today)
    if match := re.fullmatch(r"([0-9]{4})-?q([1-4])", word):
        return _quarter(int(match[1]), int(match[2]))
    if named := _named(word, today):
        return named
    raise GovlistError(
        _("{text!r} is no day and no period").format(text=text),
        hint=_(
            "write 2024-06-14, today, yesterday, 7d, this-week, last-week, this-month, last-month, "
            "this-quarter, last-quarter or 2024Q3"
        ),
    )


def parse_day(text: str, today: date) -> date:
    """The one day a text names; a period is refused with a GovlistError."""
    period = parse(text, today)
    if not period.single:
        raise GovlistError(
            _("{text!r} is a period; one day is wanted here").format(text=text),
            hint=_("write a day such as 2024-06-14, today or yesterday"),
        )
    return period.first


def week(day: date) -> Period:
    """Monday to Sunday of the week that holds the day."""
    monday = day - day.weekday() * DAY
    return Period(monday, monday + 6 * DAY)


def quarter(day: date) -> int:
    """The quarter of the year, 1 to 4, that holds the day."""
    return (day.month + 2) // 3


def _named(word: str, today: date) -> Period | None:
    monday = week(today).first
    month = today.replace(day=1)
    last_month_end = month - DAY
    first_of_quarter = _quarter(today.year, quarter(today)).first
    before = first_of_quarter - DAY
    periods = {
        "this-week": Period(monday, today),
        "last-week": Period(monday - 7 * DAY, monday - DAY),
        "this-month": Period(month, today),
        "last-month": Period(last_month_end.replace(day=1), last_month_end),
        "this-quarter": Period(first_of_quarter, today),
        "last-quarter": _quarter(before.year, quarter(before)),
    }
    return periods.get(word)


def _quarter(year: int, number: int) -> Period:
    first = date(year, 3 * number - 2, 1)
    after = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return Period(first, after - DAY)
