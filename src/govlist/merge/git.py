"""Run git: ask about a folder, and set up govlist as a clone's merge driver."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DRIVER = "merge.govlist.driver"
TIMEOUT_SECONDS = 5


class Setting(NamedTuple):
    """A git setting: its key, the wanted value, and the present value ("" if not set)."""

    key: str
    wanted: str
    now: str


def executable() -> str | None:
    """The absolute path of git. A git in the current folder, which Windows would prefer, is ignored."""
    found = shutil.which("git")
    return None if found is None or Path(found).resolve().parent == Path.cwd() else found


def output_of(folder: Path, *words: str) -> str | None:
    """The output of a git command in a folder; None if it fails, hangs, or git is not installed.

    No hook and no monitor of the repository runs.
    """
    if (git := executable()) is None:
        return None
    command = [git, "-c", "core.fsmonitor=false", "-C", str(folder), *words]
    try:
        done = subprocess.run(  # noqa: S603 - git itself, by its whole path, without a shell
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=TIMEOUT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def settings(folder: Path) -> list[Setting] | None:
    """The settings that make govlist a clone's merge driver; None if the folder is not in a clone."""
    if (output_of(folder, "rev-parse", "--is-inside-work-tree") or "").strip() != "true":
        return None
    return [
        Setting(key, wanted, (output_of(folder, "config", "--get", key) or "").rstrip("\n"))
        for key, wanted in _wanted()
    ]


def register(folder: Path, setting: Setting) -> bool:
    """Write a setting to the clone's configuration. Returns whether git accepted it."""
    return output_of(folder, "config", "--local", setting.key, setting.wanted) is not None


def missing_program(driver: str) -> str:
    """The program of a merge driver if it is not found, the whole driver if it is not govlist's, else ""."""
    try:
        words = shlex.split(driver)
    except ValueError:
        return driver
    if "merge" not in words or "%A" not in words:
        return driver
    return "" if shutil.which(words[0].replace("%%", "%")) else words[0]


def _wanted() -> Iterator[tuple[str, str]]:
    """The settings to write. git runs the commands in its own shell; % in a driver must be doubled."""
    govlist = "govlist"
    if shutil.which(govlist) is None:  # not on PATH
        # -P: git runs it in the clone, and no file there may be imported as govlist
        govlist = f"{shlex.quote(Path(sys.executable).as_posix())} -P -m govlist"
    yield DRIVER, f"{govlist.replace('%', '%%')} merge %O %A %B --marker-size %L --path %P"
    yield "mergetool.govlist.cmd", f'{govlist} merge "$BASE" "$LOCAL" "$REMOTE" -o "$MERGED"'
    yield "mergetool.govlist.trustExitCode", "true"
