"""Many processes mark at the same time: `python stress/soak.py [PROCESSES [MARKS]]`; no report may be lost.

Prints the number of reports written, of commands refused, and the time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from govlist.validation import load

ROOT = Path(__file__).resolve().parents[1]
TASKS = (4, 6, 9, 10, 11, 12, 18, 20, 21, 22, 23, 24, 25, 26, 27)


def main() -> None:
    """Start all processes, wait, count reports."""
    processes, marks = (int(word) for word in (sys.argv[1:] + ["50", "40"][len(sys.argv) - 1 :])[:2])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checklist.yaml"
        shutil.copy(ROOT / "data" / "checklist.yaml", path)
        start = time.monotonic()
        with ThreadPoolExecutor(processes) as pool:
            codes = [
                code
                for worker_codes in pool.map(lambda n: _worker(path, n, marks), range(processes))
                for code in worker_codes
            ]
        seconds = time.monotonic() - start
        loaded = load.check(str(path), path.read_bytes())
        assert loaded.checklist
        notes = [r.note for task in loaded.checklist.tasks() for rs in task.progress.values() for r in rs]
        print(f"{processes} processes × {marks} marks: {len(set(notes))} different reports in the file, "
              f"{len(loaded.errors)} errors, {sum(map(bool, codes))} refused, {seconds:.0f} s")  # fmt: skip
        sys.exit(len(set(notes)) != processes * marks or bool(loaded.errors))


def _worker(path: Path, number: int, marks: int) -> list[int]:
    """One worker: several marks in sequence, each in its own process."""
    own = {"GOVLIST_TODAY": "2024-09-27", "GOVLIST_LANG": "en", "GOVLIST_STATE": str(path.parent / "state")}
    env = {**os.environ, **own}
    codes = []
    for turn in range(marks):
        words = ["mark", str(TASKS[(number + turn) % len(TASKS)]), "in_progress", "--unit", "区教体局"]
        command = [
            sys.executable,
            "-m",
            "govlist",
            "-f",
            str(path),
            *words,
            "--note",
            f"worker {number}, report {turn}",
        ]
        codes.append(subprocess.run(command, env=env, capture_output=True).returncode)
    return codes


if __name__ == "__main__":
    main()
