"""Check files and folders: every problem at once, with line and column.

Quiet but for one line when all is well. A folder means the *.yaml and *.yml below it. Exit 1 where there
are errors (with --strict also warnings), 3 where a file cannot be read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist import checking, options
from govlist.i18n import _


def command(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help=_("Files or folders; the list in use by default.")),
    ] = None,
    style: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=_("text, json or github (chosen by itself in GitHub Actions)."),
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help=_("Warnings count as errors."))] = False,
    as_json: options.AsJson = False,
) -> None:
    found = checking.check(paths or [options.session(ctx).path])
    checking.tell(found, checking.style("json" if as_json else style))
    raise typer.Exit(checking.exit_code(found, strict))
