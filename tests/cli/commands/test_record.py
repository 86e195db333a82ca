"""`export --record` 【年度底稿】: a small year counted by hand, the same in every format; no rank."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"

Run = Callable[..., Any]
Checklist = Callable[..., Path]

LIST = """\
title: 某区2024年度政务公开重点工作清单
year: 2024
confirm: true
rounds: [2024-03-25, 2024-06-25, 2024-09-25, 2024-12-10]
units:
  - {name: 区司法局, kind: department, aliases: [司法]}
  - {name: 区教体局, kind: department}
  - {name: 区文化局, kind: department, until: 2024-08-31, successor: 区文旅局}
  - {name: 区文旅局, kind: department}
  - {name: 区政府办公室, kind: office}
groups:
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开招生政策
        responsible: [区教体局, 区司法局]
        due: 2024-06-30
        progress:
          区教体局:
            - {date: 2024-03-20, status: in_progress}
            - {date: 2024-06-20, status: done, evidence: [佐证/1.pdf]}
            - {date: 2024-06-28, status: done, review: confirmed}
          区司法局:
            - {date: 2024-03-26, status: in_progress}
            - {date: 2024-07-05, status: done}
            - {date: 2024-07-10, status: in_progress, review: returned, note: 缺链接}
            - {date: 2024-07-20, status: done, evidence: [佐证/1.pdf]}
      - id: 2
        requirement: 公开文化活动
        responsible: [区文化局]
        due: 2024-08-31
        progress:
          区文化局:
            - {date: 2024-05-20, status: in_progress}
          区文旅局:
            - {date: 2024-09-10, status: done}
      - id: 3
        requirement: 公开惠民政策
        responsible: [有关部门]
        progress:
          区教体局:
            - {date: 2024-03-10, status: not_applicable}
      - id: 4
        requirement: 公开年报
        responsible: [区政府办公室, 区教体局]
        progress:
          区教体局:
            - {date: 2024-02-01, status: not_applicable}
      - id: 5
        requirement: 更新目录
        responsible: [区政府办公室]
        standing: true
        due: 2024-03-31
        progress:
          区政府办公室:
            - {date: 2024-03-01, status: in_progress}
            - {date: 2024-09-25, status: in_progress}
            - {date: 2024-12-11, status: in_progress}
chases:
  - {date: 2024-06-26, unit: 区司法局, tasks: [1], level: reminder}
  - {date: 2024-07-02, unit: 司法, tasks: [1], level: notice}
  - {date: 2024-08-20, unit: 区文化局, tasks: [2], level: reminder}
  - {date: 2024-12-31, unit: 区政府办公室, tasks: [4, 5], level: circular}
  - {date: 2025-01-05, unit: 区政府办公室, tasks: [4], level: circular}
"""
KEYS = [
    *("unit", "obligations", "done", "confirmed", "not_applicable", "open", "to_report", "in_time"),
    *("overdue", "still_overdue", "returned", "chased", "lacking_evidence", "candidates"),
]
COUNTED = [key for key in KEYS if key not in ("done", "open", "still_overdue")]
"""The columns of the tables below; the other three follow from the figures of the day."""
YEAR = """\
区司法局      1  0  0  3  2  1  1  2  0  1
区教体局      2  1  1  3  3  0  0  0  0  0
区文旅局      1  0  0  3  2  1  0  1  1  1
区政府办公室  2  0  0  8  2  0  0  1  0  0
"""
"""The year's end.

区司法局, task 1: the first round a day late, which is in time for the second; in time for the third; then
done. Done only after the deadline. Returned once, chased once by its alias.
区教体局: task 1 in two rounds, task 4 in one, always in time; what is finished is asked no more.
区文旅局, task 2: took it over on 1 September, with two rounds of
区文化局, one of them in time; was a day overdue then, reported in time for the third round.
区政府办公室: task 4 never in four rounds, task 5 in the first and third, late for the second and fourth.
"""

Rows = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def after_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """The year has ended."""
    monkeypatch.setenv("GOVLIST_TODAY", "2025-01-31")


def table(text: str) -> list[list[str]]:
    """Rows of words."""
    return [line.split() for line in text.splitlines()]


@pytest.fixture
def rows(run: Run) -> Rows:
    """`export --record --format json`, at the year's end."""

    def call(*args: str) -> list[dict[str, Any]]:
        days = () if "--as-of" in args else ("--as-of", "2024-12-31")
        made = run("export", "--record", "--format", "json", *days, *args)
        assert (made.code, made.err) == (0, "")
        return list(json.loads(made.out)["units"])

    return call


