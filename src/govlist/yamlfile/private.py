"""Files that only this account can have made, in a folder that only it may enter: what the cache holds.

Another account must not learn from them what a list says, and nothing that it put there is believed. The
folder is held open while it is used, so that it cannot be exchanged between the check and the use. Windows
keeps such folders in the account's profile, which other accounts may not enter; there nothing is checked.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CHECKED = os.name != "nt"
"""Whether the system tells who owns a file, and opens files in an open folder."""
STALE_SECONDS = 3600.0
"""The age at which a temporary file is considered left over from a crash."""
BLOCK = 4096
"""The bytes in which disks give room to files."""
_SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""No links are followed, and a named pipe is not waited for."""


def read(folder: Path, name: str) -> bytes | None:
    """The bytes of a file; None if there is none, or another account could have made or changed it.

    The file's time says from then on when it was used last; see `delete`.
    """
    place = _place(folder, name)
    try:
        with _opened(folder) as held:
            number = os.open(place, os.O_RDONLY | _SAFE, dir_fd=held)
        with open(number, "rb") as file:
            seen = os.fstat(number)
            if not stat.S_ISREG(seen.st_mode) or _is_foreign(seen):
                return None
            with suppress(OSError):  # a disk that takes no changes
                os.utime(number if CHECKED else place)
            return file.read()
    except OSError:
        return None


def write(folder: Path, name: str, data: bytes) -> bool:
    """Write a file, and create its folder; returns False if that fails, or others could reach it."""
    temporary = _place(folder, f".{name}.{os.getpid():x}.tmp")
    try:
        _make(folder)
        with _opened(folder) as held:
            with suppress(FileNotFoundError):  # of a process with this number that crashed
                os.unlink(temporary, dir_fd=held)
            number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFE, 0o600, dir_fd=held)
            try:
                with open(number, "wb") as file:
                    file.write(data)
                os.replace(temporary, _place(folder, name), src_dir_fd=held, dst_dir_fd=held)
            except BaseException:
                os.unlink(temporary, dir_fd=held)
                raise
    except OSError:
        return False
    return True


def delete(folder: Path, is_ours: Callable[[str], object], room: int) -> None:
    """Delete files with names that are ours until the others have at most `room` bytes; no other file.

    Those that were not used for the longest time go first; the one used last stays, whatever its size.
    Temporary files of crashed writers go, too.
    """
    with suppress(OSError), _opened(folder) as held:
        found: list[tuple[int, int, str]] = []
        for name in os.listdir(folder if held is None else held):
            temporary = name.startswith(".") and name.endswith(".tmp")
            if is_ours(name[1:-4].rpartition(".")[0] if temporary else name):
                with suppress(OSError):
                    seen = os.stat(_place(folder, name), dir_fd=held, follow_symlinks=False)
                    if not temporary:
                        found.append((seen.st_mtime_ns, on_disk(seen.st_size), name))
                    elif time.time() - seen.st_mtime > STALE_SECONDS:
                        os.unlink(_place(folder, name), dir_fd=held)
        found.sort(reverse=True)
        for number, (_used, size, name) in enumerate(found):
            room -= size
            if number and room < 0:
                with suppress(OSError):
                    os.unlink(_place(folder, name), dir_fd=held)


def on_disk(size: int) -> int:
    """The bytes that a file of a size takes on most disks: whole blocks, and one for its name."""
    return (size // BLOCK + 1) * BLOCK


def can_be_own(folder: Path) -> bool:
    """Whether a folder is this account's, and no other may write in it; or can be made so."""
    if not CHECKED:
        return True
    try:
        link, seen = os.lstat(folder), os.stat(folder)
    except FileNotFoundError:
        return not os.path.lexists(folder) and _is_safe_above(folder)
    except OSError:
        return False
    return link.st_uid == seen.st_uid == os.geteuid() and not seen.st_mode & 0o022


@contextmanager
def _opened(folder: Path) -> Iterator[int | None]:
    """Hold an own folder open and closed to others. Raises OSError if it is another account's, or a link."""
    if not CHECKED:
        yield None
        return
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        seen = os.fstat(number)
        if seen.st_uid != os.geteuid():
            raise PermissionError
        if seen.st_mode & 0o077:  # made by an earlier version, or by hand
            os.fchmod(number, 0o700)
        yield number
    finally:
        os.close(number)


def _make(folder: Path) -> None:
    """Create a folder and those above it for this account alone. Raises OSError if others are above it."""
    if not folder.is_absolute():  # an account without a home folder
        raise FileNotFoundError
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    if missing and CHECKED and not _is_safe_above(folder):
        raise PermissionError
    for each in reversed(missing):
        with suppress(FileExistsError):  # another process was faster
            os.mkdir(each, 0o700)


def _is_safe_above(folder: Path) -> bool:
    """Whether what is made above or at the folder is not put into another account's folder, as under sudo."""
    try:
        above = os.stat(next(each for each in folder.parents if os.path.lexists(each)))
    except (OSError, StopIteration):
        return False
    return above.st_uid == os.geteuid() or bool(above.st_mode & stat.S_ISVTX)


def _is_foreign(seen: os.stat_result) -> bool:
    """Whether another account owns a file, or may read or write it."""
    return CHECKED and (seen.st_uid != os.geteuid() or bool(seen.st_mode & 0o077))


def _place(folder: Path, name: str) -> str:
    """A name in the folder that is held open, or its path where none is."""
    return name if CHECKED else str(folder / name)
