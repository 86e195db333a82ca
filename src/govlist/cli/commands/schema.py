"""Print the JSON Schema of the list, for editors that support YAML; or that of an output with --json.

Save the list's next to it and start the list with: # yaml-language-server: $schema=checklist.schema.json

An output is named by its command, and by what tells its outputs apart: status, status-unit, list-pairs.
"""

from __future__ import annotations

from typing import Annotated

import typer

from govlist.actions import outfiles
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.content import json_schemas
from govlist.model.words import nearest, one_of
from govlist.validation import json_schema

EXAMPLES = (
    (N_("a file for editors"), "govlist schema -o checklist.schema.json"),
    (N_("what list --pairs --json prints"), "govlist schema list-pairs"),
)


def command(
    ctx: typer.Context,
    output: Annotated[
        str | None,
        typer.Argument(
            metavar="[OUTPUT]",
            help=_("An output with --json, such as list-pairs; without it, the list itself."),
        ),
    ] = None,
    out: options.Out = None,
    force: options.Force = False,
    as_json: options.WrittenAsJson = False,
) -> None:
    text = json_schema.text() if output is None else json_schemas.text(_known(output))
    if out is None:
        console.raw(text)
    else:
        outfiles.write({out: text.encode("utf-8")}, [options.session(ctx).chosen.path], force)
        console.written([out], _("written: {path}").format(path=out), as_json)


def _known(output: str) -> str:
    """The name of an output. Raises GovlistError for another word, with the nearest names."""
    if output not in json_schemas.OUTPUTS:
        message = _("there is no output {name}").format(name=output)
        raise GovlistError(message, hint=nearest(output, json_schemas.OUTPUTS, one_of(json_schemas.OUTPUTS)))
    return output
