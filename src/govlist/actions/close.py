"""`close` and `reopen`: archive a list at the end of its year 【归档】, or make it writable again."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from govlist.actions.session import Session
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _, p_
from govlist.content.json_output import Record
from govlist.model.checklist import Checklist
from govlist.model.fields import known_keys
from govlist.model.figures import count, standing, unreviewed
from govlist.model.view import View
from govlist.model.words import day as day_word
from govlist.model.words import joined, status_word
from govlist.validation import entries, transaction
from govlist.validation.load import Loaded
from govlist.yamlfile import edit
from govlist.yamlfile.source import Source

BEFORE = tuple(takewhile("closed".__ne__, known_keys(Checklist)))
"""The keys before `closed`, in the order of the documentation."""


def left_open(view: View) -> str:
    """What is left open on the day: 未完成21项次、逾期18项次、待核实2项次、待认定5项次; empty if nothing is.

    The unfinished are all of them; the others are parts of it, or wait for the office.
    """
    counts = count(view.pairs)
    waiting = sum(map(unreviewed, view.pairs)) if view.checklist.confirm else 0
    parts = [
        (_("unfinished"), counts.applicable - counts.done),
        (_("overdue"), counts.overdue),
        (status_word("not_reported"), counts.not_reported),
        (status_word("to_check"), waiting),
        (status_word("candidate"), counts.candidates),
        (p_("left open", "standing"), sum(map(standing, view.pairs))),
    ]
    return joined(p_("obligations", "{figure} {word}").format(word=word, figure=n) for word, n in parts if n)


def close(session: Session, day: date | None, dry_run: bool, named: bool = False) -> transaction.Edited:
    """Write the day of closing into the list; None reopens it. A list that is so already stays as it is.

    Raises GovlistError for a future day, and if the list was closed on another day than the one `named`.
    """
    if day is not None:
        entries.refuse_future(day, session.today)

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        if day is not None and checklist.closed is not None and named and day != checklist.closed:
            message = _("the list has been archived since {day}")
            message = message.format(day=day_word(checklist.closed))
            raise GovlistError(message, ExitCode.FAILED, hint=_("run govlist reopen to change it"))
        if (day is None) == (checklist.closed is None):
            return loaded.source, []
        source = edit.set_day(loaded.source, (), "closed", day, BEFORE)
        return source, [{"closed": day.isoformat() if day else None}]

    return transaction.apply(session.writable_path, make, dry_run, even_closed=True)
