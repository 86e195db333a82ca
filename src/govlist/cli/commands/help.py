"""Show the help of a command; without one, all commands in groups.

With --man it is the manual page of the whole program, for `man -l -`; an installation has it as govlist(1).
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, help, manual

EXAMPLES = (
    (N_("how to enter reports"), "govlist help mark"),
    (N_("the manual page"), "govlist help --man | man -l -"),
)


def command(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMMAND]", help=_("A command; `config set` is on the page of config.")),
    ] = None,
    man: Annotated[bool, typer.Option("--man", help=_("Print the manual page, in roff."))] = False,
) -> None:
    root: Any = ctx.find_root()
    if man:
        console.raw(manual.page(root))
    elif not words:
        console.page(root.get_help())
    else:
        console.page(help.of_command(root, words[0]))
