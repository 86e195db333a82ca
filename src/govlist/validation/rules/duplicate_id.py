"""Two tasks have the same number.

The command line, the ledger and the units identify a task by its number. If two tasks have the
same number, a report can go to the wrong one.

Find the right number in the document and correct the task that has the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.model.checklist import Checklist
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE + "      - {id: 2, requirement: 公开校外培训机构名单, responsible: [区教体局]}\n"

BAD = ONE_LINE + "      - {id: 1, requirement: 公开校外培训机构名单, responsible: [区教体局]}  # <-\n"


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each task with the number of an earlier one."""
    first: dict[int, str] = {}
    for placed in checklist.placed():
        task = placed.task
        if task.id in first:
            message = _("duplicate task {id}; the first is: {requirement}")
            message = message.format(id=task.id, requirement=excerpt(first[task.id]))
            yield Finding((*placed.location, "id"), message, _("give one of them its own number"))
        first.setdefault(task.id, task.requirement)
