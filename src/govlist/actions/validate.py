"""`validate`: check files, fix what is safe to fix, and report the problems in a format."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from govlist.actions import outfiles
from govlist.base import parallel, progress, registry
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.model.words import choose
from govlist.validation import load
from govlist.validation.reporters import Checked, FixedLine, Found
from govlist.validation.selection import EVERYTHING, Selection

if TYPE_CHECKING:
    from govlist.validation import autofix


STDIN = Path("-")
"""The path that means standard input."""

Outcome = Checked | GovlistError
"""What came of one file: its problems, or the reason why it could not be read."""


def check(paths: Sequence[Path], strict: bool = False, selection: Selection = EVERYTHING) -> Found:
    """Check files, the lists in folders, and standard input for `-`.

    The others are checked even if a file cannot be read. Many files are checked in several processes.
    """
    files, failures = _lists(paths)
    jobs = 1 if STDIN in files else parallel.jobs_for(files)
    outcomes = list(progress.over(parallel.results(_check, files, jobs), len(files), _("checking")))
    checked = tuple(outcome for outcome in outcomes if isinstance(outcome, Checked))
    failures += [outcome for outcome in outcomes if isinstance(outcome, GovlistError)]
    return Found(tuple(_selected(file, selection) for file in checked), tuple(failures), strict)


def fix(
    paths: Sequence[Path], strict: bool, dry_run: bool, selection: Selection = EVERYTHING
) -> tuple[Found, list[autofix.Fixed]]:
    """Fix what is safe to fix, then check; with `dry_run` nothing is written.

    Raises GovlistError for standard input.
    """
    from govlist.validation import autofix  # only needed here

    files, failures = _lists(paths)
    if STDIN in files:
        message = _("standard input cannot be fixed")
        raise GovlistError(message, hint=_("name a file, or leave out --fix"))
    checked, done = [], []
    for file in files:
        try:
            fixed = autofix.apply(file, dry_run)
        except GovlistError as error:
            failures.append(error)
            continue
        checked.append(_selected(_kept(fixed.before if dry_run else fixed.after), selection))
        done.append(fixed)
    fixed_lines = tuple(FixedLine(fixed.before.source.path, *row) for fixed in done for row in fixed.lines)
    return Found(tuple(checked), tuple(failures), strict, fixed_lines), done


def without_problems(found: Found) -> Found:
    """The result with the fixed lines alone."""
    return replace(found, files=tuple(Checked(file.path, (), {}) for file in found.files))


def formats() -> list[str]:
    """The values of `--format`."""
    return ["text", *registry.names("validation.reporters")]


def style(asked: str | None, as_json: bool = False) -> str:
    """The format to use: `asked`, else github in GitHub Actions, else text.

    Raises GovlistError for an unknown one, and for another than json with `as_json`.
    """
    if as_json:
        if asked not in (None, "json"):
            raise GovlistError(_("--json and --format name different formats"), hint=_("use one of them"))
        return "json"
    if asked is None:
        return "github" if os.environ.get("GITHUB_ACTIONS") else "text"
    return choose(asked, formats(), "--format")


def refuse_report(out: Path | None, how: str, paths: Sequence[Path]) -> None:
    """Raise GovlistError for a report in the format text, or one that would overwrite a checked list."""
    if out is not None:
        if how == "text":
            raise GovlistError(
                _("the format text cannot be written to a file"), hint=_("name another with --format")
            )
        outfiles.refuse_inputs([out], _lists(paths)[0])


def render(found: Found, how: str) -> str:
    """The report in a format for programs."""
    made: str = registry.get("validation.reporters", how).render(found)
    return made


def write(found: Found, how: str, out: Path, force: bool = False) -> None:
    """Write the report to a file, in a format for programs."""
    outfiles.write({out: render(found, how).encode("utf-8", "backslashreplace")}, force=force)


def exit_code(found: Found) -> ExitCode:
    """3 if a file could not be read, else 1 if there are errors, else 0."""
    if found.failures:
        return ExitCode.FAILED
    return ExitCode.DATA if found.failed else ExitCode.FINE


def _check(path: Path) -> Outcome:
    try:
        return _kept(load.check(str(path), load.read_stdin() if path == STDIN else load.read(path)))
    except GovlistError as error:
        return error


def _kept(loaded: load.Loaded) -> Checked:
    """The parts of a file that are needed to show its problems; a whole list takes much memory.

    They may come from another process.
    """
    lines = {problem.line: loaded.source.line(problem.line) for problem in loaded.problems}
    return Checked(loaded.source.path, loaded.problems, lines, loaded.ignored)


def _selected(file: Checked, selection: Selection) -> Checked:
    """The file with the problems that are to be reported."""
    problems = [problem for problem in file.problems if not selection.ignores(problem)]
    selected = list(filter(selection.shows, problems))
    shown = tuple(problem for problem in selected if not selection.hides(problem))
    return replace(
        file,
        problems=shown,
        ignored=file.ignored + tuple(filter(selection.ignores, file.problems)),
        unselected=tuple(problem for problem in problems if not selection.shows(problem)),
        hidden=len(selected) - len(shown),
    )


# -- finding files ---------------------------------------------------------------------------------


def _lists(paths: Sequence[Path]) -> tuple[list[Path], list[GovlistError]]:
    """The files that the paths mean, each once, in order; and errors for paths that give none."""
    files: dict[str, Path] = {}
    failures: list[GovlistError] = []
    for path in paths:
        try:
            for file in _meant(path, failures):
                files.setdefault(os.path.normpath(file), file)
        except GovlistError as error:
            failures.append(error)
        except OSError:  # not accessible: reading the file reports why
            files.setdefault(os.path.normpath(path), path)
    return list(files.values()), failures


def _meant(path: Path, failures: list[GovlistError]) -> list[Path]:
    """The file itself, the lists below a folder, or the files and folders that match a pattern.

    Shells on Windows do not expand patterns, and quoted ones are not expanded anywhere.
    """
    before = len(failures)
    if path == STDIN:
        return [path]
    if path.is_dir():
        found = load.below(path, failures)
        message = _("{path} contains no *.yaml or *.yml files").format(path=path)
        hint = _("name the folder that holds the list")
    elif path.exists() or not has_magic(str(path)):
        return [path]
    else:
        names = map(Path, sorted(glob(str(path), recursive=True)))  # noqa: PTH207 - it may be a whole path
        found = [file for name in names for file in _matched(name, failures)]
        message = _("no file matches {pattern}").format(pattern=path)
        hint = _("** matches nested folders, * any part of a name")
    if not found and len(failures) == before:
        raise GovlistError(message, ExitCode.FAILED, hint=hint)
    return found


def _matched(path: Path, failures: list[GovlistError]) -> list[Path]:
    """The files of a match: the lists below a folder, the file itself, or none."""
    return load.below(path, failures) if path.is_dir() else [path] if path.is_file() else []
