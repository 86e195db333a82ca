"""Take back a unit's last report on a task: a slip of the hand.

The last one is the latest by its day; the lines that `mark` added go away again. With --overall it is
the office's own last paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from govlist import arguments, changes, options, output, reporting, roster
from govlist.i18n import _

if TYPE_CHECKING:
    from govlist.load import Loaded
    from govlist.model import Checklist, Report
    from govlist.records import Record
    from govlist.source import Source


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
        entry = reporting.last_of(checklist, task, unit)
        taken.append(entry.report)
        return reporting.take_back(loaded.source, entry), reporting.records([entry])

    done = changes.apply(session.writable_path, make, dry_run)
    output.edited(done, reporting.taken_back(taken[-1]), as_json)
