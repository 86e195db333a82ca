"""A review by the office has no report before it.

`review` is the office's decision on the report before it: confirmed or returned. Without a report
before it, it is not clear what was confirmed. The office's own paragraphs under `overall` cannot
be reviewed.

Put the unit's report before the review, or delete the review. `govlist confirm` and `govlist
return` write it in the right place.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.model.checklist import Checklist
from govlist.validation.rules._reports import incomplete, report_lists
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR
PER_TASK = True

GOOD = f"""\
{REPORTS}            - {{date: 2024-08-30, status: done, evidence: [佐证/8月.pdf]}}
            - {{date: 2024-09-02, status: done, review: confirmed}}
"""

BAD = f"""\
{REPORTS}            - {{date: 2024-09-02, status: in_progress, review: returned, note: 缺公示链接}}  # <-
            - {{date: 2024-09-06, status: done, evidence: [佐证/9月.pdf]}}
"""


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each review before a unit's first report, and for each review under `overall`."""
    for listed in report_lists(checklist):
        if incomplete(checklist, listed):
            continue
        for index, report in enumerate(listed.reports):
            if report.review is None and listed.unit is not None:
                break  # from here on every review has a report before it
            if report.review is not None:
                yield Finding((*listed.location, index, "review"), *_words(listed.unit))


def _words(unit: str | None) -> tuple[str, str]:
    if unit is None:
        message = _("a review under overall has no report to review")
        return message, _("move it after the unit's report, or delete it")
    message = _("a review with no report before it")
    return message, _("put the report before it, or delete the review")
