"""The only room that opens files for writing: lock, digest guard, atomic save.

Whatever is killed, whenever, a file is the old one or the new one: the new bytes go to a temporary file
beside the target, reach the disk, and take its name in one step.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from govlist.errors import ExitCode, GovlistError
from govlist.i18n import _

if TYPE_CHECKING:
    from filelock import FileLock

LOCK_SECONDS = 10.0
"""How long a writer waits while nothing happens."""
TURNS = 12
"""How often it goes on waiting where others wrote meanwhile: many writers at once come in no fixed order."""


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the side file `.NAME.lock` beside the resolved file; wait for it up to ten seconds.

    The seconds count anew when the file has changed meanwhile, for then others write, one after another.
    Raises GovlistError (exit 3) where another process keeps it, or the folder takes no file.
    """
    from filelock import FileLock

    target = path.resolve()
    if not target.is_file():  # no lock file for what is not there; reading it says so
        yield
        return
    side = target.with_name(f".{target.name}.lock")
    held = FileLock(side, timeout=LOCK_SECONDS, poll_interval=0.01)
    try:
        taken = _waited(held, target)
    except OSError as error:
        raise _failed(path, error) from None
    if not taken:
        message = _("{path} is being written by another govlist").format(path=path)
        hint = _("try again; if none runs, delete {lock}").format(lock=side)
        raise GovlistError(message, ExitCode.FAILED, hint=hint)
    try:
        yield
    finally:
        held.release()


def _waited(held: FileLock, target: Path) -> bool:
    """Whether the lock was taken in time."""
    from filelock import Timeout

    for _turn in range(TURNS):
        before = target.stat()
        try:
            held.acquire()
            return True
        except Timeout:
            after = target.stat()
            if (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns):
                return False
    return False


def save(path: Path, data: bytes, expected: str | None = None) -> None:
    """Write a file whole or not at all; its mode stays, a symbolic link stays a link.

    `expected` is the digest of the bytes that the new ones were made from: where another program has
    changed the file since, nothing is written (GovlistError, exit 3).
    """
    target = path.resolve()
    try:
        if expected is not None and sha256(target.read_bytes()).hexdigest() != expected:
            message = _("{path} was changed by another program meanwhile").format(path=path)
            raise GovlistError(message, ExitCode.FAILED, hint=_("nothing was written; run the command again"))
        _replace(target, data)
    except OSError as error:
        raise _failed(path, error) from None


def locked(path: Path) -> bool:
    """Whether another process holds the lock just now. No lock file is made where there is none."""
    from filelock import FileLock, Timeout

    target = path.resolve()
    side = target.with_name(f".{target.name}.lock")
    if not side.exists():
        return False
    held = FileLock(side, timeout=0)
    try:
        held.acquire()
    except Timeout:
        return True
    except OSError:  # it may not be opened: nothing is known
        return False
    held.release()
    return False


def leftovers(path: Path) -> list[Path]:
    """Temporary files of a writer that was ended half-way, beside a file."""
    target = path.resolve()
    return sorted(file for file in target.parent.glob(".*.tmp") if file.name.startswith(f".{target.name}."))


def make_folder(path: Path) -> None:
    """Make a folder with those above it, where it is not there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _failed(path, error) from None


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, name)
        else:  # mkstemp leaves 0600; a new file gets what the user's mask allows
            os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last through a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _failed(path: Path, error: OSError) -> GovlistError:
    message = _("{path} cannot be written: {error}").format(path=path, error=error.strerror or error)
    hint = _("the old file is untouched; look at the folder's rights, the disk's room, and who has it open")
    return GovlistError(message, ExitCode.FAILED, hint=hint)
