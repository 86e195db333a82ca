"""List what my unit must do now, most urgent first.

My unit is the setting `unit`: govlist config set unit UNIT --user. What is listed: overdue, returned, behind,
missing in the last round, due soon, lacking evidence. The whole screen of the unit: govlist status.
"""

from __future__ import annotations

import typer

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, mine, options
from govlist.cli.filters import Due, Filters
from govlist.cli.screens.status import unit as screen
from govlist.content import follow_up
from govlist.model.checklist import ChaseLevel

EXAMPLES = ((N_("what my unit must do now, and what falls due in two weeks"), "govlist my --due 14d"),)


def command(
    ctx: typer.Context, due: Due = None, as_of: options.AsOf = None, as_json: options.AsJson = False
) -> None:
    session = options.session(ctx)
    called = mine.unit(session)
    view = Filters(units=[called], due=due).narrow(session.view(as_of))
    if view.one is None:
        message = _("{unit} is not a single unit").format(unit=called)
        raise GovlistError(
            message, hint=_("see it with: {command}").format(command=f"govlist chase {called}")
        )
    found = follow_up.to_act(follow_up.due(view), ChaseLevel.REMINDER)
    if as_json:
        contact = view.roster.units[view.one].contact
        nothing: dict[str, object] = {"unit": view.one, "contact": contact, "tasks": []}
        console.data(next(iter(follow_up.records(view, found)), nothing))
    else:
        items = [item for each in found for item in each.items]
        console.lines(screen.now(view, view.one, items, console.columns(), called))
