"""The end of a list's year 【归档】: from then on nothing is written until it is opened again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from govlist import changes, edit
from govlist.errors import GovlistError
from govlist.i18n import _
from govlist.load import Loaded
from govlist.model import Checklist
from govlist.records import Record
from govlist.source import Source
from govlist.words import day as day_word

BEFORE = ("format", "title", "year", "region", "source", "rounds", "confirm")


def close(path: Path, day: date | None, dry_run: bool) -> changes.Edited:
    """Write the day of closing into the list; None opens it again.

    Raises GovlistError where it is closed already, or not closed.
    """

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        if day is not None and checklist.closed is not None:
            message = _("the list has been archived since {day}")
            raise GovlistError(message.format(day=day_word(checklist.closed)))
        if day is None and checklist.closed is None:
            raise GovlistError(_("the list is not archived"))
        source = edit.set_day(loaded.source, (), "closed", day, BEFORE)
        return source, [{"closed": day.isoformat() if day else None}]

    return changes.apply(path, make, dry_run, even_closed=True)
