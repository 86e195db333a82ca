"""Take back a unit's last report on a task: a slip of the hand.

The last one is the latest by its day; the lines that `mark` added go away again. With --overall it is
the office's own last paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from govlist.base.i18n import _
from govlist.cli import arguments, console, options
from govlist.model import roster
from govlist.validation import entries, transaction

if TYPE_CHECKING:
    from govlist.content.json_output import Record
    from govlist.model.checklist import Checklist, Report
    from govlist.validation.load import Loaded
    from govlist.yamlfile.source import Source


def command(
    ctx: typer.Context,
    number: Annotated[
        str,
        typer.Argument(metavar="ID", help=_("One task number."), autocompletion=options.complete_tasks),
    ],
    units: options.Units = None,
    overall: Annotated[
        bool, typer.Option("--overall", help=_("The office's own paragraph on the task."))
    ] = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    task = arguments.read_id(number)
    taken: list[Report] = []

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        unit = arguments.one_reporter(roster.Roster(checklist), units, overall, session.today)
        entry = entries.last_of(checklist, task, unit)
        taken.append(entry.report)
        return entries.take_back(loaded.source, entry), entries.records([entry])

    done = transaction.apply(session.writable_path, make, dry_run)
    console.edited(done, entries.removal_message(taken[-1]), as_json)
