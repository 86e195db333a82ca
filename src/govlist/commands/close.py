"""Archive the list: from then on nothing is written into it, until `reopen`."""

from __future__ import annotations

from typing import Annotated

import typer

from govlist import closing, dates, options, output, reporting
from govlist.i18n import _


def command(
    ctx: typer.Context,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help=_("The day of closing; today by default."))
    ] = None,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    on = session.today if day is None else dates.parse_day(day, session.today)
    reporting.refuse_future(on, session.today)
    left = closing.left_open(session.view(on.isoformat()))
    done = closing.close(session.writable_path, on, dry_run)
    output.edited(done, _("archived"), as_json)
    if left:
        output.note(_("left open: {what}").format(what=left))
