"""Confirm reports of done or not applicable, once the office has checked the evidence.

Adds one line after each report, for all tasks and units or for none. Only reports that wait for review can
be confirmed. Without --unit, and with a group, reports that lack evidence are listed and left out; name
their unit, or give --without-evidence, to confirm them.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from govlist.actions import review
from govlist.base.i18n import _, n_
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, options
from govlist.cli.screens import left_out as screen
from govlist.content.json_output import places
from govlist.model.checklist import Review

EXAMPLES = ((N_("two reports of a unit"), "govlist confirm 8 9 --unit 教体局"),)

ReviewNote = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("The office's note."))]


def command(
    ctx: typer.Context,
    ids: options.Ids,
    units: options.Units = None,
    note: ReviewNote = None,
    day: options.ReviewDay = None,
    without_evidence: Annotated[
        bool, typer.Option("--without-evidence", help=_("Confirm reports that lack evidence, too."))
    ] = False,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    numbers, on = arguments.read_ids(ids), arguments.read_day(day, session.today)
    request = review.Request(Review.CONFIRMED, numbers, units, note, on, without_evidence)
    done, left_out = review.review(session, request, dry_run)
    message = n_("{n} report confirmed", "{n} reports confirmed", len(done.changed))
    console.edited(done, message.format(n=len(done.changed)), as_json, {"left_out": places(left_out)}, diff)
    head = n_(
        "{n} report lacks evidence and is left out:",
        "{n} reports lack evidence and are left out:",
        len(left_out),
    )
    hint = _("to confirm them too, name the units or add --without-evidence")
    made = screen.lines(head.format(n=len(left_out)), left_out, hint, console.columns(sys.stderr))
    console.lines(made, sys.stderr)
