"""A status is not one of the five, or does not go with the review beside it.

The file uses not_started, in_progress, behind, done and not_applicable, so that every program
counts alike. Words such as 已完成 or 80% can be understood in several ways. With `review`, the
status is the one after the office's decision: in_progress for a returned report, done or
not_applicable for a confirmed one.

Write one of the five; the hint names the one that matches an office's word. Put everything else
in the note. `govlist mark` and returned spreadsheets accept the office's words and write the
right one.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.model.checklist import Checklist, Report, Review
from govlist.model.states import Status
from govlist.validation.rules._reports import report_lists
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR
PER_TASK = True

GOOD = REPORTS + "            - {date: 2024-06-14, status: done, evidence: [佐证/招生政策.pdf]}\n"

BAD = REPORTS + "            - {date: 2024-06-14, status: 已完成, evidence: [佐证/招生政策.pdf]}  # <-\n"


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each status that does not match the review beside it."""
    for listed in report_lists(checklist):
        for index, report in enumerate(listed.reports):
            message, hint = _misfit(report)
            if message:
                yield Finding((*listed.location, index, "status"), message, hint)


def _misfit(report: Report) -> tuple[str, str]:
    """Message and hint for a wrong status beside a review, empty if it is right."""
    if report.review is Review.RETURNED and report.status is not Status.IN_PROGRESS:
        message = _("a returned report is in_progress, not {status}")
        return message.format(status=report.status), _("write in_progress")
    if report.review is Review.CONFIRMED and not report.status.closes:
        message = _("{status} cannot be confirmed").format(status=report.status)
        return message, _("write done or not_applicable")
    return "", ""
