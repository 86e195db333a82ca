"""Print the JSON Schema of the list, for editors that support YAML.

Save it next to the list and start the list with: # yaml-language-server: $schema=checklist.schema.json
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import outfiles
from govlist.base.i18n import _
from govlist.cli import console, options
from govlist.validation import json_schema


def command(
    ctx: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=_("Write to this file instead of the screen.")),
    ] = None,
    force: options.Force = False,
) -> None:
    text = json_schema.text()
    if out is None:
        console.raw(text)
    else:
        outfiles.write({out: text.encode("utf-8")}, [options.session(ctx).chosen.path], force)
        console.note(_("written: {path}").format(path=out))
