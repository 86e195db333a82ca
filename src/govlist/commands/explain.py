"""What a rule means, why it is there and how to mend what it found. Without a rule: all of them."""

from __future__ import annotations

from typing import Annotated

import typer

from govlist import explaining, output
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
) -> None:
    made = explaining.lines(rule, output.columns()) if rule else explaining.overview(output.columns())
    output.lines(made)
