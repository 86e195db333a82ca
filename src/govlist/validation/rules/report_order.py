"""A report stands after one of a later day.

The last line of a unit is how far it is today. If an older report stands below a newer one, the
old one counts as the present state, and a week's ledger looks wrong.

Move the line up to its place by date, or correct the date. Of one day, the later line is the
later report. `govlist mark --date` puts a late report into its place by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.model.checklist import Checklist
from govlist.validation.rules._reports import report_lists
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR

GOOD = f"""\
{REPORTS}            - {{date: 2024-03-20, status: in_progress, note: 方案已印发}}
            - {{date: 2024-06-14, status: in_progress, note: 招生范围已公示}}
"""

BAD = f"""\
{REPORTS}            - {{date: 2024-06-14, status: in_progress, note: 招生范围已公示}}
            - {{date: 2024-03-20, status: in_progress, note: 方案已印发}}  # <-
"""


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at each date that is earlier than that of the report before it."""
    for listed in report_lists(checklist):
        pairs = zip(listed.reports, listed.reports[1:], strict=False)
        for index, (before, report) in enumerate(pairs, start=1):
            if report.date < before.date:
                message = _("{date} stands after {before}").format(date=report.date, before=before.date)
                hint = _("put the reports in the order of their dates, or correct the date")
                yield Finding((*listed.location, index, "date"), message, hint)
