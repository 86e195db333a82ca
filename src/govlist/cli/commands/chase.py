"""Who owes an answer, most urgent first; texts to send, and what was sent.

The order is overdue, returned, behind, missing, lacking evidence, to be settled. --text gives a message for
each unit, --format docx with --per-unit a supervision notice for each. --record notes in the list that they
were sent; how formal it is, is the office's choice.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import chase
from govlist.base.i18n import _
from govlist.cli import arguments, options


def command(
    ctx: typer.Context,
    unit: options.OneUnit = None,
    units: options.Units = None,
    as_of: options.AsOf = None,
    silent_since: options.SilentSince = None,
    text: Annotated[bool, typer.Option("--text", help=_("A message for each unit."))] = False,
    style: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help=_("Supervision notices in this format: docx.")),
    ] = None,
    per_unit: options.PerUnit = None,
    record: Annotated[
        str | None,
        typer.Option(metavar="LEVEL", help=_("Record it: reminder, notice, supervision or circular.")),
    ] = None,
    reply_by: Annotated[
        str | None, typer.Option(metavar="DATE", help=_("The day by which the unit must reply."))
    ] = None,
    force: options.Force = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    view = arguments.narrow(session.view(as_of, silent_since), arguments.both(unit, units))
    wanted = chase.Wanted(
        text, style, per_unit, record, session.day_ahead(reply_by, view.day), force, dry_run, as_json
    )
    chase.press(session, view, wanted)
