"""Days as people write them into a cell: 2024.6.14, 6月14日, 20240614, a date, a spreadsheet's serial."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from unicodedata import normalize

from govlist.collected.table import Value
from govlist.rules.report_out_of_year import LAST_MONTH

_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""Serials from 1954 to 2119: what lies outside is no day that anybody means."""
_LONGEST = 60
"""Characters beyond which a text is no day."""
_TIME = r"(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?)?"
_WRITTEN = (
    re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_TIME}"),
    re.compile(rf"([0-9]{{4}})/([0-9]{{1,2}})/([0-9]{{1,2}}){_TIME}"),
    re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})\.?"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]?"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)
_WITHOUT_YEAR = re.compile(r"([0-9]{1,2})月([0-9]{1,2})[日号]?")


def read_day(value: Value, year: int, today: date, since_1904: bool = False) -> date | None:
    """The day that a cell's value means, None where it means none, or one of two years.

    A day without a year is of the list's `year`. In the months of the next in which reports still come in
    such a day may be of either: then it means none.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _written(value, year, today, since_1904)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(value, since_1904)
    return None


def _number(value: float, since_1904: bool) -> date | None:
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return (date(1904, 1, 1) if since_1904 else date(1899, 12, 30)) + timedelta(days=int(value))
    match = _WRITTEN[-1].fullmatch(f"{value:.15g}")
    return _day(*map(int, match.groups())) if match else None


def _written(text: str, year: int, today: date, since_1904: bool) -> date | None:
    if len(text) > _LONGEST:
        return None
    text = re.sub(r"(?<=[年月./-]) +| +(?=[年月日号./-])", "", normalize("NFKC", text).strip())
    for form in _WRITTEN:
        if match := form.fullmatch(text):
            return _day(*map(int, match.groups()))
    if match := _WITHOUT_YEAR.fullmatch(text):
        month, day = map(int, match.groups())
        next_year = _day(year + 1, month, day)
        if month <= LAST_MONTH and next_year is not None and next_year <= today:
            return None
        return _day(year, month, day)
    return _number(int(text), since_1904) if re.fullmatch(r"[0-9]{5}", text) else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
