"""A full disk: `python stress/disk.py`, as root on Linux. Marks until a tmpfs is full, then frees space.

Each refused mark must exit with 3, keep the old file, and leave no temporary file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZE = "192k"


def main() -> None:
    """Mount, fill, check, free space, check again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", name], check=True)
        try:
            written, refused = _fill(folder)
        finally:
            subprocess.run(["umount", name], check=True)
    print(f"tmpfs of {SIZE}: {written} marks written, then {refused} refused with exit 3 and the file whole,")
    print("marks were written after space was freed")


def _fill(folder: Path) -> tuple[int, int]:
    path = Path(shutil.copy(ROOT / "data" / "checklist.yaml", folder / "checklist.yaml"))
    ballast = folder / "ballast"
    ballast.write_bytes(b"\0" * 64 * 1024)
    written = refused = 0
    while refused < 5:
        old = path.read_bytes()
        code = _mark(path, written + refused)
        if code == 0:
            written += 1
            continue
        assert code == 3, f"exit {code}"
        assert path.read_bytes() == old, "the file has changed"
        assert not list(folder.glob(".*.tmp")), "a temporary file was left"
        refused += 1
    assert written, "the disk was full from the beginning"
    ballast.unlink()
    assert _mark(path, -1) == 0, "after space was freed"
    return written, refused


def _mark(path: Path, number: int) -> int:
    words = ["-f", str(path), "--today", "2024-09-27", "mark", "20", "in_progress", "--unit", "区教体局"]
    env = {**os.environ, "GOVLIST_CACHE": "0", "GOVLIST_STATE": "0"}
    note = f"{number} " + "已核对公开目录。" * 200
    command = [sys.executable, "-m", "govlist", *words, "--note", note]
    return subprocess.run(command, env=env, capture_output=True).returncode


if __name__ == "__main__":
    main()
