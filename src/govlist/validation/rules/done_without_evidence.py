"""A unit reports a task as done without evidence.

Before the office strikes a task off, it wants to see the page, the document or the photograph.
Without evidence the report will be returned, and the city cannot check it.

Add the address of the page or the name of a file: `evidence: ["https://…"]`, or report again
with `govlist mark ID done --unit UNIT --evidence …`. A report that the office has confirmed is not
reported: it has seen the proof.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.model.checklist import Checklist, Review
from govlist.model.states import Status
from govlist.validation.rules._reports import incomplete, report_lists
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.WARNING
PER_TASK = True

GOOD = REPORTS + "            - {date: 2024-08-30, status: done, evidence: [佐证/8月.pdf]}\n"

BAD = REPORTS + "            - {date: 2024-08-30, status: done, note: 招生政策已全部公开}  # <-\n"


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at the status of a unit's last report if it is done without evidence and not confirmed."""
    for listed in report_lists(checklist):
        if listed.unit is None or incomplete(checklist, listed):
            continue
        if listed.reports and listed.reports[-1].review is Review.CONFIRMED:
            continue
        own = [index for index, report in enumerate(listed.reports) if report.review is None]
        last = listed.reports[own[-1]] if own else None
        if last and last.status.counts_as is Status.DONE and not last.evidence:
            message = _("{unit} reports done without evidence").format(unit=excerpt(listed.unit))
            yield Finding((*listed.location, own[-1], "status"), message, _("add a link or a file name"))
