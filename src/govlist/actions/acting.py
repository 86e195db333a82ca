"""What commands of the office share: a review, from its options to the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govlist.actions import review as reviewing
from govlist.actions.session import Session
from govlist.base import dates
from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_
from govlist.cli import console
from govlist.cli.arguments import names_group, reporting_units
from govlist.content.json_output import Record
from govlist.model.checklist import Checklist, Review
from govlist.model.roster import Roster, existing_units
from govlist.model.view import View
from govlist.validation import entries, transaction
from govlist.validation.load import Loaded
from govlist.yamlfile.source import Source


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
        return reviewing.Reviewed(
            [unit.name for unit in existing_units(roster.checklist, day)], together=True
        )
    units = reporting_units(roster, act.units, overall=False, day=day) or ()
    return reviewing.Reviewed(units, together=names_group(roster, act.units))


def review(session: Session, act: Act, dry_run: bool, as_json: bool) -> None:
    """Confirm or return: check, write, tell. Raises GovlistError for what cannot be reviewed."""
    day = session.today if act.day is None else dates.parse_day(act.day, session.today)
    entries.refuse_texts(act.note)
    entries.refuse_future(day, session.today)
    if act.review is Review.RETURNED and not (act.note or "").strip():
        raise GovlistError(_("why is it returned?"), hint=_("say it in a sentence: --note TEXT"))
    entries.refuse_empty(note=act.note)

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        view = View(checklist, day)
        who = _who(view.roster, act, day)
        reviewing.refuse_later(view, act.ids, who)
        made = reviewing.entries(view, act.ids, who, act.review, act.note)
        return entries.add(loaded.source, made), entries.records(made)

    done = transaction.apply(session.writable_path, make, dry_run)
    number = len(done.changed)
    told = n_("{n} report confirmed", "{n} reports confirmed", number)
    if act.review is Review.RETURNED:
        told = n_("{n} report returned", "{n} reports returned", number)
    console.edited(done, told.format(n=number), as_json)
