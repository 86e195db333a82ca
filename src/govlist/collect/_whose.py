"""Whose a table is: by its identity, by what was asked, by its keys, by the names in and on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.collect._identity import VERSION, read_key
from govlist.collect.desk import Desk
from govlist.collect.faults import Fault, Spot
from govlist.collect.table import Returned, Table
from govlist.model.checklist import Unit
from govlist.model.words import joined

_UNIT = re.compile(r"(?:填报|报送)?单位(?:名称)?(?:[（(].{0,6}[)）])?\s*[:：]\s*(\S+)")


def refuse_file(desk: Desk, returned: Returned) -> Iterator[Fault]:
    """Why a whole file is not taken: it is of another list, for a newer govlist, or of an unknown unit."""
    spot = Spot(returned.path)
    for identity in returned.identities:
        if identity.version > VERSION:
            message = _("the workbook was made by a newer govlist")
            yield spot.fault("newer-form", message, _("update govlist"))
        elif identity.list_id != desk.list_id:
            message = _("the workbook belongs to another list: {title}").format(title=identity.title)
            hint = _("this list is {title}; fill in a workbook of this list, or name the other with -f")
            yield spot.fault("other-list", message, hint.format(title=desk.checklist.title))
        elif not isinstance(desk.roster.find(identity.unit), Unit):
            yield _unknown(desk, spot, identity.unit)
        elif desk.asked.unit not in (None, desk.roster.owner(identity.unit)):
            message = _("the workbook is that of {unit}, not of {other}")
            message = message.format(unit=desk.roster.owner(identity.unit), other=desk.asked.unit)
            yield spot.fault("other-unit", message, _("leave --unit out: the workbook names its unit"))


def unit_of(desk: Desk, returned: Returned, table: Table) -> str | Fault:
    """The unit whose table it is; a row may still name another in a column of its own."""
    named = {desk.roster.owner(identity.unit) for identity in returned.identities}
    if len(named) == 1:
        return named.pop()
    if (marked := _by_keys(desk, table)) is not None:
        return marked
    if desk.asked.unit is not None:
        return desk.asked.unit
    return _by_names(desk, returned, table)


def row_unit(desk: Desk, spot: Spot, text: str) -> str | Fault:
    """The unit that a row's own cell names."""
    found = desk.roster.find(text)
    if isinstance(found, Unit):
        return found.name
    if found is not None:
        message = _("{text} stands for several units").format(text=found.name)
        return spot.fault("unit-unclear", message, _("name a unit, not a group"))
    units = desk.units_in(text)
    return units.pop() if len(units) == 1 else _unknown(desk, spot, text)


def _by_keys(desk: Desk, table: Table) -> str | None:
    """The one unit that all rows were handed out to."""
    keys = filter(None, (read_key(row.word("key")) for row in table.rows))
    units = {desk.unit_by_digest(key.unit) for key in keys}
    return units.pop() if len(units) == 1 else None


def _by_names(desk: Desk, returned: Returned, table: Table) -> str | Fault:
    """The unit that a label, else the title, the sheet's and the file's name agree on."""
    spot = Spot(returned.path, table.sheet)
    for text in table.above:
        if match := _UNIT.search(text):
            return row_unit(desk, spot, match[1])
    stem = PurePath(returned.path).stem
    places = (" ".join(table.above), table.sheet or "", stem)
    units = {next(iter(found)) for text in places if len(found := desk.units_in(text)) == 1}
    if not units:
        units = set(_by_part(desk, stem))
    if len(units) == 1:
        return units.pop()
    hint = _("name it with --unit, in a column of the table, or in the file's name")
    if units:
        message = _("several units are named: {names}").format(names=joined(sorted(units)))
        return spot.fault("unit-unclear", message, hint)
    return spot.fault("unit-missing", _("no unit is named"), hint)


def _by_part(desk: Desk, stem: str) -> list[str]:
    """The unit of which the file's name gives a part: 教体局.xlsx."""
    try:
        found = desk.roster.select(stem)
    except GovlistError:
        return []
    return found if len(found) == 1 else []


def _unknown(desk: Desk, spot: Spot, name: str) -> Fault:
    hint = desk.roster.nearest_hint(name) or _("govlist units lists all units")
    return spot.fault("unknown-unit", _("there is no unit {text}").format(text=name), hint)
