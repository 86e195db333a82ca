"""Edit a file: lock, read, change, check, save. All commands that write use this."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govlist.base.errors import ExitCode, GovlistError, Problem
from govlist.base.i18n import _
from govlist.model.checklist import Checklist
from govlist.model.words import day
from govlist.validation import load, recheck, snapshot, vanished
from govlist.validation.load import Loaded
from govlist.validation.vanished import Vanished
from govlist.yamlfile import history, store
from govlist.yamlfile.source import Source


@dataclass(frozen=True)
class Edited:
    """The result of an edit: the file before and after, the changes for JSON, new warnings."""

    path: Path
    before: Source
    after: Source
    changed: list[dict[str, Any]]
    warnings: tuple[Problem, ...]
    dry_run: bool
    saved: history.Saved = field(default_factory=history.Saved)
    old: Checklist | None = None
    new: Checklist | None = None
    """The list before and after; None if it has errors."""
    gone: Vanished | None = None
    """What govlist had written and another program has removed from the file before this edit."""


@dataclass(frozen=True)
class Earlier:
    """An earlier text of a list, the record of the change for JSON, and the write that it takes back."""

    data: bytes
    changed: list[dict[str, Any]]
    takes_back: int | None = None


Make = Callable[[Loaded, Checklist], tuple[Source, list[dict[str, Any]]]]
"""An edit: returns the new source (the same one if there is nothing to do) and a record of each change."""


def apply(path: Path, make: Make, dry_run: bool = False, even_closed: bool = False) -> Edited:
    """Apply an edit to a file under its lock; with `dry_run` nothing is written.

    Raises GovlistError if the file has errors, is archived, cannot be written, or would get errors.
    """
    load.warm_up()
    saved = history.Saved()
    with nullcontext() if dry_run else store.lock(path):
        before = load.check_for_edit(str(path), load.read(path))
        checklist = load.refuse_errors(before)
        if not even_closed:
            refuse_closed(checklist)
        source, changed = make(before, checklist)
        gone = vanished.since_last_write(path, before.source.digest, checklist)
        after, warnings = recheck.edited(before, source)
        if after.errors:
            raise GovlistError(
                _("nothing was written: the list would have errors"),
                ExitCode.USAGE,
                after.errors,
                _("fix the errors above, or enter something else"),
                line_of=lambda _path, number: source.line(number),
            )
        if not dry_run and after is not before:
            saved = history.save(path, source.data, before.source.data)
    if not dry_run and after is not before:  # so that the next command, or completion, reads it fast
        snapshot.save_source(after.source)
    return Edited(
        path,
        before.source,
        after.source,
        changed,
        warnings,
        dry_run,
        saved,
        before.checklist,
        after.checklist,
        gone,
    )


def go_back(path: Path, choose: Callable[[Source], Earlier], dry_run: bool = False) -> Edited:
    """Replace a list's text by an earlier one under its lock; with `dry_run` nothing is written.

    The earlier text is written as it was: it may have errors, or undo the archiving of the list. Raises
    GovlistError if the file cannot be read or written, and what `choose` raises.
    """
    saved = history.Saved()
    with nullcontext() if dry_run else store.lock(path):
        before = Source(str(path), load.read(path))
        earlier = choose(before)
        after = Source(str(path), earlier.data)
        if not dry_run and after.data != before.data:
            saved = history.save(path, after.data, before.data, earlier.takes_back)
    old, new = (None if each.errors else each.checklist for each in map(load.checked, (before, after)))
    return Edited(path, before, after, earlier.changed, (), dry_run, saved, old, new)


def refuse_closed(checklist: Checklist) -> None:
    """Raise GovlistError (exit 3) if the list is archived."""
    if checklist.closed is not None:
        message = _("the list was archived on {day} and is read-only")
        hint = _("run govlist reopen to change it")
        raise GovlistError(message.format(day=day(checklist.closed)), ExitCode.FAILED, hint=hint)
