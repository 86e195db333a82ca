"""Show one task: who has not reported, who owes it and why, every report."""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, options
from govlist.cli.screens import show
from govlist.content import json_output

EXAMPLES = ((N_("a task with all its units and reports"), "govlist show 8"),)


def command(
    ctx: typer.Context,
    number: Annotated[
        str,
        typer.Argument(metavar="ID", help=_("One task number.")),
    ],
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
) -> None:
    view = options.first_look(ctx, as_json).view(as_of)
    state = view.task(arguments.read_id(number))
    if as_json:
        console.data(json_output.show_record(view, state))
    else:
        console.lines(show.lines(view, state, console.columns()))
