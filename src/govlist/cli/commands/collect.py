"""Read back what units filled in: workbooks handed out, or ledgers of their own with a header.

Shows the reports that it would add as a diff and asks. A fault is told with its file, sheet and cell; where
there is one nothing is taken, unless --partial takes the rows that are right. What is in the list already is
not added again. A folder means the *.xlsx and *.csv below it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import collect
from govlist.base.i18n import _
from govlist.cli import options


def command(
    ctx: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help=_("Files that came back, or folders with them.")),
    ],
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            "-u",
            metavar="UNIT",
            help=_("Whose ledger it is, where no workbook, column, title or file name tells."),
            autocompletion=options.complete_units,
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=_("The day of rows that name none.")),
    ] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help=_("Take the rows that are right, tell those that are not."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Write without asking."))] = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    wish = collect.Wish(unit, day, partial, yes, dry_run, as_json)
    raise typer.Exit(collect.collect(options.session(ctx), paths, wish))
