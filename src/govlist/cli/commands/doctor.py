"""What govlist sees on this machine, and what to mend: the list, git, the program, the terminal.

It writes nothing and uses no network. Exit 1 where something is broken; what could merely be better is
told with its remedy, too.
"""

from __future__ import annotations

import typer

from govlist.actions import doctor
from govlist.cli import options


def command(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    found = doctor.checks(options.session(ctx))
    doctor.tell(found, as_json)
    raise typer.Exit(doctor.exit_code(found))
