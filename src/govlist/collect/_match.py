"""Finds the task of a returned row: by number, requirement and hidden key, by majority."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.base.i18n import _
from govlist.collect._identity import digest, read_key
from govlist.collect.faults import Fault, Spot
from govlist.collect.lookup import Lookup
from govlist.collect.table import Row, numbers
from govlist.model.checklist import Placed, Unit
from govlist.model.words import joined


def tasks_of(lookup: Lookup, spot: Spot, row: Row) -> list[Placed] | Fault:
    """The tasks of a row with a report, or a fault.

    Number, requirement and key each name a task; two that agree decide, otherwise the only one given. Several
    numbers (4、6) mean all of these tasks, unless their cell covers several rows that name one each.
    """
    key = read_key(row.word("key"))
    given = numbers(row.word("number"))
    words = lookup.by_words(row.word("requirement"))
    if len(given) > 1:
        named = {words, key.number if key else None} & set(given)
        if not (row.cells["number"].area and len(named) == 1):
            return _several(lookup, spot, row, given)
        given = tuple(number for number in given if number in named)
    number = given[0] if given else None
    votes = {"key": key.number if key else None, "number": number, "words": words}
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
    found = _unchanged(lookup, spot, row, lookup.tasks[chosen])
    return found if isinstance(found, Fault) else [found]


def _several(lookup: Lookup, spot: Spot, row: Row, given: Sequence[int]) -> list[Placed] | Fault:
    """The tasks of several numbers; the requirement must be of one of them."""
    for number in given:
        if number not in lookup.tasks:
            return _no_task(lookup, spot, row, number)
    tasks = [lookup.tasks[number] for number in given]
    text = row.word("requirement")
    if text and not any(lookup.is_requirement(placed, text, exact=False) for placed in tasks):
        message = _("the requirement is of none of the tasks {ids}").format(ids=joined(map(str, given)))
        return spot.fault("requirement-changed", message, _("write one task number in each row"))
    return tasks


def handed_to_other(lookup: Lookup, row: Row, unit: Unit, handed_to: set[str]) -> str | None:
    """The other unit that a row was handed out to; None if it is this unit.

    `handed_to` are the names of the unit in the workbook, which may be former names.
    """
    key = read_key(row.word("key"))
    own = {digest(name) for name in (unit.name, *unit.aliases, *handed_to)}
    if key is None or key.unit in own:
        return None
    return lookup.units_by_digest.get(key.unit, _("another unit"))


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
