"""The options that commands share, with their help; `arguments` reads their values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import session as sessions
from govlist.base.i18n import _
from govlist.cli import console
from govlist.cli.tables import paragraph

AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON for scripts."))]
AsJsonLines = Annotated[bool, typer.Option("--jsonl", help=_("Print JSON, each object on its own line."))]
WrittenAsJson = Annotated[bool, typer.Option("--json", help=_("Print the written files as JSON."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Show what would change, write nothing."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Write without asking."))]
Diff = Annotated[bool, typer.Option("--diff", help=_("Show the changed lines of the file, no table."))]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help=_("Show the state on this day, today or earlier: 2024-06-14, last-week, 2024Q3.")
    ),
]
Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", help=_("First day or period, included: 2024-06-14, 7d, last-week.")),
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help=_("Last day, included."))]
Pattern = Annotated[
    str | None,
    typer.Option(
        "--path",
        metavar="PATTERN",
        help=_("What the paths of the lists say: '{region_code}/{year}/{topic}.yaml'."),
    ),
]


FIRST_LOOK = ("list", "show", "status", "units")
"""The commands that show the shipped list where no list is found."""

Units = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        "-u",
        metavar="UNIT",
        help=_("Select a unit by name, alias, group or unique part of its name: a,b."),
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help=_("Write to this file instead of the screen.")),
]
TableColumns = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="NAMES",
        help=_("The table's columns from the left: number,section,topic,requirement,responsible…"),
    ),
]
Force = Annotated[
    bool,
    typer.Option("--force", help=_("Overwrite files that govlist did not write or that were changed since.")),
]
Public = Annotated[
    bool, typer.Option("--public", help=_("Leave out reviews, people, contacts, chases and x- keys."))
]
Bom = Annotated[
    bool,
    typer.Option("--bom", help=_("Write csv and tsv for Excel in Chinese: a BOM, and words, not codes.")),
]
Number = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help=_("The paper's number; several notices are numbered from it on.")),
]
ReplyBy = Annotated[str | None, typer.Option(metavar="DATE", help=_("The day by which the unit must reply."))]
Contact = Annotated[
    str | None,
    typer.Option(metavar="NAME", help=_("Whom the unit asks; by default the contact of the list's office.")),
]
Phone = Annotated[str | None, typer.Option(metavar="TEXT", help=_("The contact's telephone number."))]
PerUnit = Annotated[
    Path | None, typer.Option(metavar="DIR", help=_("Write one file per unit into this folder."))
]
Trend = Annotated[
    bool, typer.Option("--trend", help=_("Show done, in progress and behind over the rounds or weeks."))
]
Ids = Annotated[
    list[str],
    typer.Argument(metavar="IDS...", help=_("Task numbers: 8 or 4,6,9-12.")),
]
ReportUnits = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        "-u",
        metavar="UNIT",
        help=_("Whose reports: a,b. Required, unless my unit is set (govlist config)."),
    ),
]
ReviewDay = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help=_("The day of the review; today by default."))
]
SilentSince = Annotated[
    str | None,
    typer.Option(metavar="DATE", help=_("Count units without a report since this day as missing.")),
]
Overall = Annotated[bool, typer.Option("--overall", help=_("The office's own paragraph on the task."))]
Year = Annotated[int | None, typer.Option(metavar="YEAR", help=_("The year the list is for."))]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help=_("The list's title."))]
Region = Annotated[str | None, typer.Option(metavar="TEXT", help=_("The district or city."))]


def session(ctx: typer.Context) -> sessions.Session:
    """The session that the global options made."""
    return ctx.obj if isinstance(ctx.obj, sessions.Session) else sessions.Session()


def first_look(ctx: typer.Context, as_json: bool) -> sessions.Session:
    """The session, but with the shipped list if none was found.

    Only for commands that show the list: their first line says that it is the shipped one. With JSON a
    note on stderr says it.
    """
    made = session(ctx)
    if not made.chosen.searched:
        return made
    message = _("no list found here: showing the list shipped with govlist (read-only)")
    if as_json:
        console.note(message)
    else:
        console.lines(paragraph(message, console.columns(), "warn"))
    return replace(made, shipped=True)
