"""`config`: every setting with its value and where it comes from; the files below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from govlist.actions.config import Changed, Entry
from govlist.base.i18n import _
from govlist.cli.tables import Column, Line, Piece, line, paragraph, table
from govlist.model.words import placeholders


def lines(
    entries: Sequence[Entry], project: Path | None, user: Path | None, max_width: int | None
) -> list[Line]:
    """The settings and the files that they come from."""
    columns = [Column(_("setting")), Column(_("value"), least=16, room=True), Column(_("from"), least=16)]
    rows: list[list[Piece]] = [
        [
            (entry.key, ""),
            (value(entry.value) or _("not set"), "" if value(entry.value) else "dim"),
            (entry.source or _("default"), "dim"),
        ]
        for entry in entries
    ]
    none = _("none")
    made = table(columns, rows, max_width)
    for text, path in ((_("Project: {path}"), project), (_("User: {path}"), user)):
        made += paragraph(text.format(path=path or none), max_width, "dim")
    hint = _("To change one: {command}").format(command=placeholders("govlist config set KEY VALUE [--user]"))
    return [*made, line(), *paragraph(hint, max_width, "dim")]


def value(plain: Any) -> str:
    """A value as it is typed; a view as its command line."""
    if plain is None:
        return ""
    if isinstance(plain, dict):
        options = (f"{key}={value(each)}" for key, each in plain.items() if key != "command")
        return " ".join([plain["command"], *options])
    return ",".join(plain) if isinstance(plain, (tuple, list)) else str(plain)


def notes(done: Changed) -> Iterator[str]:
    """What became of a change."""
    if done.was == done.now:
        yield _("No changes.")
    elif done.dry_run:
        yield _("Dry run: nothing was written.")
    else:
        yield _("written: {path}").format(path=done.path)
    if done.hidden_by:
        yield _("{path} comes before it and has another value for {key}").format(
            path=done.hidden_by, key=done.key
        )
