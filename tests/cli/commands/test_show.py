"""`show`: one task whole, as JSON and for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WEEKLY = Path(__file__).parents[2] / "cases" / "weekly" / "checklist.yaml"

TASK = [
    *("id", "section", "topic", "requirement", "responsible", "responsible_text", "due", "due_text"),
    *("standing", "city_task", "as_of", "status", "overall", "units"),
]
PAIR = [
    "unit",
    "basis",
    "status",
    "review",
    "date",
    "due_by",
    "overdue",
    "due_soon",
    "missing",
    "role",
    "reports",
]
REPORT = ["date", "status", "review", "note", "evidence", "by"]

Run = Callable[..., Any]
Show = Callable[..., dict[str, Any]]


@pytest.fixture
def show(run: Run) -> Show:
    """`show --json` of the list that uses everything."""

    def call(*args: str) -> dict[str, Any]:
        made = run("-f", WEEKLY, "show", *args, "--json")
        assert (made.code, made.err) == (0, "")
        return dict(json.loads(made.out))

    return call


def test_the_shape(show: Show) -> None:
    made = show("2")
    assert list(made) == TASK
    assert [list(pair) for pair in made["units"]] == [PAIR] * 3
    reports = [report for pair in made["units"] for report in pair["reports"]]
    assert [list(report) for report in reports] == [REPORT] * 4


def test_a_task_with_its_pairs_and_reports(show: Show) -> None:
    made = show("2")
    assert (made["id"], made["as_of"], made["status"]) == (2, "2024-09-27", "in_progress")
    assert [(pair["unit"], pair["basis"], pair["role"]) for pair in made["units"]] == [
        ("区教体局", "named", "lead"),
        ("区司法局", "support", "support"),
        ("区卫健委", "named", "responsible"),
    ]
    assert made["units"][0]["reports"][-1] == {
        "date": "2024-09-24",
        "status": "in_progress",
        "review": "returned",
        "note": "缺学校公开目录链接",
        "evidence": [],
        "by": None,
    }
    assert made["units"][1]["reports"] == []
    assert made["overall"] == [
        {
            "date": "2024-06-28",
            "status": "in_progress",
            "review": None,
            "note": "两家主管部门均已印发方案。",
            "evidence": [],
            "by": None,
        }
    ]


def test_a_past_day(show: Show) -> None:
    made = show("2", "--as-of", "2024-06-14")
    assert made["overall"] == []
    assert [len(pair["reports"]) for pair in made["units"]] == [1, 0, 0]
    assert show("2", "--as-of", "2024Q1")["status"] == "not_started"


def test_a_task_without_owner_has_no_status(show: Show) -> None:
    made = show("7")
    assert made["status"] is None
    assert {pair["basis"] for pair in made["units"]} == {"candidate"}


def test_who_said_that_it_does_not_concern_them_is_not_among_the_units(show: Show) -> None:
    """区司法局 on task 1, and 区文旅局 on task 7, which it would else inherit from 区文化局."""
    assert [pair["unit"] for pair in show("1")["units"]] == [
        "区教体局",
        "区卫健委",
        "区文旅局",
        "东城街道",
        "西河镇",
    ]
    assert [pair["unit"] for pair in show("7")["units"]] == ["区教体局", "区司法局", "区卫健委"]


def test_people_see_first_who_has_not_moved(run: Run) -> None:
    lines = run("-f", WEEKLY, "show", "3").out.splitlines()
    silent = next(number for number, line in enumerate(lines) if "西河镇" in line)
    requirement = next(number for number, line in enumerate(lines) if "依申请公开" in line)
    assert silent < requirement
    assert "区卫健委" in lines[silent]
    assert "区教体局" not in lines[silent]


def test_people_see_every_report_by_its_day(run: Run) -> None:
    out = run("-f", WEEKLY, "show", "2").out
    days = ["2024-06-14", "2024-06-28", "2024-08-30", "2024-09-18", "2024-09-24"]
    places = [out.rindex(day) for day in days]
    assert places == sorted(places)
    assert "佐证/目录.pdf" in out
    assert out.index("缺学校公开目录链接") < out.index("2024-06-14")


@pytest.mark.parametrize("number", ["8", "0", "999", "1,2", "1-2", "a", "", "-1"])
def test_an_unknown_task_or_several(run: Run, number: str) -> None:
    made = run("-f", WEEKLY, "show", "--", number)
    assert (made.code, made.out) == (2, "")
    assert made.err


def test_a_number_is_wanted(run: Run) -> None:
    assert run("-f", WEEKLY, "show").code == 2
