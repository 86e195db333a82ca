"""`doctor`: each thing that can be wrong on a machine is seen, with its remedy; nothing is written."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from tests.strategies import LIST
from tests.terminal import screen

from govlist.actions.doctor import _fonts, _list, _machine
from govlist.base import installation
from govlist.base.text import width
from govlist.validation import snapshot
from govlist.yamlfile import store

Run = Callable[..., Any]
Checklist = Callable[..., Path]

_installed_fonts = _fonts.installed
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def no_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is today: that it is fixed would be reported. The fonts of official documents are there."""
    monkeypatch.delenv("GOVLIST_TODAY")
    monkeypatch.setattr(_fonts, "installed", lambda: set(_fonts.WANTED))


def seen(run: Run, *args: object, code: int = 0) -> dict[str, dict[str, Any]]:
    """The checks by their names."""
    result = run(*args, "doctor", "--json")
    assert (result.code, result.err) == (code, "")
    made = json.loads(result.out)
    states = {check["state"] for check in made["checks"]}
    assert made["state"] == next(state for state in ("bad", "warn", "ok") if state in states)
    for check in made["checks"]:
        assert list(check) == ["name", "state", "seen", "remedy"]
        assert (check["remedy"] is None) == (check["state"] == "ok"), check
        assert check["seen"]
    return {check["name"]: check for check in made["checks"]}


def state(run: Run, name: str, *args: object, code: int = 0) -> str:
    found: str = seen(run, *args, code=code)[name]["state"]
    return found


# The list -----------------------------------------------------------------------------------------


