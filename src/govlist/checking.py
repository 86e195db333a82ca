"""`validate`: many files → their problems → text, JSON or annotations for GitHub, and the exit code."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from govlist import load, output
from govlist.errors import ExitCode, GovlistError, Level, Problem
from govlist.i18n import _
from govlist.layout import line
from govlist.screens import problems as screen
from govlist.words import refuse_unknown

STYLES = ("text", "json", "github")


@dataclass(frozen=True)
class Found:
    """What was found: the files read with their problems, and the files that could not be read."""

    files: tuple[load.Loaded, ...]
    failures: tuple[GovlistError, ...]

    @property
    def problems(self) -> list[Problem]:
        """All problems in the order of their files."""
        return [problem for loaded in self.files for problem in loaded.problems]


def check(paths: Sequence[Path]) -> Found:
    """Check files, and the lists in folders; one that cannot be read does not keep the others from it."""
    files, failures = [], []
    for path in paths:
        try:
            for file in _lists(path):
                files.append(load.check(str(file), load.read(file)))
        except GovlistError as error:
            failures.append(error)
    return Found(tuple(files), tuple(failures))


def style(asked: str | None) -> str:
    """The format to tell in: as asked, else github inside GitHub Actions, else text."""
    if asked is None:
        return "github" if os.environ.get("GITHUB_ACTIONS") else "text"
    refuse_unknown(asked, STYLES)
    return asked


def tell(found: Found, how: str) -> None:
    """Print what was found; what could not be read goes to stderr."""
    for failure in found.failures:
        output.error(failure)
    problems = found.problems
    if how == "json":
        output.data({"files": len(found.files), "problems": [_record(p) for p in problems]})
    elif how == "github":
        output.raw("".join(map(_annotation, problems)))
    elif found.files or not found.failures:
        sources = {loaded.source.path: loaded.source for loaded in found.files}
        made = screen.lines(problems, lambda path, n: sources[path].line(n), output.columns())
        errors = sum(problem.level is Level.ERROR for problem in problems)
        summary = screen.summary(len(found.files), errors, len(problems) - errors)
        output.lines([*made, line(summary, "bad" if errors else "good")])


def exit_code(found: Found, strict: bool) -> ExitCode:
    """3 beats 1: a file that could not be read says more than a fault in another."""
    if found.failures:
        return ExitCode.FAILED
    stops = any(strict or problem.level is Level.ERROR for problem in found.problems)
    return ExitCode.DATA if stops else ExitCode.FINE


def _lists(path: Path) -> Iterable[Path]:
    """The file itself, or the lists below a folder, hidden ones left out, in order."""
    if not path.is_dir():
        return [path]
    files = [
        file
        for file in sorted(path.rglob("*"))
        if file.suffix in (".yaml", ".yml")
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    ]
    if not files:
        message = _("{path} holds no *.yaml and no *.yml").format(path=path)
        raise GovlistError(message, ExitCode.FAILED, hint=_("name the folder that holds the list"))
    return files


def _record(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "level": str(problem.level),
        "message": problem.message,
        "hint": problem.hint,
    }


def _annotation(problem: Problem) -> str:
    """A workflow command; its values escape what would end them."""
    text = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    properties = {
        "file": problem.path,
        "line": str(problem.line),
        "col": str(problem.column),
        "title": f"govlist {problem.rule}",
    }
    written = ",".join(f"{key}={_escape(value, ':,')}" for key, value in properties.items())
    return f"::{problem.level} {written}::{_escape(text)}\n"


def _escape(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
