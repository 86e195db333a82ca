"""`chase`: the units that owe a reply, most urgent first; and the message that goes into a work group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from govlist.base.i18n import _, n_, p_
from govlist.base.text import id_ranges
from govlist.cli.tables import NAME, Column, Line, Piece, line, paragraph, sections, spread
from govlist.content.follow_up import HOLDS, Due
from govlist.content.labels import as_of, bare_title, due_of_pair, reason_word
from govlist.content.summaries import chase_clauses, to_do
from govlist.model import selection
from govlist.model.pairs import Pair, Urgency
from govlist.model.roster import office_name
from govlist.model.view import View
from govlist.model.words import day, joined

STYLE = {Urgency.OVERDUE: "bad", Urgency.RETURNED: "warn", Urgency.BEHIND: "warn"}
"""The styles of the reasons that stand out: red for overdue alone, as the worst."""


def lines(
    view: View, found: Sequence[Due], max_width: int | None, chosen: Sequence[str] | None = None
) -> list[Line]:
    """The units with their tasks, below one heading and grouped by reason, the most urgent first.

    `chosen` names the columns.
    """
    shown = columns()
    keys = selection.columns(chosen, {key: each.title for key, each in shown.items()})
    if keys:
        shown = {key: shown[key]._replace(drop=0, keep=True) for key in keys}
    made = spread(_("Units that owe a reply"), as_of(view), max_width, "title")
    if not found:
        return [*made, line(_("No unit owes a reply."), "good")]
    by_reason: dict[Urgency, list[tuple[Due, Pair]]] = {}
    for each in found:
        for reason, pair in each.items:
            by_reason.setdefault(reason, []).append((each, pair))
    unsettled = by_reason.pop(Urgency.CANDIDATE, [])
    groups = [
        (
            _title(reason, len(items), _above(found, reason, len(items))),
            [[row[key] for key in shown] for row in _rows(view, reason, items)],
        )
        for reason, items in sorted(by_reason.items())
    ]
    if groups:
        made += [line(), *sections(list(shown.values()), groups, max_width)]
    return made + (_unsettled(view, [pair for _each, pair in unsettled], max_width) if unsettled else [])


def _above(found: Sequence[Due], reason: Urgency, listed: int) -> int:
    """How many pairs with a reason are listed above, under a more urgent one."""
    return sum(HOLDS[reason](pair) for each in found for _why, pair in each.items) - listed


def _title(reason: Urgency, number: int, above: int) -> list[Line]:
    text = n_("{reason} ({n} obligation)", "{reason} ({n} obligations)", number)
    if reason is Urgency.DUE_SOON:
        text = n_(
            "{reason} ({n} obligation): to be reminded", "{reason} ({n} obligations): to be reminded", number
        )
    text = text.format(reason=reason_word(reason), n=number)
    if above:
        text = n_("{text}, {n} more is listed above", "{text}, {n} more are listed above", above).format(
            text=text, n=above
        )
    return [[(text, STYLE.get(reason, "title"))]]


def _unsettled(view: View, pairs: Sequence[Pair], max_width: int | None) -> list[Line]:
    """What waits for the office itself, in one line."""
    ids = sorted({pair.task.id for pair in pairs})
    tasks = n_("task {ids}", "tasks {ids}", len(ids)).format(ids=joined(id_ranges(ids).split(",")))
    text = _("{reason}: {n} ({tasks}); {office} settles it with {command}").format(
        reason=reason_word(Urgency.CANDIDATE),
        n=len(pairs),
        tasks=tasks,
        office=office_name(view.checklist, view.day),
        command="govlist assign",
    )
    return [line(), *paragraph(text, max_width)]


def columns() -> dict[str, Column]:
    """The columns under their keys."""
    return {
        "unit": Column(_("unit"), least=NAME),
        "id": Column(_("No."), right=True),
        "requirement": Column(_("requirement"), least=16, drop=4),
        "to_do": Column(_("to do"), least=16, room=True),
        "due": Column(_("deadline"), drop=3, keep=False),
        "chased": Column(p_("times", "chased"), right=True, drop=2, keep=False),
        "contact": Column(_("contact"), drop=1, keep=False, least=14),
    }


def _rows(view: View, reason: Urgency, items: Sequence[tuple[Due, Pair]]) -> list[dict[str, Piece]]:
    """The cells of each pair, as listed, or in the order that was asked for."""
    if view.filter.sort != "list":
        items = selection.in_order(items, view.filter.sort, lambda item: (item[1].unit, (item[1],)))
    return [_row(view, reason, each, pair) for each, pair in items]


def _row(view: View, reason: Urgency, each: Due, pair: Pair) -> dict[str, Piece]:
    times = n_("once", "{n} times", len(pair.chases)).format(n=len(pair.chases)) if pair.chases else "-"
    return {
        "unit": (each.unit, ""),
        "id": (str(pair.task.id), ""),
        "requirement": (pair.task.requirement, ""),
        "to_do": (to_do(view, reason, pair), STYLE.get(reason, "")),
        "due": (due_of_pair(pair, view.checklist.year), "bad" if pair.overdue else ""),
        "chased": (times, ""),
        "contact": (each.contact or "", "dim"),
    }


def messages(view: View, found: Sequence[Due], reply_by: date | None) -> list[Line]:
    """One message per unit, separated by blank lines."""
    made: list[Line] = []
    for each in found:
        made += [*([line()] if made else []), *message(view, each, reply_by)]
    return made or [line(_("No unit owes a reply."))]


def message(view: View, each: Due, reply_by: date | None) -> list[Line]:
    """The message to one unit."""
    clauses = p_("note", "; ").join(chase_clauses(view, each.items))
    head = _("[{title}] {unit}: as of {day}, {clauses}.")
    text = head.format(title=bare_title(view.checklist), unit=each.unit, day=day(view.day), clauses=clauses)
    made = paragraph(text, None)
    wanted = _("Please report progress with evidence in time.")
    if reply_by is not None:
        wanted = _("Please report progress with evidence by {day}.").format(day=day(reply_by))
    return [*made, *paragraph(wanted, None)]
