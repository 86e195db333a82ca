"""`validate`: many files → their problems, mended where that is safe → a format, and the exit code."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from govlist.actions import outfiles
from govlist.base import i18n, limits, registry
from govlist.base.errors import ExitCode, GovlistError, Level
from govlist.base.i18n import _, n_
from govlist.cli import console
from govlist.cli.screens import validate as screen
from govlist.cli.tables import line
from govlist.model.words import choose
from govlist.validation import load
from govlist.validation.reporters import Checked, FixedLine, Found

if TYPE_CHECKING:
    from govlist.validation import autofix

PAYS = 3_000_000
"""Bytes of all files together from which on helping processes save more time than their start takes."""

Outcome = Checked | tuple[str, ExitCode, str]
"""What came of a file: its problems, or why it could not be read. It crosses between processes."""


def check(paths: Sequence[Path], strict: bool = False) -> Found:
    """Check files, and the lists in folders; one that cannot be read does not keep the others from it."""
    files, failures = _lists(paths)
    outcomes: Iterable[Outcome] = map(_check, files)
    if len(files) > 1 and sum(map(_size, files)) >= PAYS:
        jobs = min(limits.jobs(), len(files))
        outcomes = _together(files, jobs) if jobs > 1 else outcomes
        outcomes = console.progress(outcomes, len(files), _("checking"))
    made = list(outcomes)
    checked = tuple(each for each in made if isinstance(each, Checked))
    failures += [GovlistError(*each[:2], hint=each[2]) for each in made if not isinstance(each, Checked)]
    return Found(checked, tuple(failures), strict)


def mend(paths: Sequence[Path], strict: bool, dry_run: bool) -> tuple[Found, list[autofix.Fixed]]:
    """The same after what is safe to mend has been mended; with `dry_run` only what that would be."""
    from govlist.validation import autofix  # only a check that mends needs it

    files, failures = _lists(paths)
    checked, done = [], []
    for file in files:
        try:
            fixed = autofix.apply(file, dry_run)
        except GovlistError as error:
            failures.append(error)
            continue
        checked.append(_kept(fixed.before if dry_run else fixed.after))
        done.append(fixed)
    mended = tuple(FixedLine(fixed.before.source.path, *row) for fixed in done for row in fixed.lines)
    return Found(tuple(checked), tuple(failures), strict, mended), done


def formats() -> list[str]:
    """The words for `--format`."""
    return ["text", *registry.names("validation.reporters")]


def style(asked: str | None, as_json: bool = False) -> str:
    """The format to tell in: as asked, else github inside GitHub Actions, else text."""
    if as_json:
        if asked not in (None, "json"):
            raise GovlistError(_("--json and --format name two formats"), hint=_("use one of them"))
        return "json"
    if asked is None:
        return "github" if os.environ.get("GITHUB_ACTIONS") else "text"
    return choose(asked, formats(), "--format")


def refuse_report(out: Path | None, how: str, paths: Sequence[Path]) -> None:
    """Refuse a file for the report that would hold no format, or be one of the lists that are checked."""
    if out is not None:
        if how == "text":
            raise GovlistError(_("text is for people, not for a file"), hint=_("name another with --format"))
        outfiles.refuse_inputs([out], _lists(paths)[0])


def tell(found: Found, how: str, out: Path | None = None, force: bool = False) -> None:
    """Print what was found; what could not be read goes to stderr.

    With `out` the format goes into that file, and people see the usual text beside it.
    """
    for failure in found.failures:
        console.error(failure)
    if out is not None:
        report = _rendered(found, how).encode("utf-8", "backslashreplace")
        outfiles.write({out: report}, force=force)
        console.note(_("written: {path}").format(path=out))
        how = style(None)
    if how != "text":
        console.raw(_rendered(found, how))
    elif found.files or not found.failures:
        _tell_people(found)


def tell_mended(done: Sequence[autofix.Fixed], dry_run: bool, quiet: bool) -> None:
    """Show what `--fix` has changed: the diffs unless `quiet`, then a line for each file on stderr."""
    for fixed in done:
        if fixed.lines:
            path, count = fixed.before.source.path, len(fixed.lines)
            if not quiet:
                console.lines(console.diff(fixed.before.source.text, fixed.after.source.text, path))
            what = n_("{n} line mended", "{n} lines mended", count).format(n=count)
            told = _("Dry run: {what}; nothing was written.") if dry_run else _("{what}: {path}")
            console.note(told.format(what=what, path=path))
            console.other_names(fixed.hard_links)


def exit_code(found: Found) -> ExitCode:
    """3 beats 1: a file that could not be read says more than a fault in another."""
    if found.failures:
        return ExitCode.FAILED
    return ExitCode.DATA if any(map(found.stops, found.problems)) else ExitCode.FINE


# -- telling ---------------------------------------------------------------------------------------


def _tell_people(found: Found) -> None:
    problems = found.problems
    texts = {file.path: file.lines for file in found.files}
    made = screen.lines(problems, lambda path, number: texts[path].get(number, ""), console.columns())
    errors = sum(problem.level is Level.ERROR for problem in problems)
    summary = screen.summary(len(found.files), errors, len(problems) - errors)
    console.lines([*made, line(summary, "bad" if errors else "good")])


def _rendered(found: Found, how: str) -> str:
    made: str = registry.get("validation.reporters", how).render(found)
    return made


# -- checking --------------------------------------------------------------------------------------


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _check(path: Path) -> Outcome:
    try:
        return _kept(load.check(str(path), load.read(path)))
    except GovlistError as error:
        return error.message, error.exit_code, error.hint


def _kept(loaded: load.Loaded) -> Checked:
    """What is needed of a file to tell its problems: it may have been read in another process."""
    lines = {problem.line: loaded.source.line(problem.line) for problem in loaded.problems}
    return Checked(loaded.source.path, loaded.problems, lines)


def _together(files: Sequence[Path], jobs: int) -> Iterator[Outcome]:
    """Check files in several processes; in the order of the files all the same."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Started anew, not forked: so it is the same on every system, and no thread is copied half-way.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (i18n.language(),))
    try:
        yield from pool.map(_check, files)
    except BrokenProcessPool:
        message = _("the system ended a process that was checking files")
        hint = _("GOVLIST_JOBS=1 checks one after another and takes less memory")
        raise GovlistError(message, ExitCode.FAILED, hint=hint) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(language: str) -> None:
    """A helping process speaks as we do, looks for cycles as rarely, and leaves Ctrl-C to us."""
    i18n.use(language)
    gc.set_threshold(200_000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


# -- finding files ---------------------------------------------------------------------------------


def _lists(paths: Sequence[Path]) -> tuple[list[Path], list[GovlistError]]:
    """The files that are meant, each once, in order; and why some paths give none."""
    files: dict[str, Path] = {}
    failures: list[GovlistError] = []
    for path in paths:
        try:
            for file in _meant(path, failures):
                files.setdefault(os.path.normpath(file), file)
        except GovlistError as error:
            failures.append(error)
        except OSError:  # it cannot even be looked at: reading it says why
            files.setdefault(os.path.normpath(path), path)
    return list(files.values()), failures


def _meant(path: Path, failures: list[GovlistError]) -> list[Path]:
    """The file itself, the lists below a folder, or what a pattern stands for, folders as well.

    A shell on Windows leaves patterns to us, and so do quotes.
    """
    told = len(failures)
    if path.is_dir():
        found = _below(path, failures)
        message = _("{path} holds no *.yaml and no *.yml").format(path=path)
        hint = _("name the folder that holds the list")
    elif path.exists() or not has_magic(str(path)):
        return [path]
    else:
        names = map(Path, sorted(glob(str(path), recursive=True)))  # noqa: PTH207 - it may be a whole path
        found = [file for name in names for file in _shown(name, failures)]
        message = _("no file fits {pattern}").format(pattern=path)
        hint = _("** stands for folders in folders, * for any part of a name")
    if not found and len(failures) == told:
        raise GovlistError(message, ExitCode.FAILED, hint=hint)
    return found


def _shown(path: Path, failures: list[GovlistError]) -> list[Path]:
    """What a name is that a pattern fits: the lists below a folder, a file, or nothing that can be read."""
    return _below(path, failures) if path.is_dir() else [path] if path.is_file() else []


def _below(folder: Path, failures: list[GovlistError]) -> list[Path]:
    """The lists below a folder, hidden ones left out; a folder that may not be read is told."""

    def refused(error: OSError) -> None:
        message = _("{path} may not be read").format(path=error.filename)
        failures.append(GovlistError(message, ExitCode.FAILED, hint=_("ask for the right to read it")))

    found = []
    for here, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        shown = [Path(here, name) for name in names if not name.startswith(".")]
        found += [file for file in shown if file.suffix in (".yaml", ".yml") and file.is_file()]
    return sorted(found)
