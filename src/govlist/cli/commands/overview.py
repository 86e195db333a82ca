"""Show the progress of many lists: of a city's districts, of a province's counties.

DIR is a folder with lists, at any depth. One sentence, a table of the regions, the slowest first, then what
needs attention. A list with errors is named with its first error, the row of its region is marked, and the
exit code is 1. Regions are told apart by their codes, else by name and folder. Of lists of several years,
the latest that has begun is shown, unless --year names another.

-o writes the report as a paper: docx, xlsx, html or markdown; csv and tsv have the figures alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import overview
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.filters import Filters, with_filters_of_many
from govlist.cli.screens import overview as screen
from govlist.cli.screens.status import trend as trend_screen
from govlist.content import json_output
from govlist.many.rows import Overview
from govlist.model.trend import Line

EXAMPLES = (
    (N_("the districts of a city, the slowest first"), "govlist overview lists"),
    (
        N_("one topic beside another, since the last month"),
        "govlist overview lists --by topic --since last-month",
    ),
    (N_("the report for Word"), "govlist overview lists -o '全市各区推进情况通报.docx'"),
)

Folders = Annotated[
    list[Path],
    typer.Argument(metavar="DIR...|STORE", help=_("Folders with lists, or a store of govlist gather.")),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="WHAT",
        help=_(
            "A row for each region (default), city, topic, kind, unit, year, quarter of the deadline "
            "or city-task."
        ),
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help=_(
            "Compare with the state before this day or period; by default with that of the last round's day."
        ),
    ),
]
Year = Annotated[
    str | None,
    typer.Option(
        metavar="YEAR", help=_("Count the lists of this year, or of all years together: 2024, all.")
    ),
]
Style = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=_("markdown, docx, xlsx, html, csv or tsv; default: by the file's suffix."),
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help=_("Show nothing but the errors if a list has some."))]


@with_filters_of_many
def command(
    ctx: typer.Context,
    folders: Folders,
    filters: Filters,
    by: By = None,
    as_of: options.AsOf = None,
    since: Since = None,
    year: Year = None,
    pattern: options.Pattern = None,
    trend: options.Trend = False,
    public: options.Public = False,
    strict: Strict = False,
    style: Style = None,
    out: options.Out = None,
    bom: options.Bom = False,
    force: options.Force = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx).of_many(folders)
    day = session.day(as_of)
    asked = overview.Asked(
        paths=folders,
        pattern=pattern,
        by=by,
        units=filters.names,
        since=session.first_day(since),
        public=public,
        year=year,
        sort=filters.sort,
    )
    how = overview.style(style, out) if style or out else None
    if how and trend:
        raise GovlistError(_("--trend is for the screen and --json"), hint=_("leave it out"))
    found = overview.ask(session, asked, day, filters.filter(day), trend)
    if strict:
        overview.refuse_rejected(found)
    columns = tuple(filters.columns or ())
    if how is not None:
        _paper(overview.render(found, how, columns, bom), out, found, force, as_json)
    else:
        if as_json:
            filters.refuse_columns("--json")
        _show(found, columns, overview.trend_lines(found, by) if trend else None, as_json)
    raise typer.Exit(ExitCode.DATA if found.rejected else ExitCode.FINE)


def _show(found: Overview, columns: Sequence[str], trend: Sequence[Line] | None, as_json: bool) -> None:
    """Show the figures, or their trend."""
    if as_json:
        console.data(overview.record(found) if trend is None else json_output.trend(trend))
    elif trend is not None:
        console.lines(trend_screen.lines(trend, console.columns()))
    else:
        console.lines(screen.lines(found, columns, console.columns()))


def _paper(made: bytes, out: Path | None, found: Overview, force: bool, as_json: bool) -> None:
    """Write a paper, or print it."""
    if out is None and as_json:
        hint = _("name a file with -o, or leave out --format")
        raise GovlistError(_("--json says which files were written"), hint=hint)
    if out is None:
        console.document(made)
        return
    overview.write(out, made, found, force)
    console.written([out], _("written: {path}").format(path=out), as_json)
