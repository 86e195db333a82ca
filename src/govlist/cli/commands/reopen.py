"""Reopen an archived list, so that it can be changed. A list that is not archived stays as it is."""

from __future__ import annotations

import typer

from govlist.actions import close
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options

EXAMPLES = ((N_("so that the list can be changed again"), "govlist reopen"),)


def command(
    ctx: typer.Context,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    done = close.close(options.session(ctx), None, dry_run)
    console.edited(done, _("reopened"), as_json, as_diff=diff)
