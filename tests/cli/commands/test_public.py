"""`export --public`: what is the office's own leaves no trace, and the figures stay what they are."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from govlist.model.checklist import Office
from govlist.model.public import public as public_list
from govlist.validation import load

Run = Callable[..., Any]
Checklist = Callable[..., Path]

FORMATS = ("markdown", "csv", "tsv", "json")
LIST = """\
title: 清单
year: 2024
confirm: true
x-密列庚: 密戌
office: {name: 县政府办公室, contact: 密午, phone: 密未}
rounds: [2024-03-25, 2024-06-25, 2024-09-25]
units:
  - {name: 区教体局, kind: department, contact: 密甲 5550001, x-密列甲: 密乙}
  - {name: 区司法局, kind: department, contact: 密丙}
  - {name: 区卫健委, kind: department}
groups:
  - {name: 各部门, members: department, scope: every}
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开招生政策
        responsible: [各部门]
        due: 2024-08-31
        x-密列乙: 密丁
        overall:
          - {date: 2024-09-01, status: in_progress, note: 全区明文, by: 密戊, x-密列丙: 密己}
        progress:
          区教体局:
            - {date: 2024-06-10, status: done, note: 教体明文, evidence: [明文.pdf], by: 密庚, x-密列丁: 密辛}
            - {date: 2024-06-26, status: in_progress, review: returned, note: 密壬, by: 密癸, x-密列戊: 密子}
          区司法局:
            - {date: 2024-06-10, status: done, note: 司法明文}
            - {date: 2024-07-05, status: done, review: confirmed, note: 密丑}
          区卫健委:
            - {date: 2024-06-10, status: done}
            - {date: 2024-07-01, status: in_progress, review: returned, note: 密卯}
            - {date: 2024-07-10, status: done, note: 卫健明文}
      - id: 2
        requirement: 公开办事指南
        responsible: [有关部门]
        progress:
          区司法局:
            - {date: 2024-06-20, status: not_applicable, note: 司法明文二, by: 密辰}
          区卫健委:
            - {date: 2024-09-24, status: not_started}
      - {id: 3, requirement: 公开年报, responsible: [区教体局], x-密列己: 密巳}
chases:
  - {date: 2024-09-21, unit: 区教体局, tasks: [1, 3], level: supervision, reply_by: 2024-09-22}
"""
SECRET = ("密", "5550001", "confirmed", "returned", "x-", "supervision", "2024-09-21", "2024-09-22", "09-22")
OPEN = ("教体明文", "司法明文", "卫健明文")
WORDS = ("已销号", "待核实", "催办", "反馈时限", "联系人", "填报人")
REVIEW = ("review", "by", "returned", "confirmed")
"""Keys and columns about the office's acts: there, but empty."""


@pytest.fixture
def path(checklist: Checklist) -> Path:
    """The list, in the test's folder."""
    return checklist(LIST)


@pytest.fixture
def public(run: Run) -> Callable[..., str]:
    """`export --public` in a format."""

    def call(style: str, *args: str) -> str:
        made = run("export", "--public", "--format", style, *args)
        assert (made.code, made.err) == (0, "")
        return str(made.out)

    return call


Public = Callable[..., str]


def output(style: str, text: str) -> str:
    """The text without the names of keys and columns that are there in every case."""
    if style == "json":
        return text.replace('"confirmed": 0', "").replace('"returned": 0', "")
    return text


# What is left out --------------------------------------------------------------------------------


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize(
    "args",
    [
        *([], ["--since", "2024-06-01"], ["--since", "this-week"], ["-u", "区教体局"], ["-u", "各部门"]),
        *(["--as-of", "2024-07-05"], ["--status", "done"], ["--since", "2024-06-01", "-u", "区卫健委"]),
    ],
)
@pytest.mark.usefixtures("path")
def test_no_trace_of_what_is_the_office_s_own(public: Public, style: str, args: list[str]) -> None:
    made = output(style, public(style, *args))
    assert [secret for secret in SECRET if secret in made] == []
    assert [word for word in WORDS if word in made] == []


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.usefixtures("path")
def test_without_it_the_trace_is_there(run: Run, style: str) -> None:
    made = output(style, run("export", "--format", style, "--since", "2024-06-01").out)
    assert [secret for secret in SECRET if secret in made]


@pytest.mark.usefixtures("path")
def test_what_units_said_stays(public: Public) -> None:
    made = public("json")
    assert [note for note in (*OPEN, "全区明文", "明文.pdf") if note not in made] == []
    ledger = public("markdown", "--since", "2024-06-01")
    assert [note for note in (*OPEN, "全区明文") if note not in ledger] == []


@pytest.mark.usefixtures("path")
def test_the_ledger_does_not_speak_of_returns(public: Public) -> None:
    for args in ([], ["--since", "2024-06-01"], ["-u", "区教体局"]):
        assert "退回" not in public("markdown", *args)


@pytest.mark.parametrize("style", ["csv", "tsv"])
@pytest.mark.usefixtures("path")
def test_columns(run: Run, public: Public, style: str) -> None:
    """The same columns but the office's own; those about its acts are empty."""
    delimiter = "," if style == "csv" else "\t"
    rows = list(csv.DictReader(io.StringIO(public(style)), delimiter=delimiter))
    whole = list(csv.DictReader(io.StringIO(run("export", "--format", style).out), delimiter=delimiter))
    assert list(rows[0]) == [key for key in whole[0] if not key.startswith("x-")]
    assert {row[key] for row in rows for key in ("review", "by")} == {""}
    assert [(row["id"], row["unit"], row["status"]) for row in rows] == [
        (row["id"], row["unit"], row["status"]) for row in whole
    ]


