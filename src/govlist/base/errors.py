"""What can be wrong: problems (data, collected) and the one exception (raised, caught once in cli)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

Location = tuple[str | int, ...]
"""A path into the file's data: keys and list positions from 0, e.g. ("units", 0, "name")."""


class ExitCode(IntEnum):
    """What the process says at its end; documented in docs/exit-codes.md."""

    FINE = 0
    DATA = 1  # the data has errors, or --fail-on fired
    USAGE = 2  # wrong usage: unknown unit, task, section, rule; a report refused
    FAILED = 3  # could not do it: file missing, unreadable, locked, closed, changed meanwhile
    BUG = 4
    INTERRUPTED = 130


class Level(StrEnum):
    """How grave a problem is. Errors stop readers and edits, warnings never do."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault of a file, placed. `line` and `column` count from 1, columns in characters."""

    path: str
    line: int
    column: int
    rule: str
    level: Level
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Finding:
    """What a rule yields: a place in the data and words. `at_key` points at the key, not its value."""

    location: Location
    message: str
    hint: str = ""
    at_key: bool = False


class GovlistError(Exception):
    """The only exception of ours: a message for the user, a remedy, the exit code, the problems behind it.

    `line_of(path, number)` gives the source line of a problem, to be shown with it; `others` are refusals
    that are told behind this one.
    """

    others: tuple[GovlistError, ...] = ()

    def __init__(
        self,
        message: str,
        exit_code: ExitCode = ExitCode.USAGE,
        problems: Sequence[Problem] = (),
        hint: str = "",
        line_of: Callable[[str, int], str] = lambda _path, _line: "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code
        self.problems = tuple(problems)
        self.hint = hint
        self.line_of = line_of


def together(refusals: Sequence[GovlistError]) -> GovlistError:
    """Several refusals of one command as the first of them, the others behind it."""
    first, *others = refusals
    first.others = tuple(others)
    return first
