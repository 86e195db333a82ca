"""Replace a file in one step: a temporary file beside it, synced to the disk, renamed over it."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.yamlfile._refusals import changed

RETRY_SECONDS = (0.05, 0.15, 0.4) if os.name == "nt" else ()
"""Waiting times before a rename is tried again: on Windows, virus scanners briefly lock files."""
NEW = "new"
"""Expected in place of a digest where no file was: what appears meanwhile is not replaced."""


@contextmanager
def replacement(target: Path, expected: str | None = None, mode: int | None = None) -> Iterator[Path]:
    """An empty file beside `target`, to be written inside the block; at its end it takes the target's name.

    `expected` and `mode` are as for `store.save`. Raises FileExistsError for a file that appeared meanwhile,
    GovlistError for a changed one, OSError for what the system refuses; the target is then unchanged.
    """
    old = target.stat() if target.exists() else None
    if old is not None:
        _refuse_unwritable(target, old)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
        with open(name, "rb+") as file:
            copy_metadata(name, old, mode)
            os.fsync(file.fileno())
        refuse_changed(target, expected)  # again: an editor may have saved while the disk was busy
        (_create if expected == NEW else rename)(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(target.parent)


def replace(target: Path, data: bytes, mode: int | None = None, expected: str | None = None) -> None:
    """Replace a file's bytes; errors are those of `replacement`."""
    with replacement(target, expected, mode) as made:
        made.write_bytes(data)


def refuse_changed(target: Path, expected: str | None) -> None:
    """Raise if a file is not as expected; whether a new one appeared is known when it is created."""
    if expected not in (None, NEW) and sha256(target.read_bytes()).hexdigest() != expected:
        raise changed(target)


def _create(name: str, target: Path) -> None:
    """Give a file its name, in one step. Raises FileExistsError if the name is taken meanwhile."""
    try:
        os.link(name, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        target.open("xb").close()
        rename(name, target)
    else:
        os.unlink(name)


def rename(name: str | Path, target: Path) -> None:
    """Rename a file over another. Raises OSError, on Windows after some attempts."""
    for pause in RETRY_SECONDS:
        try:
            return os.replace(name, target)
        except PermissionError:
            time.sleep(pause)
    return os.replace(name, target)


def _refuse_unwritable(target: Path, old: os.stat_result) -> None:
    """Raise if the old file must not be replaced: a device, or a read-only file."""
    if not stat.S_ISREG(old.st_mode):
        message = _("{path} is not a regular file").format(path=target)
        raise GovlistError(message, ExitCode.FAILED, hint=_("give the path of a file"))
    if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def copy_metadata(name: str, old: os.stat_result | None, first: int | None = None) -> None:
    """Copy owner, group and mode of the old file; if there is none, set the mode `first`."""
    if old is None:  # mkstemp leaves 0600
        os.chmod(name, 0o666 & ~_umask() if first is None else first)
        return
    mode = stat.S_IMODE(old.st_mode)
    if os.name != "nt":
        made = os.stat(name)
        if made.st_gid != old.st_gid and not _chown(name, -1, old.st_gid):
            mode = mode & ~0o070 | (mode & 0o007) << 3  # another group: it gets the rights of all others
        if made.st_uid != old.st_uid:  # works for root only
            _chown(name, old.st_uid, -1)
    os.chmod(name, mode)


def _chown(name: str, owner: int, group: int) -> bool:
    try:
        os.chown(name, owner, group)
    except OSError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Sync the folder, so that the rename survives a power failure, where the system supports that."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
