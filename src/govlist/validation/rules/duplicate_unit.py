"""The same name or alias occurs twice among the units and groups.

A name must identify one unit or one group. If two have it, it is not clear which of them a task
means.

Delete it from the unit or group that it does not belong to. Do not repeat a unit's own name
among its aliases.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.model.checklist import Checklist
from govlist.validation.rules._names import declared

LEVEL = Level.ERROR

GOOD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区司法局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局, 区司法局]}
"""

BAD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区司法局, kind: department, aliases: [区教育体育局]}  # <-
groups: []
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局, 区司法局]}
"""


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each name or alias that an earlier unit or group has."""
    owners: dict[str, str] = {}
    for location, name, owner in declared(checklist):
        if name in owners:
            message = _("{name} is already a name of {owner}")
            message = message.format(name=excerpt(name), owner=excerpt(owners[name]))
            yield Finding(location, message, _("a name belongs to one unit or group: delete one of them"))
        owners.setdefault(name, owner.name)
