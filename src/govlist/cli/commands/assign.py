"""Say who of a concerned group is concerned: name units, or settle that nobody else is.

Tasks of 区政府有关部门 and the like bind only those concerned; until the office names them they are to be
settled. --settle says that from its day nobody else of the group is concerned. --remove takes units out
again (with --settle: the settlement). What would leave a task to nobody is refused. Without task numbers it
lists what is unsettled, with what units have said themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from govlist.actions import assign, unsettled
from govlist.base import dates
from govlist.base.i18n import _
from govlist.cli import arguments, console, options
from govlist.model import roster
from govlist.validation import transaction

if TYPE_CHECKING:
    from govlist.content.json_output import Record
    from govlist.model.checklist import Checklist
    from govlist.validation.load import Loaded
    from govlist.yamlfile.source import Source


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
        unsettled.tell(session.view(), as_json, settle, remove, day, dry_run)
        return
    numbers = arguments.read_ids(ids)
    on = dates.parse_day(day, session.today) if day is not None else session.today
    arguments.refuse_nothing(units, settle)
    made: list[assign.Assignment] = []

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        named = arguments.select_units(roster.Roster(checklist), units)
        made[:] = assign.assignments(checklist, numbers, named, on if settle else None, remove)
        return assign.write(loaded.source, made), assign.records(made)

    done = transaction.apply(session.writable_path, make, dry_run)
    console.edited(done, assign.told(made), as_json)
