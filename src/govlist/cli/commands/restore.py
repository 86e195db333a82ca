"""Bring back what govlist wrote and another program removed, such as an editor that saved an old copy.

What was written or edited since stays. With --before or --after the list gets the whole text of then; the
numbers are those of `govlist undo --list`. `govlist undo` takes a restore back.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import restore
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.model.words import not_together

EXAMPLES = ((N_("what another program has removed"), "govlist restore --dry-run"),)


def command(
    ctx: typer.Context,
    before: Annotated[
        int | None, typer.Option(metavar="N", help=_("The whole text from before change N."))
    ] = None,
    after: Annotated[
        int | None, typer.Option(metavar="N", help=_("The whole text from after change N."))
    ] = None,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    if before is not None and after is not None:
        raise not_together("--before", "--after")
    number = before if after is None else after
    if number is None:
        done = restore.restore(session, dry_run)
    else:
        done = restore.whole(session, number, after is not None, dry_run)
    console.edited(done, _("restored"), as_json, as_diff=diff)
