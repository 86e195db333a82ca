"""Output of `validate` for other programs: one format per file, all from the same data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from govlist.base.errors import GovlistError, Level, Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked: its problems in order, and the text of their lines.

    `ignored` has the warnings that a comment, an option or a setting ignores, `unselected` the problems of
    rules that were not selected, `hidden` the number of other warnings where only errors are shown.
    """

    path: str
    problems: tuple[Problem, ...]
    lines: Mapping[int, str]
    ignored: tuple[Problem, ...] = ()
    unselected: tuple[Problem, ...] = ()
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class FixedLine:
    """A line that `--fix` has changed, before and after."""

    path: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule with the number of its problems and of the files that have them."""

    rule: str
    level: Level
    problems: int
    files: int


@dataclass(frozen=True)
class Found:
    """The result of `validate`: files that were read, errors for others, whether warnings count.

    `fixed` has the lines changed by `--fix`.
    """

    files: tuple[Checked, ...]
    failures: tuple[GovlistError, ...] = ()
    strict: bool = False
    fixed: tuple[FixedLine, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        """All problems: the errors of all files in their order, then the warnings."""
        return [problem for _file, problem in self.located()]

    @property
    def ignored(self) -> int:
        """The number of warnings that are ignored."""
        return sum(len(file.ignored) for file in self.files)

    @property
    def hidden(self) -> int:
        """The number of warnings that are not shown because only errors are."""
        return sum(file.hidden for file in self.files)

    @property
    def unselected(self) -> Counter[Level]:
        """How many errors and warnings belong to rules that were not selected."""
        return Counter(problem.level for file in self.files for problem in file.unselected)

    @property
    def by_rule(self) -> list[Counted]:
        """The rules that found something, with the number of their problems: errors first, the most first."""
        counts = Counter((problem.level, problem.rule) for problem in self.problems)
        files = Counter((level, rule) for file in self.files for level, rule in _rules(file))
        rows = [Counted(rule, level, n, files[level, rule]) for (level, rule), n in counts.items()]
        return sorted(rows, key=lambda row: (row.level is not Level.ERROR, -row.problems, row.rule))

    @property
    def failed(self) -> bool:
        """Whether the exit code is 1: also for errors of rules that were not selected."""
        return any(map(self.stops, self.problems)) or bool(self.unselected[Level.ERROR])

    def stops(self, problem: Problem) -> bool:
        """Whether a problem makes the exit code 1."""
        return self.strict or problem.level is Level.ERROR

    def located(self) -> Iterator[tuple[Checked, Problem]]:
        """Each problem with its file, errors first."""
        found = [(file, problem) for file in self.files for problem in file.problems]
        return iter(sorted(found, key=lambda each: each[1].level is not Level.ERROR))


def _rules(file: Checked) -> set[tuple[Level, str]]:
    return {(problem.level, problem.rule) for problem in file.problems}
