"""The last writes of each list and its texts before and after them, so that a write can be taken back.

Each list has a folder in the user's state folder: `writes.json`, and one file for each text, named by its
digest. `GOVLIST_STATE` names another state folder; `GOVLIST_STATE=0` turns the history off. Callers hold the
list's lock while they save.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from govlist.base import invocation
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.yamlfile import private, store

RECORD = "writes.json"
"""The name of the record of a list's writes."""
MAX_WRITES = 20
"""The number of writes that are kept for each list."""
MAX_BYTES = 64_000_000
"""The size of all texts that are kept for a list; the last write is kept in any case."""
MAX_LISTS = 50
"""The number of lists with a history; the ones written longest ago are deleted."""
DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Write:
    """One write of a list: its number from 1, the time in seconds since 1970, the command's words, the
    digests of the text before and after it.

    `takes_back` is the number of the write that an undo or redo takes back. A write that is not `finished`
    was interrupted, or is still running.
    """

    number: int
    time: float
    command: tuple[str, ...]
    before: str
    after: str
    takes_back: int | None = None
    finished: bool = False


@dataclass(frozen=True)
class Saved:
    """The result of a write: how many hard links to the file keep the old text, and why the text before the
    write could not be kept ("" if it was kept, or the history is turned off)."""

    hard_links: int = 0
    not_kept: str = ""


def save(path: Path, data: bytes, before: bytes, takes_back: int | None = None) -> Saved:
    """Replace the text of a list and keep the text before it. A list is written in no other way.

    If the text before cannot be kept, the list is still written, and the result gives the reason. Raises
    GovlistError like `store.save`, also if the file no longer has the text `before`.
    """
    folder, writes, not_kept = None, [], ""
    try:
        folder = _folder(path)
        if folder is not None:
            writes = _begun(folder, path, data, before, takes_back)
    except (OSError, GovlistError) as error:
        folder, not_kept = None, error.message if isinstance(error, GovlistError) else str(error)
    links = store.save(path, data, digest(before))
    if folder is not None:
        with suppress(OSError, GovlistError):  # an unfinished write whose text is in the list counts, too
            _record(folder, path, [*writes[:-1], replace(writes[-1], finished=True)])
            _delete_unused(folder, writes)
    return Saved(links, not_kept)


def writes(path: Path, now: str) -> list[Write]:
    """The kept writes of a list, the last one at the end; `now` is the digest of its present text.

    A last write that was interrupted before it reached the list is left out. Empty if nothing can be read.
    """
    with suppress(OSError, GovlistError):
        if folder := _folder(path):
            found = _read(folder)
            return found if not found or found[-1].finished or found[-1].after == now else found[:-1]
    return []


def damaged(path: Path) -> Path | None:
    """The record of a list's writes if it cannot be read, None if it can or there is none."""
    with suppress(OSError, GovlistError):
        folder = _folder(path)
        if folder and (folder / RECORD).exists() and not _read(folder):
            return folder / RECORD
    return None


def text(path: Path, name: str) -> bytes | None:
    """The text with this digest, from before or after a kept write; None if it is missing or damaged."""
    with suppress(OSError, GovlistError):
        if folder := _folder(path):
            data = (folder / name).read_bytes()
            return data if digest(data) == name else None
    return None


def state_folder() -> Path | None:
    """govlist's folder for what it remembers about files; None if that is turned off.

    Raises GovlistError for a user without a home folder, and for a folder in which others may write.
    """
    chosen = os.environ.get("GOVLIST_STATE")
    if chosen == "0":
        return None
    if chosen:
        path = Path(chosen)
    else:
        import platformdirs

        path = Path(platformdirs.user_state_dir("govlist", appauthor=False))
        if not path.is_absolute():
            raise GovlistError(_("this account has no home folder"), hint=_("name a folder: GOVLIST_STATE"))
    if not private.can_be_own(path):
        message = _("{path} belongs to another account, or others may write in it").format(path=path)
        raise GovlistError(message, hint=_("name a folder: GOVLIST_STATE"))
    return path


def _folder(path: Path) -> Path | None:
    state = state_folder()
    return state and state / "lists" / digest(os.fsencode(store.resolved(path)))[:16]


def _begun(folder: Path, path: Path, data: bytes, before: bytes, takes_back: int | None) -> list[Write]:
    """Keep both texts and record a write that is about to begin; returns all writes to keep."""
    if not folder.exists():
        _delete_lists(folder.parent)
    for each in (folder.parent.parent, folder.parent, folder):
        store.make_folder(each, 0o700)
    now = digest(before)
    known = writes(path, now)
    for kept in (before, data):
        _keep(folder / digest(kept), kept)
    number = known[-1].number + 1 if known else 1
    last = Write(number, time.time(), invocation.command.get(), now, digest(data), takes_back)
    made = _newest(folder, [*known, last])
    _record(folder, path, made)
    return made


def _keep(file: Path, data: bytes) -> None:
    if not (store.is_file(file) and file.read_bytes() == data):
        store.save(file, data, mode=0o600)


def _newest(folder: Path, found: Sequence[Write]) -> list[Write]:
    """The last writes within the limits of number and size."""
    kept: list[Write] = []
    texts: set[str] = set()
    for write in reversed(found[-MAX_WRITES:]):
        texts |= {write.before, write.after}
        if kept and sum(_size(folder / each) for each in texts) > MAX_BYTES:
            break
        kept.insert(0, write)
    return kept


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _record(folder: Path, path: Path, found: Sequence[Write]) -> None:
    made = {"list": str(store.resolved(path)), "writes": [asdict(write) for write in found]}
    store.save(folder / RECORD, json.dumps(made, indent=0).encode(), mode=0o600)


def _read(folder: Path) -> list[Write]:
    """The recorded writes; none if the record is missing or damaged."""
    try:
        rows = json.loads((folder / RECORD).read_bytes())["writes"]
        found = [Write(**{**row, "command": tuple(map(str, row["command"]))}) for row in rows]
        good = all(DIGEST.fullmatch(each) for write in found for each in (write.before, write.after))
        return sorted(found, key=lambda write: write.number) if good else []
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return []


def _delete_unused(folder: Path, found: Sequence[Write]) -> None:
    used = {each for write in found for each in (write.before, write.after)}
    for file in folder.iterdir():
        if DIGEST.fullmatch(file.name) and file.name not in used:
            file.unlink(missing_ok=True)


def _delete_lists(above: Path) -> None:
    """Make room for one more list."""
    with suppress(OSError):
        lists = sorted(above.iterdir(), key=lambda each: each.stat().st_mtime)
        for folder in lists[: max(len(lists) - MAX_LISTS + 1, 0)]:
            for file in folder.iterdir():
                file.unlink(missing_ok=True)
            folder.rmdir()


def digest(data: bytes) -> str:
    """The digest of a text, its name among the kept texts."""
    return sha256(data).hexdigest()
