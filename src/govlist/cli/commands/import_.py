"""Make a list from an official document: txt, docx, xlsx, html, pdf, csv.

Prints the list, and on stderr what was found and every doubt; with -o writes it to a new file. Doubts also
stand as comments in the list. With --into a new edition is taken over into a list: its reports and comments
stay. A file that others wrote or changed is overwritten only with --force.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import import_
from govlist.base.i18n import _
from govlist.cli import options


def command(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=_("The document."))],
    out: options.Out = None,
    roster: Annotated[
        Path | None,
        typer.Option(metavar="LIST", help=_("Take units and groups from this list; new ones are added.")),
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="YEAR", help=_("The year the list is for."))] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help=_("The list's title."))] = None,
    region: Annotated[str | None, typer.Option(metavar="TEXT", help=_("The district or city."))] = None,
    style: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help=_("Read it as txt, docx, xlsx, html, pdf or csv.")),
    ] = None,
    columns: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help=_("The table's columns from the left: number,section,topic,requirement,responsible…"),
        ),
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help=_("Doubts count as errors."))] = False,
    into: Annotated[
        Path | None,
        typer.Option(metavar="LIST", help=_("Take it over into this list, as a new edition of it.")),
    ] = None,
    drop: Annotated[
        bool, typer.Option("--drop", help=_("With --into: take out tasks that have reports, too."))
    ] = False,
    force: options.Force = False,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    wish = import_.Wish(path, out, roster, year, title, region, style, columns, strict, dry_run, force)
    if into is not None:
        raise typer.Exit(import_.into(wish, into, drop, as_json))
    raise typer.Exit(import_.run(wish, as_json))
