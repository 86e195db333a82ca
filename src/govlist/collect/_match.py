"""Which task a returned row is for: by its number, its words and its hidden key, two against one."""

from __future__ import annotations

import re
from unicodedata import normalize

from govlist.base.i18n import _
from govlist.collect._identity import digest, read_key
from govlist.collect.desk import Desk
from govlist.collect.faults import Fault, Spot
from govlist.collect.table import Row
from govlist.model.checklist import Placed, Unit

_NUMBER = re.compile(r"(?:第\s*)?([1-9][0-9]{0,8})(?:\.0)?\s*(?:项|[.、])?", re.ASCII)


def task_of(desk: Desk, spot: Spot, row: Row) -> Placed | Fault:
    """The task of a row that reports something, or why it is none.

    Number, requirement and key each name a task; two that agree decide, else the only one.
    """
    key = read_key(row.word("key"))
    number = _number(row.word("number"))
    votes = {
        "key": key.number if key else None,
        "number": number,
        "words": desk.by_words(row.word("requirement")),
    }
    known = [vote for vote in votes.values() if vote is not None and vote in desk.tasks]
    chosen = next((vote for vote in known if known.count(vote) > 1), None)
    if chosen is None and len(set(known)) > 1:
        message = _("number and requirement are those of two tasks: {first} and {second}")
        first, second = list(dict.fromkeys(known))[:2]
        hint = _("bring both back to what the list says: copy the row from the workbook handed out")
        return spot.fault("requirement-changed", message.format(first=first, second=second), hint)
    chosen = known[0] if chosen is None and known else chosen
    if chosen is None:
        return _no_task(desk, spot, row, number if number is not None else votes["key"])
    return _unchanged(desk, spot, row, desk.tasks[chosen])


def foreign(desk: Desk, row: Row, unit: Unit, handed_to: set[str]) -> str | None:
    """The name of the other unit that the row was handed out to, None where it is this one's.

    `handed_to` are the names of the unit in the workbook itself, which may be older ones.
    """
    key = read_key(row.word("key"))
    own = {digest(name) for name in (unit.name, *unit.aliases, *handed_to)}
    if key is None or key.unit in own:
        return None
    return desk.unit_by_digest(key.unit) or _("another unit")


def _number(text: str) -> int | None:
    match = _NUMBER.fullmatch(normalize("NFKC", text).strip())
    return int(match[1]) if match else None


def _no_task(desk: Desk, spot: Spot, row: Row, number: int | None) -> Fault:
    if number is not None:
        ids = sorted(desk.tasks)
        hint = _("the list has tasks {first} to {last}").format(first=ids[0], last=ids[-1]) if ids else ""
        return spot.fault("unknown-task", _("there is no task {id}").format(id=number), hint)
    message = _("the row has no task number")
    if shown := row.word("number"):
        message = _("{text!r} is no task number").format(text=shown)
    return spot.fault("no-number", message, _("write the number of its task, or empty the row"))


def _unchanged(desk: Desk, spot: Spot, row: Row, placed: Placed) -> Placed | Fault:
    """The task, unless the row answers another wording of it than the list's."""
    key, said = read_key(row.word("key")), row.word("requirement")
    current = digest(placed.task.requirement)
    number = placed.task.id
    if said and not desk.demands(placed, said, whole=key is not None):
        rewritten = key is not None and key.requirement != current
        message = _("the requirement is not that of task {id} in the list").format(id=number)
    elif not said and key is not None and key.requirement != current:
        rewritten = True
    else:
        return placed
    if rewritten:
        message = _("the list has reworded task {id} since this was handed out").format(id=number)
        return spot.fault("requirement-changed", message, _("hand the workbook out again for this task"))
    hint = _("bring the requirement back to the list's words; what was done belongs under progress made")
    return spot.fault("requirement-changed", message, hint)
