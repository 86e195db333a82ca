"""What commands of the office share: a review, from its options to the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govlist import changes, dates, output, reporting, reviewing
from govlist.arguments import names_group, reporting_units
from govlist.errors import GovlistError
from govlist.i18n import _, n_
from govlist.load import Loaded
from govlist.model import Checklist, Review
from govlist.query import View
from govlist.records import Record
from govlist.roster import Roster, living
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


def _who(roster: Roster, act: Act, day: date) -> reviewing.Reviewed:
    """The units that are meant. To confirm without naming any means all whose reports wait."""
    if act.review is Review.CONFIRMED and not act.units:
        return reviewing.Reviewed([unit.name for unit in living(roster.checklist, day)], together=True)
    units = reporting_units(roster, act.units, overall=False, day=day) or ()
    return reviewing.Reviewed(units, together=names_group(roster, act.units))


def review(session: Session, act: Act, dry_run: bool, as_json: bool) -> None:
    """Confirm or return: check, write, tell. Raises GovlistError for what cannot be reviewed."""
    day = session.today if act.day is None else dates.parse_day(act.day, session.today)
    reporting.refuse_texts(act.note)
    reporting.refuse_future(day, session.today)
    if act.review is Review.RETURNED and not (act.note or "").strip():
        raise GovlistError(_("why is it returned?"), hint=_("say it in a sentence: --note TEXT"))
    reporting.refuse_empty(note=act.note)

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        view = View(checklist, day)
        who = _who(view.roster, act, day)
        reviewing.refuse_later(view, act.ids, who)
        made = reviewing.entries(view, act.ids, who, act.review, act.note)
        return reporting.add(loaded.source, made), reporting.records(made)

    done = changes.apply(session.writable_path, make, dry_run)
    number = len(done.changed)
    told = n_("{n} report confirmed", "{n} reports confirmed", number)
    if act.review is Review.RETURNED:
        told = n_("{n} report returned", "{n} reports returned", number)
    output.edited(done, told.format(n=number), as_json)
