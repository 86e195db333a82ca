"""Writing files: all or nothing, lock, digest check, temporary file, mode, symbolic links."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from filelock import Timeout
from tests.strategies import LIST

from govlist.base.errors import ExitCode, GovlistError
from govlist.yamlfile import _replacing, store

Write = Callable[..., Path]
Run = Callable[..., Any]

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
HOLDER = """\
import sys, time
from pathlib import Path
from govlist.yamlfile import store
with store.lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
MARK = ("mark", "4", "done", "--unit", "区政府办公室", "--note", "已完成考核")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    """The files in a folder, without lock files, which may be left."""
    return {path.name for path in folder.iterdir() if not path.name.endswith(".lock")}


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def refused(call: Callable[[], object]) -> None:
    """The call must fail with exit 3."""
    with pytest.raises(GovlistError) as caught:
        call()
    assert caught.value.exit_code is ExitCode.FAILED


def foreign(path: Path) -> os.stat_result:
    """What the system says of a file, as if it belonged to another user and another group."""
    seen = path.stat()
    return os.stat_result((*seen[:4], seen.st_uid + 1, seen.st_gid + 1, *seen[6:]))


@contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process holds the lock of a file."""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], **pipes) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


# Saving -------------------------------------------------------------------------------------------


def test_the_bytes_are_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "清单.yaml"
    store.save(path, b"one\r\n")
    store.save(path, b"two", digest(b"one\r\n"))
    assert path.read_bytes() == b"two"
    assert names(tmp_path) == {"清单.yaml"}


@posix
@pytest.mark.parametrize("wanted", [0o640, 0o600, 0o664])
def test_a_files_mode_stays(tmp_path: Path, wanted: int) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(b"old")
    path.chmod(wanted)
    store.save(path, b"new")
    assert mode(path) == wanted


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_mode_that_the_mask_leaves(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        store.save(tmp_path / "list.yaml", b"new")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert mode(tmp_path / "list.yaml") == 0o666 & ~mask


@posix
def test_a_symbolic_link_stays_one_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "list.yaml", tmp_path / "link.yaml"
    target.write_bytes(b"old")
    link.symlink_to(Path("real") / "list.yaml")
    store.save(link, b"new", digest(b"old"))
    assert link.is_symlink()
    assert link.readlink() == Path("real") / "list.yaml"
    assert target.read_bytes() == b"new"
    assert names(tmp_path / "real") == {"list.yaml"}
    assert names(tmp_path) == {"real", "link.yaml"}


@posix
def test_a_files_owner_and_group_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "chown", lambda _name, owner, group: asked.append((owner, group)))
    store.save(path, b"new")
    assert asked == []
    _replacing.copy_metadata(str(path), foreign(path))
    assert asked == [(-1, path.stat().st_gid + 1), (path.stat().st_uid + 1, -1)]
    assert mode(path) == 0o640


@posix
def test_a_group_that_cannot_be_given_is_not_replaced_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is in the user's own group has no more right to the list than anybody else."""
    path = tmp_path / "list.yaml"
    path.write_bytes(b"old")
    path.chmod(0o664)

    def refuse(*_args: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "chown", refuse)
    _replacing.copy_metadata(str(path), foreign(path))
    assert mode(path) == 0o644


@posix
@pytest.mark.skipif(os.name != "nt" and os.geteuid() != 0, reason="only root gives files away")
def test_root_gives_the_new_file_to_the_old_ones_owner(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(b"old")
    os.chown(path, 1234, 2345)
    store.save(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid, path.read_bytes()) == (1234, 2345, b"new")


def test_a_file_that_may_only_be_read_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_args, **_more: False)
    refused(lambda: store.save(path, b"new"))
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == {"list.yaml"}


@posix
def test_an_irregular_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(lambda: store.save(tmp_path / "pipe", b"new"))
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    refused(lambda: store.save(tmp_path, b"new"))
    assert names(tmp_path) == {"pipe"}


