"""A piece of evidence cannot be opened by others, or points to a place that is not allowed.

Evidence is opened on other computers: by the office, by the city, from the exported page. C:\\…
exists on one computer only, .. leaves the list's folder, and an address other than http or
https can start programs.

Write a complete address, https://www.tja.gov.cn/…, or the name of a file in a folder beside the
list, with forward slashes: 佐证/8月.pdf. govlist does not check whether the file exists.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.model import evidence
from govlist.model.checklist import Checklist
from govlist.validation.rules._reports import report_lists
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR
PER_TASK = True

GOOD = f"""\
{REPORTS}            - {{date: 2024-06-14, status: in_progress, evidence: ["https://www.tja.gov.cn/zsgz.html"]}}
            - {{date: 2024-08-30, status: done, evidence: [佐证/8月.pdf]}}
"""

BAD = REPORTS + "            - {date: 2024-08-30, status: done, evidence: ['C:\\佐证\\8月.pdf']}  # <-\n"


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each piece of evidence that is neither a web address nor a file beside the list."""
    for listed in report_lists(checklist):
        for index, report in enumerate(listed.reports):
            for position, link in enumerate(report.evidence):
                if reason := evidence.fault(link):
                    message = _("evidence {link}: {reason}").format(link=excerpt(link), reason=reason)
                    yield Finding((*listed.location, index, "evidence", position), message, evidence.remedy())
