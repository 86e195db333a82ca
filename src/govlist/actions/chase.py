"""`chase`: told, written as notices, or recorded in the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from govlist.actions import export, outfiles
from govlist.actions.session import Session
from govlist.base import registry
from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_
from govlist.cli import console
from govlist.cli.screens import chase as screen
from govlist.content import follow_up
from govlist.content.json_output import Record
from govlist.model.checklist import ChaseLevel, Checklist
from govlist.model.view import View
from govlist.model.words import choose
from govlist.validation import entries, transaction
from govlist.validation.load import Loaded
from govlist.yamlfile import edit, store
from govlist.yamlfile.source import Source
from govlist.yamlfile.writing import plain_event


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
        wanted = wanted._replace(style=choose(wanted.style, registry.names("export.notices"), "--format"))
    _refuse_mixtures(wanted)
    found = follow_up.due(view)
    if wanted.record is not None:
        _record(session, view, wanted)
    elif wanted.style is not None and wanted.folder is not None:
        _write_notices(session.path, view, follow_up.pressed(view, found), wanted, wanted.folder)
    elif wanted.as_json:
        console.data(follow_up.records(view, found))
    elif wanted.text:
        console.lines(screen.messages(view, follow_up.pressed(view, found), wanted.reply_by))
    else:
        console.lines(screen.lines(view, found, console.columns()))


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
    entries.refuse_future(view.day, session.today)

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        new = follow_up.chases(replace(view, checklist=checklist), level, wanted.reply_by)
        source = edit.add_chases(loaded.source, new) if new else loaded.source
        return source, [plain_event(chase) for chase in new]

    done = transaction.apply(session.writable_path, make, wanted.dry_run)
    told = n_("{n} chase recorded", "{n} chases recorded", len(done.changed))
    console.edited(done, told.format(n=len(done.changed)), wanted.as_json)


def _write_notices(
    source: Path, view: View, found: list[follow_up.Due], wanted: Wanted, folder: Path
) -> None:
    module = registry.get("export.notices", wanted.style or "")
    names = export.file_names(each.unit for each in found)
    made = {
        folder / f"{names[each.unit]}{module.SUFFIX}": module.render(view, each, wanted.reply_by)
        for each in found
    }
    store.make_folder(folder)
    outfiles.write(made, [source], wanted.force)
    told = n_("{n} file written into {path}", "{n} files written into {path}", len(found))
    console.note(told.format(n=len(found), path=folder))
