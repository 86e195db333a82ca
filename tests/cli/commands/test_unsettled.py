"""`assign` 【认定】: who of a concerned group is concerned, what is unsettled, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"

Run = Callable[..., Any]
Checklist = Callable[..., Path]
Rows = Callable[..., list[dict[str, Any]]]

LIST = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区司法局, kind: department}
  - {name: 区卫健委, kind: department}
  - {name: 区民政局, kind: department}
  - {name: 田东街道, kind: township}
groups:
  - {name: 有关部门, members: department, scope: concerned}
  - {name: 各部门, members: department, scope: every}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开招生政策   # 谁来做
        responsible: [有关部门, 田东街道]
        responsible_text: 有关部门，田东街道
        progress:
          区司法局:
            - {date: 2024-06-20, status: not_applicable}
          区卫健委:
            - {date: 2024-06-21, status: in_progress}
      - id: 2
        requirement: 公开办事指南
        responsible: [有关部门]
        concerned: [区教体局]  # 电话认定
        due_text: 年底前
      - {id: 3, requirement: 公开年报, responsible: [有关部门]}
      - {id: 4, requirement: 更新目录, responsible: [各部门]}
      - id: 5
        requirement: 建立专栏
        responsible: [有关部门]
        concerned: [区司法局]
        settled: 2024-03-01
"""
TEXT1 = "        responsible_text: 有关部门，田东街道\n"
SETTLED = "        settled: 2024-09-27\n"
ASKED = ["id", "requirement", "responsible_text", "no_owner", "candidates", "concerned", "reported", "denied"]


@pytest.fixture
def path(checklist: Checklist) -> Path:
    """The list, in the test's folder."""
    return checklist(LIST)


@pytest.fixture
def unsettled(run: Run) -> Rows:
    """`assign --json` without tasks."""

    def call() -> list[dict[str, Any]]:
        made = run("assign", "--json")
        assert (made.code, made.err) == (0, "")
        return list(json.loads(made.out))

    return call


def bases(run: Run, number: int) -> dict[str, str]:
    """Who has to do with a task, and why."""
    return {pair["unit"]: pair["basis"] for pair in json.loads(run("show", number, "--json").out)["units"]}


# What is unsettled -------------------------------------------------------------------------------


@pytest.mark.usefixtures("path")
def test_what_is_unsettled_with_what_units_have_said(unsettled: Rows) -> None:
    rows = unsettled()
    assert [list(row) for row in rows] == [ASKED] * 3
    assert rows[0] == {
        "id": 1,
        "requirement": "公开招生政策",
        "responsible_text": "有关部门，田东街道",
        "no_owner": False,
        "candidates": ["区教体局", "区民政局"],
        "concerned": [],
        "reported": ["区卫健委"],
        "denied": ["区司法局"],
    }
    assert [(row["id"], row["no_owner"], row["concerned"]) for row in rows] == [
        *((1, False, []), (2, False, ["区教体局"]), (3, True, [])),
    ]
    assert rows[1]["candidates"] == ["区司法局", "区卫健委", "区民政局"]


def test_people_read_the_same(run: Run, path: Path, unsettled: Rows) -> None:
    made = run("assign")
    assert (made.code, made.err) == (0, "")
    for row in unsettled():
        (line,) = [line for line in made.out.splitlines() if row["requirement"] in line]
        assert line.split()[0] == str(row["id"])
        for key in ("candidates", "concerned", "reported", "denied"):
            assert "、".join(row[key]) in line
    assert path.read_text("utf-8") == LIST


def test_the_shipped_list(run: Run) -> None:
    """It read-only."""
    rows = json.loads(run("--shipped", "assign", "--json").out)
    assert {row["id"] for row in rows if row["no_owner"]} == {14, 15}
    assert [row["id"] for row in rows if "区教体局" in row["candidates"]] == [1, 2, 3, 7, 14, 15, 17]
    made = run("--shipped", "assign", "14", "区教体局")
    assert (made.code, made.out) == (3, "")


@pytest.mark.usefixtures("path")
def test_nothing_is_unsettled(run: Run) -> None:
    assert run("assign", "1-3", "区教体局", "--settle").code == 0
    assert json.loads(run("assign", "--json").out) == []
    made = run("assign")
    assert made.code == 0
    assert made.out.strip()


@pytest.mark.parametrize("args", [["--settle"], ["--remove"], ["--settle", "--date", "2024-09-01"]])
def test_what_changes_something_wants_its_tasks(run: Run, path: Path, args: list[str]) -> None:
    made = run("assign", *args)
    assert (made.code, made.out) == (2, "")
    assert path.read_text("utf-8") == LIST


