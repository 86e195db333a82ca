"""Explain a rule: what it means, why it exists and how to fix what it found. Without a rule: list all."""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.screens import explain

EXAMPLES = ((N_("a rule with its samples"), "govlist explain no-owner"),)


def command(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE]",
            help=_("A rule's id, such as unknown-unit."),
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    if as_json:
        console.data([explain.record(name) for name in ([rule] if rule else explain.names())])
    elif rule:
        console.lines(explain.lines(rule, console.columns()))
    else:
        console.lines(explain.overview(console.columns()))
