"""The date of a report is outside the reporting period of the list.

The reporting period is from 1 January of the list's year to 31 March of the next year. Another
date is usually a mistake, such as last year's number in January; the report would count on the
wrong day.

Correct the date. A report for another year belongs in that year's list.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.model.checklist import Checklist
from govlist.model.rounds import belongs, belongs_hint
from govlist.validation.rules._reports import report_lists
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.WARNING
PER_TASK = True

GOOD = REPORTS + "            - {date: 2024-01-15, status: in_progress, note: 方案已印发}\n"

BAD = REPORTS + "            - {date: 2023-01-15, status: in_progress, note: 方案已印发}  # <-\n"


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each date before the list's year or after 31 March of the next year."""
    if checklist.omitted.year:
        return
    for listed in report_lists(checklist):
        for index, report in enumerate(listed.reports):
            if not belongs(report.date, checklist.year):
                message = _("{date} is outside the reporting period of {year}")
                message = message.format(date=report.date, year=checklist.year)
                yield Finding((*listed.location, index, "date"), message, belongs_hint(checklist.year))
