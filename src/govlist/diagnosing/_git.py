"""How git deals with the list: whether two desks' reports are merged as reports, and its name is shown."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from govlist.i18n import _, p_
from govlist.screens.doctor import Check, State

DRIVER = "merge.govlist.driver"
SECONDS = 5


def git(path: Path | None) -> Iterator[Check]:
    """What git does with a list; nothing where there is none of one's own."""
    if path is None:
        return
    target = path.resolve()
    root = next((folder for folder in target.parents if (folder / ".git").exists()), None)
    program = shutil.which("git")
    if root is None:
        yield _check("git", _("the list is in no repository"))
    elif program is None:
        yield _check("git", _("git is not installed, though there is a .git"), _("install it"), State.WARN)
    else:
        yield _check("git", _("in the repository {path}").format(path=root))
        yield _merging(program, target)
        yield from _names(program, target, root)


def _check(name: str, seen: str, remedy: str = "", state: State = State.OK) -> Check:
    titles = {
        "git": p_("doctor", "repository"),
        "merging": p_("doctor", "merging"),
        "names": p_("doctor", "file names"),
    }
    return Check(name, "git", titles[name], seen, remedy, state)


def _merging(program: str, target: Path) -> Check:
    """Whether git calls govlist for the list: .gitattributes names the driver, the configuration has it."""
    told = _ask(program, target, "check-attr", "-z", "merge", "--", target.name)
    named = told.split("\0")[2:3] == ["govlist"]
    registered = bool(_ask(program, target, "config", "--get", DRIVER))
    if named and registered:
        return _check("merging", _("by task, unit and report"))
    remedy = _("govlist init --git sets it up; every clone needs it once")
    if named:
        seen = _(".gitattributes names govlist, but this clone does not know it")
    elif registered:
        seen = _("this clone knows govlist, but .gitattributes does not name it")
    else:
        seen = _("line by line: reports of two desks at one place are a conflict")
    return _check("merging", seen, remedy, State.WARN)


def _names(program: str, target: Path, root: Path) -> Iterator[Check]:
    """Chinese names are shown as numbers unless git is told otherwise."""
    if not str(target.relative_to(root)).isascii():
        if _ask(program, target, "config", "--get", "core.quotePath").strip() == "false":
            yield _check("names", _("shown as they are"))
        else:
            remedy = "git config --global core.quotePath false"
            yield _check("names", _("git shows Chinese names as numbers"), remedy, State.WARN)


def _ask(program: str, target: Path, *words: str) -> str:
    """What git says; nothing where it refuses or hangs. No hook and no monitor of the repository runs."""
    command = [program, "-c", "core.fsmonitor=false", "-C", str(target.parent), *words]
    try:
        done = subprocess.run(  # noqa: S603 - git itself, by its whole path, without a shell
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
