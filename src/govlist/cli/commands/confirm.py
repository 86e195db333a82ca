"""Confirm reports of done or not applicable, once the office has checked the evidence.

Adds one line after each report, for all tasks and units or for none. Only reports that wait for review can
be confirmed.
"""

from __future__ import annotations

import typer

from govlist.actions import review
from govlist.base.i18n import n_
from govlist.cli import arguments, console, options
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
    session = options.session(ctx)
    numbers, on = arguments.read_ids(ids), arguments.read_day(day, session.today)
    done = review.review(session, Review.CONFIRMED, numbers, units, note, on, dry_run)
    message = n_("{n} report confirmed", "{n} reports confirmed", len(done.changed))
    console.edited(done, message.format(n=len(done.changed)), as_json)
