"""A standing task is reported as done before the end of the year.

A standing task continues until 31 December. If it is reported as done in June, it counts as
finished although half of the work is still to come.

Write in_progress, and what has been done in the note; govlist then shows 长期坚持. If the task
really has an end, delete `standing: true`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.model.checklist import Checklist
from govlist.model.states import Status
from govlist.validation.rules._reports import report_lists
from govlist.validation.rules._samples import TASK

LEVEL = Level.WARNING
PER_TASK = True

GOOD = f"""\
{TASK}        standing: true
        progress:
          区教体局:
            - {{date: 2024-06-14, status: in_progress, note: 每月更新，已更新6次}}
            - {{date: 2024-12-31, status: done, evidence: [佐证/全年.pdf]}}
"""

BAD = f"""\
{TASK}        standing: true
        progress:
          区教体局:
            - {{date: 2024-06-14, status: done, evidence: [佐证/6月.pdf]}}  # <-
"""


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each done report on a standing task before the last day of the year."""
    if checklist.omitted.year:
        return
    end = date(checklist.year, 12, 31)
    for listed in report_lists(checklist):
        for index, report in enumerate(listed.reports if listed.task.standing else ()):
            if report.status.counts_as is Status.DONE and report.review is None and report.date < end:
                message = _("task {id} continues all year; it cannot be done on {date}")
                message = message.format(id=listed.task.id, date=report.date)
                hint = _("write in_progress, and what was done in the note")
                yield Finding((*listed.location, index, "status"), message, hint)
