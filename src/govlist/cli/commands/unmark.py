"""Take back the last reports of units on tasks, if they were entered by mistake.

The last report is the latest by its day; the lines that `mark` added are removed, for all tasks and units or
for none. Of a group, units without a report are left out. With --overall it is the office's own last
paragraph.
"""

from __future__ import annotations

import typer

from govlist.actions import mark
from govlist.base.i18n import _, n_
from govlist.base.i18n import mark as N_
from govlist.cli import arguments, console, mine, options
from govlist.model.checklist import Report

EXAMPLES = ((N_("the last reports of a unit on two tasks"), "govlist unmark 8 9 --unit 教体局"),)


def command(
    ctx: typer.Context,
    ids: options.Ids,
    units: options.ReportUnits = None,
    overall: options.Overall = False,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    as_json: options.AsJson = False,
) -> None:
    session = options.session(ctx)
    numbers = arguments.read_ids(ids)
    who = arguments.reporters(units if overall else mine.units(session, units), overall)
    done, reports = mark.unmark(session, numbers, who, dry_run)
    console.edited(done, _what(reports), as_json, as_diff=diff)


def _what(reports: list[Report]) -> str:
    """What was removed."""
    if len(reports) != 1:
        return n_("{n} report removed", "{n} reports removed", len(reports)).format(n=len(reports))
    (report,) = reports
    message = _("the office's review of {day} removed") if report.review else _("report of {day} removed")
    return message.format(day=report.date.isoformat())