def test_all_is_well_with_a_sound_list(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    checklist(LIST)
    before = sorted(tmp_path.rglob("*"))
    found = seen(run)
    assert {check["state"] for check in found.values()} == {"ok"}
    assert "checklist.yaml" in found["file"]["seen"]
    assert "LF" in found["encoding"]["seen"]
    names = "file contents encoding history rights lock git versions build libraries pdf data"
    names += " parser language settings cache fonts"
    assert list(found) == [*names.split(), "width", "characters", "colour"]
    assert sorted(tmp_path.rglob("*")) == before


def test_which_file_and_why(
    run: Run, checklist: Checklist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def output(*args: object) -> str:
        words: str = seen(run, *args)["file"]["seen"]
        return words

    path = checklist(LIST)
    named = checklist(LIST, "other.yaml")
    reasons = {output(), output("-f", named)}
    monkeypatch.setenv("GOVLIST_FILE", str(named))
    reasons.add(output())
    monkeypatch.delenv("GOVLIST_FILE")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    reasons.add(output())
    assert len({reason.split("（")[1] for reason in reasons}) == 4
    assert sum(str(path) in reason for reason in reasons) == 1


def test_no_list_of_ones_own(run: Run) -> None:
    found = seen(run)
    assert found["file"]["state"] == "warn"
    assert "init" in found["file"]["remedy"]
    assert not {"contents", "git"} & set(found)
    found = seen(run, "--shipped")
    assert {found[name]["state"] for name in ("file", "contents")} == {"ok"}
    assert not {"rights", "git"} & set(found)


def test_a_list_that_is_missing_or_broken(run: Run, checklist: Checklist) -> None:
    assert state(run, "file", "-f", "missing.yaml", code=1) == "bad"
    checklist(LIST.replace("id: 6", "id: x"))
    found = seen(run, code=1)
    assert found["contents"]["state"] == "bad"
    assert "validate" in found["contents"]["remedy"]
    checklist("[")
    assert state(run, "contents", code=1) == "bad"


@pytest.mark.parametrize(
    ("data", "level", "word"),
    [
        (LIST.encode("gbk"), "bad", "GBK"),
        (b"\xef\xbb\xbf" + LIST.encode(), "ok", "BOM"),
        (LIST.replace("\n", "\r\n").encode(), "ok", "CRLF"),
        (LIST.replace("\n", "\r\n", 3).encode(), "warn", "3"),
    ],
)
def test_how_the_file_is_written(run: Run, tmp_path: Path, data: bytes, level: str, word: str) -> None:
    (tmp_path / "checklist.yaml").write_bytes(data)
    check = seen(run, code=int(level == "bad"))["encoding"]
    assert check["state"] == level
    assert word in check["seen"]


def test_a_lock_that_is_held_and_what_a_writer_left(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    path = checklist(LIST)
    side = tmp_path / ".checklist.yaml.lock"
    with store.lock(path):
        pass
    assert state(run, "lock") == "ok"
    with FileLock(side):
        assert state(run, "lock") == "warn"
    left = tmp_path / ".checklist.yaml.k2j_9xaz.tmp"
    left.touch()
    found = seen(run)["lock"]
    assert (found["state"], left.name in found["seen"]) == ("warn", True)
    assert left.exists()


def test_a_list_with_two_names(run: Run, checklist: Checklist) -> None:
    path = checklist(LIST)
    assert "links" not in seen(run)
    os.link(path, path.with_name("other.yaml"))
    assert state(run, "links") == "warn"


def test_a_list_that_may_only_be_read(
    run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(LIST)
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path).suffix != ".yaml")
    assert state(run, "rights") == "warn"


def test_a_file_share_is_reported(run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch) -> None:
    checklist(LIST)
    assert "place" not in seen(run)
    monkeypatch.setattr(_list, "share_of", lambda _target: "cifs")
    assert state(run, "place") == "warn"


def test_which_file_system_a_file_is_on(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda / ext4 rw 0 0\nsrv:/x /mnt/a\\040b nfs4 rw 0 0\n//srv/y /mnt/c cifs rw 0 0\n"
        "tmpfs /mnt/c/deep tmpfs rw 0 0\nbroken\n",
        encoding="utf-8",
    )
    for path, kind in {
        "/mnt/a b/x.yaml": "nfs4",
        "/mnt/a/x.yaml": "",
        "/mnt/c/x.yaml": "cifs",
        "/mnt/c/deep/x.yaml": "",
        "/home/x.yaml": "",
    }.items():
        assert _list.share_of(Path(path), mounts) == kind
    assert _list.share_of(tmp_path, tmp_path / "missing") == ""


# git ----------------------------------------------------------------------------------------------


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


@pytest.fixture
def repository(checklist: Checklist, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A repository with a list, and no settings but its own."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git("init", "-q", ".")
    checklist(LIST)
    return tmp_path


@needs_git
def test_the_merge_driver_needs_both_halves(run: Run, repository: Path) -> None:
    output = {seen(run)["merging"]["seen"]}
    (repository / ".gitattributes").write_text("*.yaml merge=govlist\n", encoding="utf-8")
    output.add(seen(run)["merging"]["seen"])
    git("config", "merge.govlist.driver", f"{shlex.quote(sys.executable)} -m govlist merge %O %A %B")
    assert state(run, "merging") == "ok"
    (repository / ".gitattributes").unlink()
    found = seen(run)["merging"]
    assert (found["state"], "init --git" in found["remedy"]) == ("warn", True)
    assert len(output | {found["seen"]}) == 3


@needs_git
def test_what_init_sets_up_is_what_doctor_looks_for(run: Run, repository: Path) -> None:
    (repository / "checklist.yaml").unlink()
    assert run("init", "--git").code == 0
    assert state(run, "merging") == "ok"


@needs_git
@pytest.mark.parametrize("driver", ["nowhere-to-be-found merge %O %A %B", "cat %O %A %B", "cat 'merge %A"])
def test_a_merge_driver_that_cannot_be_govlist(run: Run, repository: Path, driver: str) -> None:
    (repository / ".gitattributes").write_text("*.yaml merge=govlist\n", encoding="utf-8")
    git("config", "merge.govlist.driver", driver)
    found = seen(run)["merging"]
    assert (found["state"], "--unset" in found["remedy"]) == ("warn", True)
    assert driver.split()[0] in found["seen"]


@needs_git
def test_a_chinese_name_that_git_would_show_as_numbers(
    run: Run, repository: Path, checklist: Checklist
) -> None:
    assert "names" not in seen(run)
    path = checklist(LIST, "清单/a.yaml")
    assert state(run, "names", "-f", path) == "warn"
    git("config", "core.quotePath", "false")
    assert state(run, "names", "-f", path) == "ok"
    assert repository.exists()


@needs_git
def test_a_repository_runs_nothing_of_its_own(run: Run, repository: Path) -> None:
    hook = repository / "hook.sh"
    hook.write_text(f"#!/bin/sh\ntouch {repository}/ran\n", encoding="utf-8")
    hook.chmod(0o755)
    git("config", "core.fsmonitor", str(hook))
    seen(run)
    assert not (repository / "ran").exists()


def test_git_that_is_not_installed_or_fails(
    run: Run, checklist: Checklist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(LIST)
    (tmp_path / ".git").mkdir()
    bin_ = tmp_path / "bin"
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path), str(bin_))))
    assert state(run, "git") == "warn"
    program = tmp_path / ("git.exe" if os.name == "nt" else "git")
    program.write_bytes(b"no program")
    program.chmod(0o755)
    assert state(run, "git") == "warn"  # never one beside the list: who sent the list may have sent it, too
    bin_.mkdir()
    program.rename(bin_ / program.name)
    assert state(run, "merging") == "warn"


