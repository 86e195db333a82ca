"""The only room that opens files for writing: lock, digest guard, atomic save.

Whatever is killed, whenever, a file is the old one or the new one: the new bytes go to a temporary file
beside the target, reach the disk, and take its name in one step.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_

if TYPE_CHECKING:
    from filelock import FileLock

LOCK_SECONDS = 10.0
"""How long a writer waits while nothing happens."""
MAX_WAITS = 60
"""How often it goes on waiting where others had the lock: many writers at once come in no fixed order."""
POLL_SECONDS = 0.05
"""How often it looks; each look costs time that the one who writes could use, and dozens may be waiting."""
STALE_SECONDS = 3600.0
"""From which age on a temporary file is one that its writer, ended half-way, has left."""
RETRY_SECONDS = (0.05, 0.15, 0.4) if os.name == "nt" else ()
"""How long, again and again, a name is waited for: on Windows scanners hold files for a moment."""
SYSTEM_WORDS = (
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("No such file or directory"),
    N_("Too many levels of symbolic links"),
    N_("File name too long"),
)
"""The system's words, for the catalogue: a message that is not here stays as the system says it."""


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the side file `.NAME.lock` beside the resolved file; wait for it up to ten seconds.

    The seconds count anew when others have had it meanwhile, one after another: they wrote the file, or
    made the side file anew. Who may write the file may take the lock; afterwards the side file is gone.
    Raises GovlistError (exit 3) where another process keeps it, or the folder takes no file.
    """
    from filelock import FileLock

    target = resolved(path)
    if not is_file(target):  # no lock file for what is not there; reading it says so
        yield
        return
    side = _lock_path(target)
    try:
        mode = stat.S_IMODE(target.stat().st_mode) | 0o600
        held = FileLock(side, timeout=LOCK_SECONDS, poll_interval=POLL_SECONDS, mode=mode)
        taken = _acquire(held, target, side)
    except OSError as error:
        raise _write_error(path, error) from None
    if not taken:
        message = _("{path} is locked by another govlist process").format(path=path)
        hint = _("try again; if no govlist is running, delete {lock}").format(lock=side)
        raise GovlistError(message, ExitCode.FAILED, hint=hint)
    try:
        yield
    finally:
        if os.name != "nt":  # while it is held: who waits for it sees that it is gone, and makes it anew
            with suppress(OSError):
                side.unlink()
        held.release()


def _acquire(held: FileLock, *traces: Path) -> bool:
    """Whether the lock was taken in time; by the traces it is seen that others have had it meanwhile."""
    from filelock import Timeout

    for _turn in range(MAX_WAITS):
        before = [_file_state(path) for path in traces]
        try:
            with warnings.catch_warnings(action="ignore"):  # of a share without locks; doctor tells it
                held.acquire()
            return True
        except Timeout:
            if before == [_file_state(path) for path in traces]:
                return False
    return False


def _file_state(path: Path) -> tuple[int, ...]:
    """What differs when a file is another one, or was written."""
    try:
        seen = path.stat()
    except OSError:
        return ()
    return seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns


def save(path: Path, data: bytes, expected: str | None = None, mode: int | None = None) -> int:
    """Write a file whole or not at all; its mode and owner stay, a symbolic link stays a link.

    `expected` is the digest of the bytes that the new ones were made from: where another program has
    changed the file since, nothing is written (GovlistError, exit 3). A new file gets `mode`, else what the
    user's mask allows. Returns how many other names of the file (hard links) keep the old text.
    """
    target = resolved(path)
    try:
        if expected is not None and sha256(target.read_bytes()).hexdigest() != expected:
            message = _("{path} was changed by another program").format(path=path)
            raise GovlistError(message, ExitCode.FAILED, hint=_("nothing was written; run the command again"))
        _delete_stale(target)
        left = count_hard_links(target)
        _replace(target, data, mode)
    except OSError as error:
        raise _write_error(path, error) from None
    return left


def count_hard_links(path: Path) -> int:
    """How many other names (hard links) a file has; none where there is no file."""
    try:
        return max(path.stat().st_nlink - 1, 0)
    except OSError:
        return 0


def is_locked(path: Path) -> bool:
    """Whether another process holds the lock just now. No lock file is made where there is none."""
    from filelock import FileLock, Timeout

    side = _lock_path(resolved(path))
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


def temporary_files(path: Path) -> list[Path]:
    """Temporary files beside a file: of a writer at work, or of one that was ended half-way."""
    target = resolved(path)
    ours = re.compile(rf"\.{re.escape(target.name)}\.[a-z0-9_]{{8}}\.tmp")  # as mkstemp names them
    return sorted(file for file in target.parent.glob(".*.tmp") if ours.fullmatch(file.name))


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Make a folder with those above it, where it is not there."""
    try:
        path.mkdir(mode, parents=True, exist_ok=True)
    except OSError as error:
        raise _write_error(path, error) from None


