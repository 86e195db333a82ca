"""`collect`: add the reports of returned files to the list, and report every fault.

The command asks for confirmation between two calls of `apply`. No lock is held meanwhile, so each call reads
the list again and compares the returned files with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.files import is_hidden
from govlist.base.i18n import _
from govlist.collect import filing, forms
from govlist.collect.faults import Fault
from govlist.collect.gather import Outcome, gather
from govlist.collect.lookup import Options
from govlist.collect.table import Returned
from govlist.content.json_output import Record
from govlist.content.summaries import round_name
from govlist.model import figures
from govlist.model.checklist import Checklist, Unit
from govlist.model.roster import Roster
from govlist.model.rounds import Round, running_round
from govlist.model.view import View
from govlist.model.words import joined
from govlist.validation import entries as reporting
from govlist.validation import transaction
from govlist.validation.load import Loaded
from govlist.validation.transaction import Edited
from govlist.yamlfile import store
from govlist.yamlfile.source import Source

UNREAD = (
    *(".xlsm", ".doc", ".docm", ".wps", ".odt", ".rtf", ".pdf", ".ofd", ".html", ".htm", ".mht"),
    *(".zip", ".rar", ".7z", ".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".heic", ".txt", ".tsv"),
    *(".xltx", ".ett", ".ppt", ".pptx", ".dps", ".eml", ".msg"),
)
"""Kinds of files that a unit may have returned, but that are not read."""


@dataclass
class Collection:
    """The returned files and what they add to the list; `read` the files first, then `apply`.

    `day` and `unit` are for rows that name none. With `partial` correct rows are taken even if others have
    faults.
    """

    today: date
    day: date | None = None
    unit: str | None = None
    partial: bool = False
    expect: date | None = None
    """The day of the round that units are compared to, None for that of today."""
    returned: list[Returned] = field(default_factory=list)
    unreadable: list[Fault] = field(default_factory=list)
    outcome: Outcome = field(default_factory=lambda: Outcome((), 0, ()))
    states: dict[Path, tuple[int, ...]] = field(default_factory=dict)
    """The files as they were when they were read."""
    moved: list[filing.Moved] = field(default_factory=list)
    not_moved: list[GovlistError] = field(default_factory=list)

    def read(self, files: Iterable[Path]) -> None:
        """Read all files; one that cannot be read is a fault, and the others are still read."""
        for path in files:
            self.states[path] = store.file_state(path)
            try:
                _refuse_folder(path)
                self.returned.append(forms.read(path))
            except GovlistError as error:
                message = error.message.removeprefix(str(path)).lstrip(" :：")
                fault = Fault(str(path), None, None, "unreadable", message, error.hint or "", ExitCode.FAILED)
                self.unreadable.append(fault)

    def apply(self, path: Path, dry_run: bool) -> Edited:
        """Add new reports to the list; with `dry_run` only return what would be added."""
        return transaction.apply(path, self._make, dry_run)

    def move_to(self, folder: Path) -> None:
        """Move the files whose reports are in the list, and faulty ones, each with a text of its faults.

        The others stay: those without reports, and all without faults if the command stopped.

        A file that cannot be moved is added to `not_moved`. Call it after `apply` has written.
        """
        faults: dict[str, list[Fault]] = {}
        for fault in (*self.faults, *self.outcome.contested):
            faults.setdefault(fault.path, []).append(fault)
        for path, state in self.states.items():
            found = faults.get(str(path), [])
            if not found and (self.stopped or str(path) in self.outcome.blank):
                continue
            try:
                self._refuse_move(path, state)
                self.moved.append(filing.move(path, folder, found))
            except GovlistError as error:
                self.not_moved.append(error)

    def _refuse_move(self, path: Path, state: tuple[int, ...]) -> None:
        """Raise GovlistError (exit 3) for a file that no unit returned, or that changed since it was read."""
        if path.is_dir() or _ending(path) not in (*forms.SUFFIXES, *UNREAD):
            message = _("{path} is not moved: units do not return such files").format(path=path)
            raise GovlistError(message, ExitCode.FAILED, hint=_("name the returned files only"))
        if store.file_state(path) != state:
            message = _("{path} is not moved: it was changed after it was read").format(path=path)
            raise GovlistError(message, ExitCode.FAILED, hint=_("collect it again"))

    def handed_in(self, done: Edited) -> HandedIn | None:
        """Who has reported with what is, or would be, entered; None if nobody owes a report."""
        made = done.new
        if made is None:
            return None
        view = View(made, self.today)
        of = _round(made, self.expect) or view.running or view.round or Round(None, None)
        asked = figures.asked_by_unit(view.pairs, of)
        return HandedIn(round_name(view, of) if of.due else "", of.due, asked) if asked else None

    def _make(self, loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        unit = None if self.unit is None else _one_unit(Roster(checklist), self.unit)
        _round(checklist, self.expect)  # raises an error before anything is written
        self.outcome = gather(checklist, self.returned, Options(self.today, self.day, unit, self.files == 1))
        entries = () if self.stopped else self.outcome.entries
        return reporting.add(loaded.source, entries), reporting.records(entries)

    @property
    def files(self) -> int:
        """The number of returned files."""
        return len(self.returned) + len(self.unreadable)

    @property
    def faults(self) -> list[Fault]:
        """Every fault; those of files that could not be read come first."""
        return [*self.unreadable, *self.outcome.faults]

    @property
    def stopped(self) -> bool:
        """Whether nothing is written, because there are faults and `partial` is not set."""
        return bool(self.faults) and not self.partial

    @property
    def code(self) -> ExitCode:
        """The highest code: a file that is not read or moved (3) counts more than a fault in a row (1)."""
        codes = [*(fault.code for fault in self.faults), *(error.exit_code for error in self.not_moved)]
        return max(codes, default=ExitCode.FINE)

    def _who(self, done: Edited) -> dict[str, Any] | None:
        found = self.handed_in(done)
        if found is None:
            return None
        day = found.due.isoformat() if found.due else None
        return {"round": day, "reported": found.reported, "partly": found.partly, "missing": found.missing}

    def record(self, done: Edited) -> dict[str, Any]:
        """`collect --json`."""
        keys = ("path", "sheet", "cell", "rule", "message", "hint")
        return {
            "changed": done.changed,
            "known": self.outcome.known,
            "files": self.files,
            "problems": [{key: getattr(fault, key) for key in keys} for fault in self.faults],
            "unread": [
                {"path": each.path, "what": what}
                for each in self.returned
                for what in (
                    *each.beside,
                    *each.left_columns,
                    *each.left_texts,
                    *(each.unread if each.tables else ()),
                )
            ],
            "assumed": [
                {**asdict(each.spot), "text": each.text, "day": each.day.isoformat()}
                for each in dict.fromkeys(self.outcome.assumed)
            ],
            "merged": [asdict(each) for each in self.outcome.merged],
            "blank": list(self.outcome.blank),
            "doubts": [
                {"path": each.path, "message": doubt} for each in self.returned for doubt in each.doubts
            ],
            "units": self._who(done),
            "moved": [{"path": str(each.path), "to": str(each.to)} for each in self.moved],
            "not_moved": [error.message for error in self.not_moved],
            "file": str(done.path),
        }


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The units that owed a report in a round, named and with its day if the list has rounds."""

    round: str
    due: date | None
    asked: dict[str, figures.Asked]

    @property
    def reported(self) -> list[str]:
        """The units with a report, in part or complete."""
        return [unit for unit, each in self.asked.items() if each.given]

    @property
    def partly(self) -> list[str]:
        """Those of them that have not reported on all their tasks."""
        return [unit for unit in self.reported if self.asked[unit].given < self.asked[unit].reports]

    @property
    def missing(self) -> list[str]:
        """The units without any report."""
        return [unit for unit, each in self.asked.items() if not each.given]


