"""Write the list out: the ledger as Markdown, or rows for spreadsheets and scripts.

With --since the ledger tells what was reported in the span. -o writes a file; {date}, {week} and {unit} in
its name are filled in. --per-unit writes one file for each unit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist import exporting, options
from govlist.i18n import _


def command(
    ctx: typer.Context,
    style: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=_("markdown, csv, tsv or json."))
    ] = "markdown",
    units: options.Units = None,
    sections: options.Sections = None,
    topics: options.Topics = None,
    statuses: options.Statuses = None,
    bases: options.Bases = None,
    overdue: options.Overdue = False,
    missing: options.Missing = False,
    unreviewed: options.Unreviewed = False,
    search: options.Search = "",
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=_("Write to this file instead of the screen.")),
    ] = None,
    per_unit: options.PerUnit = None,
    record: Annotated[bool, typer.Option("--record", help=_("The year's record, a row a unit."))] = False,
    public: Annotated[
        bool, typer.Option("--public", help=_("Without reviews, people, contacts, chases and x- keys."))
    ] = False,
    bom: Annotated[
        bool,
        typer.Option("--bom", help=_("Begin csv and tsv with a BOM, which Chinese Excel needs.")),
    ] = False,
) -> None:
    session = options.session(ctx)
    view = session.ledger_view(since, until, as_of, public)
    chosen = (units, sections, topics, statuses, bases, overdue, missing, search, unreviewed)
    target = exporting.Target(style, out, per_unit, bom, session.path, record, public)
    exporting.write(options.narrow(view, *chosen), target)