def null_stream() -> TextIO:
    """A stream for what nobody wants to see."""
    return open(os.devnull, "w", encoding="utf-8")


def resolved(path: Path) -> Path:
    """What a path leads to in the end. Raises GovlistError (exit 3) where its links run in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links in a circle: Python 3.11 and 3.12 raise the one, later the other
        raise _write_error(path, OSError(errno.ELOOP, os.strerror(errno.ELOOP))) from None


def is_file(path: Path) -> bool:
    """Whether there is a file that can be asked for; never raises."""
    try:
        return path.is_file()
    except OSError:  # it cannot even be asked for
        return False


def _lock_path(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


def _delete_stale(target: Path) -> None:
    """Delete what writers ended half-way have left; what is younger may be another's who writes just now."""
    for file in temporary_files(target):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > STALE_SECONDS:
                file.unlink()


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    old = target.stat() if target.exists() else None
    if old is not None:
        _refuse_unwritable(target, old)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            _copy_metadata(name, old, mode)
            file.flush()
            os.fsync(file.fileno())
        _rename(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def _rename(name: str, target: Path) -> None:
    for pause in RETRY_SECONDS:
        try:
            return os.replace(name, target)
        except PermissionError:
            time.sleep(pause)
    return os.replace(name, target)


def _refuse_unwritable(target: Path, old: os.stat_result) -> None:
    """Raise where a new file must not take the old one's place: a device, or what may only be read."""
    if not stat.S_ISREG(old.st_mode):
        message = _("{path} is not a regular file").format(path=target)
        raise GovlistError(message, ExitCode.FAILED, hint=_("give the path of a file"))
    if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _copy_metadata(name: str, old: os.stat_result | None, first: int | None = None) -> None:
    """Give the new file the old one's owner, group and mode; a new file gets `first`."""
    if old is None:  # mkstemp leaves 0600
        os.chmod(name, 0o666 & ~_umask() if first is None else first)
        return
    mode = stat.S_IMODE(old.st_mode)
    if os.name != "nt":
        made = os.stat(name)
        if made.st_gid != old.st_gid and not _chown(name, -1, old.st_gid):
            mode = mode & ~0o070 | (mode & 0o007) << 3  # to another group it is what it is to all others
        if made.st_uid != old.st_uid:  # only the administrator gives files away
            _chown(name, old.st_uid, -1)
    os.chmod(name, mode)


def _chown(name: str, owner: int, group: int) -> bool:
    try:
        os.chown(name, owner, group)
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last through a power cut, where the system can; it stands there already."""
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


def _write_error(path: Path, error: OSError) -> GovlistError:
    message = _("{path} cannot be written: {error}").format(path=path, error=_(error.strerror or str(error)))
    if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        message = _("there is no folder {path}").format(path=path.parent)
        hint = _("create it first, or check its name")
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        hint = _("the old file is unchanged; free some disk space, then run the command again")
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        hint = _(
            "the old file is unchanged; close it in other programs (WPS, Excel, an editor), "
            "or get permission to write the file and its folder"
        )
    else:
        hint = _(
            "the old file is unchanged; check the folder, the disk, and whether the file is open elsewhere"
        )
    return GovlistError(message, ExitCode.FAILED, hint=hint)
