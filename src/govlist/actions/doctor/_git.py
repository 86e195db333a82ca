"""Checks of git: whether it merges the list by report, and shows the list's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govlist.actions.doctor._check import Check, State
from govlist.base.i18n import _
from govlist.merge import git as settings
from govlist.merge.git import DRIVER, output_of


def git(path: Path | None) -> Iterator[Check]:
    """The checks of git for a list; none without a list."""
    if path is None:
        return
    target = path.resolve()
    root = next((folder for folder in target.parents if (folder / ".git").exists()), None)
    if root is None:
        yield Check("git", _("the list is not in a repository"))
    elif settings.executable() is None:
        yield Check("git", _("git is not installed, though there is a .git"), _("install it"), State.WARN)
    else:
        yield Check("git", _("in the repository {path}").format(path=root))
        yield _merging(target)
        yield from _names(target, root)


def _merging(target: Path) -> Check:
    """Whether git calls govlist for the list: .gitattributes names the driver, the configuration has it."""
    attribute = output_of(target.parent, "check-attr", "-z", "merge", "--", target.name) or ""
    named = attribute.split("\0")[2:3] == ["govlist"]
    driver = (output_of(target.parent, "config", "--get", DRIVER) or "").strip()
    remedy = _("govlist init --git sets it up; every clone needs it once")
    if named and driver:
        if not (other := settings.missing_program(driver)):
            return Check("merging", _("by task, unit and report"))
        seen = _("git's merge driver is {program}, which is not found or is not govlist")
        seen = seen.format(program=other)
        remedy = _("{command}, then govlist init --git").format(command=f"git config --unset {DRIVER}")
    elif named:
        seen = _(".gitattributes names govlist, but this clone is not set up")
    elif driver:
        seen = _("this clone is set up, but .gitattributes does not name govlist")
    else:
        seen = _("line by line: reports that two people add at one place conflict")
    return Check("merging", seen, remedy, State.WARN)


def _names(target: Path, root: Path) -> Iterator[Check]:
    """Whether git shows Chinese names: by default it shows numbers."""
    if not str(target.relative_to(root)).isascii():
        if (output_of(target.parent, "config", "--get", "core.quotePath") or "").strip() == "false":
            yield Check("names", _("shown as they are"))
        else:
            remedy = "git config --global core.quotePath false"
            yield Check("names", _("git shows Chinese names as numbers"), remedy, State.WARN)
