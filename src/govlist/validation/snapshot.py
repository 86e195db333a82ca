"""A cache of checked lists in the user's cache folder, so that reading needs neither yaml nor pydantic.

The name of an entry is a digest of the file's bytes and the versions of govlist and the format, so an entry
is never stale. It has three lines: a digest of the others, so that a damaged entry is detected and ignored,
the place of each task in the file, and the data as JSON. It holds what the list holds, so folder and entries
are for this account alone; see `yamlfile.private`. The entries that were not used for the longest time are
deleted. The folder can be deleted at any time; `GOVLIST_CACHE=0` disables the cache.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govlist import __version__
from govlist.base import limits
from govlist.base.errors import GovlistError
from govlist.base.text import BOM
from govlist.yamlfile import private

if TYPE_CHECKING:
    from govlist.model.checklist import Checklist
    from govlist.yamlfile.parts import Place
    from govlist.yamlfile.source import Source

CHECKS = 16
"""How often, on average, the folder is looked through while as many bytes are saved as it may hold."""
SUFFIX = ".json"


def find(data: bytes) -> Checklist | None:
    """The cached checklist of a file's bytes, None if there is none."""
    return _checklist(plain(data))


def plain(data: bytes) -> Any:
    """The cached checklist as plain data: mappings, lists and texts; None if there is none."""
    try:
        return json.loads(_lines(data)[1])
    except Exception:
        return None


def known(path: str, data: bytes) -> tuple[Source, Checklist] | None:
    """A cached file, to be edited without reading all of it, and its checklist; None if it is not cached."""
    from govlist.yamlfile import parts  # needed for edits only

    try:
        first, body = _lines(data)
        found, places = json.loads(body), [place and tuple(place) for place in json.loads(first)]
        by_task = dict(zip(parts.tasks(found), places, strict=True))
    except Exception:
        return None
    made = _checklist(found)
    if made is None:
        return None
    bom = data.startswith(BOM)
    return parts.Known(path, data[len(BOM) if bom else 0 :].decode(), bom, found, by_task), made


def save_source(source: Source) -> None:
    """Cache the data of a file without errors, and the places of its tasks; see `save`."""
    from govlist.yamlfile import parts

    if enabled():
        save(source.data, source.plain, list(parts.places(source).values()))


def save(data: bytes, plain: Any, places: Sequence[Place | None] = ()) -> None:
    """Cache the data of a file without errors; does nothing if the folder cannot be this account's alone.

    Without the `places` of its tasks the file cannot be edited from the cache.
    """
    if not enabled():
        return
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in (places, plain)]
    body = "\n".join(lines).encode("utf-8")
    name, entry = _name(data), _digest(body) + b"\n" + body
    if private.write(folder(), name, entry) and _is_check_due(name, len(entry), room()):
        private.delete(folder(), _is_entry, room())


def room() -> int:
    """The bytes that the entries may take, about; the default if the variable is wrong, as `doctor` says."""
    try:
        return limits.cache_bytes()
    except GovlistError:  # a list that was written must not end with an error about the cache
        return limits.CACHE_BYTES


def _is_check_due(name: str, size: int, room: int) -> bool:
    """Whether to look for entries to delete: the more likely, the larger the new one.

    With thousands of lists, listing the folder at each save would take longer than saving. A name is a
    digest, so that it is as good as dice, and no count must be kept and locked.
    """
    return int(name[:8], 16) / 16**8 < CHECKS * private.on_disk(size) / room


def folder() -> Path:
    """The folder of the entries."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("govlist", appauthor=False))


def enabled() -> bool:
    """Whether the cache may be used."""
    return os.environ.get("GOVLIST_CACHE") != "0"


def _lines(data: bytes) -> list[bytes]:
    """The lines of a file's entry after the digest. Raises an error if there is no sound entry."""
    if not enabled():
        raise LookupError
    digest, _, body = (private.read(folder(), _name(data)) or b"").partition(b"\n")
    if digest != _digest(body):
        raise ValueError
    return body.split(b"\n")


def _checklist(plain: Any) -> Checklist | None:
    if plain is None:
        return None
    from govlist.model import fields

    try:
        return fields.checklist(plain)
    except fields.InvalidData:  # an entry written by another program: read the file
        return None


def _name(data: bytes) -> str:
    """The name of the entry for a file's bytes."""
    return sha256(data + f"\0{__version__}\0{limits.FORMAT}".encode()).hexdigest() + SUFFIX


def _is_entry(name: str) -> bool:
    """Whether a name is one of `_name`."""
    key = name.removesuffix(SUFFIX)
    return key != name and len(key) == sha256().digest_size * 2 and not key.strip("0123456789abcdef")


def _digest(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode()
