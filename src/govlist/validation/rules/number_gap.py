"""The task numbers have holes.

A number that is missing is mostly a task that was lost when the list was copied from the document.
Add the task. Where the document itself leaves numbers out (an extract of a longer list), the warning
may stay.
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
    """A finding at the first task behind each hole; none where a fault hides a task's number."""
    if checklist.omitted.tasks:
        return
    known = sorted({task.id for task in checklist.tasks()})
    before = dict(zip(known, [0, *known], strict=False))
    for placed in checklist.placed():
        number = placed.task.id
        if gap := list(range(before[number] + 1, number)):
            message = _("before {id} the numbers {gap} are missing").format(gap=id_ranges(gap), id=number)
            yield Finding((*placed.location, "id"), message, _("add the task, or leave it as an extract"))
