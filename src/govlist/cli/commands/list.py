"""List the tasks, or with --unit each unit's tasks with their status.

Filters combine. --status, --basis, --overdue, --due and --missing apply to a unit and a task together:
without --unit, a task is listed if it matches for any unit.
"""

from __future__ import annotations

import typer

from govlist.cli import arguments, console, options
from govlist.cli.screens import list as tasks
from govlist.content import json_output


def command(
    ctx: typer.Context,
    units: options.Units = None,
    sections: options.Sections = None,
    topics: options.Topics = None,
    statuses: options.Statuses = None,
    bases: options.Bases = None,
    overdue: options.Overdue = False,
    due: options.Due = None,
    missing: options.Missing = False,
    unreviewed: options.Unreviewed = False,
    search: options.Search = "",
    silent_since: options.SilentSince = None,
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
) -> None:
    view = options.first_look(ctx, as_json).view(as_of, silent_since)
    chosen = (units, sections, topics, statuses, bases, overdue, due, missing, search, unreviewed)
    view = arguments.narrow(view, *chosen)
    if as_json:
        console.data(json_output.list_records(view))
    else:
        console.lines(tasks.lines(view, console.columns()))
