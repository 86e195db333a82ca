"""A piece of evidence leads nowhere that others could follow, or to where it must not lead.

Evidence is opened on other machines: by the office, the city, in the exported page. C:\\…
exists on one machine alone, .. leaves the list's folder, and an address other than http or
https can start programs.

Write a whole address, https://www.tja.gov.cn/…, or the name of a file in a folder beside the
list, with ordinary slashes: 佐证/8月.pdf. Whether the file exists is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import shown
from govlist.model import evidence
from govlist.model.checklist import Checklist
from govlist.validation.rules._reports import report_lists
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR

GOOD = f"""\
{REPORTS}            - {{date: 2024-06-14, status: in_progress, evidence: ["https://www.tja.gov.cn/zsgz.html"]}}
            - {{date: 2024-08-30, status: done, evidence: [佐证/8月.pdf]}}
"""

BAD = REPORTS + "            - {date: 2024-08-30, status: done, evidence: ['C:\\佐证\\8月.pdf']}  # <-\n"


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at each piece of evidence that is no web address and no file beside the list."""
    for listed in report_lists(checklist):
        for index, report in enumerate(listed.reports):
            for position, link in enumerate(report.evidence):
                if reason := evidence.fault(link):
                    message = _("evidence {link}: {reason}").format(link=shown(link), reason=reason)
                    yield Finding((*listed.location, index, "evidence", position), message, evidence.remedy())
