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

LEVEL = Level.ERROR

GOOD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局]}
      - {id: 2, requirement: 公开校外培训机构名单, responsible: [区教体局]}
"""

BAD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局]}
      - {id: 1, requirement: 公开校外培训机构名单, responsible: [区教体局]}  # <-
"""


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each task with the number of an earlier one."""
    first: dict[int, str] = {}
    for placed in checklist.placed():
        task = placed.task
        if task.id in first:
            message = _("duplicate task {id}; the first is: {requirement}").format(
                id=task.id, requirement=excerpt(first[task.id])
            )
            yield Finding((*placed.location, "id"), message, _("give one of them its own number"))
        first.setdefault(task.id, task.requirement)
