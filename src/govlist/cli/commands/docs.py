"""Open the documentation in the browser. Where it is not a website, or there is no browser, print it.

A page is named by its name or by words of its title: tutorial, collect, file.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import docs
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console

EXAMPLES = (
    (N_("the map of all pages"), "govlist docs"),
    (N_("the first hour"), "govlist docs tutorial"),
)


def command(
    page: Annotated[
        str | None,
        typer.Argument(metavar="[PAGE]", help=_("A page's name, or words of its title.")),
    ] = None,
    path: Annotated[
        bool, typer.Option("--path", help=_("Print only where the page is, and open nothing."))
    ] = False,
) -> None:
    found = docs.find(page)
    if path:
        console.raw(f"{found}\n")
    elif docs.is_text(found):
        console.raw(docs.text(found))
    elif docs.opened(found):
        console.note(_("opened in the browser: {path}").format(path=found))
    else:
        console.raw(f"{found}\n")
        console.note(_("no browser was found; open this file in one"))
