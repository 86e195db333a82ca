"""`chase`: the units that owe a reply, most urgent first; and the message that goes into a work group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from govlist.base.i18n import _, n_, p_
from govlist.cli.screens.status.unit import state_piece
from govlist.cli.tables import Column, Line, Piece, line, paragraph, spread, table
from govlist.content.follow_up import Due
from govlist.content.labels import bare_title, due_of, reason_word
from govlist.content.summaries import chase_clauses, to_do
from govlist.model.pairs import Pair, Urgency
from govlist.model.roster import office_name
from govlist.model.view import View
from govlist.model.words import day


def lines(view: View, found: Sequence[Due], max_width: int | None) -> list[Line]:
    """One table per reason, in the order of urgency: the units with their tasks."""
    as_of = _("as of {day}").format(day=day(view.day))
    made = spread(_("Units that owe a reply"), as_of, max_width, "title")
    if not found:
        return [*made, line(_("No unit owes a reply."), "good")]
    for reason in Urgency:
        items = [(each, pair) for each in found for why, pair in each.items if why is reason]
        if items:
            made += [line(), _title(view, reason, len(items))]
            made += table(_columns(), [_row(view, reason, each, pair) for each, pair in items], max_width)
    return made


def _title(view: View, reason: Urgency, number: int) -> Line:
    text = n_("{reason} ({n} obligation)", "{reason} ({n} obligations)", number)
    if reason is Urgency.CANDIDATE:
        text = _("{reason} ({n}), {office} settles it")
    office = office_name(view.checklist, view.day)
    return [(text.format(reason=reason_word(reason), n=number, office=office), "title")]


def _columns() -> list[Column]:
    return [
        Column(_("unit"), least=8),
        Column(_("No."), right=True),
        Column(_("requirement"), least=16, drop=2),
        Column(_("to do"), least=16),
        Column(_("deadline"), drop=3, keep=False),
        Column(_("chased"), right=True, keep=False),
        Column(_("contact"), drop=1, keep=False, least=8),
    ]


def _row(view: View, reason: Urgency, each: Due, pair: Pair) -> list[Piece]:
    return [
        (each.unit, ""),
        (str(pair.task.id), ""),
        (pair.task.requirement, ""),
        (to_do(view, reason, pair), state_piece(view.checklist, pair)[1]),
        (due_of(pair.task, view.checklist.year), ""),
        (n_("once", "{n} times", len(pair.chases)).format(n=len(pair.chases)) if pair.chases else "-", ""),
        (each.contact or "", "dim"),
    ]


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
