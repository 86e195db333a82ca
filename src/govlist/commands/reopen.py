"""Open an archived list again, so that it can be written."""

from __future__ import annotations

import typer

from govlist import closing, options, output
from govlist.i18n import _


def command(
    ctx: typer.Context,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    done = closing.close(options.session(ctx).writable_path, None, dry_run)
    output.edited(done, _("opened again"), as_json)
