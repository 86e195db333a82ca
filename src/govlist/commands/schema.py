"""The JSON Schema of the file, for editors that know YAML.

Save it beside the list and begin the list with: # yaml-language-server: $schema=checklist.schema.json
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist import json_schema, load, options, output, store
from govlist.i18n import _


def command(
    ctx: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=_("Write to this file instead of the screen.")),
    ] = None,
) -> None:
    text = json_schema.text()
    if out is None:
        output.raw(text)
    else:
        load.spare(out, [load.choose(options.session(ctx).file).path])
        store.save(out, text.encode("utf-8"))
        output.note(_("written: {path}").format(path=out))