# Naming ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["区教体局", "区教育体育局", "教体"])
def test_a_unit_is_named(run: Run, path: Path, name: str) -> None:
    assert run("assign", "1", name).code == 0
    named = TEXT1 + "        concerned: [区教体局]\n"
    assert path.read_text("utf-8") == LIST.replace(TEXT1, named)
    assert bases(run, 1)["区教体局"] == "named"


def test_beside_those_named_already(run: Run, path: Path) -> None:
    assert run("assign", "2", "区民政局", "区司法局").code == 0
    assert path.read_text("utf-8") == LIST.replace("[区教体局]  #", "[区教体局, 区民政局, 区司法局]  #")


def test_in_flow_style(run: Run, path: Path) -> None:
    assert run("assign", "3", "区民政局").code == 0
    expected = LIST.replace(
        "公开年报, responsible: [有关部门]", "公开年报, responsible: [有关部门], concerned: [区民政局]"
    )
    assert path.read_text("utf-8") == expected


def test_a_group_s_members(run: Run, path: Path) -> None:
    assert run("assign", "3", "有关部门").code == 0
    assert set(bases(run, 3).values()) == {"named"}
    assert len(path.read_text("utf-8").split("\n")) == len(LIST.split("\n"))


def test_several_tasks(run: Run, path: Path) -> None:
    made = run("assign", "1-3", "区民政局", "--json")
    assert json.loads(made.out) == {
        "changed": [
            {
                "id": number,
                "unit": "区民政局",
                "concerned": True,
                "settled": None,
                "date": None,
                "status": None,
            }
            for number in (1, 2, 3)
        ],
        "file": path.name,
    }


@pytest.mark.usefixtures("path")
def test_one_that_denied_is_concerned_after_all(run: Run) -> None:
    assert run("mark", "1", "in_progress", "-u", "区司法局").code == 2
    assert run("assign", "1", "区司法局").code == 0
    assert run("mark", "1", "in_progress", "-u", "区司法局").code == 0
    assert bases(run, 1)["区司法局"] == "named"


def test_named_already(run: Run, path: Path) -> None:
    for args in (["2", "区教体局"], ["2", "区教体局", "--json"]):
        made = run("assign", *args)
        assert made.code == 0
    assert json.loads(made.out)["changed"] == []
    assert path.read_text("utf-8") == LIST


# Settling ----------------------------------------------------------------------------------------


def test_named_and_settled(run: Run, path: Path, unsettled: Rows) -> None:
    made = run("assign", "1", "区教体局", "--settle", "--json")
    assert json.loads(made.out)["changed"] == [
        {
            "id": 1,
            "unit": "区教体局",
            "concerned": True,
            "settled": "2024-09-27",
            "date": "2024-09-27",
            "status": None,
        }
    ]
    named = TEXT1 + "        concerned: [区教体局]\n" + SETTLED
    assert path.read_text("utf-8") == LIST.replace(TEXT1, named)
    # 区卫健委 took it on by its report; 区民政局 said nothing, and 区司法局 that it is not concerned.
    assert bases(run, 1) == {"区教体局": "named", "区卫健委": "reported", "田东街道": "named"}
    assert [row["id"] for row in unsettled()] == [2, 3]
    assert run("mark", "1", "done", "-u", "区民政局").code == 2
    assert run("mark", "1", "done", "-u", "区卫健委").code == 0


def test_settled_alone_on_a_day(run: Run, path: Path) -> None:
    made = run("assign", "2", "--settle", "--date", "2024-06-30", "--json")
    assert json.loads(made.out)["changed"] == [
        {
            "id": 2,
            "unit": None,
            "concerned": None,
            "settled": "2024-06-30",
            "date": "2024-06-30",
            "status": None,
        }
    ]
    line = "        concerned: [区教体局]  # 电话认定\n"
    assert path.read_text("utf-8") == LIST.replace(line, line + "        settled: 2024-06-30\n")


def test_before_a_unit_took_it_on(run: Run, path: Path) -> None:
    """Settled from a day on which it had said nothing: it owes nothing, so its report has no place."""
    made = run("assign", "1", "--settle", "--date", "2024-06-20")
    assert made.code == 2
    assert path.read_text("utf-8") == LIST
    assert run("assign", "1", "--settle", "--date", "2024-06-21").code == 0
    assert bases(run, 1) == {"区卫健委": "reported", "田东街道": "named"}


