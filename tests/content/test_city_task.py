"""The city's task that a task carries out, in every output; without one, people see no column for it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

LIST = """\
title: 区清单
year: 2024
units: [{name: 区教体局, kind: department}, {name: 区司法局, kind: department}]
groups: []
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开目录, responsible: [区教体局], city_task: "3"}
      - {id: 2, requirement: 公开指南, responsible: [区司法局]}
"""

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _list(checklist: Callable[[str], Path]) -> None:
    checklist(LIST)


def rows(text: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]


def test_programs_have_it(run: Run) -> None:
    tasks = json.loads(run("list", "--json").out)
    assert [task["city_task"] for task in tasks] == ["3", None]
    assert json.loads(run("show", "1", "--json").out)["city_task"] == "3"
    assert [row["city_task"] for row in json.loads(run("list", "--pairs", "--json").out)] == ["3", None]
    assert [task["city_task"] for task in json.loads(run("export", "--format", "json").out)["list"]] == [
        "3",
        None,
    ]
    assert [row["city_task"] for row in rows(run("export", "--format", "csv").out)] == ["3", ""]


def test_people_have_it(run: Run) -> None:
    assert "市级任务：3\n" in run("show", "1").out
    assert "市级任务" not in run("show", "2").out
    assert run("list", "--columns", "id,city_task").out.split()[:2] == ["序号", "市级任务"]
    assert [row["市级任务"] for row in rows(run("export", "--format", "csv", "--bom").out)] == ["3", ""]


def test_without_one_people_have_no_column(run: Run, checklist: Callable[[str], Path]) -> None:
    assert "市级任务" in run("export", "--format", "csv", "--bom").out
    checklist(LIST.replace(', city_task: "3"', ""))
    assert "市级任务" not in run("export", "--format", "csv", "--bom").out
    assert [*rows(run("export", "--format", "csv", "--bom", "--columns", "id,city_task").out)[0]] == [
        "序号",
        "市级任务",
    ]


def test_a_template_has_it(run: Run) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "具体要求", "对应市级任务"])
    book.save("template.xlsx")
    assert run("export", "--template", "template.xlsx", "-o", "filled.xlsx").code == 0
    filled = [
        [cell.value for cell in row] for row in openpyxl.load_workbook("filled.xlsx").active.iter_rows()
    ]
    assert [row[2] for row in filled[1:]] in (["3", None], [3, None], ["3", ""])


def test_csv_comes_back(run: Run) -> None:
    assert run("export", "--format", "csv", "-o", "rows.csv").code == 0
    assert run("import", "rows.csv", "--year", "2024", "-o", "back.yaml").code == 0
    tasks = json.loads(run("-f", "back.yaml", "list", "--json").out)
    assert [task["city_task"] for task in tasks] == ["3", None]


def test_a_new_edition_sets_it_and_keeps_it(run: Run) -> None:
    document = (
        "大项\t序号\t具体要求\t责任单位\t市级任务\n"
        "主动公开\t1\t公开目录\t区教体局\t——\n"
        "主动公开\t2\t公开指南\t区司法局\t第7项\n"
    )
    Path("edition.txt").write_text(document, encoding="utf-8")
    before = Path("checklist.yaml").read_text(encoding="utf-8")
    done = run("import", "edition.txt", "--into", "checklist.yaml", "--year", "2024")
    assert done.code == 0, done.err
    after = Path("checklist.yaml").read_text(encoding="utf-8")
    assert [task["city_task"] for task in json.loads(run("list", "--json").out)] == ["3", "7"]
    assert after.replace(', city_task: "7"', "") == before
