"""Run a saved view by its name; without a name list all.

A view is a command that reads, with its options, saved in govlist.toml under [views.NAME]. What follows the
name is added at the end: govlist view NAME --json.
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.base.text import command_line
from govlist.cli import console, options, views
from govlist.cli.screens import view as screen

EXAMPLES = (
    (N_("the saved views"), "govlist view"),
    (N_("one of them, as JSON"), "govlist view slow --json"),
)

SETTINGS = {"context_settings": {"allow_interspersed_args": False}}


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME] [OPTIONS]",
            help=_("A view, and further options of its command."),
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    group: Any = ctx.find_root().command
    known = options.session(ctx).settings.views
    if words:
        _run(ctx, group, words[0], words[1:])
        return
    listed = views.listed(group, known)
    if as_json:
        console.data([each.record() for each in listed])
    else:
        console.lines(screen.lines(listed, console.columns()))


def _run(ctx: typer.Context, group: Any, name: str, more: list[str]) -> None:
    view = views.find(options.session(ctx).settings.views, name)
    line = views.words(group, name, view)
    command = group.get_command(ctx, line[0])
    try:
        with command.make_context(line[0], [*line[1:], *more], parent=ctx.parent) as inner:
            command.invoke(inner)
    except GovlistError as error:
        if error.exit_code is ExitCode.USAGE:  # it may be in the file, which is not on the screen
            place = _("the view runs: {command} ({path})")
            shown = place.format(command=command_line(["govlist", *line]), path=view.source)
            error.hint = _("{hint}; {more}").format(hint=error.hint, more=shown)
        raise
