"""Check files and folders: report every problem at once, with line and column.

Prints one line if there is no problem, errors before warnings if there are. A folder means all *.yaml and
*.yml files below it; a pattern in quotes, 'lists/**/*.yaml', works too; - is standard input. Exit 1 if there
are errors (with --strict also warnings), 3 if a file cannot be read.

A comment on a line ignores its warnings: # govlist: ignore[no-owner]. Errors cannot be ignored.

--fix fixes only what is safe: the office's words for a status, days in another notation, full-width colons
and digits, trailing blanks. It shows the changes and reports the remaining problems.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govlist.actions import validate
from govlist.base.errors import GovlistError, combined
from govlist.base.i18n import _, n_
from govlist.base.i18n import mark as N_
from govlist.cli import console, options, terminal
from govlist.cli.screens import validate as screen
from govlist.cli.tables import Line
from govlist.model.words import not_together
from govlist.validation import selection as selections
from govlist.validation.reporters import Found

if TYPE_CHECKING:
    from govlist.validation.autofix import Fixed

EXAMPLES = (
    (N_("all lists of a folder"), "govlist validate 'lists/**/*.yaml'"),
    (N_("what could be fixed safely"), "govlist validate --fix --dry-run"),
    (N_("how many problems each rule found"), "govlist validate --statistics"),
    (N_("what stops the lists of a city, without the warnings"), "govlist validate lists/ --errors-only"),
    (N_("without the warnings of a rule"), "govlist validate --ignore no-owner"),
)

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
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help=_("Report only these rules: no-owner,number-gap. Repeatable."),
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULES",
        help=_("Do not report the warnings of these rules. Repeatable."),
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help=_("Treat warnings as errors."))]
ErrorsOnly = Annotated[
    bool, typer.Option("--errors-only", help=_("Show errors only; the last line counts the warnings."))
]
Statistics = Annotated[bool, typer.Option("--statistics", help=_("Show how many problems each rule found."))]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help=_("Print problems only: nothing if there are none."))
]
Fix = Annotated[bool, typer.Option("--fix", help=_("Fix what is safe to fix."))]
FixOnly = Annotated[
    bool, typer.Option("--fix-only", help=_("Fix what is safe to fix, report no other problem."))
]


def command(
    ctx: typer.Context,
    paths: Paths = None,
    style: Style = None,
    out: Report = None,
    strict: Strict = False,
    select: Select = None,
    ignore: Ignore = None,
    errors_only: ErrorsOnly = False,
    statistics: Statistics = False,
    quiet: Quiet = False,
    fix: Fix = False,
    fix_only: FixOnly = False,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    force: options.Force = False,
    as_json: options.AsJson = False,
) -> None:
    quiet = quiet or terminal.wanted.quiet
    how = validate.style(style, as_json)
    session = options.session(ctx)
    fix = fix or fix_only
    if statistics and how not in ("text", "json"):
        raise GovlistError(_("--statistics is for text and json"), hint=_("leave out --format"))
    if errors_only and strict:
        raise not_together("--errors-only", "--strict")
    if dry_run and not fix:
        raise GovlistError(_("--dry-run needs --fix"), hint=_("without --fix, validate writes nothing"))
    chosen = paths or [session.writable_path if fix else session.path]
    validate.refuse_report(out, how, chosen)
    known = session.settings
    ignored = ignore or (None if select else known.get("validate.ignore"))  # what was asked for is shown
    selection = selections.read(select or known.get("validate.select"), ignored, errors_only)
    if fix:
        found, fixed = validate.fix(chosen, strict, dry_run, selection)
        _show_fixed(fixed, dry_run, quiet, how != "text" and out is None, diff)
    else:
        found = validate.check(chosen, strict, selection)
    if fix_only:
        found = validate.without_problems(found)
    made = screen.statistics_lines if statistics else screen.found_lines
    _show(found, how, out, force, made(found, console.columns(), quiet or fix_only))
    raise typer.Exit(validate.exit_code(found))


def _show_fixed(fixed: list[Fixed], dry_run: bool, quiet: bool, nothing: bool, as_diff: bool) -> None:
    """Show what `--fix` changed unless `quiet`: the lines (not with `nothing`), then one note per file."""
    for each in fixed:
        if each.lines and not quiet:
            path, count = each.before.source.path, len(each.lines)
            if not nothing:
                if as_diff:
                    console.lines(console.diff(each.before.source.text, each.after.source.text, path))
                else:
                    console.lines(screen.fixed_lines(each.lines, console.columns()))
            what = n_("{n} line fixed", "{n} lines fixed", count).format(n=count)
            message = _("Dry run: {what}; nothing was written.") if dry_run else _("{what}: {path}")
            console.note(message.format(what=what, path=path))
            console.saved(each.saved, each.gone)


def _show(found: Found, how: str, out: Path | None, force: bool, made: list[Line]) -> None:
    """Show the problems; files that could not be read are reported on stderr.

    `made` is the text for people. With `out` the report is written to that file, and the text is shown.
    """
    if found.failures:
        console.error(combined(found.failures))
    if out is not None:
        validate.write(found, how, out, force)
        console.note(_("written: {path}").format(path=out))
        how = validate.style(None)
    if how != "text":
        console.raw(validate.render(found, how))
        if found.hidden and how != "json":  # these formats have no place for it
            console.note(_("{found} not shown").format(found=screen.hidden_words(found)))
    elif found.files or not found.failures:
        console.lines(made)
