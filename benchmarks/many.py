"""Many lists at once, over a generated province of which the truth is known: is it right, and how fast?

    python benchmarks/many.py [--lists 600] [--broken 12] [--pairs 200000] [--keep FOLDER]

Writes the province of `provinces.py`, gathers it, and checks the store against the truth: the broken lists,
the state of pairs on random days, the counters of `overview`. Then measures processor time and sizes. Exits
with 1 if one of them is not as it must be.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb
from provinces import YEAR, Province, Truth, truth

from govlist.content.json_output import status_record
from govlist.many import store
from govlist.many.database import Database
from govlist.many.questions import QUESTIONS
from govlist.many.schema import BY_NAME
from govlist.model.view import View
from govlist.validation import load

COUNTED = (date(YEAR, 4, 30), date(YEAR, 9, 26), date(YEAR, 12, 31))
"""The days on which all counters are compared."""
TODAY = date(YEAR, 12, 31)


class Bench:
    """A province in a folder, its store, and what was found."""

    def __init__(self, province: Province, folder: Path) -> None:
        self.province = province
        self.lists = folder / "lists"
        self.store = folder / "store"
        self.failed = False

    def must(self, holds: bool, text: str) -> None:
        """Print a result, and remember whether it is as it must be."""
        self.failed |= not holds
        print("ok     " if holds else "FAILED ", text, flush=True)

    def run(self, *words: object, codes: tuple[int, ...] = (0, 1)) -> tuple[float, float, str]:
        """Run govlist: processor time of all its processes, time on the clock, output."""
        env = {**os.environ, "GOVLIST_LANG": "zh", "GOVLIST_TODAY": TODAY.isoformat(), "PYTHONUTF8": "1"}
        began = time.perf_counter()
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "govlist", *map(str, words)],
                env=env,
                stdout=out,
                stderr=subprocess.DEVNULL,
            )
            _pid, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            passed = time.perf_counter() - began
            out.seek(0)
            text = out.read().decode()
        if process.returncode not in codes:
            raise SystemExit(f"exit {process.returncode}: govlist {' '.join(map(str, words))}")
        return usage.ru_utime + usage.ru_stime, passed, text

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the store's files by DuckDB alone, `{states}` for a table's rows."""
        folder = store.open_(self.store).folder
        tables = {table: f"read_parquet('{folder / table}/*/*/*.parquet')" for table in BY_NAME}
        return duckdb.sql(sql.format(**tables)).fetchall()

    # -- right -------------------------------------------------------------------------------------

    def broken_lists(self) -> None:
        """Exactly the broken lists are in `problems`, each with the rule that must find it."""
        wanted = {self.province.list_id(number): rule for number, rule in self.province.faults().items()}
        found: dict[str, set[str]] = {}
        for list_id, rule in self.query("SELECT list_id, rule FROM {problems}"):
            found.setdefault(list_id, set()).add(rule)
        right = found.keys() == wanted.keys() and all(wanted[each] in found[each] for each in wanted)
        self.must(right, f"{len(found)} broken lists in problems, {len(wanted)} broken on purpose")
        states = Counter(dict(self.query("SELECT state, count(*) FROM {lists} GROUP BY state")))
        total = sum(states.values())
        self.must(total == self.province.lists, f"{dict(states)} of {self.province.lists} files")

    def sound(self) -> Iterator[int]:
        """The numbers of the sound lists."""
        faults = self.province.faults()
        return (number for number in range(self.province.lists) if number not in faults)

    def pair_days(self, wanted: int) -> None:
        """The state of pairs on random days is that of the truth, in every column that it knows."""
        rng = Random(self.province.seed)
        numbers = list(self.sound())
        compared = different = 0
        while compared < wanted:
            number = rng.choice(numbers)
            day = date(YEAR, 1, 1) + timedelta(days=rng.randrange(420))
            true = truth(self.province.plain(number), day.isoformat())
            rows = self.query(
                "SELECT task_id, unit, basis, status, review, last_date, overdue_from, missing FROM {states} "
                f"WHERE list_id = '{self.province.list_id(number)}' "
                f"AND valid_from <= DATE '{day}' AND DATE '{day}' < valid_to"
            )
            found = {
                (task, unit): Truth(
                    basis,
                    status,
                    review or "",
                    str(last or ""),
                    overdue is not None and overdue <= day,
                    missing,
                )
                for task, unit, basis, status, review, last, overdue, missing in rows
            }
            keys = true.keys() | found.keys()
            compared += len(keys)
            different += sum(true.get(key) != found.get(key) for key in keys)
        self.must(different == 0, f"{compared:,} pair-days compared with the truth, {different} different")

    def counters(self) -> None:
        """The counters of `overview` are the sums over `status` of the sound lists."""
        wanted: dict[date, Counter[str]] = {day: Counter() for day in COUNTED}
        for number in self.sound():
            made = load.checklist(self.lists / f"{self.province.list_id(number)}.yaml")
            for day in COUNTED:
                view = View(made, min(day, made.closed or day))
                wanted[day].update(status_record(view)["total"])
        for day in COUNTED:
            _cpu, _time, text = self.run("overview", self.store, "--as-of", day, "--json")
            found = json.loads(text)["total"]
            wrong = [key for key, value in wanted[day].items() if key in found and found[key] != value]
            shared = [key for key in wanted[day] if key in found]
            self.must(
                bool(shared) and not wrong, f"{len(shared)} counters on {day}; different: {wrong or 'none'}"
            )

    # -- fast --------------------------------------------------------------------------------------

    def speed(self) -> None:
        """Gather cold, again, and the questions."""
        size = sum(path.stat().st_size for path in self.lists.rglob("*.yaml"))
        checked, _time, _out = self.run("validate", self.lists, "--json")
        cold, passed, _out = self.run("gather", self.lists, "-o", self.store)
        ratio = cold / checked
        self.must(
            ratio <= 2.2,
            f"cold {cold:.1f} s of processor time ({passed:.0f} s), validate {checked:.1f} s: {ratio:.2f} × "
            "(must be ≤ 2.2 ×)",
        )
        folder = store.open_(self.store).folder
        packed = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
        self.must(
            packed <= 0.15 * size,
            f"Parquet {packed / 1e6:.1f} MB of {size / 1e6:.0f} MB: {packed / size:.1%} (must be ≤ 15 %)",
        )
        again, passed, _out = self.run("gather", self.lists, "-o", self.store)
        self.must(
            again <= 2, f"nothing changed: {again:.2f} s of processor time ({passed:.1f} s; must be ≤ 2 s)"
        )
        for table in ("tasks", "reports", "states"):
            ((rows,),) = self.query(f"SELECT count(*) FROM {{{table}}}")
            print("       ", f"{rows:,} rows of {table}")

    def questions(self) -> None:
        """Each question, in this process, after the store was opened."""
        database = Database(store.open_(self.store), TODAY)
        for question in QUESTIONS:
            (statement,) = database.statements(question.on(TODAY))
            began = time.perf_counter(), time.process_time()
            rows = len(list(database.ask(statement).rows))
            passed, worked = time.perf_counter() - began[0], time.process_time() - began[1]
            self.must(
                worked <= 0.5,
                f"{question.name}: {rows} rows, {worked:.2f} s of processor time ({passed:.2f} s)",
            )


def main() -> None:
    """Generate, check, measure."""
    parser = argparse.ArgumentParser(description="Many lists at once: is it right, and how fast?")
    parser.add_argument("--lists", type=int, default=600)
    parser.add_argument("--broken", type=int, default=12)
    parser.add_argument("--pairs", type=int, default=200_000, help="pair-days to compare")
    parser.add_argument("--keep", type=Path, help="a folder for the lists and the store, kept afterwards")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(Province(asked.lists, asked.broken), asked.keep or Path(temporary))
        bench.province.write(bench.lists)
        bench.speed()
        bench.questions()
        bench.broken_lists()
        bench.pair_days(asked.pairs)
        bench.counters()
    sys.exit(bench.failed)


if __name__ == "__main__":
    main()
