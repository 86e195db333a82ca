"""Assign the units of a group that are concerned, or settle that no others are.

Tasks of 区政府有关部门 and similar groups bind only the units concerned; until the office assigns them they
are to be settled. --settle records that from its day no other unit of the group is concerned. --remove
removes units (with --settle: the settlement). A change that would leave a task without an owner is refused.
Without task numbers, unsettled tasks are listed with what units have reported themselves.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import assign
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, options
from govlist.cli.screens import assign as screen
from govlist.content import json_output

EXAMPLES = (
    (N_("what is to be settled"), "govlist assign"),
    (N_("two units are concerned"), "govlist assign 14 --unit 教体局,司法局"),
)


def command(
    ctx: typer.Context,
    first: Annotated[
        str | None, typer.Argument(metavar="[IDS]...", help=_("Task numbers: 8 or 4,6,9-12."))
    ] = None,
    more: Annotated[
        list[str] | None,
        typer.Argument(metavar="[UNIT]...", help=_("Units, or a group for its members.")),
    ] = None,
    units: options.Units = None,
    settle: Annotated[
        bool, typer.Option("--settle", help=_("Settle that no other unit of the group is concerned."))
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help=_("Remove the units."))] = False,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=_("The day of the settlement; today by default.")),
    ] = None,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    ids, named = arguments.leading_ids([*filter(None, [first]), *(more or ())])
    if not ids and not named:
        arguments.refuse_without_ids(settle, remove, day, dry_run)
        found = json_output.unsettled(session.view())
        if as_json:
            console.data(found)
        else:
            console.lines(screen.lines(found, console.columns()))
        return
    units = [*named, *(units or ())]
    numbers, on = arguments.read_ids(ids or named[0]), arguments.read_day(day, session.today)
    arguments.refuse_nothing(units, settle)
    done, made = assign.assign(session, numbers, units, on if settle else None, remove, dry_run)
    console.edited(done, screen.summary(made), as_json, as_diff=diff)
