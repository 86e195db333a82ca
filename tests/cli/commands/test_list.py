"""`list`: a row a task, with units a row a pair; every filter, alone and with others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"

TASK = [
    *("id", "section", "topic", "requirement", "responsible", "responsible_text", "due", "due_text"),
    *("standing", "city_task"),
]
PAIR = ["unit", "basis", "status", "review", "date", "due_by", "overdue", "due_soon", "missing"]

Run = Callable[..., Any]


@pytest.fixture
def rows(run: Run) -> Callable[..., list[dict[str, Any]]]:
    """The rows of `list --json` of the list that uses everything."""

    def call(*args: str) -> list[dict[str, Any]]:
        made = run("-f", WEEKLY, "list", *args, "--json")
        assert (made.code, made.err) == (0, "")
        return list(json.loads(made.out))

    return call


Rows = Callable[..., list[dict[str, Any]]]


# Rows ---------------------------------------------------------------------------------------------


def test_a_row_a_task(rows: Rows) -> None:
    made = rows()
    assert [list(row) for row in made] == [TASK] * 6
    assert [row["id"] for row in made] == [1, 2, 3, 5, 6, 7]
    assert made[1] == {
        "id": 2,
        "section": "抓好主动公开",
        "topic": "聚焦中心工作",
        "requirement": "深化公共企事业单位信息公开，完善公开目录和服务指南。",
        "responsible": [
            {"unit": "区教体局", "role": "lead"},
            {"unit": "区卫健委", "role": "responsible"},
            {"unit": "区司法局", "role": "support"},
        ],
        "responsible_text": "区教体局牵头，区卫健委负责，区司法局配合",
        "due": "2024-08-31",
        "due_text": "8月底前",
        "standing": False,
        "city_task": None,
    }


def test_what_a_task_does_not_have_is_null(rows: Rows) -> None:
    task = {row["id"]: row for row in rows()}[3]
    assert (task["topic"], task["due"], task["due_text"], task["standing"]) == (None, None, "全年", True)
    assert task["responsible_text"] == "区政府各部门，各乡镇街道"


def test_an_alias_is_shown_by_its_name(rows: Rows) -> None:
    task = {row["id"]: row for row in rows()}[7]
    assert task["responsible"] == [{"unit": "区政府有关部门", "role": "responsible"}]
    assert task["responsible_text"] == "区政府有关部门"


def test_a_row_a_pair_with_a_unit(rows: Rows) -> None:
    made = rows("--unit", "教体局")
    assert [list(row) for row in made] == [[*TASK, *PAIR]] * 5
    assert {key: made[1][key] for key in PAIR} == {
        "unit": "区教体局",
        "basis": "named",
        "status": "in_progress",
        "review": "returned",
        "date": "2024-09-24",
        "due_by": "2024-08-31",
        "overdue": True,
        "due_soon": False,
        "missing": False,
    }


def test_several_units_by_task_then_in_the_roster_s_order(rows: Rows) -> None:
    made = rows("-u", "西河镇", "-u", "教体局", "-u", "各乡镇街道")
    assert [(row["id"], row["unit"]) for row in made] == [
        (1, "区教体局"),
        (1, "东城街道"),
        (1, "西河镇"),
        (2, "区教体局"),
        (3, "区教体局"),
        (3, "东城街道"),
        (3, "西河镇"),
        (5, "区教体局"),
        (7, "区教体局"),
    ]


def test_the_shipped_list_s_pairs_of_a_unit(run: Run) -> None:
    made = json.loads(run("-f", SHIPPED, "list", "-u", "教体局", "--json").out)
    candidates = [row["id"] for row in made if row["basis"] == "candidate"]
    assert candidates == [1, 2, 3, 7, 14, 15, 17]
    assert len(made) - len(candidates) == 16


# Filters ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        (["--section", "1"], [1, 2]),
        (["--section", "基础"], [3, 5, 6, 7]),
        (["--section", "1", "--section", "抓好基础工作"], [1, 2, 3, 5, 6, 7]),
        (["--topic", "中心"], [1, 2]),
        (["--topic", "1"], [1, 2]),
        (["--status", "behind"], [1]),
        (["--status", "进度滞后"], [1]),
        (["--status", "behind", "--status", "未启动"], [1, 3, 5, 6, 7, 2]),
        (["--status", "not-applicable"], [5]),
        (["--basis", "reported"], [1]),
        (["--basis", "named"], [1, 2, 6]),
        (["--basis", "support"], [2]),
        (["--overdue"], [2, 5]),
        (["--missing"], [1, 3, 5, 6]),
        (["--missing", "--section", "1"], [1]),
        (["--search", "开放日"], [5]),
        (["--search", "学校公开目录"], [2]),
        (["--search", "没有这样的字"], []),
        (["--overdue", "--status", "in_progress"], [2]),
        (["--overdue", "--as-of", "2024-08-31"], []),
        (["--overdue", "--as-of", "2024-09-01"], [2]),
        (["--due", "2024-08-31", "--as-of", "2024-08-01"], [2]),
        (["--due", "2024-08-30", "--as-of", "2024-08-01"], []),
        (["--due", "30d", "--as-of", "2024-08-01"], [2]),
        (["--due", "本月", "--as-of", "2024-08-01"], [2]),
        (["--due", "明天"], [2, 5]),  # what is overdue is due, too
    ],
)
def test_without_a_unit_a_task_shows_when_any_pair_fits(rows: Rows, args: list[str], ids: list[int]) -> None:
    assert [row["id"] for row in rows(*args)] == sorted(ids)


@pytest.mark.parametrize(
    ("args", "pairs"),
    [
        (["-u", "教体局", "--overdue"], [(2, "区教体局")]),
        (["-u", "各乡镇街道", "--missing"], [(1, "西河镇"), (3, "西河镇")]),
        (["-u", "各乡镇街道", "--status", "behind"], [(1, "东城街道")]),
        (["-u", "区政府各部门", "--basis", "support"], [(2, "区司法局")]),
        (
            ["-u", "区政府各部门", "--basis", "named", "--section", "1"],
            [(1, "区教体局"), (2, "区教体局"), (2, "区卫健委")],
        ),
        (["-u", "教体局", "--status", "done", "--overdue"], []),
    ],
)
def test_with_a_unit_the_filters_speak_of_its_pairs(
    rows: Rows, args: list[str], pairs: list[tuple[int, str]]
) -> None:
    assert [(row["id"], row["unit"]) for row in rows(*args)] == pairs


def test_every_row_s_state_fits_what_was_asked(rows: Rows) -> None:
    everyone = ["-u", "区政府各部门", "-u", "各乡镇街道", "-u", "区政府办公室"]
    whole = rows(*everyone)
    for basis in ("named", "group", "reported", "candidate", "support"):
        for status in ("not_started", "in_progress", "behind", "done", "not_applicable"):
            made = rows(*everyone, "--basis", basis, "--status", status)
            assert made == [r for r in whole if (r["basis"], r["status"]) == (basis, status)]


@pytest.mark.parametrize(
    "args",
    [
        *(["--status", "基本完成"], ["--status", "late"], ["--basis", "owner"], ["--section", "3"]),
        *(["--section", "抓好"], ["--topic", "其他"], ["--unit", "水利局"], ["--as-of", "soon"], ["more"]),
        *(["--due", "soon"], ["--due", "昨天"], ["--due", "2024-09-26"]),
    ],
)
def test_unknown_words_are_refused(run: Run, args: list[str]) -> None:
    made = run("-f", WEEKLY, "list", *args)
    assert (made.code, made.out) == (2, "")
    assert made.err


# For people ---------------------------------------------------------------------------------------


def test_people_see_the_same_tasks(run: Run, rows: Rows) -> None:
    for args in ([], ["--overdue"], ["-u", "教体局"], ["-u", "各乡镇街道"]):
        out = run("-f", WEEKLY, "list", *args).out
        for row in rows(*args):
            assert row["requirement"] in out


def test_nothing_that_fits_is_no_error(run: Run) -> None:
    made = run("-f", WEEKLY, "list", "--search", "没有这样的字")
    assert made.code == 0
    assert len(made.out.splitlines()) == 1


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("未报送", "not_reported"),
        ("退回重报", "returned"),
        ("已销号", "confirmed"),
        ("缺佐证", "lacking_evidence"),
        ("lacking_evidence", "lacking_evidence"),
    ],
)
def test_the_words_of_the_status_column_filter_too(run: Run, rows: Rows, word: str, part: str) -> None:
    """As many pairs as the counts say, and none that nobody owes."""
    everyone = [arg for unit in json.loads(run("-f", WEEKLY, "status", "--json").out)["units"]
                for arg in ("-u", unit["unit"])]  # fmt: skip
    total = json.loads(run("-f", WEEKLY, "status", "--json").out)["total"][part]
    found = rows(*everyone, "--status", word)
    assert total
    assert len(found) == total
    assert {row["basis"] for row in found} <= {"named", "group", "reported"}


def test_what_waits_and_what_goes_on(rows: Rows) -> None:
    waiting = {
        (row["id"], row["unit"]) for row in rows("--unreviewed", "-u", "区政府各部门", "-u", "各乡镇街道")
    }
    found = rows("--status", "待核实,报不涉及", "-u", "区政府各部门", "-u", "各乡镇街道")
    assert {(row["id"], row["unit"]) for row in found} == waiting
    assert {row["standing"] for row in rows("--status", "长期坚持")} <= {True}


def test_a_word_that_is_none_is_refused_with_all_that_are(run: Run) -> None:
    made = run("-f", WEEKLY, "list", "--status", "基本没有")
    assert made.code == 2
    assert {"done（已完成）", "to_check（待核实）", "lacking_evidence（缺佐证）"} <= set(
        re.split("[、 \n]+", made.err)
    )
