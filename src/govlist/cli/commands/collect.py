"""Read reports from workbooks that units filled in, or from their own ledgers with a header.

Shows the new reports as a table and asks before it writes them. Each fault is reported with its file, sheet
and cell; if there is one, nothing is written, unless --partial takes the correct rows. Reports that are
already in the list are not added again. A folder means all workbooks, Word documents
(.docx) and CSV files below it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import collect
from govlist.base import dates
from govlist.base.errors import GovlistError, combined
from govlist.base.i18n import _, n_
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.screens import collect as screen
from govlist.collect import forms
from govlist.model.words import joined
from govlist.validation import entries
from govlist.validation.transaction import Edited

EXAMPLES = (
    (N_("a preview of what a folder would add"), "govlist collect returned --dry-run"),
    (
        N_("the reports, and who is missing in the round"),
        "govlist collect returned --expect 2024-09-25",
    ),
)

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help=_("Returned files, or folders that hold them."))
]
Unit = Annotated[
    str | None,
    typer.Option(
        "--unit",
        "-u",
        metavar="UNIT",
        help=_("The unit, if no workbook, column, title or file name names it."),
    ),
]
Date = Annotated[str | None, typer.Option("--date", metavar="DATE", help=_("The day of rows without one."))]
Expect = Annotated[
    str | None,
    typer.Option(
        "--expect",
        metavar="ROUND",
        help=_("The day of the round: name the units that owe a report for it."),
    ),
]
MoveTo = Annotated[
    Path | None,
    typer.Option(
        "--move-to",
        metavar="DIR",
        help=_(
            "Then move the files: read ones to DIR/已收, faulty ones to DIR/待修改, each with a text of "
            "its faults for the unit."
        ),
    ),
]
Partial = Annotated[bool, typer.Option("--partial", help=_("Take the correct rows and report the others."))]


def command(
    ctx: typer.Context,
    paths: Files,
    unit: Unit = None,
    day: Date = None,
    expect: Expect = None,
    move_to: MoveTo = None,
    partial: Partial = False,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    path = session.writable_path
    asks = console.must_ask(yes or dry_run, as_json)
    date = None if day is None else dates.parse_day(day, session.today)
    if date is not None:
        entries.refuse_future(date, session.today)
    due = None if expect is None else dates.parse_day(expect, session.today)
    if move_to is not None:
        collect.refuse_target(move_to)
    read = collect.Collection(session.today, date, unit, partial, due)
    _read(read, paths)
    done = read.apply(path, dry_run=asks or dry_run)
    shown = done if asks and done.changed else None
    if shown is not None:
        if not _agreed(read, shown, diff):
            raise typer.Exit(read.code)
        done = read.apply(path, dry_run=False)
    if move_to is not None and not dry_run:
        read.move_to(move_to)
    if as_json:
        console.data(read.record(done))
    else:
        _show(read, done, diff, shown)
    _show_outcome(read, done, as_json)
    raise typer.Exit(read.code)


def _read(read: collect.Collection, paths: list[Path]) -> None:
    """Read the files with a progress bar; first report the files that are skipped."""
    if names := collect.skipped(paths):
        message = _("skipped, only {endings} are read: {names}")
        console.note(message.format(endings=" ".join(forms.SUFFIXES), names=joined(names)))
    if names := collect.filed(paths):
        message = _("skipped, files there were moved by --move-to: {names}")
        console.note(message.format(names=joined(names)))
    files = list(collect.files(paths))
    read.read(console.progress(files, len(files), _("Reading")))


def _agreed(read: collect.Collection, shown: Edited, as_diff: bool) -> bool:
    """Show what would be written, and ask for confirmation."""
    _show(read, shown, as_diff)
    number = len(shown.changed)
    if console.ask(n_("Enter {n} report?", "Enter {n} reports?", number).format(n=number)):
        return True
    console.note(_("Nothing was written."))
    return False


def _show(read: collect.Collection, done: Edited, as_diff: bool, shown: Edited | None = None) -> None:
    """Show the new reports on stdout, faults and counts on stderr, except what was `shown` before."""
    if shown is None or shown.after.text != done.after.text:
        console.changes(done, as_diff)
    if shown is None or read.stopped:
        console.lines(screen.lines(read), sys.stderr)


def _show_outcome(read: collect.Collection, done: Edited, as_json: bool) -> None:
    """Say on stderr whether the reports were written, who handed in, and which files were moved or not."""
    if read.stopped:
        hint = _("fix them and collect again; or take the correct rows: --partial")
        console.error(GovlistError(_("there are faults; nothing was written"), read.code, hint=hint))
    else:
        number = len(done.changed)
        console.outcome(done, n_("{n} report entered", "{n} reports entered", number).format(n=number))
    if not as_json and (found := read.handed_in(done)):
        console.note(screen.who(found))
    if read.moved:
        console.note(screen.moved(read))
    if read.not_moved:
        console.error(combined(read.not_moved))