# The program and the terminal ---------------------------------------------------------------------


def test_libraries_that_are_missing(run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch) -> None:
    checklist(LIST)
    needed = [
        "pyyaml>=6",
        "nowhere-to-be-found>=1",
        "not-needed>=1; extra == 'dev'",
    ]
    monkeypatch.setattr(_machine.metadata, "requires", lambda _name: needed)
    result = run("doctor")
    assert result.code == 1
    assert "pip install nowhere-to-be-found" in result.out
    assert "not-needed" not in result.out


def test_libraries_of_some_commands_that_are_missing(
    run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(LIST)
    monkeypatch.setattr(_machine, "_version", lambda _name: "")
    monkeypatch.setattr(_machine, "_libraries", lambda: iter(()))
    found = seen(run)
    assert (found["pdf"]["state"], found["pdf"]["remedy"]) == ("warn", "python -m pip install pypdfium2")
    assert found["data"]["state"] == "ok"
    assert "pip install 'govlist[data]'" in found["data"]["seen"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "pip" not in seen(run)["pdf"]["remedy"]


def test_which_build(run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program with its own Python, a package, or the sources, each with its folder."""
    checklist(LIST)
    words = set()
    monkeypatch.setattr(installation, "PACKAGE", tmp_path / "site-packages" / "govlist")
    words.add(seen(run)["build"]["seen"])
    monkeypatch.setattr(installation, "PACKAGE", tmp_path / "checkout" / "src" / "govlist")
    (tmp_path / "checkout" / "src").mkdir(parents=True)
    (tmp_path / "checkout" / "pyproject.toml").touch()
    words.add(seen(run)["build"]["seen"])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "stick" / "govlist"))
    words.add(seen(run)["build"]["seen"])
    folders = {str(tmp_path / name) for name in ("site-packages/govlist", "checkout", "stick")}
    assert {word.rpartition(" ")[2] for word in words} == {str(Path(name)) for name in folders}


def test_fonts_of_official_documents(run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch) -> None:
    checklist(LIST)
    monkeypatch.setattr(_fonts, "OFFICES", (Path(sys.executable).name,))
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.setattr(_fonts, "installed", lambda: {"宋体", "仿宋", "SimHei"})
    check = seen(run)["fonts"]
    assert check["state"] == "warn"
    assert re.findall(r"(\w+)（以(\w+)显示）", check["seen"]) == [
        ("方正小标宋简体", "宋体"),
        ("仿宋_GB2312", "仿宋"),
        ("黑体", "SimHei"),
        ("楷体_GB2312", "宋体"),
    ]
    monkeypatch.setattr(_fonts, "installed", set)
    assert "fonts" not in seen(run), "this system does not tell its fonts"
    monkeypatch.setattr(_fonts, "OFFICES", ())
    monkeypatch.setattr(sys, "platform", "linux")
    assert seen(run)["fonts"]["state"] == "ok"


@pytest.mark.skipif(shutil.which("fc-list") is None, reason="no fontconfig here")
def test_the_fonts_of_this_machine() -> None:
    assert all(_installed_fonts()), "no name is empty"


def test_a_yaml_without_its_fast_parser(
    run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    from govlist.yamlfile import nodes

    checklist(LIST)
    monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)
    assert state(run, "parser") == "warn"


@pytest.mark.parametrize(
    ("env", "word"),
    [
        ({"GOVLIST_LANG": "en"}, "$GOVLIST_LANG"),
        ({"LC_ALL": "en_GB.UTF-8"}, "$LC_ALL"),
        ({"LANG": "zh_CN.UTF-8"}, "$LANG"),
        ({"LANG": "fr_FR"}, ""),
        ({}, ""),
    ],
)
def test_the_language_and_why(process: Run, checklist: Checklist, env: dict[str, str], word: str) -> None:
    checklist(LIST)
    none = dict.fromkeys(("GOVLIST_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    made = json.loads(process("doctor", "--json", env={**none, **env}).out)
    (check,) = [check for check in made["checks"] if check["name"] == "language"]
    assert check["seen"].startswith("en" if "en" in str(env) else "zh")
    assert ("$" in check["seen"]) == bool(word)
    assert word in check["seen"]


def test_the_cache(run: Run, checklist: Checklist, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checklist(LIST)
    output = seen(run)["cache"]["seen"]
    run("status")
    assert len(list(cache.glob("*.json"))) == 1
    assert (str(cache) in output, seen(run)["cache"]["seen"] == output) == (True, False)
    monkeypatch.setattr(snapshot, "folder", lambda: Path(os.devnull) / "govlist")
    assert state(run, "cache") == "warn"
    monkeypatch.setenv("GOVLIST_CACHE", "0")
    assert state(run, "cache") == "ok"


def test_a_today_that_is_fixed(run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch) -> None:
    checklist(LIST)
    monkeypatch.setenv("GOVLIST_TODAY", "2024-09-27")
    assert state(run, "today") == "warn"
    monkeypatch.setenv("GOVLIST_TODAY", "someday")
    assert state(run, "today", code=1) == "bad"


@pytest.mark.usefixtures("cache")
def test_limits_that_cannot_be_used(run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch) -> None:
    checklist(LIST)
    monkeypatch.setenv("GOVLIST_MAX_BYTES", "many")
    found = seen(run, code=1)["file"]
    assert (found["state"], "GOVLIST_MAX_BYTES" in found["seen"]) == ("bad", True)
    monkeypatch.delenv("GOVLIST_MAX_BYTES")
    monkeypatch.setenv("GOVLIST_CACHE_BYTES", "0")
    found = seen(run)["cache"]
    assert (found["state"], "GOVLIST_CACHE_BYTES" in found["seen"]) == ("warn", True)


@pytest.mark.parametrize(
    ("encoding", "level"), [("gbk", "ok"), ("utf-8", "ok"), ("ascii", "warn"), ("latin-1", "warn")]
)
def test_the_encoding_of_the_console(process: Run, checklist: Checklist, encoding: str, level: str) -> None:
    checklist(LIST)
    made = json.loads(process("doctor", "--json", env={"PYTHONIOENCODING": encoding}).out)
    assert {check["name"]: check["state"] for check in made["checks"]}["characters"] == level
    shown = process("doctor", env={"PYTHONIOENCODING": encoding})
    assert (shown.code, b"Traceback" in shown.err_bytes) == (0, False)
    if level == "ok":
        assert "√" in shown.out_bytes.decode(encoding)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("columns", [40, 60, 100, 200])
def test_on_a_terminal(checklist: Checklist, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    checklist(LIST)
    monkeypatch.setenv("GOVLIST_CACHE", "0")
    made = screen("doctor", columns=columns)
    assert made.code == 0
    assert str(columns) in made.text
    assert [line for line in made.lines if width(line) > columns and "/" not in line] == []
    assert made.raw != made.text


def test_the_settings_in_use_and_their_faults(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    checklist(LIST)

    def check(name: str) -> Any:
        made = json.loads(run("doctor", "--json").out)
        return next(each for each in made["checks"] if each["name"] == name)

    assert check("settings")["seen"] == "无"
    (tmp_path / "govlist.toml").write_text("due-soon = 7\n", encoding="utf-8")
    assert check("settings") == {"name": "settings", "state": "ok", "seen": "govlist.toml", "remedy": None}
    (tmp_path / "govlist.toml").write_text("due_soon = 7\n", encoding="utf-8")
    for name in ("settings", "file"):
        found = check(name)
        assert (found["state"], "due-soon" in found["remedy"]) == ("bad", True)
    assert run("doctor").code == 1
