"""`chase`: told, written as notices, or recorded in the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from govlist import changes, chasing, edit, exporting, outfiles, output, plugins, reporting, store
from govlist.errors import GovlistError
from govlist.i18n import _, n_
from govlist.load import Loaded
from govlist.model import ChaseLevel, Checklist
from govlist.query import View
from govlist.records import Record
from govlist.screens import chase as screen
from govlist.session import Session
from govlist.source import Source
from govlist.words import choose
from govlist.writing import plain_chase


class Wanted(NamedTuple):
    """What `chase` was asked for."""

    text: bool
    style: str | None
    folder: Path | None
    record: str | None
    reply_by: date | None
    force: bool
    dry_run: bool
    as_json: bool


def press(session: Session, view: View, wanted: Wanted) -> None:
    """Tell who owes an answer in the form wanted; raises GovlistError for what does not go together."""
    if wanted.style is not None:
        wanted = wanted._replace(style=choose(wanted.style, plugins.names("notices"), "--format"))
    _refuse_mixtures(wanted)
    found = chasing.due(view)
    if wanted.record is not None:
        _record(session, view, wanted)
    elif wanted.style is not None and wanted.folder is not None:
        _write_notices(session.path, view, chasing.pressed(view, found), wanted, wanted.folder)
    elif wanted.as_json:
        output.data(chasing.records(view, found))
    elif wanted.text:
        output.lines(screen.messages(view, chasing.pressed(view, found), wanted.reply_by))
    else:
        output.lines(screen.lines(view, found, output.columns()))


def _refuse_mixtures(wanted: Wanted) -> None:
    if (wanted.style is None) != (wanted.folder is None):
        message = _("notices need both --format docx and --per-unit DIR")
        raise GovlistError(message, hint=_("give both or neither"))
    if wanted.style is not None and (wanted.dry_run or wanted.as_json):
        message = _("notices are files; they go without --dry-run and --json")
        raise GovlistError(message, hint=_("look first: govlist chase"))
    if wanted.record is not None and (wanted.text or wanted.style):
        message = _("--record notes what was sent; it goes without --text and --format")
        raise GovlistError(message, hint=_("write the texts first, then record"))


def _record(session: Session, view: View, wanted: Wanted) -> None:
    """Add a chase a unit to the list, for what it owes on the view's day."""
    level = choose(wanted.record or "", ChaseLevel, "--record")
    reporting.refuse_future(view.day, session.today)

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        new = chasing.chases(replace(view, checklist=checklist), level, wanted.reply_by)
        source = edit.add_chases(loaded.source, new) if new else loaded.source
        return source, [plain_chase(chase) for chase in new]

    done = changes.apply(session.writable_path, make, wanted.dry_run)
    told = n_("{n} chase recorded", "{n} chases recorded", len(done.changed))
    output.edited(done, told.format(n=len(done.changed)), wanted.as_json)


def _write_notices(source: Path, view: View, found: list[chasing.Due], wanted: Wanted, folder: Path) -> None:
    module = plugins.get("notices", wanted.style or "")
    names = exporting.file_names(each.unit for each in found)
    made = {
        folder / f"{names[each.unit]}{module.SUFFIX}": module.render(view, each, wanted.reply_by)
        for each in found
    }
    store.make_folder(folder)
    outfiles.write(made, [source], wanted.force)
    told = n_("{n} file written into {path}", "{n} files written into {path}", len(found))
    output.note(told.format(n=len(found), path=folder))
