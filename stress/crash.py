"""Kill writing commands at every system call that touches a file: `python stress/crash.py [POINTS]`.

strace counts the calls from the lock on, then runs the command again for each call and kills it there. After
each kill the file must be the old or the new one, byte for byte, and usable by the next command; `undo` must
turn the new one into the old one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CALLS = (
    "openat",
    "read",
    "write",
    "fsync",
    "chmod",
    "rename",
    "unlink",
    "flock",
    "close",
    "lseek",
    "newfstatat",
    "fstat",
)
COMMANDS = (
    ("mark", "20,21", "in_progress", "--unit", "区教体局", "--note", "已核对"),
    ("mark", "4", "done", "--unit", "各乡镇街道", "--evidence", "https://www.example.gov.cn/1.html"),
    ("assign", "14", "区教体局", "--settle"),
    ("units", "rename", "区教体局", "区教育局"),
    ("close", "--yes"),
)


def main() -> None:
    """Kill at the given number of points, over all commands in turn."""
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GOVLIST_STATE"] = str(Path(folder, "state"))
        for command, call, number in islice(_points(Path(folder)), points):
            outcomes[_killed(Path(folder), command, call, number)] += 1
    print(
        f"{sum(outcomes.values())} crash points: "
        + ", ".join(f"{n} {what}" for what, n in sorted(outcomes.items()))
    )
    sys.exit(bool(outcomes["torn"] or outcomes["not undone"] or outcomes["unusable"]))


def _points(folder: Path) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """Every call of every command from its lock on, repeated endlessly."""
    found = [(command, *point) for command in COMMANDS for point in _calls(folder, command)]
    for _ in count():
        yield from found


def _calls(folder: Path, command: tuple[str, ...]) -> list[tuple[str, int]]:
    """The calls from opening the lock on: name, and its count so far."""
    log, path = folder / "trace", _fresh(folder)
    _strace(path, command, "-o", str(log), "-e", f"trace={','.join(CALLS)}")
    seen: Counter[str] = Counter()
    found, locked = [], False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if match := re.match(r"(?:\d+ +)?(\w+)\(", line):
            seen[match[1]] += 1
            locked = locked or ".checklist.yaml.lock" in line
            if locked:
                found.append((match[1], seen[match[1]]))
    return found


def _killed(folder: Path, command: tuple[str, ...], call: str, number: int) -> str:
    path = _fresh(folder)
    old = path.read_bytes()
    _strace(
        path,
        command,
        "-o",
        os.devnull,
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:signal=SIGKILL:when={number}",
    )
    now = path.read_bytes()
    rest = [file for file in path.parent.iterdir() if file != path]
    if now != old:
        _run([*_govlist(path), "undo"])
        if path.read_bytes() != old:
            return "not undone"
        again = _fresh(folder)
        _run([*_govlist(again), *command])
        if again.read_bytes() != now:
            return "torn"
        path.write_bytes(now)
    left = "left a temporary file" if any(file.name.endswith(".tmp") for file in rest) else ""
    usable = _run([*_govlist(path), "status", "--brief"]).returncode == 0
    state = "new" if now != old else "old"
    return "unusable" if not usable else f"{state}, {left}" if left else state


def _fresh(folder: Path) -> Path:
    work = folder / "work"
    for each in (work, folder / "state"):
        shutil.rmtree(each, ignore_errors=True)
    work.mkdir()
    return Path(shutil.copy(ROOT / "data" / "checklist.yaml", work / "checklist.yaml"))


def _govlist(path: Path) -> list[str]:
    return [sys.executable, "-m", "govlist", "-f", str(path), "--today", "2024-09-27"]


def _strace(path: Path, command: tuple[str, ...], *options: str) -> None:
    _run(["strace", "-f", *options, *_govlist(path), *command])


def _run(words: list[str]) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "GOVLIST_CACHE": "0", "GOVLIST_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(words, env=env, capture_output=True)


if __name__ == "__main__":
    main()
