"""The days by which a task is due: one day, or days that recur every month, quarter or half-year. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date as Day
from typing import NamedTuple
from unicodedata import normalize

from govlist.base.dates import iso_day, last_day
from govlist.base.i18n import _
from govlist.base.records import Record

MONTHS = {"quarterly": (3, 6, 9, 12), "half-yearly": (6, 12)}
"""For each period, the months at whose end a task is due."""
MONTHLY = r"monthly:([1-9]|[12][0-9]|3[01])"
"""Due by this day of each month; in a shorter month, by its last day."""
_LONGEST = 40
"""Characters of words for recurring days; longer words say more."""


class DueDays(Record):
    """One value of a task's `due`: a day, or days that recur; `text` is how the file has it."""

    text: str

    @classmethod
    def parse(cls, text: str) -> DueDays | None:
        """The value of a text of the file; None if it is not valid."""
        valid = text in MONTHS or iso_day(text) or re.fullmatch(MONTHLY, text)
        return cls(text) if valid else None

    @property
    def day(self) -> Day | None:
        """The day, if it is a single one."""
        return iso_day(self.text)

    def days(self, year: int) -> tuple[Day, ...]:
        """The days in a list of that year, ascending."""
        if self.day is not None:
            return (self.day,)
        wanted = int(match[1]) if (match := re.fullmatch(MONTHLY, self.text)) else 31
        months = MONTHS.get(self.text, range(1, 13))
        return tuple(Day(year, month, min(wanted, last_day(year, month))) for month in months)

    @property
    def words(self) -> str:
        """The words for days that recur: 每月10日, 每季度末, 每半年末; empty for a single day."""
        if match := re.fullmatch(MONTHLY, self.text):
            if match[1] == "31":
                return _("end of each month")
            return _("day {n} of each month").format(n=match[1])
        return {
            "quarterly": _("end of each quarter"),
            "half-yearly": _("end of each half-year"),
        }.get(self.text, "")


_EVERY = (
    r"[每按]个?(?P<period>月|季度?|半年度?)(?:(?P<day>[0-9]{1,2})[日号]|(?P<part>[上中下]旬|初)|(?P<end>月?[底末]))?(?:之?前|以前|内)?"
    r"(?:至少)?(?:报送|上报|报|更新|公开|公布|发布|完成|开展)?(?:至少)?(?:[1一]次)?"
)

_PARTS = {"上旬": 10, "中旬": 20, "下旬": 31, "初": 10}
"""The last days of the parts of a month."""


class Recurring(NamedTuple):
    """Recurring days read from an office's words; not `exact` if the words leave the day in a period open."""

    due: DueDays
    exact: bool


def recurring(words: str) -> Recurring | None:
    """The recurring days that words name: 每月10日前, 每季度末, 每半年; None if they say anything else."""
    match = re.fullmatch(_EVERY, "".join(normalize("NFKC", words[: _LONGEST + 1]).split()))
    if match is None:
        return None
    if match["period"] == "月":
        due = DueDays.parse(f"monthly:{int(match['day'] or _PARTS.get(match['part'], 31))}")
    else:
        period = "quarterly" if match["period"].startswith("季") else "half-yearly"
        due = None if match["day"] or match["part"] else DueDays(period)
    exact = match["day"] or match["end"] or match["part"] in ("上旬", "中旬", "下旬")
    return Recurring(due, bool(exact)) if due else None


def due_on(*days: Day) -> tuple[DueDays, ...]:
    """The value of `due` for some days."""
    return tuple(DueDays(day.isoformat()) for day in days)


def single_day(due: Sequence[DueDays]) -> Day | None:
    """The day of a deadline that is a single one."""
    return due[0].day if len(due) == 1 else None


def plain(due: Iterable[DueDays]) -> str | list[str] | None:
    """A task's `due` as the file has it: a text, a list of several, None for none."""
    texts = [each.text for each in due]
    return texts if len(texts) > 1 else next(iter(texts), None)
