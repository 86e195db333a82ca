"""Propose which task of the city's list each task of many lists carries out, and write it after a yes.

Tasks are compared by their words; likeness is from 0 to 1. Only tasks without a city_task, and with one task
of the city's list that is clearly the most alike, are proposed. Everything else is shown and left to the
office. A list of another year, topic or city than the city's list, and an archived one, is left out.

Each list is written by itself: govlist -f LIST undo takes it back. Exit 1 if a list has errors.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import match
from govlist.base.errors import ExitCode
from govlist.base.i18n import _, n_
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.screens import match as screen

EXAMPLES = (
    (N_("what would be written"), "govlist match lists/ --city city.yaml --dry-run"),
    (N_("write it without a question"), "govlist match lists/ --city city.yaml --yes"),
)


def command(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=_("Folders of lists, or lists."))],
    city: Annotated[Path, typer.Option("--city", metavar="FILE", help=_("The city's list."))],
    pattern: options.Pattern = None,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    known = options.session(ctx).of_many(paths).settings
    found = match.find(paths, city, pattern or known.get("path"))
    asks = found.proposals > 0 and console.must_ask(yes or dry_run, as_json)
    if not as_json:
        console.lines(screen.lines(found, console.columns()))
    if asks and not console.ask(_("Write them?")):
        console.note(_("Nothing was written."))
        raise typer.Exit(_code(found.failures))
    done, failures = match.write(found, dry_run)
    if as_json:
        console.data(match.record(found, done, failures, dry_run))
    for each in done:
        if diff and not as_json:
            console.lines(console.diff(each.before.text, each.after.text, str(each.path)))
        number = len(each.changed)
        console.outcome(each, n_("{n} task matched", "{n} tasks matched", number).format(n=number))
    for failure in (*found.failures, *failures):
        console.error(failure)
    raise typer.Exit(_code((*found.failures, *failures)))


def _code(failures: tuple[Exception, ...]) -> ExitCode:
    return ExitCode.DATA if failures else ExitCode.FINE
