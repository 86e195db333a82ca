"""Enter reports: tasks, a status, one or more units.

All tasks and units or nothing. A report with an earlier day goes to its place. What has been entered is
shown as a diff; an identical report that is already the last one adds nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from govlist.base import dates
from govlist.base.i18n import _, n_
from govlist.cli import arguments, console, options
from govlist.model import roster
from govlist.validation import entries, transaction

if TYPE_CHECKING:
    from govlist.content.json_output import Record
    from govlist.model.checklist import Checklist
    from govlist.validation.load import Loaded
    from govlist.yamlfile.source import Source


def command(
    ctx: typer.Context,
    ids: options.Ids,
    status: Annotated[
        str,
        typer.Argument(
            metavar="STATUS",
            help=_("not_started, in_progress, behind, done, not_applicable, or the office's word."),
        ),
    ],
    units: options.Units = None,
    overall: Annotated[
        bool, typer.Option("--overall", help=_("The office's own paragraph on the task."))
    ] = False,
    note: options.Note = None,
    evidence: options.Evidence = None,
    by: options.By = None,
    day: options.ReportDay = None,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    arguments.refuse_swapped(ids, status)
    session = options.session(ctx)
    on = dates.parse_day(day, session.today) if day is not None else session.today
    draft = entries.Draft(status, on, note, tuple(evidence or ()), by)
    draft.refuse(session.today)
    numbers = arguments.read_ids(ids)

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        who = arguments.reporting_units(roster.Roster(checklist), units, overall, on)
        made = entries.without_repeats(entries.entries(checklist, numbers, who, draft))
        return entries.add(loaded.source, made), entries.records(made)

    done = transaction.apply(session.writable_path, make, dry_run)
    told = n_("{n} report entered", "{n} reports entered", len(done.changed))
    console.edited(done, told.format(n=len(done.changed)), as_json)
