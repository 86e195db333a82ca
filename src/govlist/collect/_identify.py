"""Identifies the unit of a table: by all that names it, inside the file and outside; they must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.text import folded
from govlist.collect._identity import VERSION, read_key
from govlist.collect.faults import Fault, Spot
from govlist.collect.lookup import Lookup
from govlist.collect.table import Returned, Table
from govlist.model.checklist import Unit
from govlist.model.roster import office_name
from govlist.model.words import joined

_UNIT = re.compile(r"(?:填报|报送)?单位(?:名称)?(?:[（(].{0,6}[)）])?\s*[:：]\s*([^\s；;，,]+)")
_RETURN = re.compile("交回|报送|报至|送至|联系人|咨询|send it back")
"""Words of a line that says where the form goes: it names the office, not the unit."""


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


def unit_of(lookup: Lookup, returned: Returned, table: Table) -> str | Fault:
    """The unit that a table belongs to; a unit column may still name others.

    A fault if the places that name the unit disagree. For a single file `--unit` decides, but not against a
    form that names another unit everywhere.
    """
    places = dict(_hidden(lookup, returned, table))
    handed_to = set(places.values())
    places |= dict(_seen(lookup, returned, table))
    option, spot = lookup.options.unit, Spot(returned.path, table.sheet)
    if option and lookup.options.one_file and (not handed_to or option in places.values()):
        return option
    found = set(places.values())
    if option:
        places["--unit"] = option
    if len(units := set(places.values())) == 1:
        return row_unit(lookup, spot, units.pop())
    if not units:
        hint = _("name it with --unit, in a column of the table, or in the file name")
        return spot.fault("unit-missing", _("missing unit"), hint)
    if option and len(found) == 1:
        message = _("this is the form of {unit}, not of {other}")
        message = message.format(unit=found.pop(), other=option)
        return spot.fault("other-unit", message, _("omit --unit: the form names its unit"))
    named = (_("{place}: {unit}").format(place=place, unit=unit) for place, unit in places.items())
    message = _("different units are named: {places}").format(places=joined(named))
    hint = _("ask the unit; then collect this file alone with --unit UNIT, which decides")
    return spot.fault("unit-unclear", message, hint)


def handed_to(lookup: Lookup, returned: Returned, table: Table) -> set[str]:
    """The name of the unit that a form was handed out to, also a former one; empty if there is not one."""
    names = {identity.unit for identity in returned.identities} or set(_marked(lookup, table))
    return names if len(names) == 1 else set()


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


def _hidden(lookup: Lookup, returned: Returned, table: Table) -> Iterator[tuple[str, str]]:
    """The unit to which the form was handed out: by the hidden sheet, else by the hidden keys of its rows."""
    named = {lookup.roster.owner(identity.unit) for identity in returned.identities}
    marked = _marked(lookup, table)
    if len(named) == 1:
        yield _("hidden sheet"), named.pop()
    elif len(marked) == 1:
        yield _("hidden column"), marked.pop()


def _marked(lookup: Lookup, table: Table) -> set[str]:
    keys = filter(None, (read_key(row.word("key")) for row in table.rows))
    return set(filter(None, (lookup.units_by_digest.get(key.unit) for key in keys)))


def _seen(lookup: Lookup, returned: Returned, table: Table) -> Iterator[tuple[str, str]]:
    """The unit that a person sees named, by place: column, label, title, sheet name, file name.

    Rows of several units need no other name. A title may name the office that issued it.
    """
    column = {unit for row in table.rows if (unit := _only(lookup, row.word("unit")))}
    if len(column) > 1:
        return
    if column:
        yield _("unit column"), column.pop()
    labels = [match[1] for text in table.above if (match := _UNIT.search(text))]
    for label in labels[:1]:
        yield _("label"), _named(lookup, label) or label
    title = " ".join(text for text in table.above if not (_UNIT.search(text) or _RETURN.search(text)))
    title = folded(title).replace(folded(lookup.checklist.title.removesuffix("清单")), "")
    if (unit := _only(lookup, title)) and unit != office_name(lookup.checklist, lookup.options.today):
        yield _("title"), unit
    if unit := _only(lookup, table.sheet or ""):
        yield _("sheet name"), unit
    if unit := _named(lookup, PurePath(returned.path).stem):
        yield _("file name"), unit


def _only(lookup: Lookup, text: str) -> str | None:
    """The only unit whose name is in a text."""
    found = lookup.units_in(text)
    return found.pop() if len(found) == 1 else None


def _named(lookup: Lookup, text: str) -> str | None:
    """The only unit in a text, or the only one with this text in its name: 教体局.xlsx."""
    return _only(lookup, text) or next(iter(_by_part(lookup, text)), None)


def _by_part(lookup: Lookup, text: str) -> list[str]:
    """The only unit that a text is a part of."""
    try:
        found = lookup.roster.select(text) if text else []
    except GovlistError:
        return []
    return found if len(found) == 1 else []


def _unknown(lookup: Lookup, spot: Spot, name: str) -> Fault:
    hint = lookup.roster.nearest_hint(name) or _("govlist units lists all units")
    return spot.fault("unknown-unit", _("there is no unit {text}").format(text=name), hint)
