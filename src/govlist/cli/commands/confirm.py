"""Strike off what is proved: the office confirms a unit's report of done or not applicable.

One line is added behind each report; all tasks and units or nothing. Only a report that calls for it can be
confirmed.
"""

from __future__ import annotations

import typer

from govlist.actions import acting
from govlist.cli import arguments, options
from govlist.model.checklist import Review


def command(
    ctx: typer.Context,
    ids: options.Ids,
    units: options.Units = None,
    note: options.ReviewNote = None,
    day: options.ReviewDay = None,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
) -> None:
    act = acting.Act(Review.CONFIRMED, arguments.read_ids(ids), units, note, day)
    acting.review(options.session(ctx), act, dry_run, as_json)
