"""Streams that are full, closed or read by nobody: the exit code is the documented one, buffered or not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WEEKLY = Path(__file__).parents[1] / "cases" / "weekly" / "checklist.yaml"
GOVLIST = f'"{sys.executable}" -m govlist -f list.yaml'

Shell = Callable[..., Any]

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")


@pytest.fixture(params=[True, False], ids=["buffered", "unbuffered"])
def shell(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """`shell(script, stderr=4)` runs a script in a folder with a list; Python buffers its streams, or not."""
    shutil.copy(WEEKLY, tmp_path / "list.yaml")
    if request.param:
        monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    else:
        monkeypatch.setenv("PYTHONUNBUFFERED", "1")

    def call(script: str, **streams: int) -> subprocess.CompletedProcess[bytes]:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        return subprocess.run(["sh", "-c", script], cwd=tmp_path, timeout=60, **pipes)

    return call


@needs_full
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("status > /dev/full", 3),
        ("list --json > /dev/full", 3),
        ("--help > /dev/full", 3),
        ("mark 3 done --unit 区教体局 > /dev/full", 3),
        ("mark 3 done --unit 区教体局 2> /dev/full", 3),
        ("show 99 2> /dev/full", 3),
        ("status > /dev/full 2>&1", 3),
        ("show 99 > /dev/full 2>&1", 3),
        ("status >&- 2>&-", 0),
        ("show 99 2>&-", 2),
        ("collect none.xlsx <&-", 2),
        ("show 99 <&- >&- 2>&-", 2),
    ],
)
def test_a_stream_that_takes_nothing(shell: Shell, words: str, code: int) -> None:
    """`>` on a full disk; a stream that is closed; and no stream for a message."""
    done = shell(f"{GOVLIST} {words}")
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe without a reader is another error there")
@pytest.mark.parametrize(
    ("words", "stream", "code"),
    [
        ("status", "stdout", 0),
        ("--help", "stdout", 0),
        ("show 99", "stderr", 2),
        ("mark 3 done --unit 区教体局", "stderr", 0),
    ],
)
def test_a_stream_that_nobody_reads(shell: Shell, tmp_path: Path, words: str, stream: str, code: int) -> None:
    """Data that nobody reads ends the run with 0; a message that nobody reads changes nothing."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = shell(f"exec {GOVLIST} {words}", **{stream: write})
    finally:
        os.close(write)
    assert done.returncode == code, done.stderr
    assert not done.stderr
    saved = (tmp_path / "list.yaml").read_bytes() != WEEKLY.read_bytes()
    assert saved == words.startswith("mark")


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit is a command of Unix shells")
def test_a_disk_with_space_for_half(shell: Shell, tmp_path: Path) -> None:
    """The system takes the first half of a write without an error: that must not pass for the whole."""
    done = shell(f"ulimit -f 1; {GOVLIST} list --json > out.json")
    assert done.returncode == 3, done.stderr
    assert 0 < (tmp_path / "out.json").stat().st_size <= 1024


@needs_full
def test_what_was_saved_is_reported_even_if_the_diff_has_no_space(shell: Shell) -> None:
    done = shell(f"{GOVLIST} mark 3 done --unit 区教体局 > /dev/full")
    *_warnings, said, error, _remedy = done.stderr.decode().splitlines()
    assert said.endswith("list.yaml")
    assert error.startswith("错误：")


HOSTILE = """format: 1
title: "::error file=x::a"
year: 2024
units: [{name: "::warning::区教体局", kind: "::notice::a"}, {name: "##[error]区卫健委", kind: department}]
groups: []
sections:
  - title: "::error::b"
    tasks: [{id: 1, requirement: "::error::c", responsible: ["::warning::区教体局", "##[error]区卫健委"]}]
"""


@pytest.mark.parametrize("colour", [[], ["--color", "always"]])
@pytest.mark.parametrize(
    "words", ["status", "show 1", "units", "chase", "list", "status --by kind", "list --pairs"]
)
def test_a_runner_of_github_finds_no_commands(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, words: str, colour: list[str]
) -> None:
    Path("list.yaml").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("COLUMNS", "40")
    done = run("-f", "list.yaml", *colour, *words.split())
    assert done.code == 0
    for line in (done.out + done.err).splitlines():
        plain = re.sub(r"\x1b\[[\d;]*m", "", line)
        assert not plain.lstrip().startswith("::")
        assert "##[" not in plain
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert run("-f", "list.yaml", "status").out.startswith("::error")
