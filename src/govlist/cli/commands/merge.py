"""Merge two versions of a list, as git's merge driver or merge tool.

Merges by task, unit and report: reports of both sides are kept in the order of their days, changes of
different fields are combined. The result is written to OURS (or -o). What both sides changed stays as a
conflict between git's markers, exit 1. `govlist docs merging` says how to set up git.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions.merge import Files
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options, parameters
from govlist.merge import MARKER_SIZE

EXAMPLES = (
    (N_("two people's changes of the same version"), "govlist merge base.yaml ours.yaml theirs.yaml"),
)


def command(
    base: Annotated[
        Path, typer.Argument(metavar="BASE", help=_("The version that both sides started from."))
    ],
    ours: Annotated[Path, typer.Argument(metavar="OURS", help=_("Our version; the result is written here."))],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help=_("The other version."))],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help=_("Write the result to this file instead of OURS.")
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--path", metavar="NAME", help=_("The list's own name, for messages."))
    ] = None,
    marker_size: Annotated[
        int,
        typer.Option(
            metavar="N",
            callback=parameters.between(1, 1000),
            help=_("The length of conflict markers; at least 7."),
        ),
    ] = MARKER_SIZE,
    dry_run: options.DryRun = False,
    force: options.Force = False,
    as_json: options.AsJson = False,
) -> None:
    joined = Files(base, ours, theirs, out, name, force).merge(marker_size, dry_run)
    if dry_run and not as_json:
        console.lines(console.diff(joined.ours.text, joined.after.source.text, joined.after.source.path))
    console.saved(joined.saved)
    summary = joined.summary()
    if as_json:
        console.data(joined.record())
    console.note(summary)
