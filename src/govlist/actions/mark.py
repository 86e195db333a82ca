"""`mark` and `unmark`: enter reports, and take back the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from govlist.actions.session import Session
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.model.checklist import Checklist, Report
from govlist.model.figures import returned
from govlist.model.pairs import Pair
from govlist.model.roster import Roster
from govlist.model.states import Status
from govlist.model.view import View, task_by_id
from govlist.model.words import day as day_word
from govlist.validation import entries, transaction
from govlist.validation.load import Loaded
from govlist.yamlfile.source import Source

if TYPE_CHECKING:
    from govlist.content.json_output import Record


def mark(
    session: Session, ids: Sequence[int], names: Sequence[str] | None, draft: entries.Draft, dry_run: bool
) -> transaction.Edited:
    """Enter a report for each task and each unit named; without names the office's own paragraph.

    Raises GovlistError for an invalid report, and for a unit that is not involved in a task.
    """
    draft.refuse(session.today)

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        units = None if names is None else Roster(checklist).select_all(names, draft.day)
        made = entries.without_repeats(entries.entries(checklist, ids, units, draft))
        return entries.add(loaded.source, made), entries.records(made)

    return transaction.apply(session.writable_path, make, dry_run)


def finish_standing(
    session: Session, names: Sequence[str] | None, draft: entries.Draft, dry_run: bool
) -> tuple[transaction.Edited, list[Pair]]:
    """Report the standing tasks 【长期坚持】 of the units named, or of all, as done at the end of the year.

    A report without evidence of its own has that of the unit's report before it. Returns the edit, and what
    was left out: unfinished pairs that were not reported as in progress, or whose report was returned. Raises
    GovlistError for an invalid report, and for a day before the last one of the list's year.
    """
    draft.refuse(session.today)
    left_out: list[Pair] = []

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        _refuse_before_the_end(checklist, draft.day)
        view = View(checklist, draft.day)
        units = set(view.roster.units if names is None else view.roster.select_all(names, draft.day))
        made: list[entries.Entry] = []
        left_out.clear()
        for state in view.tasks:
            for pair in state.owed if state.task.standing else ():
                if pair.unit not in units or pair.status.closes:
                    continue
                if pair.counts_as is not Status.IN_PROGRESS or returned(pair):
                    left_out.append(pair)
                    continue
                report = replace(draft, evidence=draft.evidence or pair.evidence).report_on(state.placed)
                made.append(entries.Entry(state.placed, pair.unit, report))
        return entries.add(loaded.source, made), entries.records(made)

    return transaction.apply(session.writable_path, make, dry_run), left_out


def _refuse_before_the_end(checklist: Checklist, day: date) -> None:
    end = date(checklist.year, 12, 31)
    if day < end:
        message = _("standing tasks continue until {day}").format(day=day_word(end))
        raise GovlistError(
            message, hint=_("report them as done that day or later: --date {day}").format(day=end)
        )


def unmark(
    session: Session, ids: Sequence[int], names: Sequence[str] | None, dry_run: bool
) -> tuple[transaction.Edited, list[Report]]:
    """Take back and return the last reports of units on tasks; without names the office's own paragraphs.

    Raises GovlistError if a unit named has none, or no unit of a group.
    """
    taken: list[entries.Entry] = []

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        taken[:] = [
            entry for number in ids for entry in _last_reports(checklist, number, names, session.today)
        ]
        source = loaded.source
        for entry in taken:
            source = entries.take_back(source, entry)
        return source, entries.records(taken)

    return transaction.apply(session.writable_path, make, dry_run), [entry.report for entry in taken]


def _last_reports(
    checklist: Checklist, number: int, names: Sequence[str] | None, day: date
) -> list[entries.Entry]:
    """The last reports on a task: of each unit named, of a group's units that have reported."""
    if names is None:
        return [entries.last_of(checklist, number, None)]
    roster = Roster(checklist)
    units: Sequence[str] = roster.select_all(names, day)
    if roster.names_group(names):
        progress = task_by_id(checklist, number).task.progress
        units = [unit for unit in units if unit in progress] or units
    return [entries.last_of(checklist, number, unit) for unit in units]
