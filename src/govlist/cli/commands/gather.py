"""Gather many lists into a store of Parquet files, for questions over a city, a province or a country.

DIR is searched for *.yaml and *.yml files with lists. Only lists that changed are read again. A list with
errors is named and left out, exit 1; the others are gathered. Whoever reads the store meanwhile sees the
version before or the new one, never a part of it. govlist query asks the store; DuckDB, Spark and others
read its files as they are: docs/many-lists.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import gather
from govlist.base.errors import ExitCode
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.screens import gather as screen

EXAMPLES = (
    (N_("all lists below a folder"), "govlist gather lists -o store"),
    (
        N_("what the files' paths tell"),
        "govlist gather lists -o store --path '{region_code}/{year}/{topic}.yaml'",
    ),
    (N_("a database for Datasette beside it"), "govlist gather lists -o store --sqlite lists.db"),
    (N_("for publication"), "govlist gather lists -o public-store --public"),
)


def command(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="DIR...", help=_("Folders with lists, or lists."))],
    store: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="STORE", help=_("The folder of the store; created if missing.")
        ),
    ],
    pattern: options.Pattern = None,
    public: Annotated[
        bool, typer.Option("--public", help=_("Leave out notes, people, reviews and chases."))
    ] = False,
    sqlite: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("Write the store as an SQLite database, too."))
    ] = None,
    duckdb: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("Write the store as a DuckDB database, too."))
    ] = None,
    force: options.Force = False,
    as_json: options.AsJson = False,
) -> None:
    files = {kind: path for kind, path in (("sqlite", sqlite), ("duckdb", duckdb)) if path is not None}
    known = pattern or options.session(ctx).of_many(paths).settings.get("path")
    done = gather.gather(paths, store, known, public, files, force)
    if as_json:
        console.data(gather.record(done))
    else:
        console.lines(screen.lines(done, console.columns()))
    raise typer.Exit(ExitCode.DATA if done.gathered.rejected else ExitCode.FINE)