@posix
def test_links_in_a_loop(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    refused(lambda: store.save(tmp_path / "a.yaml", b"new"))
    for args in (
        ("-f", tmp_path / "a.yaml", *MARK),
        ("schema", "-o", tmp_path / "a.yaml"),
    ):
        result = run(*args)
        assert (result.code, result.out) == (3, "")
        assert "绕成了圈" in result.err
    assert names(tmp_path) == {"a.yaml", "b.yaml"}


def test_other_names_of_the_file_are_counted(tmp_path: Path) -> None:
    path, other = tmp_path / "list.yaml", tmp_path / "other.yaml"
    assert store.save(path, b"old") == 0
    os.link(path, other)
    assert store.count_hard_links(path) == 1
    assert store.save(path, b"new") == 1
    assert store.save(path, b"newer") == 0
    assert other.read_bytes() == b"old"
    assert store.count_hard_links(tmp_path / "missing.yaml") == 0


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(b"theirs")
    refused(lambda: store.save(path, b"ours", digest(b"old")))
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == {"list.yaml"}


@pytest.mark.parametrize("before", [b"old", None])
def test_what_is_saved_while_the_disk_is_busy_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes | None
) -> None:
    path = tmp_path / "list.yaml"
    if before is not None:
        path.write_bytes(before)
    sync = os.fsync

    def busy(number: int) -> None:
        sync(number)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", busy)
    refused(lambda: store.save(path, b"ours", store.NEW if before is None else digest(before)))
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == {"list.yaml"}


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_is_made_only_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def none(*_names: object) -> None:
        raise OSError(errno.EPERM, "this file system has no hard links")

    if not links:
        monkeypatch.setattr(os, "link", none)
    path = tmp_path / "list.yaml"
    store.save(path, b"first", store.NEW, mode=0o640)
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    refused(lambda: store.save(path, b"second", store.NEW))
    assert (path.read_bytes(), names(tmp_path)) == (b"first", {"list.yaml"})


def test_a_file_that_was_deleted_meanwhile_is_not_recreated(tmp_path: Path) -> None:
    refused(lambda: store.save(tmp_path / "list.yaml", b"ours", digest(b"old")))
    assert names(tmp_path) == set()


def test_where_no_file_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    refused(lambda: store.save(tmp_path / "file" / "list.yaml", b"new"))
    refused(lambda: store.save(tmp_path / "missing" / "list.yaml", b"new"))
    refused(lambda: store.make_folder(tmp_path / "file" / "folder"))
    assert names(tmp_path) == {"file"}


@posix
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_takes_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    path = folder / "list.yaml"
    path.write_bytes(b"old")
    folder.chmod(0o555)
    try:
        refused(lambda: store.save(path, b"new"))
        with pytest.raises(GovlistError), store.lock(path):
            pass
    finally:
        folder.chmod(0o755)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["replace", "fsync"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()], ids=["full", "^C"])
