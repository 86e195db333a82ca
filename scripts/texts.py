"""What comes with every bundle for people: documentation, examples, the manual, the scripts of completion."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ("README.md", "README.zh-CN.md", "LICENSE", "CHANGELOG.md", "SECURITY.md")
SHELLS = {
    "bash.bash": "govlist.bash",
    "zsh.zsh": "_govlist",
    "fish.fish": "govlist.fish",
    "powershell.ps1": "govlist.ps1",
}
"""The scripts of completion, and the names under which shells look for them."""


def add(folder: Path) -> None:
    """Copy them into a folder."""
    for name in TEXTS:
        shutil.copy(ROOT / name, folder)
    for name in ("docs", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    for page in (ROOT / "man").rglob("*.1"):
        target = folder / "man" / page.parent.relative_to(ROOT / "man") / "man1"
        target.mkdir(parents=True)
        shutil.copy(page, target)
    (folder / "completion").mkdir()
    for name, shown in SHELLS.items():
        shutil.copy(ROOT / "src" / "govlist" / "cli" / "shells" / name, folder / "completion" / shown)
