"""Check files and folders: every problem at once, with line and column.

Quiet but for one line when all is well. A folder means the *.yaml and *.yml below it; a pattern in quotes,
'lists/**/*.yaml', is understood too. Exit 1 where there are errors (with --strict also warnings), 3 where
a file cannot be read.

--fix mends what is safe and nothing else: the office's words for a status, days written otherwise,
full-width colons and digits, blanks at the end. It shows what it changed and tells what is left.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlist.actions import validate
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.cli import options

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]...", help=_("Files, folders or patterns; the list in use by default.")),
]
Style = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=_("text, json, github (chosen by itself in GitHub Actions), gitlab, sarif or junit."),
        autocompletion=validate.formats,
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=_("Write the format into this file; people are told as well."),
    ),
]


def command(
    ctx: typer.Context,
    paths: Paths = None,
    style: Style = None,
    out: Report = None,
    strict: Annotated[bool, typer.Option("--strict", help=_("Warnings count as errors."))] = False,
    fix: Annotated[bool, typer.Option("--fix", help=_("Mend what is safe to mend."))] = False,
    dry_run: options.DryRun = False,
    force: options.Force = False,
    as_json: options.AsJson = False,
) -> None:
    how = validate.style(style, as_json)
    session = options.session(ctx)
    if dry_run and not fix:
        raise GovlistError(_("--dry-run goes with --fix"), hint=_("validate alone writes nothing"))
    chosen = paths or [session.writable_path if fix else session.path]
    validate.refuse_report(out, how, chosen)
    if fix:
        found, done = validate.mend(chosen, strict, dry_run)
        validate.tell_mended(done, dry_run, quiet=how != "text" and out is None)
    else:
        found = validate.check(chosen, strict)
    validate.tell(found, how, out, force)
    raise typer.Exit(validate.exit_code(found))
