"""Folders whose content is replaced as a whole: versions, and a pointer to the one in use.

    FOLDER/CURRENT            one line, the name of the version in use; empty before the first
    FOLDER/versions/v000002/  the files of a version

A version is written where no reader looks, synced to disk, and put into use by one rename of the pointer. So
a crash at any time leaves the old version in use, or the new one. The version before it is kept for those who
still read it; older ones, and those that were never in use, are deleted by the next writer.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.yamlfile import store

POINTER = "CURRENT"
FOLDER = "versions"
NAME = re.compile("v[0-9]{6,12}")


def exist(folder: Path) -> bool:
    """Whether a folder is one of versions."""
    return store.is_file(folder / POINTER)


def current(folder: Path) -> Path | None:
    """The folder of the version in use; None if there is none yet.

    Raises GovlistError (exit 3) for a folder that is none of versions.
    """
    pointer = folder / POINTER
    try:
        name = pointer.read_bytes()[:100].decode("ascii", "replace").strip()
    except FileNotFoundError:
        raise _foreign(folder) from None
    except OSError as error:
        raise store.write_error(pointer, error) from None
    if not name:
        return None
    if not NAME.fullmatch(name):
        raise _wrong_pointer(folder) if _versions(folder) else _foreign(folder)
    return folder / FOLDER / name


def _wrong_pointer(folder: Path) -> GovlistError:
    message = _("{path} does not name a version of the store: another program has changed it")
    hint = _("delete the folder {path} and gather again; all that it holds comes from the lists")
    return GovlistError(message.format(path=folder / POINTER), ExitCode.FAILED, hint=hint.format(path=folder))


def _foreign(folder: Path) -> GovlistError:
    message = _("{path} is not a store of govlist gather").format(path=folder)
    hint = _("name a new or empty folder for a new store; nothing in this one was touched")
    return GovlistError(message, ExitCode.FAILED, hint=hint)


@contextmanager
def locked(folder: Path) -> Iterator[Path | None]:
    """Hold the folder's lock, and create the folder if it is missing; yields the version in use.

    What crashed writers left is deleted. Raises GovlistError (exit 3) if the folder holds anything else, or
    another process keeps the lock.
    """
    if not exist(folder):
        _create(folder)
    current(folder)  # before anything is written into it
    with store.lock(folder / POINTER):
        found = current(folder)
        _delete_unused(folder, found)
        yield found


def _create(folder: Path) -> None:
    store.make_folder(folder)
    pointer = folder / POINTER
    try:
        there = set(folder.iterdir()) - set(store.temporary_files(pointer))
    except OSError as error:
        raise store.write_error(folder, error) from None
    if there - {pointer}:
        raise _foreign(folder)
    try:
        store.save(pointer, b"", store.NEW)
    except GovlistError:
        if not store.is_file(pointer):  # else another process created it meanwhile
            raise


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Yield the folder for a new version, and put it into use at the end; the caller holds the lock.

    After an error the old version stays in use and the new one is deleted. Raises GovlistError (exit 3) for
    errors of the system.
    """
    pointer = folder / POINTER
    before = sha256(pointer.read_bytes()).hexdigest()
    current(folder)  # it may have been overwritten since the lock was taken
    version = folder / FOLDER / f"v{max(map(_number, _versions(folder)), default=0) + 1:06}"
    store.make_folder(version)
    try:
        yield version
        _sync(version)
        store.save(pointer, f"{version.name}\n".encode(), before)
    except OSError as error:
        raise store.write_error(folder, error) from None
    finally:
        _delete_unused(folder, current(folder))


def _delete_unused(folder: Path, found: Path | None) -> None:
    """Delete all versions except the one in use and the one before it; what fails is left to the next run."""
    older = [path for path in _versions(folder) if found and _number(path) < _number(found)]
    before = max(older, key=_number, default=None)
    for path in _versions(folder):
        if path not in (found, before):
            shutil.rmtree(path, ignore_errors=True)


def _versions(folder: Path) -> list[Path]:
    with suppress(OSError):
        return [path for path in (folder / FOLDER).iterdir() if NAME.fullmatch(path.name)]
    return []


def _number(version: Path) -> int:
    return int(version.name[1:])


def carry(source: Path, target: Path) -> None:
    """Take a file over into another version: as a hard link, or copied where there are none."""
    store.make_folder(target.parent)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def append(path: Path, data: bytes) -> None:
    """Append to a file of a version that is not in use yet."""
    store.make_folder(path.parent)
    with path.open("ab") as file:
        file.write(data)


def _sync(version: Path) -> None:
    """Sync the files and folders that were written for a version; hard links were synced with theirs."""
    for here, _folders, names in os.walk(version):
        for name in names:
            path = Path(here, name)
            if path.stat().st_nlink == 1:
                with path.open("rb+") as file:
                    os.fsync(file.fileno())
        store.sync_folder(Path(here))
