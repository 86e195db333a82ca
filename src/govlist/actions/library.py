"""The library: `import govlist`. docs/library.md says what is promised; nothing else is.

It works as the commands do: the same rules, figures, settings and messages, and for `mark` the same lock,
checks and history.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from govlist.actions import mark as marking
from govlist.actions.session import Session
from govlist.base import dates, invocation
from govlist.base.errors import GovlistError as GovlistError
from govlist.base.errors import Problem as Problem
from govlist.model.checklist import Checklist
from govlist.model.checklist import Task as Task
from govlist.model.checklist import Unit as Unit
from govlist.model.pairs import Pair as Pair
from govlist.validation import load
from govlist.validation.entries import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlist.content.edit_shapes import Entered
    from govlist.content.shapes import PairRow
    from govlist.model.view import View


def open(path: str | os.PathLike[str]) -> List:
    """Read and check a list. Its problems are in `problems`; a file that cannot be read is a GovlistError."""
    return List(Path(path))


class Day:
    """A list on a day."""

    def __init__(self, view: View) -> None:
        self._view = view

    @property
    def date(self) -> date:
        """The day; for an archived list at most the day on which it was archived."""
        return self._view.day

    def pairs(self) -> list[Pair]:
        """Every unit and task that it has to do with, by task, with the state on the day."""
        return list(self._view.pairs)

    def rows(self) -> list[PairRow]:
        """The same as flat dictionaries: the rows of `govlist list --pairs --json`."""
        from govlist.content import flat  # not needed for pairs

        return cast("list[PairRow]", flat.records(self._view))


class List:
    """A list as it was when it was opened, or after the last `mark`."""

    def __init__(self, path: Path) -> None:
        self._session = Session(path)
        self._loaded = load.check(str(path), load.read(path))

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self._loaded.source.path)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, errors and warnings, by line."""
        return self._loaded.problems

    @property
    def title(self) -> str:
        """The title. Like all that follows, it raises GovlistError if the list has errors."""
        return self._checklist.title

    @property
    def year(self) -> int:
        """The year that the list is for."""
        return self._checklist.year

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of the roster."""
        return self._checklist.units

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks, in the list's order."""
        return tuple(self._checklist.tasks())

    def on(self, day: date | str) -> Day:
        """The list on a day, today or earlier: a date, or words that `--as-of` takes.

        Of a period it is the last day. Raises GovlistError for a day in the future.
        """
        return Day(self._session.view_of(self._checklist, _text(day)))

    def mark(
        self,
        tasks: int | Iterable[int],
        status: str,
        *,
        unit: str | Iterable[str],
        note: str | None = None,
        evidence: str | Iterable[str] = (),
        by: str | None = None,
        day: date | str | None = None,
        dry_run: bool = False,
    ) -> list[Entered]:
        """Enter a report for each task and unit, and return what was entered; a repeated report is left out.

        The reports of all are written, or none. `status` is a status or one of the office's words, `day` is
        a date or words that `--date` takes, today by default. Raises GovlistError for a report that is
        refused, and if the file cannot be written; then it is unchanged.
        """
        ids = [tasks] if isinstance(tasks, int) else list(dict.fromkeys(tasks))
        names, links, today = _several(unit), _several(evidence), self._session.today
        on = today if day is None else dates.parse_day(_text(day), today)
        draft = Draft(status, on, note, tuple(links), by)
        with _recorded(["mark", ",".join(map(str, ids)), status, *(f"--unit={name}" for name in names)]):
            done = marking.mark(self._session, ids, names, draft, dry_run)
        if not dry_run:
            self._loaded = load.checked(done.after)
        return cast("list[Entered]", done.changed)

    @property
    def _checklist(self) -> Checklist:
        return load.refuse_errors(self._loaded)


def _several(given: str | Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def _text(day: date | str) -> str:
    """A day as it is typed; of a time its day, because every datetime is a date."""
    return str(day.date() if isinstance(day, datetime) else day)


@contextmanager
def _recorded(command: list[str]) -> Iterator[None]:
    """Record a write with the command that would do the same, for `govlist undo --list`."""
    before = invocation.command.set(tuple(command))
    try:
        yield
    finally:
        invocation.command.reset(before)
