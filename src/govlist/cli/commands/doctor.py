"""What govlist sees on this machine, and what to mend: the list, git, the program, the terminal.

It writes nothing and uses no network. Exit 1 where something is broken; what could merely be better is
told with its remedy, too.
"""

from __future__ import annotations

import typer

from govlist.actions import doctor
from govlist.cli import console, options
from govlist.cli.screens import doctor as screen


def command(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    columns = console.columns()
    found = doctor.checks(options.session(ctx), columns)
    if as_json:
        console.data(doctor.record(found))
    else:
        console.lines(screen.lines(found, columns))
    raise typer.Exit(doctor.exit_code(found))
