"""What `validate` found, for other programs: one format a file. What they are all given stands here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from govlist.base.errors import GovlistError, Level, Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was read: its problems in order, and the text of the lines that they stand in."""

    path: str
    problems: tuple[Problem, ...]
    lines: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class FixedLine:
    """A line that `--fix` has written anew: how it reads before and after."""

    path: str
    line: int
    before: str
    after: str


@dataclass(frozen=True)
class Found:
    """The files that were read, what kept others from it, whether warnings count; with `--fix` the lines
    fixed, else None."""

    files: tuple[Checked, ...]
    failures: tuple[GovlistError, ...] = ()
    strict: bool = False
    fixed: tuple[FixedLine, ...] | None = None

    @property
    def problems(self) -> list[Problem]:
        """All problems in the order of their files."""
        return [problem for file in self.files for problem in file.problems]

    def stops(self, problem: Problem) -> bool:
        """Whether a problem makes the exit code 1."""
        return self.strict or problem.level is Level.ERROR

    def located(self) -> Iterator[tuple[Checked, Problem]]:
        """Each problem with its file."""
        return ((file, problem) for file in self.files for problem in file.problems)
