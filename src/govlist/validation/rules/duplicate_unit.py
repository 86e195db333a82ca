"""The same name or alias is claimed twice among the units and groups.

A name must lead to one unit or one group. If two have it, nobody can say which of them a task
means.

Delete it from the one that it does not belong to. A unit's own name is not repeated among its
aliases.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level
from govlist.base.i18n import _
from govlist.base.text import shown
from govlist.model.checklist import Checklist
from govlist.validation.rules._names import declared
from govlist.validation.rules._samples import TWO_UNITS

LEVEL = Level.ERROR

GOOD = TWO_UNITS.replace("区教体局, kind: department", "区教体局, kind: department, aliases: [区教育体育局]")

BAD = GOOD.replace("局, kind: department}", "局, kind: department, aliases: [区教育体育局]}  # <-")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding at each name or alias that stands before in the roster already."""
    owners: dict[str, str] = {}
    for location, name, owner in declared(checklist):
        if name in owners:
            message = _("{name} is already a name of {owner}")
            message = message.format(name=shown(name), owner=shown(owners[name]))
            yield Finding(
                location, message, _("a name belongs to one unit or group: delete it here or there")
            )
        owners.setdefault(name, owner.name)
