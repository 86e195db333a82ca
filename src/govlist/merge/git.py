"""git asked about a folder, and told in a clone's own settings that govlist merges its lists."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DRIVER = "merge.govlist.driver"
SECONDS = 5


class Setting(NamedTuple):
    """A key of git's settings, what it should say, and what it says now ("": nothing)."""

    key: str
    wanted: str
    now: str


def program() -> str | None:
    """git's whole path. One in the folder one stands in is none: Windows would take it before all others."""
    found = shutil.which("git")
    return None if found is None or Path(found).resolve().parent == Path.cwd() else found


def ask(folder: Path, *words: str) -> str | None:
    """What git says in a folder; None where it refuses, hangs, or is not there.

    No hook and no monitor of the repository runs.
    """
    if (git := program()) is None:
        return None
    command = [git, "-c", "core.fsmonitor=false", "-C", str(folder), *words]
    try:
        done = subprocess.run(  # noqa: S603 - git itself, by its whole path, without a shell
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def settings(folder: Path) -> list[Setting] | None:
    """The settings with which a clone merges lists by govlist; None where the folder is in no clone."""
    if (ask(folder, "rev-parse", "--is-inside-work-tree") or "").strip() != "true":
        return None
    return [
        Setting(key, wanted, (ask(folder, "config", "--get", key) or "").rstrip("\n"))
        for key, wanted in _wanted()
    ]


def register(folder: Path, setting: Setting) -> bool:
    """Write a setting into the clone's own; whether git took it."""
    return ask(folder, "config", "--local", setting.key, setting.wanted) is not None


def stranger(driver: str) -> str:
    """What of a driver keeps it from merging lists: a program that is not found, or all of it; else ""."""
    try:
        words = shlex.split(driver)
    except ValueError:
        return driver
    if "merge" not in words or "%A" not in words:
        return driver
    return "" if shutil.which(words[0].replace("%%", "%")) else words[0]


def _wanted() -> Iterator[tuple[str, str]]:
    """What is written. git runs it by the shell that it brings, and reads % in a driver as its own sign."""
    govlist = "govlist"
    if shutil.which(govlist) is None:  # installed in a folder that PATH does not name
        # -P: git calls it in the clone, and nothing that lies there is to be run as govlist
        govlist = f"{shlex.quote(Path(sys.executable).as_posix())} -P -m govlist"
    yield DRIVER, f"{govlist.replace('%', '%%')} merge %O %A %B --marker-size %L --path %P"
    yield "mergetool.govlist.cmd", f'{govlist} merge "$BASE" "$LOCAL" "$REMOTE" -o "$MERGED"'
    yield "mergetool.govlist.trustExitCode", "true"
