"""Archives whose bytes depend on their files alone: sorted, with one date, without names of users."""

from __future__ import annotations

import gzip
import tarfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DATE = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can hold."""
SECONDS = 315532800
"""The same day for a tar, as seconds since 1970 in UTC."""


class Member(NamedTuple):
    """A file of an archive."""

    data: bytes
    is_program: bool = False

    @property
    def mode(self) -> int:
        """Its permissions, the same whatever the umask was."""
        return 0o755 if self.is_program else 0o644


def members(folder: Path) -> dict[str, Member]:
    """The files below a folder by their paths in it. Links become files."""
    return {
        path.relative_to(folder).as_posix(): Member(path.read_bytes(), bool(path.stat().st_mode & 0o100))
        for path in folder.rglob("*")
        if path.is_file()
    }


def write_zip(target: Path, files: dict[str, Member]) -> None:
    """Write a zip of files by their paths in it."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path, member in sorted(files.items()):
            info = ZipInfo(path, DATE)
            info.compress_type, info.external_attr = ZIP_DEFLATED, member.mode << 16
            archive.writestr(info, member.data)


def write_tar_gz(target: Path, files: dict[str, Member]) -> None:
    """Write a .tar.gz of files by their paths in it."""
    with (
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, mtime=SECONDS) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path, member in sorted(files.items()):
            info = tarfile.TarInfo(path)
            info.size, info.mode, info.mtime = len(member.data), member.mode, SECONDS
            archive.addfile(info, BytesIO(member.data))
