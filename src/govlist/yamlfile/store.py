"""Write files: lock, digest check, atomic save.

Only this module with `_replacing`, `private` and `versions` open files for writing. The new bytes are written
to a temporary file beside the target, synced to disk, and renamed in one step. So a crash at any time leaves
either the old or the new file.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.yamlfile import _replacing
from govlist.yamlfile._refusals import changed as changed
from govlist.yamlfile._refusals import write_error as write_error
from govlist.yamlfile._replacing import NEW as NEW
from govlist.yamlfile._replacing import sync_folder as sync_folder

if TYPE_CHECKING:
    from filelock import FileLock

LOCK_SECONDS = 10.0
"""How long a writer waits for the lock while nobody else gets it."""
MAX_WAITS = 60
"""How often it waits again if others got the lock first: the order of waiting writers is random."""
POLL_SECONDS = 0.05
"""The time between two attempts; attempts by many waiting processes slow down the writer."""
STALE_SECONDS = 3600.0
"""The age at which a temporary file is considered left over from a crash."""
CANT_RESOLVE = 1921
"""What Windows calls a loop of links (ERROR_CANT_RESOLVE_FILENAME)."""


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the lock file `.NAME.lock` beside the resolved file; wait for it up to ten seconds.

    The waiting time starts again if another process had the lock meanwhile, which is seen from a changed
    file or lock file. Everybody who may write the file may lock it. Afterwards the lock file is deleted.
    Raises GovlistError (exit 3) if another process keeps the lock, or the folder is not writable.
    """
    from filelock import FileLock

    target = resolved(path)
    if not is_file(target):  # no lock for a missing file; reading it reports the error
        yield
        return
    side = _lock_path(target)
    try:
        mode = stat.S_IMODE(target.stat().st_mode) | 0o600
        held = FileLock(side, timeout=LOCK_SECONDS, poll_interval=POLL_SECONDS, mode=mode)
        taken = _acquire(held, target, side)
    except OSError as error:
        raise write_error(path, error) from None
    if not taken:
        message = _("{path} is locked by another govlist process").format(path=path)
        hint = _("try again; if no govlist is running, delete {lock}").format(lock=side)
        raise GovlistError(message, ExitCode.FAILED, hint=hint)
    try:
        yield
    finally:
        if os.name != "nt":  # delete while holding it: waiters recreate a deleted lock file
            with suppress(OSError):
                side.unlink()
        held.release()


def _acquire(held: FileLock, *traces: Path) -> bool:
    """Take the lock; returns False on timeout. Changed `traces` show that others had it meanwhile."""
    from filelock import Timeout

    for _wait in range(MAX_WAITS):
        before = [file_state(path) for path in traces]
        try:
            with warnings.catch_warnings(action="ignore"):  # on a share without locks; doctor reports that
                held.acquire()
            return True
        except Timeout:
            if before == [file_state(path) for path in traces]:
                return False
    return False


def file_state(path: Path) -> tuple[int, ...]:
    """Values that change if a file is replaced or written; empty if there is no such file."""
    try:
        seen = path.stat()
    except OSError:
        return ()
    return seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns


def save(path: Path, data: bytes, expected: str | None = None, mode: int | None = None) -> int:
    """Write a file completely or not at all; its mode and owner are kept, and so are symbolic links.

    `expected` is the digest of the bytes that the work started from, or `NEW` if there was no file: if that
    has changed since, also while the new bytes went to the disk, nothing is written (GovlistError, exit 3).
    A new file gets `mode`, by default what the umask allows. Returns how many hard links to the file keep the
    old text.
    """
    target = resolved(path)
    try:
        _replacing.refuse_changed(target, expected)
        _delete_stale(target)
        links = count_hard_links(target)
        _replacing.replace(target, data, mode, expected)
    except FileExistsError:
        raise changed(path) from None
    except OSError as error:
        raise write_error(path, error) from None
    return links


@contextmanager
def built(path: Path, expected: str | None = None) -> Iterator[Path]:
    """A free path beside a file, for a library that writes the file itself; at the end it gets its name.

    `expected` is as for `save`. Raises GovlistError (exit 3) for a file that is not as expected, and for
    errors of the system; the old file is then unchanged.
    """
    target = resolved(path)
    try:
        _delete_stale(target)
        with _replacing.replacement(target, expected) as made:
            made.unlink()  # a library creates its file, or takes an empty one for a damaged one
            yield made
    except FileExistsError:
        raise changed(path) from None
    except OSError as error:
        raise write_error(path, error) from None


