"""Finds the task of a returned row: by number, requirement and hidden key, by majority."""

from __future__ import annotations

import re
from unicodedata import normalize

from govlist.base.i18n import _
from govlist.collect._identity import digest, read_key
from govlist.collect.faults import Fault, Spot
from govlist.collect.lookup import Lookup
from govlist.collect.table import Row
from govlist.model.checklist import Placed, Unit

_NUMBER = re.compile(r"(?:第\s*)?([1-9][0-9]{0,8})(?:\.0)?\s*(?:项|[.、])?", re.ASCII)


def task_of(lookup: Lookup, spot: Spot, row: Row) -> Placed | Fault:
    """The task of a row with a report, or a fault.

    Number, requirement and key each name a task; two that agree decide, otherwise the only one given.
    """
    key = read_key(row.word("key"))
    number = _number(row.word("number"))
    votes = {
        "key": key.number if key else None,
        "number": number,
        "words": lookup.by_words(row.word("requirement")),
    }
    known = [vote for vote in votes.values() if vote is not None and vote in lookup.tasks]
    chosen = next((vote for vote in known if known.count(vote) > 1), None)
    if chosen is None and len(set(known)) > 1:
        message = _("number and requirement belong to different tasks: {first} and {second}")
        first, second = list(dict.fromkeys(known))[:2]
        hint = _("restore both: copy the row from the form handed out")
        return spot.fault("requirement-changed", message.format(first=first, second=second), hint)
    chosen = known[0] if chosen is None and known else chosen
    if chosen is None:
        return _no_task(lookup, spot, row, number if number is not None else votes["key"])
    return _unchanged(lookup, spot, row, lookup.tasks[chosen])


def handed_to_other(lookup: Lookup, row: Row, unit: Unit, handed_to: set[str]) -> str | None:
    """The other unit that a row was handed out to; None if it is this unit.

    `handed_to` are the names of the unit in the workbook, which may be former names.
    """
    key = read_key(row.word("key"))
    own = {digest(name) for name in (unit.name, *unit.aliases, *handed_to)}
    if key is None or key.unit in own:
        return None
    return lookup.units_by_digest.get(key.unit, _("another unit"))


def _number(text: str) -> int | None:
    match = _NUMBER.fullmatch(normalize("NFKC", text).strip())
    return int(match[1]) if match else None


def _no_task(lookup: Lookup, spot: Spot, row: Row, number: int | None) -> Fault:
    if number is not None:
        ids = sorted(lookup.tasks)
        hint = _("the list has tasks {first} to {last}").format(first=ids[0], last=ids[-1]) if ids else ""
        return spot.fault("unknown-task", _("there is no task {id}").format(id=number), hint)
    message = _("the row has no task number")
    if shown := row.word("number"):
        message = _("{text!r} is not a task number").format(text=shown)
    return spot.fault("no-number", message, _("write the task number, or clear the row"))


def _unchanged(lookup: Lookup, spot: Spot, row: Row, placed: Placed) -> Placed | Fault:
    """The task, or a fault if the row has another requirement than the list."""
    key, given = read_key(row.word("key")), row.word("requirement")
    current = digest(placed.task.requirement)
    number = placed.task.id
    if given and not lookup.is_requirement(placed, given, exact=key is not None):
        rewritten = key is not None and key.requirement != current
        message = _("the requirement differs from task {id} in the list").format(id=number)
    elif not given and key is not None and key.requirement != current:
        rewritten = True
    else:
        return placed
    if rewritten:
        message = _("task {id} was reworded after the form was handed out").format(id=number)
        return spot.fault("requirement-changed", message, _("hand out a new form for this task"))
    hint = _("restore the requirement; write what was done under progress made")
    return spot.fault("requirement-changed", message, hint)
