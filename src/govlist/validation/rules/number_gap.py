"""Task numbers are missing.

A missing number usually means that a task was lost when the list was copied from the document.
Add the task. If the document itself leaves out numbers (an extract of a longer list), ignore the
warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import id_ranges
from govlist.model.checklist import Checklist
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.WARNING

GOOD = ONE_LINE + "      - {id: 2, requirement: 公开校外培训机构名单, responsible: [区教体局]}\n"

BAD = ONE_LINE + "      - {id: 3, requirement: 公开校外培训机构名单, responsible: [区教体局]}  # <-\n"


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at the first task after each gap; none if errors hide task numbers."""
    if checklist.omitted.tasks:
        return
    known = sorted({task.id for task in checklist.tasks()})
    before = dict(zip(known, [0, *known], strict=False))
    for placed in checklist.placed():
        number = placed.task.id
        if gap := list(range(before[number] + 1, number)):
            message = _("task numbers {gap} are missing before {id}").format(gap=id_ranges(gap), id=number)
            hint = _("add the tasks; ignore this if the list is an extract")
            yield Finding((*placed.location, "id"), message, hint)
