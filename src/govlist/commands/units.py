"""The roster: every unit and group. With a name: its aliases, groups and counts."""

from __future__ import annotations

from typing import Annotated

import typer

from govlist import options, output, records
from govlist.i18n import _
from govlist.screens import roster


def command(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help=_("A unit or group."), autocompletion=options.complete_units),
    ] = None,
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
) -> None:
    view = options.session(ctx).view(as_of)
    owners = options.owners(view.roster, name)
    if as_json:
        output.data(records.roster_record(view, owners))
    else:
        output.lines(roster.lines(view, owners, bool(name), output.columns()))
