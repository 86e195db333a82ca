"""Take back a unit's last report on a task, if it was entered by mistake.

The last report is the latest by its day; the lines that `mark` added are removed. With --overall it is the
office's own last paragraph.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import mark
from govlist.base.i18n import _
from govlist.cli import arguments, console, mine, options


def command(
    ctx: typer.Context,
    number: Annotated[
        str,
        typer.Argument(metavar="ID", help=_("One task number.")),
    ],
    units: options.Units = None,
    overall: Annotated[
        bool, typer.Option("--overall", help=_("The office's own paragraph on the task."))
    ] = False,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    who = arguments.reporters(units if overall else mine.units(session, units), overall)
    done, report = mark.unmark(session, arguments.read_id(number), who, dry_run)
    message = _("the office's review of {day} removed") if report.review else _("report of {day} removed")
    console.edited(done, message.format(day=report.date.isoformat()), as_json, as_diff=diff)
