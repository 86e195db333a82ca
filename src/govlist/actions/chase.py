"""`chase`: write supervision notices, or record chases in the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from govlist.actions import export, outfiles
from govlist.actions.session import Session
from govlist.base import progress, registry
from govlist.base.i18n import _
from govlist.content import follow_up
from govlist.content.json_output import Record, chase_record
from govlist.content.letters import Letter
from govlist.model.checklist import ChaseLevel, Checklist
from govlist.model.view import View
from govlist.validation import entries, transaction
from govlist.validation.load import Loaded
from govlist.yamlfile import edit, store
from govlist.yamlfile.source import Source


def record(
    session: Session, view: View, level: ChaseLevel, reply_by: date | None, dry_run: bool
) -> transaction.Edited:
    """Add one chase per unit to the list, for what the unit owes on the view's day."""
    entries.refuse_future(view.day, session.today)

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        new = follow_up.chases(replace(view, checklist=checklist), level, reply_by)
        source = edit.add_chases(loaded.source, new) if new else loaded.source
        return source, [chase_record(chase) for chase in new]

    return transaction.apply(session.writable_path, make, dry_run)


def write_notices(
    session: Session, view: View, style: str, folder: Path, letter: Letter, force: bool
) -> list[Path]:
    """Write one notice per unit into a folder, and return the files."""
    found = follow_up.to_chase(view, follow_up.due(view))
    module = registry.get("export.notices", style)
    names = export.file_names(each.unit for each in found)
    made = {
        folder / f"{names[each.unit]}{module.SUFFIX}": module.render(view, each, letter.following(place))
        for place, each in progress.over(enumerate(found), len(found), _("Writing"))
    }
    if found:
        store.make_folder(folder)
        outfiles.write(made, [session.path], force)
    return list(made)
