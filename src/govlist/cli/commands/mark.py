"""Enter reports: tasks, a status, one or more units.

Enters the reports of all tasks and units, or none. A report with an earlier day is inserted in the order of
days. The change is shown as a diff; a report that is identical to the last one adds nothing.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import mark
from govlist.base.i18n import _, n_
from govlist.cli import arguments, console, options
from govlist.validation.entries import Draft


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
    draft = Draft(status, arguments.read_day(day, session.today), note, tuple(evidence or ()), by)
    done = mark.mark(session, arguments.read_ids(ids), arguments.reporters(units, overall), draft, dry_run)
    message = n_("{n} report entered", "{n} reports entered", len(done.changed))
    console.edited(done, message.format(n=len(done.changed)), as_json)
