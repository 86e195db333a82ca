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


def test_only_entries_are_deleted(entry: Path, cache: Path) -> None:
    others = ["notes.json", "A" * 64 + ".json", "0" * 63 + ".json", "0" * 64 + ".json.json"]
    for name in others:
        (cache / name).write_bytes(b"")
        os.utime(cache / name, (0, 0))
    for number in range(snapshot.KEPT + 5):
        snapshot.save(b"%d" % number, {})
    left = {path.name for path in cache.iterdir()}
    assert set(others) <= left
    assert len(left) == snapshot.KEPT + len(others)
    assert entry.name not in left


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
