"""Return reports that lack proof: the office gives the reason, and the unit reports again.

Adds one line after each report, for all tasks and units or for none. The task is in progress until the unit
reports again.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import review
from govlist.base.i18n import _, n_
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, options
from govlist.model.checklist import Review

EXAMPLES = ((N_("a report without proof"), "govlist return 8 --unit 教体局 --note 缺少佐证材料"),)

UnitsOfIds = Annotated[
    list[str],
    typer.Option(
        "--unit",
        "-u",
        metavar="UNIT",
        help=_("The units, by name, alias, group or unique part of the name: a,b."),
    ),
]
ReturnNote = Annotated[str, typer.Option("--note", metavar="TEXT", help=_("Why the reports are returned."))]


def command(
    ctx: typer.Context,
    ids: options.Ids,
    units: UnitsOfIds,
    note: ReturnNote,
    day: options.ReviewDay = None,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    numbers, on = arguments.read_ids(ids), arguments.read_day(day, session.today)
    request = review.Request(Review.RETURNED, numbers, units, note, on)
    done, _left_out = review.review(session, request, dry_run)
    message = n_("{n} report returned", "{n} reports returned", len(done.changed))
    console.edited(done, message.format(n=len(done.changed)), as_json, as_diff=diff)
