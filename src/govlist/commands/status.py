"""The face of the list: how far everything, or one unit, is.

With a unit: one sentence, what to do first, the rest. Without: the district's sentence, tasks without an
owner, a table for each kind of unit.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist import options, output, records
from govlist.i18n import _
from govlist.layout import line
from govlist.screens import standing


def command(
    ctx: typer.Context,
    unit: Annotated[
        str | None,
        typer.Argument(
            metavar="[UNIT]",
            help=_("A unit or group; the same as --unit."),
            autocompletion=options.complete_units,
        ),
    ] = None,
    units: options.Units = None,
    brief: Annotated[bool, typer.Option("--brief", help=_("The sentence alone."))] = False,
    by: Annotated[
        str | None,
        typer.Option(metavar="WHAT", help=_("A table by unit, kind, section, topic or task.")),
    ] = None,
    sort: Annotated[
        str,
        typer.Option(metavar="ORDER", help=_("Order of tables: slowest, list, overdue or name.")),
    ] = "slowest",
    as_of: options.AsOf = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT",
            help=_("Exit 1 where there is any: overdue, behind, missing, candidate. Repeatable."),
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    names = [unit, *(units or [])] if unit else units
    view = options.narrow(session.view(as_of), units=names)
    asked = options.read_fail_on(fail_on)
    if as_json:
        output.data(records.status(view))
    elif brief:
        output.lines([line(standing.brief(view))])
    else:
        output.lines(
            standing.lines(view, standing.Shape(by, sort, (names or [""])[0], session.path), output.columns())
        )
    options.fail(view, asked)
