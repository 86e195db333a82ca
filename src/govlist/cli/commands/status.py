"""Show the progress of the whole list, or of one unit.

The unit is the one named, else the setting `unit`. With a unit: a summary sentence, what to do first, the
rest. Without: the district's summary, tasks without an owner, a table for each kind of unit.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, mine, options, tables
from govlist.cli.filters import Filters, with_filters
from govlist.cli.screens.status import district
from govlist.cli.screens.status import trend as trend_screen
from govlist.content import json_output
from govlist.model.trend import trend as trend_of
from govlist.model.words import not_together

EXAMPLES = (
    (N_("what one unit must do first"), "govlist status 教体局"),
    (
        N_("exit code 5 if anything is overdue or missing"),
        "govlist status --fail-on overdue,missing",
    ),
)

Brief = Annotated[bool, typer.Option("--brief", help=_("Print only the summary sentence."))]
ByWhat = Annotated[
    str | None,
    typer.Option(
        "--group-by",
        "--by",  # its old name, which in `mark` is a person
        metavar="WHAT",
        help=_("Group the table by unit, kind, section, topic or task."),
    ),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WHAT",
        help=_(
            "Exit with 5 if there is any of these: overdue, returned, behind, missing, due_soon, "
            "lacking_evidence, candidate."
        ),
    ),
]


@with_filters
def command(
    ctx: typer.Context,
    filters: Filters,
    brief: Brief = False,
    by: ByWhat = None,
    as_of: options.AsOf = None,
    silent_since: options.SilentSince = None,
    whole: Annotated[
        bool, typer.Option("--all", help=_("Show the whole list, also if my unit is set."))
    ] = False,
    trend: options.Trend = False,
    fail_on: FailOn = None,
    as_json: options.AsJson = False,
) -> None:
    # A script must not get its answer from another district's list, the shipped one.
    session = options.session(ctx) if fail_on else options.first_look(ctx, as_json)
    if not whole:
        filters = filters.of_units(mine.units(session, filters.names))
    view = filters.narrow(session.view(as_of, silent_since))
    asked = arguments.read_fail_on(fail_on)
    for option, given in (("--trend", trend), ("--json", as_json), ("--brief", brief)):
        if given:
            filters.refuse_columns(option)
    if trend and filters.sort:
        raise not_together("--sort", "--trend")
    if trend and as_json:
        console.data(json_output.trend(trend_of(view, by)))
    elif trend:
        console.lines(trend_screen.lines(trend_of(view, by), console.columns()))
    elif as_json:
        console.data(json_output.status(view, by))
    elif brief:
        console.lines([tables.line(district.brief(view))])
    else:
        called = (filters.names or [""])[0]
        shape = district.Shape(by, filters.sort or "slowest", called, session.path, filters.columns)
        console.lines(district.lines(view, shape, console.columns()))
    arguments.fail_if_any(view, asked)
