"""Archive the list: it cannot be changed until `reopen`."""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import close
from govlist.base.i18n import _
from govlist.cli import arguments, console, options


def command(
    ctx: typer.Context,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help=_("The day of closing; today by default."))
    ] = None,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    on = arguments.read_day(day, session.today)
    left = close.left_open(session.view(on.isoformat()))
    done = close.close(session, on, dry_run)
    console.edited(done, _("archived"), as_json)
    if left:
        console.note(_("left open: {what}").format(what=left))
