"""`units`: the roster and its groups, or one of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"

COUNTS = [
    *("obligations", "not_started", "not_reported", "in_progress", "returned", "behind", "done"),
    *("confirmed", "not_applicable", "overdue", "due_soon", "missing", "lacking_evidence"),
    *("candidates", "support"),
]

Run = Callable[..., Any]
Units = Callable[..., dict[str, Any]]


@pytest.fixture
def units(run: Run) -> Units:
    """`units --json` of the list that uses everything."""

    def call(*args: str) -> dict[str, Any]:
        made = run("-f", WEEKLY, "units", *args, "--json")
        assert (made.code, made.err) == (0, "")
        return dict(json.loads(made.out))

    return call


def test_the_shape(units: Units) -> None:
    made = units()
    assert list(made) == ["units", "groups"]
    keys = ["unit", "kind", "aliases", "groups", "until", "successor", *COUNTS]
    assert [list(unit) for unit in made["units"]] == [keys] * 8
    assert [list(group) for group in made["groups"]] == [["group", "scope", "aliases", "members"]] * 3


def test_all_units_and_groups_in_the_file_s_order(units: Units) -> None:
    made = units()
    assert [unit["unit"] for unit in made["units"]] == [
        *("区政府办公室", "区教体局", "区司法局", "区卫健委", "区文化局", "区文旅局", "东城街道", "西河镇"),
    ]
    assert [(group["group"], group["scope"], group["aliases"]) for group in made["groups"]] == [
        ("区政府各部门", "every", []),
        ("区政府有关部门", "concerned", ["有关部门"]),
        ("各乡镇街道", "every", []),
    ]


def test_a_unit_that_ended(units: Units) -> None:
    unit = {unit["unit"]: unit for unit in units()["units"]}["区文化局"]
    assert (unit["until"], unit["successor"], unit["obligations"]) == ("2024-08-31", "区文旅局", 0)
    then = {unit["unit"]: unit for unit in units("--as-of", "2024-08-31")["units"]}["区文化局"]
    assert (then["obligations"], then["done"]) == (2, 1)


@pytest.mark.parametrize("name", ["区教体局", "区教育体育局", "教体"])
def test_one_unit(units: Units, name: str) -> None:
    made = units(name)
    assert made["groups"] == []
    (unit,) = made["units"]
    assert (unit["unit"], unit["kind"], unit["aliases"]) == ("区教体局", "department", ["区教育体育局"])
    assert unit["groups"] == ["区政府各部门", "区政府有关部门"]
    assert unit["obligations"] == 4


@pytest.mark.parametrize("name", ["区政府有关部门", "有关部门"])
def test_one_group(units: Units, name: str) -> None:
    made = units(name)
    assert made["units"] == []
    (group,) = made["groups"]
    assert group["members"] == ["区教体局", "区司法局", "区卫健委", "区文化局", "区文旅局"]


def test_the_shipped_roster(run: Run) -> None:
    made = json.loads(run("-f", SHIPPED, "units", "--json").out)
    assert (len(made["units"]), len(made["groups"])) == (19, 3)
    assert sum(unit["obligations"] for unit in made["units"]) == 368


def test_people_see_aliases_groups_and_the_end(run: Run) -> None:
    out = run("-f", WEEKLY, "units").out
    for piece in ("区教育体育局", "区文旅局", "有关部门", "各乡镇街道"):
        assert piece in out
    one = run("-f", WEEKLY, "units", "教体局").out
    assert "区教育体育局" in one
    assert "西河镇" not in one
    group = run("-f", WEEKLY, "units", "各乡镇街道").out
    assert "西河镇" in group
    assert "区教体局" not in group


@pytest.mark.parametrize("name", ["水利局", "局", ""])
def test_an_unknown_or_ambiguous_name(run: Run, name: str) -> None:
    made = run("-f", WEEKLY, "units", name)
    assert (made.code, made.out) == (2, "")
    assert made.err


def test_people_read_the_usual_kinds_in_their_words(run: Run) -> None:
    output = run("-f", WEEKLY, "units").out + run("-f", WEEKLY, "units", "教体局").out
    assert {"部门", "办公室", "乡镇街道"} <= set(output.replace("：", " ").split())
    assert "department" not in output
    assert "成员（5个）：" in run("-f", WEEKLY, "units", "区政府各部门").out