def move(source: Path, folder: Path, note: bytes | None = None) -> Path:
    """Move a file into a folder, with a `note` beside it (NAME.txt); returns its new path.

    Nothing is overwritten: if a name is taken, both get a number (NAME-2). To another file system the file is
    copied, and deleted only after the copy on the disk was compared with it. A file that is in the folder
    already stays. Raises GovlistError (exit 3) for links and if something fails; the file then stays where it
    was.
    """
    if source.is_symlink():
        message = _("{path} is a link and is not moved").format(path=source)
        raise GovlistError(message, ExitCode.FAILED, hint=_("move the file that it leads to by hand"))
    make_folder(folder)
    made: list[Path] = []
    try:
        is_there = resolved(source.parent) == resolved(folder)
        endings = [*([] if is_there else [source.suffix]), *([] if note is None else [".txt"])]
        made = _reserve(folder, source.stem, endings)
        if note is not None:
            _replacing.replace(made[-1], note)
        if is_there:
            return source
        _move(source, made[0])
    except BaseException as error:
        _take_back(made, source)
        if isinstance(error, OSError):
            message = _("{path} was not moved: {error}")
            message = message.format(path=source, error=_(error.strerror or str(error)))
            hint = _("close it in other programs, check the folder and the disk, then move it by hand")
            raise GovlistError(message, ExitCode.FAILED, hint=hint) from None
        raise
    sync_folder(folder)
    sync_folder(source.parent)
    return made[0]


def _reserve(folder: Path, stem: str, endings: list[str]) -> list[Path]:
    """Create empty files with these endings, all under one name that was free: the stem, or with a number."""
    for number in count(1):
        made: list[Path] = []
        try:
            for ending in endings:
                path = folder / f"{stem}{'' if number == 1 else f'-{number}'}{ending}"
                path.open("xb").close()
                made.append(path)
            return made
        except OSError as error:
            for path in made:
                path.unlink()
            if not isinstance(error, FileExistsError):
                raise
    raise AssertionError  # count() has no end


def _take_back(made: list[Path], source: Path) -> None:
    """Delete the new files of a failed move, unless the source is gone and one of them is its only copy."""
    with suppress(OSError):
        if made and (os.path.lexists(source) or not made[0].stat().st_size):
            for path in made:
                path.unlink()


def _move(source: Path, target: Path) -> None:
    """Move a file over the empty file that reserves its new name."""
    try:
        _replacing.rename(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(source, target)
        source.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a file to another file system, and compare the copy. Raises OSError if they differ."""
    data = source.read_bytes()
    _replacing.replace(target, data)
    if target.read_bytes() != data or source.read_bytes() != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    with suppress(OSError):  # a share may not support times and modes
        shutil.copystat(source, target)


def count_hard_links(path: Path) -> int:
    """The number of a file's other hard links; 0 if there is no file."""
    try:
        return max(path.stat().st_nlink - 1, 0)
    except OSError:
        return 0


def is_locked(path: Path) -> bool:
    """Whether another process holds the lock now. Does not create a lock file."""
    from filelock import FileLock, Timeout

    side = _lock_path(resolved(path))
    if not side.exists():
        return False
    held = FileLock(side, timeout=0)
    try:
        held.acquire()
    except Timeout:
        return True
    except OSError:  # not readable: unknown
        return False
    held.release()
    return False


def temporary_files(path: Path) -> list[Path]:
    """Temporary files beside a file, of a running or a crashed writer."""
    target = resolved(path)
    # As mkstemp names them; DuckDB has a log beside its file.
    ours = re.compile(rf"\.{re.escape(target.name)}\.[a-z0-9_]{{8}}\.tmp(?:\.wal)?")
    return sorted(file for file in target.parent.glob(".*.tmp*") if ours.fullmatch(file.name))


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Create a folder and its parents if missing. Raises GovlistError (exit 3) if that is not possible."""
    try:
        path.mkdir(mode, parents=True, exist_ok=True)
    except OSError as error:
        taken = next((each for each in (path, *path.parents) if is_file(each)), None)
        if taken is None:
            raise write_error(path, error) from None
        message = _("{path} is a file, not a folder").format(path=taken)
        raise GovlistError(message, ExitCode.FAILED, hint=_("name a folder")) from None


def null_stream() -> TextIO:
    """A stream that discards its output."""
    return open(os.devnull, "w", encoding="utf-8")


def resolved(path: Path) -> Path:
    """Resolve a path's links. Raises GovlistError (exit 3) if they form a loop."""
    try:
        path.stat()  # resolve() tells of a loop in another way in each version of Python, or not at all
    except OSError as error:
        if error.errno == errno.ELOOP or getattr(error, "winerror", None) == CANT_RESOLVE:
            raise write_error(path, error) from None
    return path.resolve()


def is_file(path: Path) -> bool:
    """Whether the path is a file; never raises."""
    try:
        return path.is_file()
    except OSError:  # for example, no access to the folder
        return False


def _lock_path(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


def _delete_stale(target: Path) -> None:
    """Delete temporary files of crashed writers; younger ones may belong to a running writer."""
    for file in temporary_files(target):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > STALE_SECONDS:
                file.unlink()
