"""Checks of the list: which file and why, its contents, its encoding, and whether it can be written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from govlist.actions.doctor._check import Check, State
from govlist.actions.session import Session
from govlist.base.errors import GovlistError
from govlist.base.i18n import _, n_, p_
from govlist.model.words import day, joined
from govlist.validation import load, vanished
from govlist.yamlfile import history, store

SHARES = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "davfs", "afs")
"""Prefixes of the kinds of network file systems."""


def the_list(session: Session) -> tuple[Path | None, list[Check]]:
    """The file in use and its checks; None for the shipped list and for a missing file."""
    try:
        chosen = session.chosen
    except GovlistError as error:  # faulty settings
        return None, [Check("file", error.message, error.hint, State.BAD)]
    try:
        data = load.read(session.path)
    except GovlistError as error:
        if chosen.searched:
            return None, [Check("file", error.message, error.hint, State.WARN)]
        seen = _with_reason(error.message, _why(session, chosen))
        return None, [Check("file", seen, error.hint, State.BAD)]
    loaded = load.check(str(chosen.path), data)
    made = [Check("file", _with_reason(str(chosen.path), _why(session, chosen))), _contents(loaded)]
    if chosen.shipped:
        return None, made
    return chosen.path, [*made, _form(loaded), *_history(chosen.path, loaded), *_writing(chosen.path)]


def _with_reason(seen: str, why: str) -> str:
    return _("{seen} ({why})").format(seen=seen, why=why)


def _why(session: Session, chosen: load.Chosen) -> str:
    """Why this file is used."""
    if chosen.shipped:
        return _("named with --shipped; read-only")
    if session.file is not None:
        return _("named with -f")
    if os.environ.get("GOVLIST_FILE"):
        return _("named by $GOVLIST_FILE")
    if chosen.named_by is not None:
        return _("named in {path}").format(path=chosen.named_by)
    return _("found above this folder") if chosen.path.is_absolute() else _("found in this folder")


def _contents(loaded: load.Loaded) -> Check:
    errors, warnings = len(loaded.errors), len(loaded.problems) - len(loaded.errors)
    if errors:
        seen = n_("{n} error", "{n} errors", errors).format(n=errors)
        remedy = _("govlist validate lists them; until they are fixed nothing is shown or changed")
        return Check("contents", seen, remedy, State.BAD)
    parts = []
    if made := loaded.checklist:
        tasks, units = len(list(made.placed())), len(made.units)
        parts.append(n_("{n} task", "{n} tasks", tasks).format(n=tasks))
        parts.append(n_("{n} unit", "{n} units", units).format(n=units))
        if made.closed:
            parts.append(_("archived on {day}").format(day=day(made.closed)))
    if warnings:
        parts.append(n_("{n} warning", "{n} warnings", warnings).format(n=warnings))
    return Check("contents", joined(parts))


def _form(loaded: load.Loaded) -> Check:
    """The encoding, line ends and size of the file."""
    source, data = loaded.source, loaded.source.data
    for problem in source.problems:
        if problem.rule == "encoding":
            return Check("encoding", problem.message, problem.hint, State.BAD)
    crlf = data.count(b"\r\n")
    lf = data.count(b"\n") - crlf
    ends = _("line ends CRLF") if crlf and not lf else _("line ends LF")
    parts = ["UTF-8", _("with BOM") if source.bom else _("without BOM"), ends]
    size = n_("{n:,} byte", "{n:,} bytes", len(data)).format(n=len(data))
    if crlf and lf:
        parts[2] = _("{lf} lines end with LF, {crlf} with CRLF").format(lf=lf, crlf=crlf)
        remedy = _("save it with one kind in your editor; govlist keeps line ends as they are")
        return Check("encoding", joined([*parts, size]), remedy, State.WARN)
    return Check("encoding", joined([*parts, size]))


def _history(path: Path, loaded: load.Loaded) -> Iterator[Check]:
    """Whether what govlist wrote is still there, and whether the next write can be taken back."""
    if gone := vanished.since_last_write(path, loaded.source.digest, loaded.checklist):
        yield Check("history", gone.seen, gone.remedy, State.WARN)
        return
    try:
        folder = history.state_folder()
    except GovlistError as error:
        yield Check("history", error.message, error.hint, State.WARN)
        return
    if folder is None:
        yield Check("history", _("off, by $GOVLIST_STATE"))
        return
    if record := history.damaged(path):
        message = _("the record of changes cannot be read: {path}").format(path=record)
        remedy = _("earlier changes cannot be undone; the next ones are kept again")
        yield Check("history", message, remedy, State.WARN)
        return
    nearest = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    count = len(history.writes(path, loaded.source.digest))
    seen = n_("{n} write can be taken back", "{n} writes can be taken back", count).format(n=count)
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        yield Check("history", joined([seen, str(folder)]))
    else:
        remedy = _("new changes cannot be undone; get write permission there")
        yield Check("history", _("{path} cannot be written").format(path=folder), remedy, State.WARN)


def _writing(path: Path) -> Iterator[Check]:
    """Whether the file can be written, and whether another process is writing it."""
    target = path.resolve()
    if os.access(target, os.W_OK) and os.access(target.parent, os.W_OK):
        yield Check("rights", _("readable and writable"))
    else:
        remedy = _("to enter reports, get write permission for the file and its folder")
        yield Check("rights", _("read-only"), remedy, State.WARN)
    if others := store.count_hard_links(target):
        seen = n_("the file has {n} other name", "the file has {n} other names", others).format(n=others)
        remedy = _("a hard link keeps the old text at the next report; use a symbolic link")
        yield Check("links", seen, remedy, State.WARN)
    yield from _lock(path)
    if share := share_of(target):
        seen = _("a file share ({kind})").format(kind=share)
        remedy = _("a lock may not work across machines there: govlist docs limits; git is safer")
        yield Check("place", seen, remedy, State.WARN)


def _lock(path: Path) -> Iterator[Check]:
    left = store.temporary_files(path)
    if store.is_locked(path):
        remedy = _("wait for the other govlist; if it hangs, end it")
        yield Check("lock", _("held by another govlist that is writing"), remedy, State.WARN)
    elif left:
        seen = _("files left by a govlist that was interrupted: {names}")
        remedy = _("the list is intact; the next report after an hour deletes them")
        yield Check("lock", seen.format(names=joined(file.name for file in left)), remedy, State.WARN)
    else:
        yield Check("lock", p_("doctor", "free"))


def share_of(target: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The kind of file share that a file is on, "" if it is on none or the kind is unknown."""
    if target.drive.startswith("\\\\"):
        return target.drive
    try:
        rows = [row.split(" ") for row in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    holds = [(_unescaped(row[1]), row[2]) for row in rows if len(row) > 2]
    inside = [(folder, kind) for folder, kind in holds if target.is_relative_to(folder)]
    kind = max(inside, key=lambda each: len(each[0]), default=("", ""))[1]
    return kind if kind.startswith(SHARES) else ""


def _unescaped(folder: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), folder)
