"""Create a list from an official document: txt, docx, xlsx, xls, xlsb, ods, html, pdf, csv.

Prints the list to stdout, a summary and every doubt to stderr; -o writes the list to a new file. Doubts are
comments in the list, too. --into updates an existing list to a new edition of its document: reports and
comments stay. A file that others wrote or changed is overwritten only with --force.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import import_
from govlist.actions.import_ import Imported, Revised
from govlist.base.errors import ExitCode
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.base.text import command_line
from govlist.cli import console, options
from govlist.cli.screens import import_ as screen

EXAMPLES = (
    (N_("a new list"), "govlist import notice.docx -o checklist.yaml"),
    (N_("a new edition into the list in use"), "govlist import notice.docx --into checklist.yaml --dry-run"),
)


def command(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=_("The document to import."))],
    out: options.Out = None,
    roster: Annotated[
        Path | None,
        typer.Option(metavar="LIST", help=_("Take units and groups from this list; new ones are added.")),
    ] = None,
    year: options.Year = None,
    title: options.Title = None,
    region: options.Region = None,
    style: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=_("Read it as txt, docx, xlsx, xls, xlsb, ods, html, pdf or csv."),
        ),
    ] = None,
    columns: options.TableColumns = "",
    strict: Annotated[bool, typer.Option("--strict", help=_("Treat doubts as errors."))] = False,
    into: Annotated[
        Path | None,
        typer.Option(metavar="LIST", help=_("Update this list to the document, as a new edition.")),
    ] = None,
    drop: Annotated[
        bool, typer.Option("--drop", help=_("With --into: also remove tasks that have reports."))
    ] = False,
    force: options.Force = False,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    request = import_.Request(path, out, roster, year, title, region, style, columns, strict, dry_run, force)
    if into is not None:
        revised = import_.into(request, into, drop)
        _show_edition(revised, as_json, diff)
        raise typer.Exit(ExitCode.DATA if revised.refused else ExitCode.FINE)
    made = import_.create(request)
    if as_json:
        console.data(made.record())
    else:
        _show(made)
    raise typer.Exit(ExitCode.DATA if made.refused else ExitCode.FINE)


def _show(made: Imported) -> None:
    """Show the list on stdout and the summary on stderr; with -o, the summary on stdout."""
    out = made.request.out
    if out is None and not made.refused:
        console.raw(made.text)
    stream = sys.stdout if out is not None else sys.stderr
    console.lines(screen.lines(made, console.columns(stream)), stream)
    if remedy := screen.remedy(made):
        console.note(remedy)
    if made.refused:
        console.note(_("Doubts are errors with --strict; nothing was written."))
    elif out is not None and made.request.dry_run:
        console.note(_("Dry run: nothing was written."))
    elif out is not None:
        console.note(_("written: {path}").format(path=out))
        line = command_line(["govlist", "-f", str(out), "validate"])
        console.note(_("next: {command}").format(command=line))


def _show_edition(revised: Revised, as_json: bool, as_diff: bool) -> None:
    """Show the new edition's changes or the changed lines on stdout, its doubts and the result on stderr."""
    done, doubts = revised.done, revised.doubts
    if as_json:
        console.data(revised.record())
    else:
        if as_diff:
            console.changes(done, as_diff)
        else:
            console.lines(screen.edition_lines(revised.changes, console.columns()))
        if doubts:
            console.lines(screen.doubt_lines(doubts, console.columns(sys.stderr)), sys.stderr)
    if revised.refused:
        console.note(_("Doubts are errors with --strict; nothing was written."))
    elif done.before is done.after:
        console.note(_("No changes."))
    elif done.dry_run:
        console.note(_("Dry run: nothing was written."))
    else:
        console.note(_("written: {path}").format(path=done.path))
    console.saved(done.saved, done.gone)
