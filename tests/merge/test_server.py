"""Servers merge without merge drivers; a branch that was updated in a clone needs no merge there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST = (ROOT / "data" / "checklist.yaml").read_text(encoding="utf-8")

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(sys.platform == "win32", reason="a script for sh"),
]


def git(folder: str, *words: str, code: int = 0) -> str:
    names = ("-c", "user.name=a", "-c", "user.email=a@example.cn", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *names, "-C", folder, *words], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def report(folder: str, unit: str) -> None:
    """Enter a report of a unit on task 8 in a clone, and push its branch."""
    words = ["mark", "8", "done", "--unit", unit, "--evidence", "https://a.example/8", "--date", "2024-06-03"]
    subprocess.run([sys.executable, "-m", "govlist", *words], cwd=folder, check=True, capture_output=True)
    git(folder, "commit", "-qam", unit)
    git(folder, "push", "-q", "origin", "HEAD")


def merges_on_the_server(code: int) -> None:
    """Whether the bare repository can merge the branch into main, as a server does."""
    git("server.git", "merge-tree", "--write-tree", "main", "branch", code=code)


def test_a_branch_is_updated_before_the_server_merges_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "a")
        monkeypatch.setenv(f"{name}_EMAIL", "a@example.cn")
    git(".", "init", "-q", "--bare", "server.git")
    git(".", "clone", "-q", "server.git", "office")
    Path("office/data").mkdir()
    Path("office/data/checklist.yaml").write_text(LIST, encoding="utf-8", newline="")
    git("office", "add", ".")
    git("office", "commit", "-qm", "list")
    git("office", "push", "-q", "origin", "HEAD:main")
    git(".", "clone", "-q", "-b", "main", "server.git", "unit")
    git("unit", "checkout", "-qb", "branch")
    report("office", "区教体局")
    report("unit", "区卫健委")
    merges_on_the_server(1)  # two lines at one place

    govlist = f"'{sys.executable}' -m govlist"
    done = subprocess.run(
        ["sh", str(ROOT / "ci" / "update-branch.sh")],
        cwd="unit",
        env={**os.environ, "GOVLIST": govlist},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    merges_on_the_server(0)
    merged = git("server.git", "show", "branch:data/checklist.yaml")
    assert merged.count("https://a.example/8") == 2
