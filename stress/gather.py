"""Kill `gather` at random moments while others read: `python stress/gather.py [KILLS] [SEED]`.

Every round changes all lists, so that each table says which round it is from; then a run is killed, or now
and then completed. A reader asks all tables at once, again and again: it must see the lists of one round, and
all of them. After each kill the store must be of the old or the new round, and the next run must be able to
use it and to delete what was left.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import duckdb  # noqa: E402
from tests.many import province  # noqa: E402

from govlist.many import parquet  # noqa: E402
from govlist.many import store as stores  # noqa: E402

COMPLETED = 0.2
"""The share of runs that are not killed."""


def main() -> None:
    """Kill the given number of runs."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    with tempfile.TemporaryDirectory() as name:
        store = Path(name, "store")
        lists = province.write(Path(name, "lists"), broken=0)
        plain = {path: path.read_text(encoding="utf-8") for path in lists.folder.rglob("*.yaml")}
        duration = _run(_changed(plain, 0), store)
        reader = Reader(store, len(plain))
        outcomes = _killed(rng, plain, store, kills, duration)
        reads = reader.stop()
    print(
        f"{kills} runs killed, {outcomes['completed']} completed: {outcomes['old']} times the old round, "
        f"{outcomes['new']} times the new one, {outcomes['torn']} torn, {outcomes['left']} left something; "
        f"{reads['whole']} reads meanwhile: {reads['torn']} torn, {reads['failed']} failed"
    )
    sys.exit(bool(outcomes["torn"] or outcomes["left"] or reads["torn"] or reads["failed"]))


def _killed(
    rng: random.Random, plain: dict[Path, str], store: Path, kills: int, duration: float
) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    old = 0
    for new in range(1, 1_000_000):
        folder = _changed(plain, new)
        killed = rng.random() >= COMPLETED
        took = _run(folder, store, rng.uniform(0, duration * 1.2) if killed else None)
        duration = duration if killed else took
        seen = rounds(store, len(plain))
        outcomes["old" if seen == {old} else "new" if seen == {new} else "torn"] += 1
        old = next(iter(seen))
        if not killed:
            outcomes["completed"] += 1
            outcomes["torn"] += seen != {new}
            names = [path.name for path in (store / "versions").iterdir()]
            outcomes["left"] += len(names) > 2 or bool(list(store.rglob(".rows")))
        elif (kills := kills - 1) == 0:
            return outcomes
    raise AssertionError("too many rounds")


def _changed(plain: dict[Path, str], number: int) -> Path:
    """Say the round in the title, the section and the name of a unit of every list; returns the folder."""
    for path, text in plain.items():
        made = text.replace("title: ", f"title: {number}R", 1).replace("东镇", f"东镇{number}R")
        path.write_text(made.replace("类信息", f"类信息{number}R"), encoding="utf-8")
    return Path(os.path.commonpath(list(plain)))


def _run(folder: Path, store: Path, seconds: float | None = None) -> float:
    """Run `gather`, and kill it after some seconds; returns how long it took."""
    start = time.monotonic()
    command = [sys.executable, "-m", "govlist", "gather", str(folder), "-o", str(store)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        try:
            _out, err = running.communicate(timeout=seconds)
            assert running.returncode == 0, err.decode()
        except subprocess.TimeoutExpired:
            running.kill()
    return time.monotonic() - start


def rounds(store: Path, count: int) -> set[int]:
    """The rounds that the tables are from; also -1 if not all lists are there."""
    found = stores.open_(store)
    columns = {"lists": "title", "tasks": "requirement", "units": "unit", "states": "unit"}
    parts = [
        f"SELECT regexp_extract({column}, '([0-9]+)R', 1) FROM {parquet.files(found.tables[table])} "
        f"WHERE {column} LIKE '%R%'"
        for table, column in columns.items()
    ]
    parts.append(f"SELECT '-1' FROM {parquet.files(found.tables['lists'])} HAVING count(*) <> {count}")
    sql = f"SELECT DISTINCT * FROM ({' UNION ALL '.join(parts)})"
    with duckdb.connect() as connection:
        return {int(number) for (number,) in connection.execute(sql).fetchall()}


class Reader:
    """Asks the store again and again in a thread."""

    def __init__(self, store: Path, count: int) -> None:
        self._store, self._count = store, count
        self._ended = threading.Event()
        self._seen: Counter[str] = Counter()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        while not self._ended.wait(0.05):
            try:
                self._seen["whole" if len(rounds(self._store, self._count)) == 1 else "torn"] += 1
            except Exception as error:
                self._seen["failed"] += 1
                print(error, file=sys.stderr)

    def stop(self) -> Counter[str]:
        """End, and say how often the store was whole."""
        self._ended.set()
        self._thread.join()
        return self._seen


if __name__ == "__main__":
    main()
