"""The cache tells nobody what a list says, believes nobody else, and touches no file but its own."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist.validation import snapshot
from govlist.yamlfile import private

LIST = """\
    title: 清单
    year: 2024
    units: [{name: 区教体局, kind: department}]
    groups: []
    sections:
      - title: 主动公开
        tasks: [{id: 8, requirement: 公开目录, responsible: [区教体局]}]
"""

Run = Callable[..., Any]
Checklist = Callable[..., Path]


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


@pytest.fixture
def entry(run: Run, checklist: Checklist, cache: Path) -> Path:
    """The entry of a list that was read."""
    checklist(LIST).chmod(0o600)
    assert run("show", "8").code == 0
    (found,) = cache.glob("*.json")
    return found


def test_every_file_of_the_cache_is_for_its_account_alone(entry: Path, process: Run, cache: Path) -> None:
    asked = {"_GOVLIST_COMPLETE": "zsh", "_GOVLIST_WORDS": "st"}
    env = {"GOVLIST_CACHE": None, "XDG_CACHE_HOME": str(cache.parent)}
    process(env={**asked, **env})
    process("status", env={**env, "GOVLIST_LANG": None})
    found = modes(cache)
    assert {Path(name).suffix for name in found} == {"", ".json", ".grammar"}
    assert {mode for name, mode in found.items() if name != cache.name} == {0o600}
    assert found[cache.name] == 0o700
    assert entry.name in found


@pytest.mark.parametrize("whose", ["entry", "folder"])
def test_what_another_account_could_have_written_is_not_shown(
    entry: Path, run: Run, whose: str, tmp_path: Path
) -> None:
    body = entry.read_bytes().partition(b"\n")[2].replace("公开目录".encode(), "假的任务".encode())
    entry.write_bytes(snapshot._digest(body) + b"\n" + body)
    assert "假的任务" in run("show", "8").out, "our own entry is believed"
    if whose == "entry":
        entry.chmod(0o666)
    else:
        shutil.move(entry.parent, tmp_path / "theirs")
        entry.parent.symlink_to(tmp_path / "theirs")
    result = run("show", "8")
    assert result.code == 0
    assert "公开目录" in result.out


def test_a_command_that_reads_replaces_no_file_that_an_entry_leads_to(
    entry: Path, run: Run, tmp_path: Path
) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_bytes(b"theirs")
    entry.unlink()
    entry.symlink_to(victim)
    assert run("show", "8").code == 0
    assert victim.read_bytes() == b"theirs"
    assert not entry.is_symlink()


def test_a_pipe_as_an_entry_is_not_waited_for(entry: Path, run: Run) -> None:
    entry.unlink()
    os.mkfifo(entry)
    assert run("show", "8").code == 0


def test_only_entries_are_deleted(entry: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = ["notes.json", "A" * 64 + ".json", "0" * 63 + ".json", "0" * 64 + ".json.json"]
    for name in others:
        (cache / name).write_bytes(b"")
        os.utime(cache / name, (0, 0))
    os.utime(entry, (1, 1))
    monkeypatch.setenv("GOVLIST_CACHE_BYTES", str(4 * private.BLOCK))
    for number in range(20):
        snapshot.save(b"%d" % number, {})
    left = {path.name for path in cache.iterdir()}
    assert set(others) <= left
    assert len(left) == 4 + len(others)
    assert entry.name not in left


def used(name: str, cache: Path, time: int) -> None:
    os.utime(cache / name, (time, time))


def test_entries_that_were_used_stay(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVLIST_CACHE_BYTES", str(3 * private.BLOCK))
    for number in range(3):
        snapshot.save(b"%d" % number, [number])
        used(snapshot._name(b"%d" % number), cache, number)
    assert snapshot.plain(b"0") == [0]
    snapshot.save(b"3", [3])
    assert [snapshot.plain(b"%d" % number) for number in range(4)] == [[0], None, [2], [3]]


def test_an_entry_that_is_larger_than_the_room_is_used_all_the_same(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVLIST_CACHE_BYTES", "1")
    large = "x" * 3 * private.BLOCK
    snapshot.save(b"small", 1)
    used(snapshot._name(b"small"), cache, 0)
    snapshot.save(b"large", large)
    assert (snapshot.plain(b"large"), snapshot.plain(b"small")) == (large, None)


def test_the_cache_keeps_to_its_bytes_without_looking_through_it_each_time(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    delete = private.delete
    monkeypatch.setattr(private, "delete", lambda *given: (looks.append(1), delete(*given)))
    room = 200 * private.BLOCK
    monkeypatch.setenv("GOVLIST_CACHE_BYTES", str(room))
    most = 0
    for number in range(1000):
        snapshot.save(b"%d" % number, "x" * (number % 5 * private.BLOCK))
        most = max(most, sum(private.on_disk(path.stat().st_size) for path in cache.iterdir()))
    assert most < room * 1.5
    assert 100 < len(looks) < 500


@pytest.mark.usefixtures("cache")
def test_all_lists_of_a_province_stay() -> None:
    for number in range(600):
        snapshot.save(b"%d" % number, number)
    assert [snapshot.plain(b"%d" % number) for number in range(600)] == list(range(600))


def test_a_wrong_number_of_bytes_stops_no_command(
    run: Run, checklist: Checklist, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(LIST)
    monkeypatch.setenv("GOVLIST_CACHE_BYTES", "many")
    assert run("mark", "8", "--unit", "区教体局", "done").code == 0
    assert run("show", "8").code == 0
    assert len(list(cache.glob("*.json"))) == 1


def test_a_read_is_no_error_where_the_disk_takes_no_changes(
    entry: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = entry.stat().st_mtime_ns

    def refuse(*_given: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "utime", refuse)
    assert run("show", "8").code == 0
    assert entry.stat().st_mtime_ns == before


def test_without_an_own_folder_there_is_no_cache(
    run: Run, checklist: Checklist, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(LIST)
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)  # as root in the home of a user, under sudo
    cache.parent.parent.chmod(0o755)
    assert run("show", "8").code == 0
    assert not cache.exists()
    assert not private.can_be_own(cache)
