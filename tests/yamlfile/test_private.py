"""Files of this account alone: what another account could have put there is neither believed nor touched."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from govlist.yamlfile import private

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "above" / "own"


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on this is another account than the one that made the files so far."""
    mine = os.geteuid()
    return lambda: monkeypatch.setattr(os, "geteuid", lambda: mine + 1)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_folder_and_files_are_for_this_account_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        assert private.write(folder, "a.json", b"1")
    finally:
        os.umask(before)
    assert (mode(folder.parent), mode(folder), mode(folder / "a.json")) == (0o700, 0o700, 0o600)
    assert private.read(folder, "a.json") == b"1"
    assert private.write(folder, "a.json", b"2")
    assert private.read(folder, "a.json") == b"2"
    assert names(folder) == {"a.json"}


def test_a_folder_of_an_earlier_version_is_closed_and_its_files_are_not_believed(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o775)
    (folder / "a.json").write_bytes(b"anybody's")
    (folder / "a.json").chmod(0o664)
    assert private.read(folder, "a.json") is None
    assert mode(folder) == 0o700
    assert private.write(folder, "a.json", b"ours")
    assert private.read(folder, "a.json") == b"ours"
    assert mode(folder / "a.json") == 0o600


def test_the_folder_of_another_account_is_neither_read_nor_written(
    folder: Path, other: Callable[[], None]
) -> None:
    private.write(folder, "a.json", b"theirs")
    folder.chmod(0o777)
    other()
    assert private.read(folder, "a.json") is None
    assert not private.write(folder, "b.json", b"ours")
    private.delete(folder, bool, 0)
    assert names(folder) == {"a.json"}
    assert mode(folder) == 0o777


def test_nothing_is_made_in_the_home_of_another_account(tmp_path: Path, other: Callable[[], None]) -> None:
    tmp_path.chmod(0o755)
    other()  # as root under sudo, with the HOME of the user
    assert not private.write(tmp_path / "cache" / "own", "a.json", b"1")
    assert names(tmp_path) == set()


def test_a_file_of_another_account_is_not_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private.write(folder, "a.json", b"1")
    seen = os.fstat

    def of_another(number: int) -> os.stat_result:
        found = seen(number)
        if stat.S_ISDIR(found.st_mode):
            return found
        return os.stat_result([*found[:4], os.geteuid() + 1, *found[5:]])

    monkeypatch.setattr(os, "fstat", of_another)
    assert private.read(folder, "a.json") is None


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    private.write(folder, "a.json", b"1")
    victim = tmp_path / "victim"
    victim.write_bytes(b"victim")
    victim.chmod(0o600)
    (folder / "b.json").symlink_to(victim)
    assert private.read(folder, "b.json") is None
    assert private.write(folder, "b.json", b"2")
    assert (victim.read_bytes(), private.read(folder, "b.json")) == (b"victim", b"2")
    linked = tmp_path / "linked"
    linked.symlink_to(folder, target_is_directory=True)
    assert private.read(linked, "a.json") is None
    assert not private.write(linked, "c.json", b"3")
    temporary = folder / f".d.json.{os.getpid():x}.tmp"
    temporary.symlink_to(victim)
    assert private.write(folder, "d.json", b"4")
    assert victim.read_bytes() == b"victim"


def test_a_pipe_or_folder_in_place_of_a_file_is_not_waited_for(folder: Path) -> None:
    private.write(folder, "a.json", b"1")
    os.mkfifo(folder / "pipe.json", 0o600)
    (folder / "folder.json").mkdir()
    assert private.read(folder, "pipe.json") is None
    assert private.read(folder, "folder.json") is None
    assert private.write(folder, "pipe.json", b"2")
    assert private.read(folder, "pipe.json") == b"2"
    assert not private.write(folder, "folder.json", b"2")
    assert names(folder) == {"a.json", "pipe.json", "folder.json"}


def test_reading_marks_a_file_as_used(folder: Path) -> None:
    private.write(folder, "a.json", b"1")
    os.utime(folder / "a.json", (0, 0))
    assert private.read(folder, "a.json") == b"1"
    assert time.time() - (folder / "a.json").stat().st_mtime < private.STALE_SECONDS


def test_only_the_oldest_with_names_of_ours_are_deleted(folder: Path) -> None:
    for number in range(5):
        private.write(folder, f"{number}.json", b"")
        os.utime(folder / f"{number}.json", (number, number))
    for name in ("theirs.json", ".theirs.json.1f.tmp", ".0.json.1f.tmp", ".1.json.2f.tmp"):
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (0, 0))
    os.utime(folder / ".1.json.2f.tmp", (time.time(), time.time()))
    private.delete(folder, {f"{number}.json" for number in range(5)}.__contains__, 2 * private.BLOCK)
    assert names(folder) == {"3.json", "4.json", "theirs.json", ".theirs.json.1f.tmp", ".1.json.2f.tmp"}


@pytest.mark.parametrize("bits", [0o700, 0o755, 0o770, 0o707])
def test_an_own_folder_where_others_write_is_not_own(tmp_path: Path, bits: int) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    folder.chmod(bits)
    assert private.can_be_own(folder) == (not bits & 0o022)


def test_whether_a_folder_can_be_own(tmp_path: Path, other: Callable[[], None]) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    (tmp_path / "file").write_bytes(b"")
    assert private.can_be_own(tmp_path / "new" / "state")
    assert not private.can_be_own(tmp_path / "link")
    assert not private.can_be_own(tmp_path / "file" / "state")
    other()
    assert not private.can_be_own(tmp_path)
    assert not private.can_be_own(tmp_path / "new" / "state")
    tmp_path.chmod(0o1777)
    assert private.can_be_own(tmp_path / "new")
