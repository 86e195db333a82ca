"""List the tasks, or with units or --pairs each unit's tasks with their status.

--json and --jsonl print one object for each task or unit and task, --pairs one with everything about them:
the row of `export --format csv`.

Filters combine. --status, --not-status, --basis, --overdue, --due and --missing apply to a unit and a task
together: without a unit, a task is listed if it matches for any unit.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.filters import Filters, with_filters
from govlist.cli.screens import list as tasks
from govlist.content import json_output

EXAMPLES = (
    (
        N_("what is overdue, the longest first"),
        "govlist list --overdue --pairs --sort overdue",
    ),
    (N_("chosen columns of two units"), "govlist list 教体局,司法局 --columns id,status,due,note"),
    (N_("one JSON object for each unit and task, for jq"), "govlist list --pairs --jsonl"),
)

Pairs = Annotated[bool, typer.Option("--pairs", help=_("Show a row for each unit and task."))]


@with_filters
def command(
    ctx: typer.Context,
    filters: Filters,
    silent_since: options.SilentSince = None,
    as_of: options.AsOf = None,
    pairs: Pairs = False,
    as_json: options.AsJson = False,
    as_lines: options.AsJsonLines = False,
) -> None:
    session = options.first_look(ctx, as_json or as_lines)
    view = filters.narrow(session.view(as_of, silent_since))
    view = view.narrowed(pairs=pairs)
    if as_json or as_lines:
        filters.refuse_columns("--json")
        (console.data_lines if as_lines else console.data)(json_output.list_records(view))
    else:
        console.lines(
            tasks.lines(view, console.columns(), filters.columns or session.settings.get("columns"))
        )
