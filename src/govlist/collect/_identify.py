"""Identifies the unit of a table: by identity, option, row keys, or names in the sheet and file name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.collect._identity import VERSION, read_key
from govlist.collect.faults import Fault, Spot
from govlist.collect.lookup import Lookup
from govlist.collect.table import Returned, Table
from govlist.model.checklist import Unit
from govlist.model.words import joined

_UNIT = re.compile(r"(?:填报|报送)?单位(?:名称)?(?:[（(].{0,6}[)）])?\s*[:：]\s*(\S+)")


def refuse_file(lookup: Lookup, returned: Returned) -> Iterator[Fault]:
    """Reasons to refuse a whole file: another list, a newer govlist, an unknown or other unit."""
    spot = Spot(returned.path)
    for identity in returned.identities:
        if identity.version > VERSION:
            message = _("the form was made by a newer govlist")
            yield spot.fault("newer-form", message, _("update govlist"))
        elif identity.list_id != lookup.list_id:
            message = _("the form belongs to another list: {title}").format(title=identity.title)
            hint = _("this list is {title}; use a form of this list, or choose the other list with -f")
            yield spot.fault("other-list", message, hint.format(title=lookup.checklist.title))
        elif not isinstance(lookup.roster.find(identity.unit), Unit):
            yield _unknown(lookup, spot, identity.unit)
        elif lookup.options.unit not in (None, lookup.roster.owner(identity.unit)):
            message = _("this is the form of {unit}, not of {other}")
            message = message.format(unit=lookup.roster.owner(identity.unit), other=lookup.options.unit)
            yield spot.fault("other-unit", message, _("omit --unit: the form names its unit"))


def unit_of(lookup: Lookup, returned: Returned, table: Table) -> str | Fault:
    """The unit that a table belongs to; a unit column may still name another one."""
    named = {lookup.roster.owner(identity.unit) for identity in returned.identities}
    if len(named) == 1:
        return named.pop()
    keys = filter(None, (read_key(row.word("key")) for row in table.rows))
    marked = {lookup.units_by_digest.get(key.unit) for key in keys}
    if len(marked) == 1 and (unit := marked.pop()):
        return unit
    if lookup.options.unit is not None:
        return lookup.options.unit
    return _by_names(lookup, returned, table)


def row_unit(lookup: Lookup, spot: Spot, text: str) -> str | Fault:
    """The unit named in a cell of a row."""
    found = lookup.roster.find(text)
    if isinstance(found, Unit):
        return found.name
    if found is not None:
        message = _("{text} is a group of units").format(text=found.name)
        return spot.fault("unit-unclear", message, _("name a unit, not a group"))
    units = lookup.units_in(text)
    return units.pop() if len(units) == 1 else _unknown(lookup, spot, text)


def _by_names(lookup: Lookup, returned: Returned, table: Table) -> str | Fault:
    """The unit named by a label, or else by title, sheet name and file name together."""
    spot = Spot(returned.path, table.sheet)
    for text in table.above:
        if match := _UNIT.search(text):
            return row_unit(lookup, spot, match[1])
    stem = PurePath(returned.path).stem
    places = (" ".join(table.above), table.sheet or "", stem)
    units = {next(iter(found)) for text in places if len(found := lookup.units_in(text)) == 1}
    if not units:
        units = set(_by_part(lookup, stem))
    if len(units) == 1:
        return units.pop()
    hint = _("name it with --unit, in a column of the table, or in the file name")
    if units:
        message = _("several units: {names}").format(names=joined(sorted(units)))
        return spot.fault("unit-unclear", message, hint)
    return spot.fault("unit-missing", _("missing unit"), hint)


def _by_part(lookup: Lookup, stem: str) -> list[str]:
    """The unit whose name is partly in the file name: 教体局.xlsx."""
    try:
        found = lookup.roster.select(stem)
    except GovlistError:
        return []
    return found if len(found) == 1 else []


def _unknown(lookup: Lookup, spot: Spot, name: str) -> Fault:
    hint = lookup.roster.nearest_hint(name) or _("govlist units lists all units")
    return spot.fault("unknown-unit", _("there is no unit {text}").format(text=name), hint)
