"""Check the list, git, the program and the terminal on this machine, and say what to fix.

It writes nothing and uses no network. Exit 1 if something is broken; possible improvements are listed with
their remedy, too.
"""

from __future__ import annotations

import sys

import typer

from govlist.actions import doctor
from govlist.base.i18n import mark as N_
from govlist.cli import console, options, terminal
from govlist.cli.screens import doctor as screen

EXAMPLES = ((N_("all checks, as JSON"), "govlist doctor --json"),)


def command(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    columns = console.columns()
    found = doctor.checks(options.session(ctx), columns, terminal.colour(sys.stdout))
    if as_json:
        console.data(doctor.record(found))
    else:
        console.lines(screen.lines(found, columns))
    raise typer.Exit(doctor.exit_code(found))
