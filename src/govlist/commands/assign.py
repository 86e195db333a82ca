"""Say who of a concerned group is concerned: name units, or settle that nobody else is.

Tasks of 区政府有关部门 and the like bind only those concerned; until the office names them they are to be
settled. --settle says that from its day nobody else of the group is concerned. --remove takes units out
again (with --settle: the settlement). What would leave a task to nobody is refused. Without task numbers it
lists what is unsettled, with what units have said themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from govlist import arguments, assigning, changes, dates, options, output, roster, unsettled
from govlist.i18n import _

if TYPE_CHECKING:
    from govlist.load import Loaded
    from govlist.model import Checklist
    from govlist.records import Record
    from govlist.source import Source


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
    made: list[assigning.Assignment] = []

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        named = arguments.select_units(roster.Roster(checklist), units)
        made[:] = assigning.assignments(checklist, numbers, named, on if settle else None, remove)
        return assigning.write(loaded.source, made), assigning.records(made)

    done = changes.apply(session.writable_path, make, dry_run)
    output.edited(done, assigning.told(made), as_json)
