"""List all units and groups; with a name, show its aliases, groups and counts.

`units rename FROM TO` renames a unit wherever the list mentions it; its reports stay, the old name becomes an
alias.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import rename
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, options
from govlist.cli.screens import units
from govlist.content import json_output

EXAMPLES = (
    (N_("the other names, groups and figures of a unit"), "govlist units 教体局"),
    (N_("a new name after a reform"), "govlist units rename 区教体局 区教育局 --dry-run"),
)


def command(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME | rename FROM TO]",
            help=_("A unit or group; or rename, the old name and the new name."),
        ),
    ] = None,
    as_of: options.AsOf = None,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    if names and names[0] == "rename":
        old, new = arguments.old_and_new(names[1:])
        done = rename.rename(options.session(ctx), old, new, dry_run)
        was = done.changed[0]["was"] if done.changed else old
        console.edited(done, _("{old} renamed to {new}").format(old=was, new=new), as_json, as_diff=diff)
        return
    view = options.first_look(ctx, as_json).view(as_of)
    owners = arguments.owners(view.roster, arguments.at_most_one(names))
    if as_json:
        console.data(json_output.roster_record(view, owners))
    else:
        console.lines(units.lines(view, owners, bool(names), console.columns()))
