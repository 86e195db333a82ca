"""What commands of the office share: a review, from its options to the file."""

from __future__ import annotations

from dataclasses import dataclass

from govlist import changes, dates, output, reporting, reviewing
from govlist.arguments import reporting_units
from govlist.errors import GovlistError
from govlist.i18n import _, n_
from govlist.load import Loaded
from govlist.model import Checklist, Review
from govlist.query import View
from govlist.records import Record
from govlist.roster import Roster
from govlist.session import Session
from govlist.source import Source


@dataclass(frozen=True)
class Act:
    """A review as it was typed."""

    review: Review
    ids: list[int]
    units: list[str] | None
    note: str | None
    day: str | None


def review(session: Session, act: Act, dry_run: bool, as_json: bool) -> None:
    """Confirm or return: check, write, tell. Raises GovlistError for what cannot be reviewed."""
    day = session.today if act.day is None else dates.parse_day(act.day, session.today)
    reporting.refuse_texts(act.note)
    reporting.refuse_future(day, session.today)
    if act.review is Review.RETURNED and not act.note:
        raise GovlistError(_("why is it returned?"), hint=_("say it in a sentence: --note TEXT"))

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        units = reporting_units(Roster(checklist), act.units, overall=False, day=day) or ()
        view = View(checklist, day)
        reviewing.refuse_later(view, act.ids, units, day)
        made = reviewing.entries(view, act.ids, units, act.review, act.note)
        return reporting.add(loaded.source, made), reporting.records(made)

    done = changes.apply(session.writable_path, make, dry_run)
    number = len(done.changed)
    told = n_("{n} report confirmed", "{n} reports confirmed", number)
    if act.review is Review.RETURNED:
        told = n_("{n} report returned", "{n} reports returned", number)
    output.edited(done, told.format(n=number), as_json)
