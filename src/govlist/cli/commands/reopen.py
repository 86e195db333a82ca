"""Reopen an archived list, so that it can be changed."""

from __future__ import annotations

import typer

from govlist.actions import close
from govlist.base.i18n import _
from govlist.cli import console, options


def command(
    ctx: typer.Context,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    done = close.close(options.session(ctx), None, dry_run)
    console.edited(done, _("reopened"), as_json)
