"""Enter reports: tasks, a status, one or more units.

Enters the reports of all tasks and units, or none. A report with an earlier day is inserted in the order of
days. The change is shown as a table; a report that is identical to the last one adds nothing.

At the end of the year --standing reports all standing tasks of a unit, or of all units with --all-units, as
done, without task numbers: those that are in progress. The others are listed and left out.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from govlist.actions import mark
from govlist.base.i18n import _, n_
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, mine, options
from govlist.cli.screens import left_out as screen
from govlist.content.json_output import places
from govlist.model.pairs import Pair
from govlist.validation.entries import Draft

EXAMPLES = (
    (
        N_("two tasks done, with a proof"),
        "govlist mark 8 9 done --unit 教体局 --evidence https://jtj.example/8.html",
    ),
    (N_("only a preview"), "govlist mark 12 推进中 --unit 教体局 --note 已部署 --dry-run"),
)

Note = Annotated[str | None, typer.Option(metavar="TEXT", help=_("What was done, in one or two sentences."))]
By = Annotated[str | None, typer.Option(metavar="NAME", help=_("Who filled in the report."))]
Evidence = Annotated[
    list[str] | None,
    typer.Option(metavar="LINK", help=_("A link or relative file name as evidence. Repeatable.")),
]
ReportDay = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help=_("The report's day; today by default.")),
]


def command(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[IDS]...", help=_("Task numbers: 8 or 4,6,9-12."))
    ] = None,
    status: Annotated[
        str | None,
        typer.Argument(
            metavar="[STATUS]",
            help=_("not_started, in_progress, behind, done, not_applicable, or the office's word."),
        ),
    ] = None,
    units: options.ReportUnits = None,
    overall: options.Overall = False,
    standing: Annotated[
        bool, typer.Option("--standing", help=_("Report all standing tasks that are in progress as done."))
    ] = False,
    all_units: Annotated[
        bool, typer.Option("--all-units", help=_("With --standing: the tasks of all units."))
    ] = False,
    note: Note = None,
    evidence: Evidence = None,
    by: By = None,
    day: ReportDay = None,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    units = units if overall or all_units else mine.units(session, units)
    on = arguments.read_day(day, session.today)
    numbers, word = arguments.tasks_and_status([*(ids or ()), *filter(None, [status])], standing)
    draft = Draft(word, on, note, tuple(evidence or ()), by)
    left_out: list[Pair] = []
    if standing:
        names = arguments.standing_units(units, all_units, overall)
        done, left_out = mark.finish_standing(session, names, draft, dry_run)
    else:
        arguments.refuse_all_units(all_units)
        done = mark.mark(session, numbers, arguments.reporters(units, overall), draft, dry_run)
    message = n_("{n} report entered", "{n} reports entered", len(done.changed))
    console.edited(done, message.format(n=len(done.changed)), as_json, {"left_out": places(left_out)}, diff)
    _show_left_out(left_out)


def _show_left_out(left_out: list[Pair]) -> None:
    """The standing tasks that were not reported as done, on stderr."""
    head = n_(
        "{n} standing task is not in progress and is left out:",
        "{n} standing tasks are not in progress and are left out:",
        len(left_out),
    )
    hint = _("see how they ended, then: govlist mark ID STATUS --unit UNIT")
    made = screen.lines(head.format(n=len(left_out)), left_out, hint, console.columns(sys.stderr))
    console.lines(made, sys.stderr)
