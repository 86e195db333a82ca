"""Output of `validate` for other programs: one format per file, all from the same data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from govlist.base.errors import GovlistError, Level, Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked: its problems in order, and the text of their lines."""

    path: str
    problems: tuple[Problem, ...]
    lines: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class FixedLine:
    """A line that `--fix` has changed, before and after."""

    path: str
    line: int
    before: str
    after: str


@dataclass(frozen=True)
class Found:
    """The result of `validate`: files that were read, errors for others, whether warnings count.

    `fixed` has the lines changed by `--fix`; it is None without that option.
    """

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
