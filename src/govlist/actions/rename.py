"""`units rename` 【更名】: rename a unit wherever it is mentioned; the old name becomes an alias."""

from __future__ import annotations

from collections.abc import Iterator

from govlist.actions.session import Session
from govlist.base.errors import GovlistError, Location
from govlist.base.i18n import _
from govlist.content.json_output import Record
from govlist.model.checklist import Checklist, Unit
from govlist.model.roster import Roster
from govlist.validation import transaction
from govlist.validation.load import Loaded
from govlist.yamlfile import edit
from govlist.yamlfile.source import Source

Mention = tuple[Location, bool]
"""The location of a name, and whether it is a key there."""


def rename(session: Session, old: str, new: str, dry_run: bool) -> transaction.Edited:
    """Rename a unit in the list in use; `changed` holds the old name, if it differs."""

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        source, was = renamed(loaded.source, checklist, old, new)
        return source, [{"unit": new, "was": was}] if source is not loaded.source else []

    return transaction.apply(session.writable_path, make, dry_run)


def renamed(source: Source, checklist: Checklist, old: str, new: str) -> tuple[Source, str]:
    """The file with a unit renamed, and its old name.

    Raises GovlistError for an unknown unit, and for a new name that is invalid or already used.
    """
    roster = Roster(checklist)
    unit = roster.units[roster.select(old)[0]] if not _is_group(roster, old) else None
    if unit is None:
        message = _("{name} is a group, not a unit").format(name=old)
        raise GovlistError(message, hint=_("rename a group by hand, wherever it is mentioned"))
    _refuse_name(roster, unit, new)
    if new == unit.name:
        return source, unit.name
    location: Location = ("units", checklist.units.index(unit))
    aliases = [alias for alias in unit.aliases if alias != new] + [unit.name]
    source = edit.rename(source, list(_mentions(checklist, unit.name)), new)
    return edit.set_names(source, location, "aliases", aliases, ("name", "kind")), unit.name


def _is_group(roster: Roster, name: str) -> bool:
    owner = roster.find(name)
    return owner is not None and not isinstance(owner, Unit)


def _refuse_name(roster: Roster, unit: Unit, new: str) -> None:
    if not new.isprintable() or not new.strip() or new != new.strip():
        hint = _("write it without leading or trailing blanks and without control characters")
        raise GovlistError(_("{name!r} is not a valid name").format(name=new), hint=hint)
    if any(each.kind == new for each in roster.checklist.units):
        message = _("{name} is a kind of unit and cannot be a unit's name")
        raise GovlistError(message.format(name=new), hint=_("choose another name"))
    owner = roster.find(new)
    if owner is not None and owner.name != unit.name:
        message = _("{name} is already used by {owner}").format(name=new, owner=owner.name)
        raise GovlistError(message, hint=_("choose another name, or let the unit end with a successor"))


def _mentions(checklist: Checklist, name: str) -> Iterator[Mention]:
    """Every location of the unit's own name."""
    for index, unit in enumerate(checklist.units):
        if unit.name == name:
            yield ("units", index, "name"), False
        if unit.successor == name:
            yield ("units", index, "successor"), False
    for index, group in enumerate(checklist.groups):
        for position, member in enumerate(group.members):
            if member == name:
                yield ("groups", index, "members", position), False
    for placed in checklist.placed():
        for position, entry in enumerate(placed.task.responsible):
            if entry.unit == name:
                yield (*placed.location, "responsible", position, "unit"), False
        for position, concerned in enumerate(placed.task.concerned):
            if concerned == name:
                yield (*placed.location, "concerned", position), False
        if name in placed.task.progress:
            yield (*placed.location, "progress", name), True
    for index, chase in enumerate(checklist.chases):
        if chase.unit == name:
            yield ("chases", index, "unit"), False
