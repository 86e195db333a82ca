"""The completion scripts in the real shells, on a terminal: nothing of a list runs, the name is inserted.

A stand-in for govlist is first on the path. It answers a Tab as govlist does, and else writes down which
words it was called with: these are what the shell made of the accepted line. A shell that is missing is
skipped unless $GOVLIST_REQUIRE_SHELLS is set.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("these shells are not of Windows", allow_module_level=True)

import pty

pytestmark = pytest.mark.slow

REQUIRED = bool(os.environ.get("GOVLIST_REQUIRE_SHELLS"))
PATIENCE = 60.0  # seconds until a shell counts as hung

STAND_IN = f"""\
#!/bin/sh
if [ -n "$_GOVLIST_COMPLETE" ]; then exec "{sys.executable}" -m govlist "$@"; fi
for word do printf '%s\\0' "$word" >>called; done
printf '\\n' >>called
echo '<called>'
"""
TAKES_THE_TERMINAL = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
STARTS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
PREPARES = {  # what is typed is not yet the prompt that is waited for
    "bash": "bind 'set show-all-if-ambiguous on'; PS1='<re''ady>'; . scripts/_govlist",
    "zsh": "PS1='<re''ady>'; fpath+=$PWD/scripts; autoload -Uz compinit; compinit -u -D",
    "fish": "function fish_prompt; printf '<re''ady>'; end; set -g fish_greeting; source scripts/_govlist",
}

HOSTILE = (
    "$(touch PWNED)局",
    r"\$(touch PWNED)局",
    "`touch PWNED`局",
    r"\`touch PWNED\`局",
    '"$(touch PWNED)"局',
    "'; touch PWNED; '局",
    "甲局; touch PWNED",
    "甲局 && touch PWNED",
    "甲局 | touch PWNED > x",
    "(touch PWNED)局",
    "<(touch PWNED)局",
    "${x:=$(touch PWNED)}局",
    "*",
    "?[a-z]*",
    "甲 局 和  乙",
    " 甲局 ",
    "甲'局",
    '甲"局"',
    "甲\\局\\",
    "甲:乙=丙@丁",
    "~",
    "~root/甲",
    "#甲",
    "!!甲!x",
    "%s%n",
    "%F{red}%甲",
    "{a,b}局",
    "[甲](乙)",
    "-n",
    "--file=甲",
    "=ls",
    "^甲^乙",
    "$HOME",
    "甲/乙",
)


class Shell:
    """An interactive shell on a terminal of its own, the script read in."""

    def __init__(self, name: str, folder: Path, env: dict[str, str]) -> None:
        self.name, self.called, self.seen = name, folder / "called", b""
        self.terminal, inside = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKES_THE_TERMINAL, *STARTS[name]],
            cwd=folder,
            env=env,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)
        os.write(self.terminal, PREPARES[name].encode() + b"\r")
        self._wait(lambda: b"<ready>" in self.seen)

    def _wait(self, done: Callable[[], bool]) -> None:
        """Read what the shell shows until something is so."""
        until = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < until, self.seen.decode(errors="replace")[-2000:]
            if select.select([self.terminal], [], [], 0.05)[0]:
                self.seen += os.read(self.terminal, 65536)

    def accept(self, keys: str) -> list[str]:
        """The words that govlist is called with when these keys are typed, then Enter."""
        before = self.seen.count(b"<called>")
        os.write(self.terminal, keys.encode() + b"\r")
        self._wait(lambda: self.seen.count(b"<called>") > before)
        self._wait(lambda: b"<ready>" in self.seen.rpartition(b"<called>")[2])
        last = self.called.read_text(encoding="utf-8").split("\0\n")[-2]
        return last.split("\0")

    def end(self) -> None:
        """Kill the shell."""
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)


def is_there(name: str) -> bool:
    """Whether a shell can be tested here; bash began with 4.4 to know all that its script says."""
    if name == "bash" and shutil.which(name):
        asked = "exit $((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404))"
        return subprocess.run(["bash", "-c", asked]).returncode == 0
    return shutil.which(name) is not None


@pytest.fixture(params=list(STARTS))
def shell(request: pytest.FixtureRequest, tmp_path: Path, run: Callable[..., Any]) -> Iterator[Shell]:
    name: str = request.param
    if not REQUIRED and not is_there(name):
        pytest.skip(f"there is no {name}, or an old one")
    programs, scripts = tmp_path / "programs", tmp_path / "scripts"
    programs.mkdir()
    scripts.mkdir()
    (programs / "govlist").write_text(STAND_IN, encoding="utf-8")
    (programs / "govlist").chmod(0o755)
    (scripts / "_govlist").write_bytes(run("completion", name).out_bytes)
    env = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": os.environ["PYTHONPATH"],
        "HOME": str(tmp_path),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8",
        "XDG_CACHE_HOME": str(tmp_path.parent / ".cache"),
    }
    made = Shell(name, tmp_path, env)
    yield made
    made.end()


def write(path: Path, units: list[str], requirements: tuple[str, ...] = ("公开",)) -> None:
    """A list of these units, and of tasks with these texts, numbered from 7 on."""
    tasks = [
        {"id": number, "requirement": text, "responsible": []}
        for number, text in enumerate(requirements, start=7)
    ]
    value = {
        "title": "清单",
        "year": 2024,
        "units": [{"name": name, "kind": "department"} for name in units],
        "groups": [],
        "sections": [{"title": "一", "tasks": tasks}],
    }
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def test_a_hostile_name_is_inserted_as_it_is(shell: Shell, tmp_path: Path) -> None:
    for number, name in enumerate(HOSTILE):
        write(tmp_path / f"{number}.yaml", [name])
    inserted = {
        name: shell.accept(f"govlist -f {number}.yaml status \t")[3:] for number, name in enumerate(HOSTILE)
    }
    left_out = [name for name in HOSTILE if shell.name == "fish" and name.startswith("~")]
    assert inserted == {name: [name] if name not in left_out else [] for name in HOSTILE}
    assert not (tmp_path / "PWNED").exists()


@pytest.mark.parametrize("name", ["甲 $(touch PWNED)`touch PWNED`'\"\\*;乙", "甲:乙 !x", "甲 和 乙"])
def test_a_name_begun_goes_on_as_it_was_begun(shell: Shell, tmp_path: Path, name: str) -> None:
    write(tmp_path / "checklist.yaml", [name, "丙局"])
    begun = ["甲", "'甲", '"甲', "-- 甲", "--unit 甲", "--unit=甲", "--unit='甲", f"甲\\{name[1]}"]
    words = {each: shell.accept(f"govlist status {each}\t") for each in begun}
    for each, called in words.items():
        assert called[-1].removeprefix("--unit=") == name, each
    assert not (tmp_path / "PWNED").exists()


def test_what_is_shown_beside_a_number_runs_nothing(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path / "checklist.yaml", ["甲局"], HOSTILE)
    assert shell.accept("govlist show \t7") == ["show", "7"]
    assert shell.accept("govlist mark 7,8\t") == ["mark", "7,8"]
    write(tmp_path / "checklist.yaml", list(HOSTILE))
    assert shell.accept("govlist status \tx")[0] == "status"
    assert not (tmp_path / "PWNED").exists()


def test_files_are_offered_where_a_file_belongs_only(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path / "checklist.yaml", ["甲局"])
    (tmp_path / "zz old.txt").touch()
    assert shell.accept("govlist status zz\t") == ["status", "zz"]
    assert shell.accept("govlist zz\t") == ["zz"]
    assert shell.accept("govlist list --unit zz\t") == ["list", "--unit", "zz"]
    assert shell.accept("govlist -f zz\t status") == ["-f", "zz old.txt", "status"]
    assert shell.accept("govlist export -o zz\t") == ["export", "-o", "zz old.txt"]
    assert shell.accept("govlist export --output=zz\t") == ["export", "--output=zz old.txt"]
    assert shell.accept("govlist mark 7 done --evidence zz\t")[-1] == "zz old.txt"
    shell.accept("govlist list 2> zz\t")
    assert (tmp_path / "zz old.txt").exists()
    assert not (tmp_path / "zz").exists()


def test_commands_and_options_are_completed(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path / "checklist.yaml", ["甲局"])
    assert shell.accept("govlist stat\t") == ["status"]
    assert shell.accept("govlist list --sec\t") == ["list", "--section"]
    assert shell.accept("true; X=1 govlist completion po\t") == ["completion", "powershell"]


def test_powershell_completes_units_and_values(tmp_path: Path, run: Callable[..., Any]) -> None:
    """PowerShell is asked as its prompt asks: which words complete a line."""
    if shutil.which("pwsh") is None:  # also where the others are required: it is no part of a Linux system
        pytest.skip("there is no pwsh")
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "govlist").write_text(STAND_IN, encoding="utf-8")
    (programs / "govlist").chmod(0o755)
    (tmp_path / "govlist.ps1").write_bytes(run("completion", "powershell").out_bytes)
    write(tmp_path / "checklist.yaml", ["区教体局", "甲 $(touch PWNED)镇"])
    lines = [
        "govlist status 教体",
        "govlist status 镇",
        "govlist export --format mark",
        "govlist list --status done,beh",
    ]
    ask = "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)"
    code = (
        f". ./govlist.ps1; foreach ($line in $args) {{ ({ask}).CompletionMatches | "
        "ForEach-Object { [Console]::WriteLine($_.CompletionText) } }"
    )
    (tmp_path / "ask.ps1").write_text(code, encoding="utf-8-sig")
    done = subprocess.run(
        ["pwsh", "-NoProfile", "-File", "ask.ps1", *lines],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(tmp_path)},
        capture_output=True,
        timeout=PATIENCE,
    )
    assert done.stdout.decode().splitlines() == [
        "区教体局",
        "'甲 $(touch PWNED)镇'",
        "markdown",
        "'done,behind'",
    ], done.stderr.decode()
    assert not (tmp_path / "PWNED").exists()


def test_a_unit_is_found_by_a_part_of_its_name(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path / "checklist.yaml", ["区教体局", "区司法局", "甲 $(touch PWNED)镇"])
    assert shell.accept("govlist status 教体\t") == ["status", "区教体局"]
    assert shell.accept("govlist list --unit=司法\t") == ["list", "--unit=区司法局"]
    assert shell.accept("govlist list --unit 区教体局,司法\t") == ["list", "--unit", "区教体局,区司法局"]
    assert shell.accept("govlist status 镇\t") == ["status", "甲 $(touch PWNED)镇"]
    assert not (tmp_path / "PWNED").exists()


def test_a_part_of_several_names_is_not_lost(shell: Shell, tmp_path: Path) -> None:
    """What was typed stays, or the shell's own list of matches is shown (fish)."""
    write(tmp_path / "checklist.yaml", ["区教体局", "区司法局", "田东街道"])
    (called,) = shell.accept("govlist status 局\t")[1:]
    assert called in ("局", "区教体局", "区司法局")


def test_values_and_views_are_completed(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path / "checklist.yaml", ["甲局"])
    (tmp_path / "govlist.toml").write_text('[views."慢的"]\ncommand = "list"\n', encoding="utf-8")
    assert shell.accept("govlist export --format mark\t") == ["export", "--format", "markdown"]
    assert shell.accept("govlist list --status done,beh\t") == ["list", "--status", "done,behind"]
    assert shell.accept("govlist list --sort sl\t") == ["list", "--sort", "slowest"]
    assert shell.accept("govlist explain unknown-un\t") == ["explain", "unknown-unit"]
    assert shell.accept("govlist view 慢\t") == ["view", "慢的"]
    assert shell.accept("govlist view 慢的 --sec\t 1") == ["view", "慢的", "--section", "1"]
    assert shell.accept("govlist config set uni\t 甲\t") == ["config", "set", "unit", "甲局"]