@pytest.fixture
def path(checklist: Checklist) -> Path:
    """The list, in the test's folder."""
    return checklist(LIST)


def values(rows: list[dict[str, Any]], keys: list[str] = COUNTED) -> list[list[str]]:
    """The rows as texts."""
    return [[str(row[key]) for key in keys] for row in rows]


# Figures -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("path")
def test_the_year(rows: Rows) -> None:
    made = rows()
    assert [list(row) for row in made] == [KEYS] * 4
    assert values(made) == table(YEAR)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # The first round's day: nothing has passed yet.
        ("2024-03-25", "区司法局 1 0 0 0 0 0 0 0 0 1\n区教体局 2 0 1 0 0 0 0 0 0 0\n"),
        ("2024-03-26", "区司法局 1 0 0 1 0 0 0 0 0 1\n区教体局 2 0 1 2 2 0 0 0 0 0\n"),
        # The deadline's day, and the day after it.
        ("2024-06-30", "区司法局 1 0 0 2 1 0 0 1 0 1\n区教体局 2 1 1 3 3 0 0 0 0 0\n"),
        ("2024-07-01", "区司法局 1 0 0 2 1 1 0 1 0 1\n区教体局 2 1 1 3 3 0 0 0 0 0\n"),
        # Done late stays counted; without evidence; then returned.
        ("2024-07-05", "区司法局 1 0 0 2 1 1 0 2 1 1\n区教体局 2 1 1 3 3 0 0 0 0 0\n"),
        ("2024-07-10", "区司法局 1 0 0 2 1 1 1 2 0 1\n区教体局 2 1 1 3 3 0 0 0 0 0\n"),
    ],
)
@pytest.mark.usefixtures("path")
def test_on_the_way(rows: Rows, day: str, expected: str) -> None:
    made = rows("--as-of", day, "-u", "区司法局", "-u", "区教体局")
    assert values(made) == table(expected)


@pytest.mark.usefixtures("path")
def test_before_its_end_the_unit_has_a_row_of_its_own(rows: Rows) -> None:
    made = rows("--as-of", "2024-08-31", "-u", "区文化局", "-u", "区文旅局")
    assert values(made) == table("区文化局 1 0 0 2 1 0 0 1 0 1\n区文旅局 0 0 0 0 0 0 0 0 0 1\n")


@pytest.mark.usefixtures("path")
def test_what_an_ended_unit_was_asked_is_not_lost(rows: Rows) -> None:
    """The rounds that asked 区文化局 are in the year's record: under its name, or its successor's."""
    before = {row["unit"]: row for row in rows("--as-of", "2024-08-31")}
    after = {row["unit"]: row for row in rows("--as-of", "2024-09-01")}
    for key in ("to_report", "in_time", "overdue", "chased"):
        old = sum(before[unit][key] for unit in ("区文化局", "区文旅局"))
        new = sum(after[unit][key] for unit in ("区文化局", "区文旅局") if unit in after)
        assert new >= old, key


