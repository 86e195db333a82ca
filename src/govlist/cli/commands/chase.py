"""List the units that owe a reply, most urgent first; write the reminders, or record them.

The order is overdue, returned, behind, missing, due soon, lacking evidence, to be settled. --text prints a
message for each unit; --format docx with --per-unit writes a supervision notice for each. --record adds to
the list that they were sent; the office chooses the level. What falls due soon is only in messages and in
--record reminder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import chase
from govlist.base import registry
from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.filters import Filters, with_filters
from govlist.cli.screens import chase as screen
from govlist.content import follow_up
from govlist.content.letters import Letter
from govlist.model.checklist import ChaseLevel
from govlist.model.words import choose

EXAMPLES = (
    (
        N_("the messages to the units that are late"),
        "govlist chase --status overdue --text",
    ),
    (
        N_("note that a written reminder was sent"),
        "govlist chase 教体局 --record notice",
    ),
)

Text = Annotated[bool, typer.Option("--text", help=_("Print a message for each unit."))]
Style = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help=_("Write supervision notices in this format: docx.")),
]
Record = Annotated[
    str | None,
    typer.Option(metavar="LEVEL", help=_("Record a chase: reminder, notice, supervision or circular.")),
]


@with_filters
def command(
    ctx: typer.Context,
    filters: Filters,
    as_of: options.AsOf = None,
    silent_since: options.SilentSince = None,
    text: Text = False,
    style: Style = None,
    per_unit: options.PerUnit = None,
    record: Record = None,
    reply_by: options.ReplyBy = None,
    number: options.Number = None,
    contact: options.Contact = None,
    phone: options.Phone = None,
    force: options.Force = False,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    view = filters.narrow(session.view(as_of, silent_since))
    by = session.day_ahead(reply_by, view.day)
    letter = Letter(number or "", by, contact or "", phone or "")
    style = None if style is None else choose(style, registry.names("export.notices"), "--format")
    for option, given in (("--json", as_json), ("--text", text), ("--format", style), ("--record", record)):
        if given:
            filters.refuse_columns(option)
    _refuse_conflicts(style, per_unit, record, text, dry_run, letter)
    found = follow_up.due(view)
    if record is not None:
        done = chase.record(session, view, choose(record, ChaseLevel, "--record"), by, dry_run)
        message = n_("{n} chase recorded", "{n} chases recorded", len(done.changed))
        console.edited(done, message.format(n=len(done.changed)), as_json, as_diff=diff)
    elif style is not None and per_unit is not None:
        files = chase.write_notices(session, view, style, per_unit, letter, force)
        message = console.files_written(files, per_unit) if files else _("No unit owes a reply.")
        console.written(files, message, as_json)
    elif as_json:
        console.data(follow_up.records(view, found))
    elif text:
        console.lines(screen.messages(view, follow_up.to_chase(view, found, ChaseLevel.REMINDER), by))
    else:
        console.lines(screen.lines(view, found, console.columns(), filters.columns))


def _refuse_conflicts(
    style: str | None, folder: Path | None, record: str | None, text: bool, dry_run: bool, letter: Letter
) -> None:
    """Raise GovlistError for options that contradict."""
    if (style is None) != (folder is None):
        message = _("notices need both --format docx and --per-unit DIR")
        raise GovlistError(message, hint=_("give both or neither"))
    if style is not None and dry_run:
        message = _("--format cannot be used with --dry-run")
        raise GovlistError(message, hint=_("preview with: govlist chase"))
    if record is not None and (text or style):
        message = _("--record cannot be used with --text or --format")
        raise GovlistError(message, hint=_("write the texts first, then record"))
    if style is None and letter.has_sender:
        message = _("--number, --contact and --phone are only for notices")
        raise GovlistError(message, hint=_("add --format docx --per-unit DIR"))
