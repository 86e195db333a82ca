"""Many writers at once lose nothing; a writer that is killed leaves the old file or the new one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from govlist.model.checklist import Task
from govlist.validation import load

pytestmark = pytest.mark.xdist_group("concurrency")

WRITERS = 16
KILLS = 24
UNITS = [f"第{number}镇" for number in range(5)]
TASKS = range(1, 5)


LIST = f"""\
title: 清单
year: 2024
units: [{", ".join(f"{{name: {unit}, kind: township}}" for unit in UNITS)}]
groups: [{{name: 各镇, members: township, scope: every}}]
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开
        responsible: [各镇]
      - id: 2
        requirement: 解读
        responsible: [各镇]   # 全体

      - id: 3
        requirement: 回应
        responsible: [各镇]
      - id: 4
        requirement: 培训
        responsible: [各镇]
# 完
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "checklist.yaml"
    path.write_text(LIST, encoding="utf-8")
    return path


def tasks(path: Path) -> dict[int, Task]:
    """The tasks of the list, which must be without errors."""
    loaded = load.check(str(path), path.read_bytes())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return {task.id: task for task in loaded.checklist.tasks()}


def start(path: Path, number: int, unit: str, note: str) -> subprocess.Popen[bytes]:
    """A writer of its own process."""
    said = ("mark", str(number), "behind", "--unit", unit, "--note", note)
    command = [sys.executable, "-m", "govlist", "-f", str(path), *said]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def code(writer: subprocess.Popen[bytes]) -> int:
    """How a writer ended."""
    writer.communicate(timeout=60)
    return writer.returncode


def notes(task: Task, unit: str) -> list[str | None]:
    return [report.note for report in task.progress.get(unit, ())]


def test_many_writers_at_once_lose_nothing(path: Path) -> None:
    apart = [(number, unit) for number in TASKS for unit in UNITS[:2]]
    together = [(1, UNITS[4])] * (WRITERS - len(apart))
    pairs = [pair for both in zip(apart, together, strict=True) for pair in both]
    writers = [start(path, *pair, f"第{n}报") for n, pair in enumerate(pairs)]
    assert {code(writer) for writer in writers} == {0}
    made = tasks(path)
    for pair in set(pairs):
        said = [f"第{n}报" for n, other in enumerate(pairs) if other == pair]
        assert sorted(map(str, notes(made[pair[0]], pair[1]))) == sorted(said)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line in LIST.splitlines()] == LIST.splitlines()
    assert len(lines) == len(LIST.splitlines()) + WRITERS + len(set(pairs)) + len(TASKS)


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_whatever_is_killed_the_list_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    def kill_some(worker: int) -> list[bool]:
        """Kill one writer after the other on a list of its own; of each, whether it had written."""
        path = tmp_path / str(worker) / "checklist.yaml"
        path.parent.mkdir()
        path.write_text(LIST, encoding="utf-8")
        moments = random.Random(worker)
        span = write(path, "第0报")
        had = [kill(path, f"第{turn}报", moments.uniform(0, 1.5 * span)) for turn in range(1, KILLS // 2)]
        write(path, "最后")
        return had

    with ThreadPoolExecutor(2) as pool:
        written = [had for some in pool.map(kill_some, range(2)) for had in some]
    assert any(written)
    assert not all(written)


def begin(path: Path, note: str) -> subprocess.Popen[bytes]:
    """A writer that has just taken the lock."""
    lock = path.with_name(f".{path.name}.lock")
    lock.unlink(missing_ok=True)  # what the one before, if it was killed, has left
    writer = start(path, 1, UNITS[0], note)
    while not lock.exists() and writer.poll() is None:
        time.sleep(0.001)
    return writer


def write(path: Path, note: str) -> float:
    """Let a writer end; the seconds that it took from the lock on."""
    writer = begin(path, note)
    began = time.monotonic()
    assert code(writer) == 0
    assert notes(tasks(path)[1], UNITS[0])[-1] == note
    return time.monotonic() - began


def kill(path: Path, note: str, seconds: float) -> bool:
    """Kill a writer so long after it took the lock; whether it had written."""
    before = notes(tasks(path)[1], UNITS[0])
    old = path.read_bytes()
    writer = begin(path, note)
    time.sleep(seconds)
    writer.kill()
    code(writer)
    after = notes(tasks(path)[1], UNITS[0])
    assert after in (before, [*before, note])
    assert (path.read_bytes() == old) == (after == before)
    return after != before
