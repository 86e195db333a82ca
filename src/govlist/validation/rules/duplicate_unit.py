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
from govlist.validation.rules._samples import TWO_UNITS

LEVEL = Level.ERROR

GOOD = TWO_UNITS.replace("区教体局, kind: department", "区教体局, kind: department, aliases: [区教育体育局]")

BAD = GOOD.replace("局, kind: department}", "局, kind: department, aliases: [区教育体育局]}  # <-")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each name or alias that an earlier unit or group has."""
    owners: dict[str, str] = {}
    for location, name, owner in declared(checklist):
        if name in owners:
            message = _("{name} is already a name of {owner}")
            message = message.format(name=excerpt(name), owner=excerpt(owners[name]))
            yield Finding(location, message, _("a name belongs to one unit or group: delete one of them"))
        owners.setdefault(name, owner.name)
