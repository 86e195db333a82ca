"""Archive the list: it cannot be changed until `reopen`.

What is left open is reported. Standing tasks are finished with `govlist mark --standing` first.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import close
from govlist.base.i18n import _
from govlist.cli import arguments, console, options
from govlist.model.figures import standing

FINISH = "govlist mark --standing --all-units --dry-run"


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
    view = session.view(on.isoformat())
    left = close.left_open(view)
    done = close.close(session, on, dry_run)
    console.edited(done, _("archived"), as_json)
    if left:
        console.note(_("left open: {what}").format(what=left))
    if any(map(standing, view.pairs)):
        console.note(_("standing tasks are finished before closing: {command}").format(command=FINISH))
