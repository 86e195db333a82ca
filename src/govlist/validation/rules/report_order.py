"""A report comes after one with a later date.

The last report of a unit is its present state. If an older report follows a newer one, the old
one counts as the present state, and the ledger of a week is wrong.

Move the report to its place by date, or correct the date. Of two reports with the same date, the
second is the later one. `govlist mark --date` puts a late report in the right place.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.model.checklist import Checklist
from govlist.validation.rules._reports import report_lists
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR
PER_TASK = True

GOOD = f"""\
{REPORTS}            - {{date: 2024-03-20, status: in_progress, note: 方案已印发}}
            - {{date: 2024-06-14, status: in_progress, note: 招生范围已公示}}
"""

BAD = f"""\
{REPORTS}            - {{date: 2024-06-14, status: in_progress, note: 招生范围已公示}}
            - {{date: 2024-03-20, status: in_progress, note: 方案已印发}}  # <-
"""


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each date that is earlier than that of the report before it."""
    for listed in report_lists(checklist):
        pairs = zip(listed.reports, listed.reports[1:], strict=False)
        for index, (before, report) in enumerate(pairs, start=1):
            if report.date < before.date:
                message = _("{date} comes after {before}").format(date=report.date, before=before.date)
                hint = _("sort the reports by date, or correct the date")
                yield Finding((*listed.location, index, "date"), message, hint)