def _round(checklist: Checklist, day: date | None) -> Round | None:
    """The round of a day. Raises GovlistError if the list has none on that day."""
    if day is None:
        return None
    found = running_round(checklist, day)
    if found is None or found.due != day:
        hint = _("the list has these rounds: {days}").format(
            days=joined(each.isoformat() for each in checklist.rounds) or _("none")
        )
        raise GovlistError(_("the list has no round on {day}").format(day=day.isoformat()), hint=hint)
    return found


def _one_unit(roster: Roster, text: str) -> str:
    """The unit that a name means. Raises GovlistError for groups and several units."""
    found = roster.select(text)
    owner = roster.find(text)
    if len(found) != 1 or not (owner is None or isinstance(owner, Unit)):
        raise GovlistError(_("only one unit is allowed here"), hint=_("name a unit, not a group"))
    return found[0]


# -- files -----------------------------------------------------------------------------------------


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The given files, and the workbooks, Word documents and CSV files in the given folders, each once.

    Raises GovlistError (exit 3) for a path that does not exist, and for a folder without such files.
    """
    seen: set[Path] = set()
    for path in paths:
        hint = _("name the folder that holds the returned files")
        if not path.exists():
            message = _("there is no file {path}").format(path=path)
            raise GovlistError(message, ExitCode.FAILED, hint=hint)
        found = [path]
        if path.is_dir() and not (found := [file for file in _below(path) if _is_returned(file)]):
            message = _("{path} contains no files that units return: {endings}")
            message = message.format(path=path, endings=" ".join(forms.SUFFIXES))
            raise GovlistError(message, ExitCode.FAILED, hint=hint)
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def refuse_target(folder: Path) -> None:
    """Raise GovlistError (exit 3) if files cannot be moved there because it is no folder."""
    for path in (*(folder / name for name in filing.FOLDERS), folder, *folder.parents):
        if store.is_file(path):
            message = _("{path} is a file, not a folder").format(path=path)
            raise GovlistError(message, ExitCode.FAILED, hint=_("name a folder"))


def filed(paths: Iterable[Path]) -> list[str]:
    """The sub-folders of folders to which files were moved, and which are not read again."""
    folders = (file for path in paths if path.is_dir() for file in sorted(path.rglob("*")))
    return [str(folder) for folder in folders if folder.name in filing.FOLDERS and folder.is_dir()]


def skipped(paths: Iterable[Path]) -> list[str]:
    """What a unit may have returned but is not read: other kinds of files, and links to folders."""
    folders = [path for path in paths if path.is_dir()]
    return [
        str(file.relative_to(folder))
        for folder in folders
        for file in _below(folder)
        if not _is_returned(file)
        and (_ending(file) in (*forms.SUFFIXES, *UNREAD) or (file.is_symlink() and file.is_dir()))
    ]


def _ending(file: Path) -> str:
    return file.suffix.lower()


def _is_returned(file: Path) -> bool:
    """Whether a path below a folder is read, or is a fault: a link to nothing, a folder without rights."""
    if file.is_dir():
        return not file.is_symlink()
    return _ending(file) in forms.SUFFIXES and (file.is_file() or not file.exists())


def _refuse_folder(path: Path) -> None:
    """Raise GovlistError (exit 3) for a folder: only one that cannot be listed is read as a file."""
    if path.is_dir():
        message = _("no permission to read {path}").format(path=path)
        raise GovlistError(message, ExitCode.FAILED, hint=_("ask for read permission"))


def _below(folder: Path) -> list[Path]:
    """The files below a folder, in order; without hidden files, lock files of Excel, and moved files.

    With them the folders that are not searched: those that cannot be listed, and links.
    """
    found: list[Path] = []
    refused: list[OSError] = []
    for above, folders, names in os.walk(folder, onerror=refused.append):
        here = Path(above)
        folders[:] = [name for name in folders if not name.startswith(".") and name not in filing.FOLDERS]
        found += (here / name for name in folders if (here / name).is_symlink())
        found += (here / name for name in names if not is_hidden(name))
    return sorted([*found, *(Path(error.filename) for error in refused)])
