"""Archive the list: it cannot be changed until `reopen`.

Shows what is left open and asks before it writes. Standing tasks are finished with `govlist mark --standing`
first. A list that is archived stays as it is.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import close
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, options
from govlist.model.figures import standing
from govlist.model.view import View

EXAMPLES = (
    (N_("what would be left open"), "govlist close --dry-run"),
    (N_("without a question, in a script"), "govlist close --yes"),
)

FINISH = "govlist mark --standing --all-units --dry-run"


def command(
    ctx: typer.Context,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help=_("The day of closing; today by default."))
    ] = None,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    on = arguments.read_day(day, session.today)
    done = close.close(session, on, dry_run or not yes, named=day is not None)
    if done.changed and console.must_ask(yes or dry_run, as_json):
        console.changes(done, diff)
        _left_open(session.view(on.isoformat()))
        if not console.ask(_("Archive the list?")):
            console.note(_("Nothing was written."))
            return
        console.outcome(close.close(session, on, False), _("archived"))
        return
    console.edited(done, _("archived"), as_json, as_diff=diff)
    _left_open(session.view(on.isoformat()))


def _left_open(view: View) -> None:
    """Say on stderr what is left open, and what would finish standing tasks."""
    if left := close.left_open(view):
        console.note(_("left open: {what}").format(what=left))
    if any(map(standing, view.pairs)):
        console.note(_("standing tasks are finished before closing: {command}").format(command=FINISH))
