"""A year of an office, run from the script: its results, and that all figures of a week agree.

One view, all renderers: terminal, Markdown, CSV and JSON show the same figures, and the sums are right.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from govlist.model.checklist import ChaseLevel, Checklist
from govlist.model.states import Status
from govlist.validation import load

ROOT = Path(__file__).parents[1]
WEEKS = ("2024-01-19", "2024-03-22", "2024-04-12", "2024-06-28", "2024-07-05", "2024-09-27", "2024-12-31")
"""Fridays before, between and after the rounds, before and after the merger; and the year's last day."""
STATUSES = [str(status) for status in Status]

Run = Callable[..., Any]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="the script is for bash"),
]


@dataclass(frozen=True)
class Year:
    """The folder in which the script ran."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "checklist.yaml"

    @property
    def checklist(self) -> Checklist:
        return load.checklist(self.path)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The script, run only once, even if several processes share the tests."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "year"
    with FileLock(f"{home}.lock"):
        if not (home / "done").exists():
            _run_script(home)
            (home / "done").touch()
    return Year(home / "list")


def _run_script(home: Path) -> None:
    program = home / "bin" / "govlist"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m govlist "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "GOVLIST_LANG": "zh",
        "GOVLIST_CACHE": "1",
        "XDG_CACHE_HOME": str(home / "cache"),
        "HOME": str(home),
    }
    script = [ROOT / "examples" / "year.sh", home / "list"]
    done = subprocess.run(["bash", *script], env=env, capture_output=True, timeout=600)
    assert done.returncode == 0, done.stderr.decode()[-4000:]


# Results ------------------------------------------------------------------------------------------


def test_the_list_is_valid_and_archived(year: Year, run: Run) -> None:
    checked = run("-f", year.path, "validate", "--strict")
    assert (checked.code, checked.err) == (0, "")
    assert str(year.checklist.closed) == "2025-01-20"


def test_nothing_is_written_into_the_archived_list(year: Year, run: Run, checklist: Any) -> None:
    path = checklist(year.path.read_text(encoding="utf-8"))
    before = path.read_bytes()
    for args in (
        ("mark", "20", "done", "--unit", "区教体局"),
        ("unmark", "20", "--unit", "区教体局"),
        ("confirm", "20", "--unit", "区教体局"),
        ("assign", "8", "--settle"),
        ("chase", "--record", "提示"),
    ):
        assert run("-f", path, *args).code == 3, args
    assert path.read_bytes() == before


def test_all_19_units_reported_in_every_round(year: Year) -> None:
    spans = [("01-01", "06-01"), ("06-01", "07-01"), ("07-01", "10-01"), ("10-01", "12-31")]
    for number, (first, last) in enumerate(spans):
        reported = {
            unit
            for task in year.checklist.tasks()
            for unit, reports in task.progress.items()
            for report in reports
            if first <= f"{report.date:%m-%d}" < last and report.review is None
        }
        merged = {"泉山街道"} if number > 1 else set()
        assert {unit.name for unit in year.checklist.units} - reported == merged


def test_chases_grow_more_formal(year: Year) -> None:
    chases = year.checklist.chases
    levels = list(dict.fromkeys(chase.level for chase in chases))
    assert levels == list(ChaseLevel)
    assert [chase.date for chase in chases] == sorted(chase.date for chase in chases)


def test_every_unit_chased_formally_has_its_notice(year: Year) -> None:
    formal = {chase.unit for chase in year.checklist.chases if chase.level is ChaseLevel.SUPERVISION}
    assert {path.stem for path in year.folder.glob("notices/*.docx")} == formal


def test_the_ledgers_and_the_record_are_there(year: Year) -> None:
    ledgers = {path.name for path in year.folder.glob("ledgers/*")}
    quarters = {f"2024Q{number}.md" for number in (1, 3, 4)}
    week = {f"2024-09-27.{style}" for style in ("markdown", "csv", "json")}
    assert ledgers == {"2024-06-28.md", *quarters, *week}
    record = json.loads((year.folder / "record.json").read_text(encoding="utf-8"))
    assert [row["unit"] for row in record["units"]] == [
        unit.name for unit in year.checklist.units if unit.until is None
    ]


def test_the_ledger_of_a_week_made_again_is_the_same(year: Year, run: Run) -> None:
    span = ("--since", "2024-09-23", "--until", "2024-09-27")
    again = run("-f", year.path, "export", *span, "--format", "csv")
    assert again.out_bytes == (year.folder / "ledgers" / "2024-09-27.csv").read_bytes()


# A second list ------------------------------------------------------------------------------------


def test_the_sample_of_an_assessment_is_a_list_of_the_same_form(run: Run) -> None:
    """单位 · 存在问题 · 整改要求 · 整改时限 · 整改情况: docs/assessment.md."""
    path = ROOT / "examples" / "assessment.yaml"
    assert (
        run("-f", path, "validate", "--strict").code,
        load.check(str(path), path.read_bytes()).problems,
    ) == (0, ())
    rows = list(csv.DictReader(StringIO(run("-f", path, "export", "--format", "csv").out)))
    assert all(row["x-存在问题"] and row["unit"] and row["requirement"] and row["due"] for row in rows)
    assert {row["status"] for row in rows} == {"done", "in_progress", "not_started"}


# Every week ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Week:
    """One day as shown by the commands."""

    status: dict[str, Any]
    export: dict[str, Any]
    rows: list[dict[str, str]]
    ledger: str
    brief: str
    screen: str

    @property
    def owed(self) -> list[dict[str, str]]:
        """The rows of the CSV that are obligations."""
        return [row for row in self.rows if row["basis"] in ("named", "group", "reported")]


@pytest.fixture(params=WEEKS)
def week(year: Year, run: Run, request: pytest.FixtureRequest) -> Week:
    """The figures of a day, each from its own command, which runs once."""
    day: str = request.param
    if (year.folder, day) not in _told:
        _told[year.folder, day] = _week(year, run, day)
    return _told[year.folder, day]


_told: dict[tuple[Path, str], Week] = {}


def _week(year: Year, run: Run, day: str) -> Week:
    def tell(*args: str) -> str:
        done = run("-f", year.path, "--today", "2025-01-20", *args, "--as-of", day)
        assert done.code == 0, done.err
        return str(done.out)

    return Week(
        status=json.loads(tell("status", "--json")),
        export=json.loads(tell("export", "--format", "json")),
        rows=list(csv.DictReader(StringIO(tell("export", "--format", "csv")))),
        ledger=tell("export"),
        brief=tell("status", "--brief").strip(),
        screen=tell("status"),
    )


def test_the_five_statuses_add_up(week: Week) -> None:
    for counts in (week.status["total"], *week.status["units"]):
        assert sum(counts[status] for status in STATUSES) == counts["obligations"]


def test_the_units_add_up(week: Week) -> None:
    total = week.status["total"]
    for key, figure in total.items():
        assert sum(unit[key] for unit in week.status["units"]) == figure, key


def test_json_and_status_agree(week: Week) -> None:
    assert {key: week.export[key] for key in week.status} == week.status
    owed = [
        pair
        for task in week.export["list"]
        for pair in task["units"]
        if pair["basis"] not in ("candidate", "support")
    ]
    assert Counter(pair["status"] for pair in owed) == _statuses(week)


def test_csv_and_status_agree(week: Week) -> None:
    total = week.status["total"]
    assert Counter(row["status"] for row in week.owed) == _statuses(week)
    assert Counter(row["unit"] for row in week.owed) == {
        unit["unit"]: unit["obligations"] for unit in week.status["units"]
    }
    for flag in ("overdue", "missing"):
        assert sum(row[flag] == "true" for row in week.owed) == total[flag]


def _statuses(week: Week) -> Counter[str]:
    total = week.status["total"]
    return Counter({status: total[status] for status in STATUSES if total[status]})


def test_the_tasks_of_the_sentence_add_up(week: Week) -> None:
    """截至…，全年28项重点任务中，已完成2项，…：项, never 项次."""
    tasks = re.search(r"全年(\d+)项重点任务中，(.*?)。", week.brief)
    assert tasks
    assert "项次" not in tasks[0]
    figures = _figures(tasks[2], "项")
    assert sum(figures.values()) == int(tasks[1]) == week.status["tasks"]["total"] == 28
    assert figures.get("已完成", 0) == week.status["tasks"]["done"]
    assert 0 not in figures.values()


def test_the_obligations_of_the_sentence_add_up(week: Week) -> None:
    """任务涉及19个单位、368项次：已完成83项次（其中…），…：项次, never 项."""
    pairs = re.search(r"任务涉及(\d+)个单位、(\d+)项次：(.*?)。", week.brief)
    assert pairs
    assert not re.search(r"\d项(?!次)", pairs[0])
    figures = _figures(pairs[3], "项次")
    total = week.status["total"]
    owing = [unit for unit in week.status["units"] if unit["obligations"]]
    assert int(pairs[1]) == len(owing)
    assert sum(figures.values()) == int(pairs[2]) == total["obligations"]
    assert figures.get("已完成", 0) == total["done"]
    assert figures.get("未报送", 0) == total["not_reported"]
    assert 0 not in figures.values()


def _figures(clauses: str, measure: str) -> dict[str, int]:
    """已完成83项次（其中已销号61项次），未报送6项次 → {已完成: 83, 未报送: 6}."""
    found = re.findall(rf"([^，（）\d]+)(\d+){measure}", re.sub(r"（.*?）", "", clauses))
    return {word.removeprefix("尚"): int(figure) for word, figure in found}


def test_ledger_and_screen_say_the_sentence(week: Week) -> None:
    assert week.brief in week.ledger
    assert week.brief in week.screen


def test_the_tables_of_the_ledger_hold_every_unit(week: Week) -> None:
    """The obligations of each unit in `status --json`."""
    part = re.split(r"^## ", week.ledger, flags=re.MULTILINE)
    (by_unit,) = [text for text in part if "分单位情况" in text.splitlines()[0]]
    owed = dict(re.findall(r"^\| (\S+) +\| (\d+) ", by_unit, re.MULTILINE))
    assert owed == {unit["unit"]: str(unit["obligations"]) for unit in week.status["units"]}


# The trend ----------------------------------------------------------------------------------------


def test_the_trend_tells_of_each_round_what_was_true_then(year: Year, run: Run) -> None:
    at = ("-f", year.path, "--today", "2024-12-31")
    (trend,) = json.loads(run(*at, "status", "--trend", "--json").out)
    for point in trend["points"]:
        then = json.loads(run(*at, "status", "--json", "--as-of", point["date"]).out)["total"]
        assert {key: point[key] for key in ("obligations", *STATUSES)} == {
            key: then[key] for key in ("obligations", *STATUSES)
        }, point["date"]
