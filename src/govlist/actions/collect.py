"""`collect`: returned files → what they add, as a diff and every fault → after a yes, the list.

While a question waits for its answer no lock is held: the list is read again under the lock, and what was
read from the files is laid beside it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from govlist.actions.session import Session
from govlist.base import dates
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _, n_
from govlist.cli import console
from govlist.cli.screens import collect as screen
from govlist.collect import forms
from govlist.collect.desk import Asked
from govlist.collect.faults import Fault
from govlist.collect.gather import Outcome, gather
from govlist.collect.table import Returned
from govlist.content.json_output import Record
from govlist.model.checklist import Checklist, Unit
from govlist.model.roster import Roster
from govlist.model.words import joined
from govlist.validation import entries as reporting
from govlist.validation import transaction
from govlist.validation.load import Loaded
from govlist.validation.transaction import Edited
from govlist.yamlfile.source import Source

UNREAD = (".xls", ".et", ".ods", ".xlsm", ".xlsb", ".doc", ".docx", ".wps", ".zip", ".rar", ".7z")
"""Kinds of files in a folder that may well be what a unit sent back, and that are not read."""


@dataclass(frozen=True)
class Wish:
    """The options as they were typed."""

    unit: str | None = None
    day: str | None = None
    partial: bool = False
    yes: bool = False
    dry_run: bool = False
    as_json: bool = False


def collect(session: Session, paths: list[Path], wish: Wish) -> ExitCode:
    """Read the files, show what they add, write it after a yes; the exit code tells of faults."""
    if not (wish.yes or wish.dry_run) and (wish.as_json or not console.can_ask()):
        hint = _("write it: --yes; only look: --dry-run")
        raise GovlistError(_("there is nobody to ask whether it shall be written"), hint=hint)
    day = None if wish.day is None else dates.parse_day(wish.day, session.today)
    if day is not None:
        reporting.refuse_future(day, session.today)
    path = session.writable_path
    run = _Run(wish, session.today, day)
    run.read(list(_files(paths)))
    done = transaction.apply(path, run.make, dry_run=not wish.yes)
    if wish.yes or wish.dry_run or not done.changed:
        return _tell(run, done, wish)
    shown = done
    console.lines(console.diff(done.before.text, done.after.text, str(path)))
    run.tell(len(done.changed))
    if not console.ask(
        n_("Enter {n} report?", "Enter {n} reports?", len(done.changed)).format(n=len(done.changed))
    ):
        console.note(_("Nothing was written."))
        return run.code
    done = transaction.apply(path, run.make)
    return _tell(run, done, wish, shown)


@dataclass
class _Run:
    """What was read once, and what came of it beside the list, which may be read again."""

    wish: Wish
    today: date
    day: date | None
    returned: list[Returned] = field(default_factory=list)
    unread: list[Fault] = field(default_factory=list)
    outcome: Outcome = field(default_factory=lambda: Outcome((), 0, ()))

    def read(self, files: list[Path]) -> None:
        """Read all files; one that cannot be read does not keep the others from it."""
        for path in console.progress(files, _("Reading")):
            try:
                self.returned.append(forms.read(path))
            except GovlistError as error:
                message = error.message.removeprefix(str(path)).lstrip(" :：")
                hint = _(
                    "open it in Excel or WPS, take a password off, save it as .xlsx; else ask for it again"
                )
                self.unread.append(Fault(str(path), None, None, "unreadable", message, hint, ExitCode.FAILED))

    def make(self, loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        """The edit: what is new, unless a fault stops it."""
        unit = None if self.wish.unit is None else _one_unit(Roster(checklist), self.wish.unit)
        self.outcome = gather(checklist, self.returned, Asked(self.today, self.day, unit))
        entries = () if self.stopped else self.outcome.entries
        return reporting.add(loaded.source, entries), reporting.records(entries)

    @property
    def faults(self) -> list[Fault]:
        """Every fault, of files that could not be read first."""
        return [*self.unread, *self.outcome.faults]

    @property
    def stopped(self) -> bool:
        """Whether nothing is taken: all or nothing, and something is wrong."""
        return bool(self.faults) and not self.wish.partial

    @property
    def code(self) -> ExitCode:
        """3 beats 1: a file that could not be read says more than a fault in another."""
        return max((fault.code for fault in self.faults), default=ExitCode.FINE)

    def tell(self, new: int) -> None:
        """What is wrong, and what was received, on stderr."""
        console.lines(screen.lines(self.faults), sys.stderr)
        files = len(self.returned) + len(self.unread)
        console.note(screen.summary(files, new, self.outcome.known, len(self.faults)))
        if pictures := [returned.path for returned in self.returned if returned.pictures]:
            told = _("pictures on the sheets are not read, ask for them as files: {names}")
            console.note(told.format(names=joined(pictures)))
        for returned in self.returned:
            if returned.beside:
                told = _("{path}: not read, since it is in no cell: {names}")
                console.note(told.format(path=returned.path, names=joined(returned.beside)))
        if self.outcome.blank:
            told = _("nothing has been filled in: {names}")
            console.note(told.format(names=joined(self.outcome.blank)))


def _tell(run: _Run, done: Edited, wish: Wish, shown: Edited | None = None) -> ExitCode:
    """The diff, unless it has been `shown`, or JSON on stdout; faults, warnings and the outcome on stderr."""
    number = len(done.changed)
    if wish.as_json:
        console.data(_record(run, done))
    else:
        if shown is None or shown.after.text != done.after.text:
            console.lines(console.diff(done.before.text, done.after.text, str(done.path)))
        if shown is None or run.stopped:
            run.tell(len(run.outcome.entries))
    if run.stopped:
        hint = _("mend them and collect again; or take the rows that are right: --partial")
        console.error(GovlistError(_("nothing was written, for there are faults"), run.code, hint=hint))
    else:
        console.outcome(done, n_("{n} report entered", "{n} reports entered", number).format(n=number))
    return run.code


def _record(run: _Run, done: Edited) -> dict[str, Any]:
    return {
        "changed": done.changed,
        "known": run.outcome.known,
        "files": len(run.returned) + len(run.unread),
        "problems": [
            {
                "path": fault.path,
                "sheet": fault.sheet,
                "cell": fault.cell,
                "rule": fault.rule,
                "message": fault.message,
                "hint": fault.hint,
            }
            for fault in run.faults
        ],
        "file": str(done.path),
    }


def _one_unit(roster: Roster, text: str) -> str:
    """The one unit that a name means."""
    found = roster.select(text)
    owner = roster.find(text)
    if len(found) != 1 or not (owner is None or isinstance(owner, Unit)):
        raise GovlistError(_("one unit at a time is wanted here"), hint=_("name a unit, not a group"))
    return found[0]


# -- files -----------------------------------------------------------------------------------------


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, each once."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            message = _("there is no file {path}").format(path=path)
            raise GovlistError(message, ExitCode.FAILED, hint=_("name the folder that holds what came back"))
        for file in _below(path) if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _below(folder: Path) -> list[Path]:
    """The workbooks and CSV files below a folder, in order; hidden ones and locks of Excel left out."""
    files = [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and not file.name.startswith("~$")
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    ]
    unread = [str(file.relative_to(folder)) for file in files if file.suffix.lower() in UNREAD]
    if unread:
        told = _("left out, for only .xlsx and .csv are read: {names}")
        console.note(told.format(names=joined(unread)))
    found = [file for file in files if file.suffix.lower() in forms.SUFFIXES]
    if not found:
        message = _("{path} holds no *.xlsx and no *.csv").format(path=folder)
        raise GovlistError(message, ExitCode.FAILED, hint=_("name the folder that holds what came back"))
    return found
