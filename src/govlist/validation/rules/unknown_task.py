"""A chase names a task that is not in the list.

Chases are counted by task: how often the office has asked for a reply. A chase for a task that
does not exist is not counted.

Correct the number, or delete it from the chase's `tasks`.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.model.checklist import Checklist
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = f"""\
{ONE_LINE}chases:
  - {{date: 2024-09-26, unit: 区教体局, tasks: [1], level: reminder, reply_by: 2024-09-30}}
"""

BAD = f"""\
{ONE_LINE}chases:
  - {{date: 2024-09-26, unit: 区教体局, tasks: [1, 2], level: reminder}}  # <-
"""


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each unknown task number; none if errors have removed tasks."""
    if checklist.omitted.tasks:
        return
    known = {task.id for task in checklist.tasks()}
    for index, chase in enumerate(checklist.chases):
        for position, number in enumerate(chase.tasks):
            if number not in known:
                message = _("there is no task {id}").format(id=number)
                hint = _("correct the number or delete it")
                yield Finding(("chases", index, "tasks", position), message, hint)