def test_an_error_on_the_way_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException
) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(b"old")

    def fail(*_args: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(os, name, fail)
        if isinstance(error, OSError):
            refused(lambda: store.save(path, b"new"))
        else:
            with pytest.raises(KeyboardInterrupt):
                store.save(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == {"list.yaml"}


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "腾出空间"),
        (PermissionError(errno.EACCES, "Permission denied"), "WPS"),
        (OSError(errno.EROFS, "Read-only file system"), "权限"),
        (OSError(errno.EIO, "Input/output error"), "原文件未动"),
    ],
)
def test_the_remedy_fits_the_error(
    monkeypatch: pytest.MonkeyPatch, run: Run, checklist: Write, error: OSError, word: str
) -> None:
    path = checklist(LIST)

    def fail(*_args: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        result = run(*MARK)
    assert (result.code, result.out) == (3, "")
    assert word in result.err
    assert str(error.strerror) not in result.err
    assert path.read_text(encoding="utf-8") == LIST


@pytest.mark.parametrize("times", [2, 3, 4])
def test_a_file_that_windows_holds_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """If another program keeps it open longer, the old file stays."""
    path = tmp_path / "list.yaml"
    path.write_bytes(b"old")
    monkeypatch.setattr(_replacing, "RETRY_SECONDS", (0.0, 0.0, 0.0))
    replace, held = os.replace, [PermissionError(errno.EACCES, "in use")] * times

    def open_elsewhere(source: str, target: Path) -> None:
        if held:
            raise held.pop()
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", open_elsewhere)
        if times < 4:
            store.save(path, b"new")
        else:
            refused(lambda: store.save(path, b"new"))
    assert path.read_bytes() == (b"new" if times < 4 else b"old")
    assert names(tmp_path) == {"list.yaml"}


@posix
def test_a_folder_that_cannot_be_synced_hinders_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file is already in place: a message that the old one is unchanged would be wrong."""
    sync = os.fsync

    def shares(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no folders here")
        sync(handle)

    monkeypatch.setattr(os, "fsync", shares)
    store.save(tmp_path / "list.yaml", b"new")
    assert (tmp_path / "list.yaml").read_bytes() == b"new"


@posix
def test_file_and_folder_reach_the_disk_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def replaced(source: str, target: Path) -> None:
        done.append("name")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    store.save(tmp_path / "list.yaml", b"new")
    assert done == ["file", "name", "folder"]


def test_what_a_writer_left_is_deleted_when_it_is_old(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(b"old")
    made = [".list.yaml.abcd_123.tmp", ".list.yaml.abcd_124.tmp", ".list.yaml.mine.tmp", ".x.abcd_123.tmp"]
    for name in made:
        (tmp_path / name).write_bytes(b"half")
        if name != made[1]:
            os.utime(tmp_path / name, (1, 1))
    assert [file.name for file in store.temporary_files(path)] == made[:2]
    store.save(path, b"new")
    assert names(tmp_path) == {"list.yaml", *made[1:]}


def test_folders_are_made_with_those_above(tmp_path: Path) -> None:
    store.make_folder(tmp_path / "a" / "b")
    store.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


# The lock -----------------------------------------------------------------------------------------


@posix
def test_the_lock_is_beside_the_resolved_target(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "list.yaml").write_bytes(b"")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real" / "list.yaml")
    with store.lock(tmp_path / "link.yaml"):
        assert (tmp_path / "real" / ".list.yaml.lock").exists()
        assert {path.name for path in tmp_path.iterdir()} == {"real", "link.yaml"}


def test_a_lock_that_another_holds_is_waited_for_and_then_given_up(
    monkeypatch: pytest.MonkeyPatch, run: Run, checklist: Write
) -> None:
    path = checklist(LIST)
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.5)
    with held(path):
        began = time.monotonic()
        result = run(*MARK)
        assert time.monotonic() - began >= 0.5
        assert (result.code, result.out) == (3, "")
        assert path.read_text(encoding="utf-8") == LIST
        assert run(*MARK, "--dry-run").code == 0
        assert run("list").code == 0


def test_a_lock_is_had_when_the_other_lets_it_go(run: Run, checklist: Write) -> None:
    path = checklist(LIST)
    with held(path) as process:
        assert process.stdin is not None
        timer = threading.Timer(0.3, process.stdin.close)
        timer.start()
        assert run(*MARK).code == 0
        timer.join()


def test_no_lock_file_is_left(tmp_path: Path, run: Run, checklist: Write) -> None:
    checklist(LIST)
    (tmp_path / ".checklist.yaml.lock").touch()  # of a writer that was killed
    assert run(*MARK).code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"checklist.yaml"}


@posix
def test_who_may_write_the_list_may_take_its_lock(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(b"")
    path.chmod(0o664)
    before = os.umask(0o077)
    try:
        with store.lock(path):
            assert mode(tmp_path / ".list.yaml.lock") == 0o664
    finally:
        os.umask(before)


def test_a_share_that_knows_no_locks_is_locked_by_the_file_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    path = tmp_path / "list.yaml"
    path.write_bytes(b"")

    def unknown(*_args: object) -> None:
        raise OSError(errno.ENOSYS, "no locks here")

    monkeypatch.setattr(fcntl, "flock", unknown)
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)
    with store.lock(path):
        assert (tmp_path / ".list.yaml.lock").exists()
        with pytest.raises(GovlistError), store.lock(path):
            pass
    assert names(tmp_path) == {"list.yaml"}
    assert not (tmp_path / ".list.yaml.lock").exists()


def test_a_lock_dies_with_its_process(run: Run, checklist: Write) -> None:
    path = checklist(LIST)
    with held(path) as process:
        os.kill(process.pid, signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        process.wait()
        assert run(*MARK).code == 0
    assert "已完成考核" in path.read_text(encoding="utf-8")


def test_an_error_inside_lets_the_lock_go(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    with pytest.raises(ZeroDivisionError), store.lock(path):
        raise ZeroDivisionError
    with store.lock(path):
        pass


@pytest.mark.parametrize("name", ["list.yaml", "nowhere/deep/list.yaml"])
def test_a_list_that_is_not_there_leaves_no_lock_and_no_folder(tmp_path: Path, run: Run, name: str) -> None:
    assert run("-f", tmp_path / name, *MARK).code == 3
    assert list(tmp_path.iterdir()) == []


# A whole edit -------------------------------------------------------------------------------------


def test_an_edit_refuses_what_changed_between_reading_and_writing(
    monkeypatch: pytest.MonkeyPatch, run: Run, checklist: Write
) -> None:
    path = checklist(LIST)
    theirs = LIST.replace("已印发", "已修订").encode()
    save = store.save

    def late(target: Path, data: bytes, expected: str | None = None, mode: int | None = None) -> None:
        if expected is not None:  # the list, not what is kept of it
            path.write_bytes(theirs)
        save(target, data, expected, mode)

    monkeypatch.setattr(store, "save", late)
    result = run(*MARK)
    assert (result.code, result.out) == (3, "")
    assert path.read_bytes() == theirs


@posix
def test_an_edit_keeps_mode_and_link(tmp_path: Path, run: Run, checklist: Write) -> None:
    path = checklist(LIST, "real/list.yaml")
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    assert run("-f", link, *MARK).code == 0
    assert link.is_symlink()
    assert mode(path) == 0o640
    assert "已完成考核" in path.read_text(encoding="utf-8")
    assert names(path.parent) == {"list.yaml"}


def test_an_edit_that_cannot_be_saved_leaves_the_old_file(
    monkeypatch: pytest.MonkeyPatch, run: Run, checklist: Write
) -> None:
    path = checklist(LIST)

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        result = run(*MARK)
    assert (result.code, result.out) == (3, "")
    assert path.read_text(encoding="utf-8") == LIST
    assert names(path.parent) == {"checklist.yaml"}


def test_an_edit_reports_hard_links_once(run: Run, checklist: Write) -> None:
    path = checklist(LIST)
    os.link(path, path.with_name("other.yaml"))
    first, second = run(*MARK), run("unmark", "4", "--unit", "区政府办公室")
    assert (first.code, second.code) == (0, 0)
    assert "硬链接" in first.err
    assert "硬链接" not in second.err


def test_reading_and_dry_runs_write_nothing_beside_the_list(
    tmp_path: Path, run: Run, checklist: Write
) -> None:
    checklist(LIST, "lists/checklist.yaml")
    for args in (("list",), ("show", "1"), ("status",), ("validate",), (*MARK, "--dry-run")):
        assert run("-f", tmp_path / "lists" / "checklist.yaml", *args).code == 0
    assert {path.name for path in (tmp_path / "lists").iterdir()} == {"checklist.yaml"}


def test_a_writer_waits_on_while_others_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.2)
    path = tmp_path / "checklist.yaml"
    path.write_bytes(b"a: 1\n")
    waits: list[bytes] = []

    class Others:
        """A lock that others hold: they write three times while one waits, then let it go."""

        def acquire(self) -> None:
            if len(waits) < 3:
                waits.append(path.read_bytes())
                store.save(path, b"a: %d\n" % len(waits))
                raise Timeout("held")

    assert store._acquire(Others(), path)  # type: ignore[arg-type]
    assert waits == [b"a: 1\n", b"a: 1\n", b"a: 2\n"]


def test_others_who_write_nothing_are_waited_for_too(tmp_path: Path) -> None:
    """A writer that fails under the lock has created and deleted the lock file."""
    path, side = tmp_path / "checklist.yaml", tmp_path / ".checklist.yaml.lock"
    path.write_bytes(b"a: 1\n")
    turns: list[int] = []

    class Others:
        """A lock that two others take, one after the other."""

        def acquire(self) -> None:
            turns.append(1)
            if len(turns) < 3:
                side.unlink(missing_ok=True)
                side.write_bytes(b"")
                os.utime(side, (len(turns), len(turns)))  # clocks of files are coarse
                raise Timeout("held")

    assert store._acquire(Others(), path, side)  # type: ignore[arg-type]
    assert len(turns) == 3


def test_a_writer_gives_up_where_nothing_happens(tmp_path: Path) -> None:
    path = tmp_path / "checklist.yaml"
    path.write_bytes(b"a: 1\n")
    turns: list[int] = []

    class Stuck:
        """A lock whose holder does nothing."""

        def acquire(self) -> None:
            turns.append(1)
            raise Timeout("held")

    assert not store._acquire(Stuck(), path)  # type: ignore[arg-type]
    assert turns == [1]


# Moving -------------------------------------------------------------------------------------------


def other_file_system(monkeypatch: pytest.MonkeyPatch, source: Path) -> None:
    """Renaming `source` fails, as to another file system."""
    rename = _replacing.rename

    def fail(name: str, target: Path) -> None:
        if Path(name) == source:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        rename(name, target)

    monkeypatch.setattr(_replacing, "rename", fail)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"data")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


@pytest.mark.parametrize("is_far", [False, True])
def test_a_file_is_moved(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, *, is_far: bool
) -> None:
    if is_far:
        other_file_system(monkeypatch, source)
    moved = store.move(source, tmp_path / "b" / "c", b"note")
    assert moved == tmp_path / "b" / "c" / "a.xlsx"
    assert (moved.read_bytes(), moved.stat().st_mtime) == (b"data", 1_000_000_000)
    assert moved.with_suffix(".txt").read_bytes() == b"note"
    assert names(moved.parent) == {"a.xlsx", "a.txt"}
    assert not source.exists()


def test_a_copy_that_differs_is_no_copy(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that lies: the copy is deleted, the file stays."""
    other_file_system(monkeypatch, source)
    replace = _replacing.replace
    monkeypatch.setattr(_replacing, "replace", lambda path, data: replace(path, data[:-1]))
    with pytest.raises(GovlistError) as error:
        store.move(source, tmp_path / "b", b"note")
    assert error.value.exit_code is ExitCode.FAILED
    assert (source.read_bytes(), names(tmp_path / "b")) == (b"data", set())


@pytest.mark.parametrize("is_far", [False, True])
def test_a_file_that_cannot_be_deleted_is_not_copied(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, *, is_far: bool
) -> None:
    """The folder is read-only, or the file is open on Windows."""

    def refuse(path: object, *_args: object, **_options: object) -> None:
        if Path(str(path)) == source:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        os.unlink(str(path))  # noqa: PTH108 - Path.unlink is what is replaced

    if is_far:
        other_file_system(monkeypatch, source)
        monkeypatch.setattr(Path, "unlink", refuse)
    else:
        monkeypatch.setattr(_replacing, "rename", lambda _name, _target: refuse(source))
    with pytest.raises(GovlistError):
        store.move(source, tmp_path / "b")
    assert (source.read_bytes(), names(tmp_path / "b")) == (b"data", set())


@pytest.mark.parametrize("is_far", [False, True])
def test_an_interrupted_move_keeps_one_whole_file(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, *, is_far: bool
) -> None:
    """Also right after the file is gone from its old place."""
    if is_far:
        other_file_system(monkeypatch, source)
    move = store._move

    def interrupted(old: Path, new: Path) -> None:
        move(old, new)
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_move", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.move(source, tmp_path / "b", b"note")
    assert not source.exists()
    assert (tmp_path / "b" / "a.xlsx").read_bytes() == b"data"


def test_a_file_that_is_gone_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(GovlistError):
        store.move(tmp_path / "gone.xlsx", tmp_path / "b", b"note")
    assert names(tmp_path / "b") == set()


def test_a_file_is_in_its_folder_already(tmp_path: Path, source: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    assert store.move(source, tmp_path, b"note") == source
    assert (tmp_path / "a-2.txt").read_bytes() == b"note"
    assert names(tmp_path) == {"a.xlsx", "a.txt", "a-2.txt"}
