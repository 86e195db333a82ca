"""Check files and folders: report every problem at once, with line and column.

Prints one line if there is no problem. A folder means all *.yaml and *.yml files below it; a pattern in
quotes, 'lists/**/*.yaml', works too. Exit 1 if there are errors (with --strict also warnings), 3 if a file
cannot be read.

--fix fixes only what is safe: the office's words for a status, days in another notation, full-width colons
and digits, trailing blanks. It shows the changes and reports the remaining problems.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govlist.actions import validate
from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_
from govlist.cli import console, options
from govlist.cli.screens import validate as screen
from govlist.validation.reporters import Found

if TYPE_CHECKING:
    from govlist.validation.autofix import Fixed

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]...", help=_("Files, folders or patterns; the list in use by default.")),
]
Style = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=_("text, json, github (default in GitHub Actions), gitlab, sarif or junit."),
        autocompletion=validate.formats,
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=_("Write the report to this file; the text is still printed."),
    ),
]


def command(
    ctx: typer.Context,
    paths: Paths = None,
    style: Style = None,
    out: Report = None,
    strict: Annotated[bool, typer.Option("--strict", help=_("Treat warnings as errors."))] = False,
    fix: Annotated[bool, typer.Option("--fix", help=_("Fix what is safe to fix."))] = False,
    dry_run: options.DryRun = False,
    force: options.Force = False,
    as_json: options.AsJson = False,
) -> None:
    how = validate.style(style, as_json)
    session = options.session(ctx)
    if dry_run and not fix:
        raise GovlistError(_("--dry-run needs --fix"), hint=_("without --fix, validate writes nothing"))
    chosen = paths or [session.writable_path if fix else session.path]
    validate.refuse_report(out, how, chosen)
    if fix:
        found, fixed = validate.fix(chosen, strict, dry_run)
        _show_fixed(fixed, dry_run, quiet=how != "text" and out is None)
    else:
        found = validate.check(chosen, strict)
    _show(found, how, out, force)
    raise typer.Exit(validate.exit_code(found))


def _show_fixed(fixed: list[Fixed], dry_run: bool, quiet: bool) -> None:
    """Show what `--fix` changed: the diffs unless `quiet`, then one line per file on stderr."""
    for each in fixed:
        if each.lines:
            path, count = each.before.source.path, len(each.lines)
            if not quiet:
                console.lines(console.diff(each.before.source.text, each.after.source.text, path))
            what = n_("{n} line fixed", "{n} lines fixed", count).format(n=count)
            message = _("Dry run: {what}; nothing was written.") if dry_run else _("{what}: {path}")
            console.note(message.format(what=what, path=path))
            console.saved(each.saved, each.gone)


def _show(found: Found, how: str, out: Path | None, force: bool) -> None:
    """Show the problems; files that could not be read are reported on stderr.

    With `out` the report is written to that file, and the usual text is shown.
    """
    for failure in found.failures:
        console.error(failure)
    if out is not None:
        validate.write(found, how, out, force)
        console.note(_("written: {path}").format(path=out))
        how = validate.style(None)
    if how != "text":
        console.raw(validate.render(found, how))
    elif found.files or not found.failures:
        console.lines(screen.found_lines(found, console.columns()))
