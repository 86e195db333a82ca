"""List the tasks, or with --unit or --pairs each unit's tasks with their status.

--json and --jsonl print one object for each task or unit and task, --pairs one with everything about them:
the row of `export --format csv`.

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
    pairs: options.Pairs = False,
    as_json: options.AsJson = False,
    as_lines: options.AsJsonLines = False,
) -> None:
    view = options.first_look(ctx, as_json or as_lines).view(as_of, silent_since)
    chosen = (units, sections, topics, statuses, bases, overdue, due, missing, search, unreviewed)
    view = arguments.narrow(view, *chosen, pairs)
    if as_json or as_lines:
        (console.data_lines if as_lines else console.data)(json_output.list_records(view))
    else:
        console.lines(tasks.lines(view, console.columns()))
