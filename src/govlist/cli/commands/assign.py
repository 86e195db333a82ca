"""Say who of a concerned group is concerned: name units, or settle that nobody else is.

Tasks of 区政府有关部门 and the like bind only those concerned; until the office names them they are to be
settled. --settle says that from its day nobody else of the group is concerned. --remove takes units out
again (with --settle: the settlement). What would leave a task to nobody is refused. Without task numbers it
lists what is unsettled, with what units have said themselves.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import assign
from govlist.base.i18n import _
from govlist.cli import arguments, console, options
from govlist.cli.screens import assign as screen
from govlist.content import json_output


def command(
    ctx: typer.Context,
    ids: options.SomeIds = None,
    units: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[UNIT|GROUP]...",
            help=_("Units, or a group for its members."),
            autocompletion=options.complete_units,
        ),
    ] = None,
    settle: Annotated[
        bool, typer.Option("--settle", help=_("Nobody else of the group is concerned."))
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help=_("Take the units out again."))] = False,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=_("The day of the settlement; today by default.")),
    ] = None,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    if ids is None:
        arguments.refuse_without_ids(settle, remove, day, dry_run)
        found = json_output.unsettled(session.view())
        if as_json:
            console.data(found)
        else:
            console.lines(screen.lines(found, console.columns()))
        return
    numbers, on = arguments.read_ids(ids), arguments.read_day(day, session.today)
    arguments.refuse_nothing(units, settle)
    done, made = assign.assign(session, numbers, units or (), on if settle else None, remove, dry_run)
    console.edited(done, screen.told(made), as_json)
