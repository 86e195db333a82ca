"""Take back the last command that changed the list, as a whole.

The list gets exactly the text from before. A second undo takes back the command before that; --redo takes
back the last undo. If another program has changed the file since, nothing is undone and the lines that would
be lost are shown. The last 20 changes that this account made on this machine are kept.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import undo
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.screens import undo as screen

EXAMPLES = (
    (N_("what the last command changed"), "govlist undo --dry-run"),
    (N_("the kept changes"), "govlist undo --list"),
)


def command(
    ctx: typer.Context,
    redo: Annotated[bool, typer.Option("--redo", help=_("Take back the last undo."))] = False,
    listed: Annotated[
        bool, typer.Option("--list", help=_("List the kept changes, the newest first."))
    ] = False,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    if listed:
        if redo or dry_run:
            raise GovlistError(_("--list changes nothing"), hint=_("leave out --redo and --dry-run"))
        steps = undo.steps(session)
        if as_json:
            console.data([undo.step_record(step) for step in steps])
        else:
            console.lines(screen.lines(steps, console.columns()))
        return
    done, write = undo.undo(session, redo, dry_run)
    message = _("redone: {command}") if redo else _("undone: {command}")
    console.edited(done, message.format(command=screen.words(write)), as_json, as_diff=diff)
