"""The JSON Schema of the file, for editors that know YAML.

Save it beside the list and begin the list with: # yaml-language-server: $schema=checklist.schema.json
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist import json_schema, options, outfiles, output
from govlist.i18n import _


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
        output.raw(text)
    else:
        outfiles.write({out: text.encode("utf-8")}, [options.session(ctx).chosen.path], force)
        output.note(_("written: {path}").format(path=out))
