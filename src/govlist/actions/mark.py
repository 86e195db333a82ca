"""`mark` and `unmark`: enter reports, and take back the last one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govlist.actions.session import Session
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.model.checklist import Checklist, Report
from govlist.model.roster import Roster
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


def unmark(
    session: Session, task: int, names: Sequence[str] | None, dry_run: bool
) -> tuple[transaction.Edited, Report]:
    """Take back and return a unit's last report on a task; without names the office's own paragraph.

    Raises GovlistError if there is none, and if the names mean several units.
    """
    taken: list[Report] = []

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        units: Sequence[str | None] = [None]
        if names is not None:
            units = Roster(checklist).select_all(names, session.today)
        if len(units) != 1:
            raise GovlistError(_("only one unit is allowed here"), hint=_("name a unit, not a group"))
        entry = entries.last_of(checklist, task, units[0])
        taken.append(entry.report)
        return entries.take_back(loaded.source, entry), entries.records([entry])

    return transaction.apply(session.writable_path, make, dry_run), taken[0]
