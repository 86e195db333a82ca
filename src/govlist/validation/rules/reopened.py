"""A unit has reported again after the office confirmed its report.

A later report reopens the task: it no longer counts as struck off until the office reviews it
again. Often it is a mistake, or an old form that arrived late.

Confirm or return the new report. If it is a mistake, remove it: `govlist unmark ID --unit UNIT`.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.model.checklist import Checklist, Review
from govlist.model.words import day
from govlist.validation.rules._reports import report_lists
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.WARNING
PER_TASK = True

GOOD = f"""\
{REPORTS}            - {{date: 2024-06-14, status: done, evidence: ["https://jtj.example/1.html"]}}
            - {{date: 2024-06-20, status: done, review: confirmed}}
"""

BAD = GOOD + "            - {date: 2024-09-24, status: in_progress, note: 正在更新}  # <-\n"


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at each unit's last report after a confirmation, if it has not been reviewed."""
    for listed in report_lists(checklist):
        reviews = [index for index, report in enumerate(listed.reports) if report.review]
        last = len(listed.reports) - 1
        if listed.unit is None or not reviews or reviews[-1] == last:
            continue
        act = listed.reports[reviews[-1]]
        if act.review is Review.CONFIRMED:
            message = _("{unit} has reported again on task {id}, which was confirmed on {day}")
            hint = _("confirm or return it; if it is a mistake: govlist unmark {id} --unit {unit}")
            values = {"unit": listed.unit, "id": listed.task.id, "day": day(act.date)}
            yield Finding((*listed.location, last), message.format(**values), hint.format(**values))
