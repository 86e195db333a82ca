"""The data of lists found right before, in the user's cache folder: readers then need no yaml, no pydantic.

An entry is named by the digest of the file's bytes with the versions of govlist and of the format, so it
cannot be stale; it holds data only (JSON behind its own digest), so a damaged one is seen and passed over.
The folder may be deleted at any time; `GOVLIST_CACHE=0` leaves it alone.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from govlist import __version__
from govlist.model.checklist import FORMAT, Checklist

KEPT = 50
"""How many entries are kept; the oldest go first."""


def find(data: bytes) -> Checklist | None:
    """The checklist that these bytes were found to hold, None where they were not seen before."""
    found = plain(data)
    if found is None:
        return None
    from govlist.model import fields

    try:
        return fields.checklist(found)
    except fields.InvalidData:  # an entry that another program wrote: the file itself is read
        return None


def plain(data: bytes) -> Any:
    """The same as plain data: mappings, lists and texts."""
    if not enabled():
        return None
    try:
        digest, _, body = _entry(data).read_bytes().partition(b"\n")
        return json.loads(body) if digest == _digest(body) else None
    except Exception:
        return None


def save(data: bytes, plain: Any) -> None:
    """Remember the data of a file without errors; where the folder takes no file, nothing happens."""
    if not enabled():
        return
    from govlist.base.errors import GovlistError
    from govlist.yamlfile import store

    body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    entry = _entry(data)
    with suppress(OSError, GovlistError, RuntimeError):
        store.make_folder(entry.parent)
        store.save(entry, _digest(body) + b"\n" + body)
        entries = sorted(entry.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for old in entries[:-KEPT]:
            old.unlink(missing_ok=True)


def folder() -> Path:
    """Where the entries are."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("govlist", appauthor=False))


def enabled() -> bool:
    """Whether the folder may be used at all."""
    return os.environ.get("GOVLIST_CACHE") != "0"


def _entry(data: bytes) -> Path:
    key = sha256(data + f"\0{__version__}\0{FORMAT}".encode()).hexdigest()
    return folder() / f"{key}.json"


def _digest(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode()
