"""What a rule means, why it is there and how to mend what it found. Without a rule: all of them."""

from __future__ import annotations

from typing import Annotated

import typer

from govlist import explaining, options, output
from govlist.i18n import _


def command(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE]",
            help=_("A rule's id, such as unknown-unit."),
            autocompletion=explaining.names,
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    if as_json:
        output.data([explaining.record(name) for name in ([rule] if rule else explaining.names())])
    elif rule:
        output.lines(explaining.lines(rule, output.columns()))
    else:
        output.lines(explaining.overview(output.columns()))
