"""Show the progress of the whole list, or of one unit.

The unit is the one named, else the setting `unit`. With a unit: a summary sentence, what to do first, the
rest. Without: the district's summary, tasks without an owner, a table for each kind of unit.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.base.i18n import _
from govlist.cli import arguments, console, mine, options, tables
from govlist.cli.screens.status import district
from govlist.cli.screens.status import trend as trend_screen
from govlist.content import json_output
from govlist.model.trend import trend as trend_of


def command(
    ctx: typer.Context,
    unit: options.OneUnit = None,
    units: options.Units = None,
    brief: options.Brief = False,
    by: options.ByWhat = None,
    sort: options.Sort = "slowest",
    as_of: options.AsOf = None,
    silent_since: options.SilentSince = None,
    whole: Annotated[
        bool, typer.Option("--all", help=_("Show the whole list, also if my unit is set."))
    ] = False,
    due: options.Due = None,
    trend: options.Trend = False,
    fail_on: options.FailOn = None,
    as_json: options.AsJson = False,
) -> None:
    # A script must not get its answer from another district's list, the shipped one.
    session = options.session(ctx) if fail_on else options.first_look(ctx, as_json)
    names = arguments.all_units(unit, units)
    names = names if whole else mine.units(session, names)
    view = arguments.narrow(session.view(as_of, silent_since), units=names, due=due)
    asked = arguments.read_fail_on(fail_on)
    if trend and as_json:
        console.data(json_output.trend(trend_of(view, by)))
    elif trend:
        console.lines(trend_screen.lines(trend_of(view, by), console.columns()))
    elif as_json:
        console.data(json_output.status(view))
    elif brief:
        console.lines([tables.line(district.brief(view))])
    else:
        console.lines(
            district.lines(
                view, district.Shape(by, sort, (names or [""])[0], session.path), console.columns()
            )
        )
    arguments.fail_if_any(view, asked)
