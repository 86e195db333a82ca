"""`units rename`: from the two names to the file."""

from __future__ import annotations

from govlist.actions import rename as renaming
from govlist.actions.session import Session
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.cli import console
from govlist.content.json_output import Record
from govlist.model.checklist import Checklist
from govlist.model.words import placeholders
from govlist.validation import transaction
from govlist.validation.load import Loaded
from govlist.yamlfile.source import Source


def rename(session: Session, names: list[str], dry_run: bool, as_json: bool) -> None:
    """Rename a unit in the list in use. Raises GovlistError unless just two names are given."""
    if len(names) != 2:
        raise GovlistError(
            _("rename takes the old name and the new one"), hint=placeholders("govlist units rename OLD NEW")
        )
    old, new = names

    def make(loaded: Loaded, checklist: Checklist) -> tuple[Source, list[Record]]:
        source, was = renaming.rename(loaded.source, checklist, old, new)
        return source, [{"unit": new, "was": was}] if source is not loaded.source else []

    done = transaction.apply(session.writable_path, make, dry_run)
    told = _("{old} renamed to {new}").format(old=done.changed[0]["was"] if done.changed else old, new=new)
    console.edited(done, told, as_json)