@pytest.mark.usefixtures("path")
def test_json(run: Run, public: Public) -> None:
    made, whole = json.loads(public("json")), json.loads(run("export", "--format", "json").out)
    assert list(made) == list(whole)
    reports = [r for task in made["list"] for pair in task["units"] for r in pair["reports"]]
    reports += [report for task in made["list"] for report in task["overall"]]
    assert {str(report[key]) for report in reports for key in ("review", "by")} == {"None"}
    assert all(list(report) == ["date", "status", "review", "note", "evidence", "by"] for report in reports)


def test_a_file_a_unit(run: Run, tmp_path: Path, path: Path) -> None:
    assert run("export", "--public", "--format", "json", "--per-unit", "out").code == 0
    files = sorted((tmp_path / "out").iterdir())
    assert [file.stem for file in files] == ["区卫健委", "区司法局", "区教体局"]
    for file in files:
        made = output("json", file.read_text("utf-8"))
        assert [secret for secret in SECRET if secret in made] == []
    assert path.read_text("utf-8") == LIST


@pytest.mark.usefixtures("path")
def test_nothing_secret_can_be_searched_for(public: Public) -> None:
    for text in ("密壬", "密丑", "密卯"):
        assert json.loads(public("json", "--search", text))["list"] == []
    assert [task["id"] for task in json.loads(public("json", "--search", "教体明文"))["list"]] == [1]


# What the figures are ----------------------------------------------------------------------------


@pytest.mark.usefixtures("path")
def test_returned_is_in_progress_and_confirmed_is_done(public: Public) -> None:
    pairs = {pair["unit"]: pair for pair in json.loads(public("json"))["list"][0]["units"]}
    assert [pairs[unit]["status"] for unit in ("区教体局", "区司法局", "区卫健委")] == [
        *("in_progress", "done", "done"),
    ]
    on_the_way = json.loads(public("json", "--as-of", "2024-07-05"))["list"][0]["units"]
    assert [pair["status"] for pair in on_the_way] == ["in_progress", "done", "in_progress"]
    assert [report["note"] for report in pairs["区教体局"]["reports"]] == ["教体明文"]


@pytest.mark.parametrize(
    "day", ["2024-03-26", "2024-06-25", "2024-06-26", "2024-07-05", "2024-09-01", "2024-09-26", "2024-09-27"]
)
@pytest.mark.usefixtures("path")
def test_the_figures_are_the_list_s(run: Run, public: Public, day: str) -> None:
    """All but those about the office's acts: statuses, overdue, missing, lacking evidence, candidates."""
    made = json.loads(public("json", "--as-of", day))
    whole = json.loads(run("export", "--format", "json", "--as-of", day).out)
    for one, other in zip(
        [*made["units"], made["total"], made["tasks"]],
        [*whole["units"], whole["total"], whole["tasks"]],
        strict=True,
    ):
        assert one == {key: 0 if key in REVIEW else value for key, value in other.items()}


@pytest.mark.usefixtures("path")
def test_an_act_of_the_office_is_no_report(run: Run, public: Public) -> None:
    """本周新报 counts what units reported."""
    span = ["--since", "2024-06-26", "--until", "2024-07-06"]
    whole = run("export", *span).out
    made = public("markdown", *span)
    for ledger in (whole, made):
        assert "新报1项次" not in ledger
        assert "新报2项次" not in ledger


def test_a_list_with_nothing_to_hide_is_the_same(run: Run, checklist: Checklist) -> None:
    checklist(
        "title: 清单\nyear: 2024\nunits:\n  - {name: 区教体局, kind: department}\ngroups: []\nsections:\n"
        "  - title: 甲\n    tasks:\n      - {id: 1, requirement: 乙, responsible: [区教体局], progress: "
        "{区教体局: [{date: 2024-09-24, status: done, evidence: [a.pdf]}]}}\n"
    )
    for style in FORMATS:
        args = ["export", "--format", style, "--since", "this-week"]
        assert run(*args, "--public").out == run(*args).out


# What does not go together -----------------------------------------------------------------------


@pytest.mark.usefixtures("path")
def test_the_record_is_not_public(run: Run) -> None:
    """Its returned and chased would read 0, which is not true."""
    made = run("export", "--public", "--record", "--format", "json")
    if made.code == 0:
        units = json.loads(made.out)["units"]
        assert [key for unit in units for key in ("returned", "chased", "confirmed") if key in unit] == []
    else:
        assert (made.code, made.out) == (2, "")


@pytest.mark.parametrize("args", [["-u", "水利局"], ["--as-of", "bald"], ["--format", "xls"]])
@pytest.mark.usefixtures("path")
def test_wrong_usage(run: Run, args: list[str]) -> None:
    made = run("export", "--public", *args)
    assert (made.code, made.out) == (2, "")


@pytest.mark.usefixtures("path")
def test_the_office_is_still_named() -> None:
    made = load.checklist(Path("checklist.yaml"))
    office = public_list(made, date(2024, 9, 27)).office
    assert office == Office(name="县政府办公室")
