"""The processor time of `mark` on large lists: read for the first time, and from the cache."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import inputs

FACTORS = (6, 13, 20)
WORDS = ("mark", "8", "in_progress", "--unit", "区教体局", "--note")


def main() -> None:
    """Print a line for each size: the reports, and the seconds of the first mark and of the next one."""
    for factor in FACTORS:
        with tempfile.TemporaryDirectory() as folder:
            text = inputs.big(tasks=factor)
            file = Path(folder, "checklist.yaml")
            file.write_text(text, encoding="utf-8")
            own = {"GOVLIST_TODAY": "2024-12-31", "GOVLIST_STATE": folder, "XDG_CACHE_HOME": folder}
            env = {**os.environ, **own, "GOVLIST_MAX_BYTES": "100000000"}
            first, again = (_seconds(file, env, note) for note in ("一", "二"))
            print(f"{text.count('status:'):,} reports: {first:.1f} s, {again:.1f} s")


def _seconds(file: Path, env: dict[str, str], note: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-m", "govlist", "-f", str(file), *WORDS, note]
    subprocess.run(words, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
