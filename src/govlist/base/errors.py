"""Errors: problems of the data, which are collected, and GovlistError, which is raised and caught in cli."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

Location = tuple[str | int, ...]
"""A path into the file's data: keys and list positions from 0, e.g. ("units", 0, "name")."""


class ExitCode(IntEnum):
    """The exit codes of the program; documented in docs/exit-codes.md."""

    FINE = 0
    DATA = 1  # the data has errors
    USAGE = 2  # wrong usage: unknown unit, task, section, rule; a report refused
    FAILED = 3  # not possible: file missing, unreadable, locked, archived, changed by another program
    BUG = 4
    FOUND = 5  # --fail-on found what it asks for
    INTERRUPTED = 130


class Level(StrEnum):
    """The severity of a problem. Errors stop readers and edits, warnings do not."""

    ERROR = "error"
    WARNING = "warning"


class Problem(NamedTuple):
    """A problem at a place in a file. `line` and `column` count from 1, columns in characters."""

    path: str
    line: int
    column: int
    rule: str
    level: Level
    message: str
    hint: str = ""


class Finding(NamedTuple):
    """A problem that a rule found, with its path in the data. `at_key` points at the key, not its value."""

    location: Location
    message: str
    hint: str = ""
    at_key: bool = False


def _no_line(_path: str, _number: int) -> str:
    """The default of `line_of`: a function with a name, so that the error can pass between processes."""
    return ""


class GovlistError(Exception):
    """The only exception that govlist raises: a message for the user, a hint, an exit code, its problems.

    `line_of(path, number)` returns the source line of a problem, which is shown with it. `to_copy`
    is text for a file, shown below the hint with its lines. `others` are further errors, shown after this
    one.
    """

    others: tuple[GovlistError, ...] = ()

    def __init__(
        self,
        message: str,
        exit_code: ExitCode = ExitCode.USAGE,
        problems: Sequence[Problem] = (),
        hint: str = "",
        line_of: Callable[[str, int], str] = _no_line,
        to_copy: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code
        self.problems = tuple(problems)
        self.hint = hint
        self.line_of = line_of
        self.to_copy = to_copy

    def record(self) -> dict[str, Any]:
        """The error for `--json`."""
        return {
            "error": self.message,
            "hint": self.hint,
            "exit_code": int(self.exit_code),
            "problems": [problem._asdict() for problem in self.problems],
            "details": self.to_copy,
            "others": [{"error": each.message, "hint": each.hint} for each in self.others],
        }


def combined(errors: Sequence[GovlistError]) -> GovlistError:
    """One error for several: the first, with the rest as its `others`."""
    first, *others = errors
    first.others = tuple(others)
    return first
