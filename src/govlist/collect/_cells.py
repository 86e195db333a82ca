"""Reads the dates and evidence that people write into cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from unicodedata import normalize

from govlist.base.dates import year_month_day
from govlist.collect.table import NOTHING
from govlist.model.rounds import LAST_MONTH, Round, belongs

MAX_SHORT = 12
"""Characters of a day without its year."""
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""Serial numbers from 1954 to 2119; others are not dates."""
_TIME = r"[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?"
"""The time that a spreadsheet writes after a date."""

_CIRCLED = "[①-⑳]"
_LABEL = rf"(?:(?:[(（]?[0-9]{{1,2}}[)）.、]|{_CIRCLED}|[^:：/\s]{{1,12}}[:：])\s*+)?(?=https?://)"
_FIRST = re.compile(rf"\A\s*+{_LABEL}", re.IGNORECASE)
_PARTS = re.compile(
    rf"(?<![\s,，、；;])[\s,，、；;]++{_LABEL}|[\n\t；]+|;(?=\s|$)|{_CIRCLED}\s*+(?=https?://)", re.IGNORECASE
)
_AROUND = " \u3000，、；。"
_ADDRESS = re.compile(r"([hｈ][tｔ]{2}[pｐ][sｓ]?[:：][/／]{2})[^\s，、；。（）]*+", re.IGNORECASE)
"""An address; an input method may have written it in full width."""
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def read_day(value: str | float | date, year: int, today: date, since_1904: bool = False) -> date | None:
    """The date in a cell, None if there is none or its year is unclear.

    A date without year belongs to the list's `year`. It is unclear in the months of the next year in which
    reports for `year` still come in.
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


_SHORT = re.compile(r"(?:(\d{1,2})\s*[./\-月]\s*(\d{1,2})|(\d{1,2}))\s*(?P<end>[日号]?)\.?")
"""A day without its year, or also without its month."""
_CUT = re.compile(r"\d{1,2}\.[123]")
"""A day that a sheet may have cut: 3.20 is the number 3.2."""


def short_days(text: str, year: int, today: date) -> list[date]:
    """The days up to today that a day without its year may mean: 3.20, 3-20, 3/20, 3月20日, 20日."""
    shown = normalize("NFKC", text).strip()
    match = _SHORT.fullmatch(shown) if len(shown) <= MAX_SHORT else None
    if match is None or not (match[1] or match["end"]):
        return []
    months = range(1, 13) if match[3] else (int(match[1]),)
    days = [int(match[3] or match[2])]
    if _CUT.fullmatch(shown):
        days.append(days[0] * 10)
    made = (_day(each, month, day) for each in (year, year + 1) for month in months for day in days)
    return sorted(day for day in made if day is not None and day <= today and belongs(day, year))


def in_round(days: Sequence[date], rounds: Sequence[Round]) -> date | None:
    """The only one of these days since the last passed round, else in that round; None if not one."""
    last = rounds[-1] if rounds else Round(None, None)
    since = [day for day in days if last.due is None or day > last.due]
    found = since or [day for day in days if last.after is None or day > last.after]
    return found[0] if len(found) == 1 else None


def _number(value: float, since_1904: bool) -> date | None:
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return (date(1904, 1, 1) if since_1904 else date(1899, 12, 30)) + timedelta(days=int(value))
    found = year_month_day(f"{value:.15g}")
    return _day(found[0], *found[1]) if found else None


def _written(text: str, year: int, today: date, since_1904: bool) -> date | None:
    if match := re.fullmatch(rf"(.{{8,12}}?){_TIME}", text.strip()):
        text = match[1]
    if (found := year_month_day(text)) is None:
        return _number(int(text), since_1904) if re.fullmatch(r"\s*\d{5}\s*", text) else None
    if found[0] is None:
        next_year = _day(year + 1, *found[1])
        if found[1][0] <= LAST_MONTH and next_year is not None and next_year <= today:
            return None
    return _day(found[0] or year, *found[1])


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def split_links(text: str) -> tuple[str, ...]:
    """The links and file names in a cell, each once, without number or label before an address.

    A file name may contain blanks; an address ends at a blank. If it begins in full width, all of it is made
    half width.
    """
    found: dict[str, None] = {}
    text = _ADDRESS.sub(
        lambda match: match[0] if match[1].isascii() else match[0].translate(_HALF_WIDTH), text
    )
    for part in _PARTS.split(_FIRST.sub("", text)):
        link = part.strip(_AROUND)
        pieces = link.split(maxsplit=1) if link.lower().startswith(("http://", "https://")) else [link]
        found |= dict.fromkeys(piece.strip(_AROUND) for piece in pieces)
    return tuple(link for link in found if link and link not in NOTHING)
