"""`list --pairs`: the flat rows of CSV as JSON, one object for each unit and task."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SAMPLES = [ROOT / "examples" / "sample.yaml", ROOT / "examples" / "small.yaml"]

Run = Callable[..., Any]


def rows(run: Run, path: Path, *args: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads(run("-f", path, "list", "--pairs", "--json", *args).out)
    return made


def cell(key: str, value: Any) -> str:
    """A value as CSV has it; the apostrophe before what a spreadsheet reads as a formula is left out."""
    if isinstance(value, list):
        return ("\n" if key == "evidence" else ", ").join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("args", [(), ("--unit", "区司法局"), ("--overdue",), ("--basis", "candidate")])
def test_the_rows_are_those_of_csv(run: Run, path: Path, args: tuple[str, ...]) -> None:
    table = csv.DictReader(StringIO(run("-f", path, "export", "--format", "csv", *args).out))
    made = rows(run, path, *args)
    shown = [{key: cell(key, value) for key, value in row.items()} for row in made]
    assert [{key: text.removeprefix("'") for key, text in row.items()} for row in table] == shown
    assert made or args


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_row_has_every_key(run: Run, path: Path) -> None:
    first, *others = rows(run, path)
    assert all(row.keys() == first.keys() for row in others)


def test_the_state_and_the_days_overdue_are_codes(run: Run) -> None:
    made = rows(run, SAMPLES[0])
    late = [row for row in made if row["overdue"]]
    assert late
    assert all(row["overdue_days"] > 0 for row in late)
    assert {row["overdue_days"] for row in made if not row["overdue"]} == {0}
    assert {"not_reported", "to_check", "candidate", "confirmed"} <= {row["state"] for row in made}
    assert all(row["evidence"] == [] or isinstance(row["evidence"][0], str) for row in made)


def test_each_object_is_on_its_own_line(run: Run) -> None:
    for args in (("--pairs",), (), ("--unit", "区司法局")):
        lines = run("-f", SAMPLES[0], "list", "--jsonl", *args).out.splitlines()
        assert [json.loads(line) for line in lines] == json.loads(
            run("-f", SAMPLES[0], "list", "--json", *args).out
        )


def test_people_see_a_row_for_each_unit_and_task(run: Run) -> None:
    made = rows(run, SAMPLES[1])
    shown = run("-f", SAMPLES[1], "list", "--pairs").out.splitlines()
    assert len(shown) == len(made) + 2
    assert "区粮食局" not in shown[1]


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_samples_for_jq(run: Run) -> None:
    """The filters of docs/json.md."""
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    filters = [line for line in page.splitlines() if "list --pairs" in line and "jq" in line]
    assert len(filters) == 2
    for line in filters:
        command, _bar, query = line.partition("|")
        made = run("-f", SAMPLES[0], *command.split()[1:])
        done = subprocess.run(["sh", "-c", query.strip()], input=made.out_bytes, capture_output=True)
        assert (done.returncode, bool(done.stdout)) == (0, True), done.stderr.decode()
