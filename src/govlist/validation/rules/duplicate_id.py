"""Two tasks have the same number.

Everybody speaks of a task by its number: the command line, the ledger, the units. With one
number for two tasks a report would land under the wrong one.

Look into the document for the right number and correct the copy that has the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import shown
from govlist.model.checklist import Checklist
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE + "      - {id: 2, requirement: 公开校外培训机构名单, responsible: [区教体局]}\n"

BAD = ONE_LINE + "      - {id: 1, requirement: 公开校外培训机构名单, responsible: [区教体局]}  # <-\n"


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at each task whose number an earlier one has."""
    first: dict[int, str] = {}
    for placed in checklist.placed():
        task = placed.task
        if task.id in first:
            message = _("task {id} stands twice; the first is: {requirement}").format(
                id=task.id, requirement=shown(first[task.id])
            )
            yield Finding((*placed.location, "id"), message, _("give one of the two its own number"))
        first.setdefault(task.id, task.requirement)
