"""The filters that `list`, `status`, `chase` and `export` share: the same words, the same pairs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

WEEKLY = Path(__file__).parents[1] / "cases" / "weekly" / "checklist.yaml"

Run = Callable[..., Any]
Pairs = list[tuple[str, int]]


def listed(run: Run, *args: str) -> Pairs:
    made = run("-f", WEEKLY, "list", "-u", "区政府各部门,各乡镇街道", *args, "--json")
    assert made.code == 0, made.err
    return [(row["unit"], row["id"]) for row in json.loads(made.out)]


def exported(run: Run, *args: str) -> Pairs:
    made = run("-f", WEEKLY, "export", "区政府各部门", "各乡镇街道", "--format", "csv", *args)
    assert made.code == 0, made.err
    return [(row["unit"], int(row["id"])) for row in csv.DictReader(StringIO(made.out))]


@pytest.mark.parametrize(
    "args",
    [
        ["--status", "滞后,未报送"],
        ["--status", "behind", "--status", "not reported"],
        ["--status", "open", "--not-status", "behind,overdue"],
        ["--not-status", "已销号、待核实，长期坚持"],
        ["--due", "2024-12-31"],
        ["--status", "due soon,待认定"],
        ["--section", "1,（二）", "--status", "open"],
        ["--topic", "（一）聚焦中心工作"],
        ["--basis", "列名,reported"],
        ["--status", "behind", "--sort", "overdue"],
        ["--status", "open", "--sort", "date"],
    ],
)
def test_every_command_selects_the_same(run: Run, args: list[str]) -> None:
    found = listed(run, *args)
    assert found
    assert exported(run, *args) == found
    figures = json.loads(run("-f", WEEKLY, "status", "区政府各部门", "各乡镇街道", *args, "--json").out)[
        "total"
    ]
    assert figures["obligations"] + figures["candidates"] + figures["support"] == len(found)
    chased = json.loads(run("-f", WEEKLY, "chase", "区政府各部门", "各乡镇街道", *args, "--json").out)
    assert {(each["unit"], task["id"]) for each in chased for task in each["tasks"]} <= set(found)


def test_a_unit_is_named_with_or_without_its_option(run: Run) -> None:
    made = {
        run("-f", WEEKLY, "list", *args).out
        for args in (
            ["教体局,卫健委"],
            ["教体局", "卫健委"],
            ["-u", "教体局", "--unit", "卫健委"],
            ["-u", "教体局，卫健委"],
        )
    }
    assert len(made) == 1


@pytest.mark.parametrize("command", ["list", "status", "chase", "export"])
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--status", ""], "--status"),
        (["--not-status", "nope"], "--not-status"),
        (["--basis", "nope"], "--basis"),
        (["--sort", "nope"], "--sort"),
        (["--due", "nope"], "nope"),
        (["--section", "9"], "9"),
        (["没有的局"], "没有的局"),
    ],
)
def test_a_wrong_word_is_refused_with_those_that_are_known(
    run: Run, command: str, args: list[str], said: str
) -> None:
    made = run("-f", WEEKLY, command, *args)
    assert (made.code, made.out) == (2, "")
    assert said in made.err
    assert "办法" in made.err


# Columns --------------------------------------------------------------------------------------------


def heads(run: Run, *args: str) -> list[str]:
    made = run("-f", WEEKLY, *args)
    assert made.code == 0, made.err
    return made.out.split("\n")[0].split()


def test_the_columns_of_list(run: Run) -> None:
    assert heads(run, "list", "教体局", "--columns", "id,状态,note") == ["序号", "状态", "进展情况"]
    assert heads(run, "list", "--columns", "完成时限,序号") == ["时限", "序号"]
    assert heads(run, "list", "--sort", "due", "--columns", "id,progress") == ["序号", "进展情况"]


def test_a_column_that_only_pairs_have_makes_a_row_for_each(run: Run) -> None:
    rows = run("-f", WEEKLY, "list", "--columns", "unit,id", "--status", "behind").out.splitlines()
    assert rows[0].split() == ["单位", "序号"]
    assert len(rows) - 2 == len(listed(run, "--status", "behind"))


def test_the_columns_of_the_others(run: Run) -> None:
    made = run("-f", WEEKLY, "status", "--by", "kind", "--columns", "overdue,应办").out
    assert next(row for row in made.splitlines() if "占比" in row or "应办" in row).split()[-2:] == [
        "逾期",
        "应办",
    ]
    chased = run("-f", WEEKLY, "chase", "--columns", "to_do,单位", "--sort", "overdue").out
    assert any(
        row.split() == ["办理要求", "单位"] or row.split()[-1:] == ["单位"] for row in chased.splitlines()
    )
    made = run("-f", WEEKLY, "export", "--format", "csv", "--columns", "unit,状态", "--status", "behind")
    assert made.out.splitlines()[0] == '"unit","status"'
    made = run("-f", WEEKLY, "export", "--format", "csv", "--bom", "--columns", "unit,状态")
    assert made.out.splitlines()[0].lstrip("\ufeff") == '"单位","完成状态"'


@pytest.mark.parametrize(
    "args",
    [
        ["list", "--columns", "id", "--json"],
        ["list", "--columns", "nope"],
        ["list", "教体局", "--columns", "done"],
        ["status", "教体局", "--columns", "id"],
        ["status", "--columns", "overdue", "--trend"],
        ["status", "--columns", "overdue", "--brief"],
        ["chase", "--columns", "id", "--text"],
        ["export", "--columns", "id"],
        ["export", "--sort", "overdue"],
        ["export", "--format", "xlsx", "-o", "a.xlsx", "--sort", "overdue"],
    ],
)
def test_columns_and_orders_that_an_output_cannot_have_are_refused(
    run: Run, tmp_path: Path, args: list[str]
) -> None:
    made = run("-f", WEEKLY, *args)
    assert (made.code, made.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_a_filtered_unit_is_not_said_to_owe_only_what_is_shown(run: Run) -> None:
    def said(*args: str) -> str:
        return str(run("-f", WEEKLY, "status", "教体局", "--brief", *args).out)

    assert said().startswith("承担4项")
    assert said("--status", "open").startswith("所列2项")
    assert said("--section", "1").startswith("所列")
    assert said("--status", "behind") == "没有符合条件的任务。\n"


def test_a_number_where_a_unit_stands_leads_to_its_task(run: Run) -> None:
    made = run("-f", WEEKLY, "list", "3")
    assert (made.code, made.out) == (2, "")
    assert "govlist show 3" in made.err


@pytest.mark.parametrize("command", ["list", "status", "chase", "export"])
@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["待认定"], "--status candidate"),
        (["to be checked"], "--status to_check"),
        (["区司法局,滞后"], "--status behind"),
        (["8"], "govlist show 8"),
    ],
)
def test_a_status_or_a_number_for_a_unit_gets_the_right_remedy(
    run: Run, command: str, words: list[str], hint: str
) -> None:
    made = run("-f", WEEKLY, command, *words)
    assert (made.code, made.out) == (2, "")
    assert hint in made.err
