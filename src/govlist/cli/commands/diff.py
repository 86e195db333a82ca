"""Show what was reported between two days, or what differs between two files.

The default is this week. With files: compare OLD with NEW (default: the list in use).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, options
from govlist.cli.filters import Filters, Sections, Topics
from govlist.cli.screens import diff
from govlist.content import comparison, json_output
from govlist.model import view as query
from govlist.validation import load

EXAMPLES = (
    (N_("what was reported last week"), "govlist diff --since last-week"),
    (N_("what differs from an older file"), "govlist diff old.yaml"),
)


def command(
    ctx: typer.Context,
    old: Annotated[
        Path | None, typer.Argument(metavar="[OLD]", help=_("An older version of the list."))
    ] = None,
    new: Annotated[
        Path | None,
        typer.Argument(metavar="[NEW]", help=_("A newer version; the list in use by default.")),
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    units: options.Units = None,
    sections: Sections = None,
    topics: Topics = None,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    if old is not None:
        arguments.refuse_with_files(since, until, units, sections, topics)
        found = comparison.compare(load.checklist(old), load.checklist(new or session.path))
        console.data(comparison.record(found)) if as_json else console.lines(diff.file_lines(found))
        return
    view = session.span_view("this-week" if since is None else since, until)
    view = Filters(units=units, sections=sections, topics=topics).narrow(view)
    found_changes = query.changes(view, view.since or view.day, view.day)
    if as_json:
        console.data([json_output.change_record(change) for change in found_changes])
    else:
        console.lines(diff.lines(view, found_changes, console.columns()))