def test_settled_already(run: Run, path: Path) -> None:
    for day in ([], ["--date", "2024-05-01"]):
        made = run("assign", "5", "--settle", *day, "--json")
        assert (made.code, json.loads(made.out)["changed"]) == (0, [])
    assert path.read_text("utf-8") == LIST


def test_settled_and_named_later(run: Run, path: Path) -> None:
    assert run("assign", "5", "区民政局").code == 0
    assert path.read_text("utf-8") == LIST.replace(
        "[区司法局]\n        settled", "[区司法局, 区民政局]\n        settled"
    )
    assert bases(run, 5) == {"区司法局": "named", "区民政局": "named"}


# Taking back -------------------------------------------------------------------------------------


def test_what_was_named_and_settled_is_taken_back(run: Run, path: Path) -> None:
    assert run("assign", "1", "区教体局", "区民政局", "--settle").code == 0
    assert run("assign", "1", "区教体局", "区民政局", "--settle", "--remove").code == 0
    assert path.read_text("utf-8") == LIST


def test_a_settlement_alone(run: Run, path: Path) -> None:
    made = run("assign", "5", "--settle", "--remove", "--json")
    assert json.loads(made.out)["changed"] == [
        {"id": 5, "unit": None, "concerned": None, "settled": None, "date": None, "status": None}
    ]
    assert path.read_text("utf-8") == LIST.replace("        settled: 2024-03-01\n", "")


def test_one_unit_of_several(run: Run, path: Path) -> None:
    run("assign", "2", "区民政局", "区司法局")
    made = run("assign", "2", "区民政局", "--remove", "--json")
    assert json.loads(made.out)["changed"] == [
        {"id": 2, "unit": "区民政局", "concerned": False, "settled": None, "date": None, "status": None}
    ]
    assert path.read_text("utf-8") == LIST.replace("[区教体局]  #", "[区教体局, 区司法局]  #")


def test_nothing_to_take_back(run: Run, path: Path) -> None:
    made = run("assign", "2", "区民政局", "--remove", "--json")
    assert (made.code, json.loads(made.out)["changed"]) == (0, [])
    assert path.read_text("utf-8") == LIST


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ["3", "--settle"],  # then nobody would owe it
        ["2,3", "--settle"],
        ["1,2", "--settle", "--date", "2024-06-20"],
        ["5", "区司法局", "--remove"],
        ["1", "田东街道"],  # in no concerned group
        ["1", "区教体局", "田东街道", "--settle"],
        ["4", "区教体局"],  # leaves nobody open
        ["4", "--settle"],
        ["1-4", "区教体局"],
        ["1"],
        ["1", "--remove"],
        ["1", "--date", "2024-09-01"],
        ["9", "区教体局"],
        ["1,9", "区教体局"],
        ["一", "区教体局"],
        ["1", "水利局"],
        ["1", "局"],
        ["1", ""],
        ["1", "区教体局", "--settle", "--date", "2024-02-30"],
        ["1", "区教体局", "--settle", "--date", "this-week"],
    ],
)
def test_all_or_nothing(run: Run, path: Path, args: list[str]) -> None:
    for more in ([], ["--json"], ["--dry-run"]):
        made = run("assign", *args, *more)
        assert (made.code, made.out) == (2, "")
        assert made.err
    assert path.read_text("utf-8") == LIST


def test_a_list_with_errors(run: Run, checklist: Checklist) -> None:
    broken = LIST.replace("responsible: [各部门]", "responsible: [水利局]")
    path = checklist(broken)
    for args in (["1", "区教体局"], []):
        made = run("assign", *args)
        assert (made.code, made.out) == (1, "")
    assert path.read_text("utf-8") == broken


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_a_dry_run_shows_the_same_and_writes_nothing(run: Run, path: Path, json_too: list[str]) -> None:
    dry = run("assign", "1,2", "区民政局", "--settle", "--dry-run", *json_too)
    assert path.read_text("utf-8") == LIST
    wet = run("assign", "1,2", "区民政局", "--settle", *json_too)
    assert (dry.code, dry.out) == (0, wet.out)
    assert path.read_text("utf-8") != LIST


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_every_other_byte_stays(run: Run, path: Path, newline: bytes) -> None:
    before = LIST.rstrip("\n").encode().replace(b"\n", newline)
    path.write_bytes(before)
    assert run("assign", "5", "区民政局").code == 0
    after = before.replace("[区司法局]".encode(), "[区司法局, 区民政局]".encode())
    assert path.read_bytes() == after
    assert run("assign", "5", "--settle", "--remove").code == 0
    assert path.read_bytes() == after.replace(newline + b"        settled: 2024-03-01", b"")