@pytest.mark.parametrize("day", ["2024-03-26", "2024-07-10", "2024-09-26", "2024-12-31", "2025-01-10"])
@pytest.mark.usefixtures("path")
def test_it_adds_up(run: Run, rows: Rows, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Each row; the total; and what is still overdue is what `close` says."""
    monkeypatch.setenv("GOVLIST_TODAY", day)
    made = rows("--as-of", day)
    for row in made:
        assert row["obligations"] == row["done"] + row["not_applicable"] + row["open"]
        assert row["confirmed"] <= row["done"]
        assert row["still_overdue"] <= row["overdue"]
        assert row["still_overdue"] <= row["open"]
    total = json.loads(run("export", "--record", "--format", "json", "--as-of", day).out)["total"]
    assert total == {key: sum(row[key] for row in made) for key in KEYS[1:]}
    left = run("close", "--dry-run").err
    assert (f"逾期{total['still_overdue']}项次" in left) is bool(total["still_overdue"])


@pytest.mark.usefixtures("path")
def test_the_papers_say_how_it_is_counted(run: Run) -> None:
    """Overdue at any time in the year, and on the day: the ledger of the day says the second."""
    for style in ("markdown", "html"):
        made = run("export", "--record", "--format", style, "--as-of", "2024-07-05").out
        assert "曾逾期" in made
        assert "截至2024年7月5日" in made
        assert made.count("合计") == 1
    one = run("export", "--record", "-u", "区司法局", "--as-of", "2024-07-05").out
    assert "合计" not in one


@pytest.mark.parametrize("day", ["2024-03-26", "2024-06-26", "2024-09-26", "2024-12-31"])
@pytest.mark.usefixtures("path")
def test_what_status_says_too(rows: Rows, run: Run, day: str) -> None:
    status = json.loads(run("status", "--as-of", day, "--json").out)
    same = ("unit", "obligations", "confirmed", "not_applicable", "lacking_evidence", "candidates")
    assert [[row[key] for key in same] for row in rows("--as-of", day)] == [
        [unit[key] for key in same] for unit in status["units"]
    ]


CONFIRMED = "            - {date: 2024-06-28, status: done, review: confirmed}\n"


@pytest.mark.parametrize(
    ("old", "new", "figures"),
    [
        ("2024-06-20, status: done", "2024-06-26, status: done", {"to_report": 4, "in_time": 3}),
        ("2024-03-20", "2024-03-26", {"to_report": 3, "in_time": 2}),
        ("due: 2024-06-30\n", "due: 2024-06-18\n", {"overdue": 1}),
        ("due: 2024-06-30\n", "due: 2024-12-31\n", {"overdue": 0}),
        ("rounds: [2024-03-25, 2024-06-25, 2024-09-25, 2024-12-10]\n", "", {"to_report": 0, "in_time": 0}),
        (CONFIRMED, "", {"confirmed": 0, "returned": 0}),
        (", evidence: [佐证/1.pdf]}\n" + CONFIRMED, "}\n", {"lacking_evidence": 1}),
        (", evidence: [佐证/1.pdf]", "", {"lacking_evidence": 0}),  # confirmed: the office has checked it
        ("unit: 区司法局, tasks: [1]", "unit: 区教体局, tasks: [1, 4]", {"chased": 1}),
    ],
)
def test_what_each_figure_hangs_on(
    rows: Rows, checklist: Checklist, old: str, new: str, figures: dict[str, int]
) -> None:
    """The row of 区教体局 with one thing changed."""
    assert old in LIST
    checklist(LIST.replace(old, new))
    (row,) = rows("-u", "区教体局")
    assert {key: row[key] for key in figures} == figures


@pytest.mark.usefixtures("path")
def test_every_return_is_counted(run: Run, rows: Rows) -> None:
    for day in ("2024-07-21", "2024-07-23"):
        assert run("return", "1", "-u", "司法", "--note", "再补", "--date", day).code == 0
        report = ["mark", "1", "done", "-u", "司法", "--date", "2024-07-23", "--evidence", f"{day}.pdf"]
        assert run(*report).code == 0
    assert rows("-u", "司法")[0]["returned"] == 3


def test_a_list_without_reports(rows: Rows) -> None:
    shutil.copy(SHIPPED, "checklist.yaml")
    made = rows()
    assert len(made) == 19
    assert sum(row["obligations"] for row in made) == 368
    assert {row[key] for row in made for key in KEYS[2:] if key not in ("open", "candidates")} == {0}


# Formats -----------------------------------------------------------------------------------------


def run_total(run: Run) -> dict[str, int]:
    """The total in the JSON at the year's end."""
    made = run("export", "--record", "--format", "json", "--as-of", "2024-12-31")
    return dict(json.loads(made.out)["total"])


@pytest.mark.usefixtures("path")
def test_every_format_says_the_same(run: Run, rows: Rows) -> None:
    made = values(rows(), KEYS)
    total = values([{"unit": "合计", **run_total(run)}], KEYS)
    out = {
        style: run("export", "--record", "--format", style, "--as-of", "2024-12-31").out
        for style in ("csv", "markdown")
    }
    assert list(csv.reader(io.StringIO(out["csv"]))) == [KEYS, *made]
    lines = [line for line in out["markdown"].splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[2:] == [*made, *total]
    assert len(cells[0]) == len(KEYS)
    assert run("export", "--record", "--as-of", "2024-12-31").out == out["markdown"]


@pytest.mark.usefixtures("path")
def test_the_shape_of_the_json(run: Run) -> None:
    made = json.loads(run("export", "--record", "--format", "json").out)
    assert list(made) == ["title", "year", "as_of", "units", "total"]
    assert (made["title"], made["year"], made["as_of"]) == (
        "某区2024年度政务公开重点工作清单",
        2024,
        "2025-01-31",
    )


@pytest.mark.usefixtures("path")
def test_no_rank_and_no_score(run: Run, rows: Rows) -> None:
    """The units are in the roster's order, and no column ranks them."""
    assert [row["unit"] for row in rows()] == ["区司法局", "区教体局", "区文旅局", "区政府办公室"]
    words = run("export", "--record").out
    assert [word for word in ("排名", "名次", "得分", "评分", "先进", "末位") if word in words] == []


@pytest.mark.usefixtures("path")
def test_some_units_only(rows: Rows) -> None:
    assert values(rows("-u", "区政府办公室", "-u", "司法")) == [table(YEAR)[0], table(YEAR)[3]]


@pytest.mark.usefixtures("path")
def test_into_a_file(run: Run, path: Path, tmp_path: Path) -> None:
    made = run("export", "--record", "--format", "csv", "--bom", "--codes", "-o", "底稿-{date}.csv")
    assert (made.code, made.out) == (0, "")
    written = (tmp_path / "底稿-2025-01-31.csv").read_bytes()
    assert written == b"\xef\xbb\xbf" + run("export", "--record", "--format", "csv").out_bytes
    assert path.read_text("utf-8") == LIST


def test_hostile_names_are_inert(run: Run, checklist: Checklist) -> None:
    names = ["=1+1", "甲|乙", "<b>丙</b>"]
    units = "".join(f'  - {{name: "{name}", kind: office}}\n' for name in names)
    checklist(f"title: 清单\nyear: 2024\nunits:\n{units}groups: []\nsections: []\n")
    table_rows = list(csv.reader(io.StringIO(run("export", "--record", "--format", "csv").out)))
    assert [row[0] for row in table_rows] == ["unit", "'=1+1", "甲|乙", "<b>丙</b>"]
    made = run("export", "--record").out
    assert "<b>" not in made
    assert "甲\\|乙" in made


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        *(["--format", "tsv"], ["--format", "xls"], ["--per-unit", "out"], ["--bom"], ["-u", "水利局"]),
        *(["--as-of", "2024-02-30"], ["--format", "json", "--bom"], ["--format", "csv", "--per-unit", "out"]),
        ["-o", "a.md", "--per-unit", "out"],
    ],
)
@pytest.mark.usefixtures("path")
def test_wrong_usage(run: Run, tmp_path: Path, args: list[str]) -> None:
    made = run("export", "--record", *args)
    assert (made.code, made.out) == (2, "")
    assert [entry.name for entry in tmp_path.iterdir()] == ["checklist.yaml"]


def test_the_list_itself_is_not_overwritten(run: Run, path: Path) -> None:
    assert run("export", "--record", "-o", "checklist.yaml").code == 2
    assert path.read_text("utf-8") == LIST


def test_a_list_with_errors(run: Run, checklist: Checklist) -> None:
    checklist(LIST.replace("responsible: [区文化局]", "responsible: [水利局]"))
    made = run("export", "--record")
    assert (made.code, made.out) == (1, "")
