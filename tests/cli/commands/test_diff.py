"""`diff`: what was reported between two days, and what differs between two files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WEEKLY = Path(__file__).parents[2] / "cases" / "weekly" / "checklist.yaml"
CHANGE = ["id", "unit", "before", "date", "status", "review", "note", "evidence", "by"]
DIFFERENCE = ["what", "id", "unit", "before", "after"]

Run = Callable[..., Any]
Checklist = Callable[..., Path]
Diff = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def diff(run: Run) -> Diff:
    """`diff --json` of the list that uses everything."""

    def call(*args: object) -> list[dict[str, Any]]:
        made = run("-f", WEEKLY, "diff", *args, "--json")
        assert (made.code, made.err) == (0, "")
        return list(json.loads(made.out))

    return call


def rows(made: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    return [(row["date"][5:], row["id"], row["unit"]) for row in made]


# Days ---------------------------------------------------------------------------------------------


def test_the_shape(diff: Diff) -> None:
    made = diff()
    assert [list(row) for row in made] == [CHANGE] * 6
    assert made[1] == {
        "id": 2,
        "unit": "区教体局",
        "before": "done",
        "date": "2024-09-24",
        "status": "in_progress",
        "review": "returned",
        "note": "缺学校公开目录链接",
        "evidence": [],
        "by": None,
    }
    assert made[0]["evidence"] == ["https://www.example.gov.cn/1.html"]
    assert made[0]["by"] == "办公室"


def test_without_days_it_is_this_week(diff: Diff) -> None:
    assert rows(diff()) == [
        ("09-24", 1, "区教体局"),
        ("09-24", 2, "区教体局"),
        ("09-25", 3, "区教体局"),
        ("09-26", 1, "区教体局"),
        ("09-26", 1, "东城街道"),
        ("09-27", 3, "东城街道"),
    ]
    assert diff() == diff("--since", "this-week") == diff("--since", "2024-09-23", "--until", "2024-09-27")


@pytest.mark.parametrize(
    ("args", "days"),
    [
        (["--since", "last-week"], ["09-18", "09-19", "09-20"]),
        (["--since", "2024-09-25"], ["09-25", "09-26", "09-26", "09-27"]),
        (["--since", "2d"], ["09-26", "09-26", "09-27"]),
        (["--since", "2024-09-24", "--until", "2024-09-25"], ["09-24", "09-24", "09-25"]),
        (["--since", "yesterday", "--until", "yesterday"], ["09-26", "09-26"]),
        (["--since", "2024Q1"], ["03-20"]),
        (["--since", "last-quarter"], ["05-20", "06-10", "06-14", "06-20", "06-24"]),
        (["--since", "2024-08-01", "--until", "last-month"], ["08-30"]),
        (["--until", "2024-09-24"], ["09-24", "09-24"]),
        (["--since", "2024-04-01", "--until", "2024-05-19"], []),
    ],
)
def test_both_days_are_included(diff: Diff, args: list[str], days: list[str]) -> None:
    assert [row["date"][5:] for row in diff(*args)] == days


@pytest.mark.parametrize(
    "args",
    [
        *(["--since", "2024-09-27", "--until", "2024-09-26"], ["--since", "2024-10-01"]),
        *(["--since", "2024-9-31"], ["--until", "06/14/2024"], ["--since", ""], ["--until", ""]),
        *(["--until", "2024-09-22"], ["--unit", "水利局"]),
    ],
)
def test_days_that_do_not_go_together(run: Run, args: list[str]) -> None:
    made = run("-f", WEEKLY, "diff", *args)
    assert (made.code, made.out) == (2, "")


@pytest.mark.parametrize(
    "unit", ["区教体局", "区司法局", "区卫健委", "区文化局", "区文旅局", "东城街道", "西河镇", "各乡镇街道"]
)
def test_a_unit_s_changes_are_its_own_of_all(diff: Diff, unit: str) -> None:
    """Also those of a unit that has ended, or that said a task does not concern it."""
    span = ["--since", "2024-01-01"]
    whole = diff(*span)
    members = ["东城街道", "西河镇"] if unit == "各乡镇街道" else [unit]
    assert diff(*span, "--unit", unit) == [row for row in whole if row["unit"] in members]


def test_every_report_is_reported_once(diff: Diff) -> None:
    text = WEEKLY.read_text(encoding="utf-8").split("sections:")[1]
    overall = text.count("{date: 2024-06-28")
    assert len(diff("--since", "2024-01-01")) == text.count("{date: ") - overall


def test_differences_are_no_fault(run: Run) -> None:
    assert run("-f", WEEKLY, "diff").code == 0


def test_people_see_the_same(run: Run, diff: Diff) -> None:
    out = run("-f", WEEKLY, "diff").out
    lines = [line for line in out.splitlines() if line.startswith("09-")]
    assert [(line[:5], line.split()[1]) for line in lines] == [(d, u) for d, _id, u in rows(diff())]
    quiet = run("-f", WEEKLY, "diff", "--since", "2024-04-01", "--until", "2024-05-19")
    assert (quiet.code, quiet.out.splitlines()[1:]) == (0, ["本期无新报送。"])


def test_the_figures_are_those_of_the_ledger(run: Run) -> None:
    span = ("--since", "2024-06-01", "--until", "2024-09-27")
    sentence = run("-f", WEEKLY, "diff", *span).out.splitlines()[1]
    assert re.match(r"本期新报\d+项次", sentence)
    assert sentence in run("-f", WEEKLY, "export", *span).out


# Files --------------------------------------------------------------------------------------------

OLD = """\
    title: 清单
    year: 2024
    units:
      - {name: 甲局, kind: department}
      - {name: 乙局, kind: department}
    groups: [{name: 有关部门, members: department, scope: concerned}]
    sections:
      - title: 一
        tasks:
          - {id: 1, requirement: 公开, responsible: [甲局]}
          - {id: 2, requirement: 公开, responsible: [有关部门]}
          - id: 3
            requirement: 公开
            responsible: [甲局]
            progress:
              甲局: [{date: 2024-06-14, status: behind}]
"""
EDITS = {
    "list": ("year: 2024", "year: 2025"),
    "unit-added": ("    groups:", "      - {name: 丙局, kind: office}\n    groups:"),
    "task-removed": ("          - {id: 1, requirement: 公开, responsible: [甲局]}\n", ""),
    "task-added": (
        "          - id: 3",
        "          - {id: 4, requirement: 新, responsible: [乙局]}\n          - id: 3",
    ),
    "requirement": ("{id: 1, requirement: 公开", "{id: 1, requirement: 及时公开"),
    "responsible": (
        "{id: 1, requirement: 公开, responsible: [甲局]",
        "{id: 1, requirement: 公开, responsible: [乙局]",
    ),
    "concerned": ("[有关部门]}", "[有关部门], concerned: [乙局]}"),
    "settled": ("[有关部门]}", "[有关部门], settled: 2024-03-01}"),
    "city_task": ("[有关部门]}", '[有关部门], city_task: "3"}'),
    "due": ("[有关部门]}", "[有关部门], due: [quarterly, 2024-11-20]}"),
    "report-added": ("status: behind}]", "status: behind}, {date: 2024-06-20, status: done}]"),
    "report-removed": ("              甲局: [{date: 2024-06-14, status: behind}]", "              甲局: []"),
}


@pytest.mark.parametrize("what", sorted(EDITS))
def test_each_kind_of_difference(checklist: Checklist, diff: Diff, what: str) -> None:
    old = checklist(OLD, "old.yaml")
    before, after = EDITS[what]
    assert before in OLD
    new = checklist(OLD.replace(before, after), "new.yaml")
    made = diff(old, new)
    assert [list(row) for row in made] == [DIFFERENCE]
    assert [row["what"] for row in made] == [what]


QUIET = {
    "the office": ("year: 2024", "year: 2024\n    office: {name: 县政府办公室}"),
    "the region's code": ("year: 2024", "year: 2024\n    region_code: 340111"),
    "the list's topic": ("year: 2024", "year: 2024\n    topic: 政务公开"),
    "the list's own key": ("year: 2024", "year: 2024\n    x-科室: 督查科"),
    "a group's scope": ("scope: concerned", "scope: every"),
    "a group's members": ("members: department", "members: [甲局]"),
    "a group's alias": ("scope: concerned", "scope: concerned, aliases: [有关局]"),
    "a unit's kind": ("乙局, kind: department", "乙局, kind: office"),
    "a unit's alias": ("乙局, kind: department", "乙局, kind: department, aliases: [乙委]"),
    "a unit's end": ("乙局, kind: department", "乙局, kind: department, until: 2024-06-30"),
    "a role": ("公开, responsible: [甲局]", "公开, responsible: [{unit: 甲局, role: lead}]"),
    "the document's words": ("[有关部门]}", "[有关部门], responsible_text: 各有关部门}"),
    "what goes on all year": ("[有关部门]}", "[有关部门], standing: true}"),
    "a section's title": ("title: 一", "title: 二"),
    "the office's paragraph": ("[有关部门]}", "[有关部门], overall: [{date: 2024-06-28, status: behind}]}"),
}


@pytest.mark.parametrize("what", sorted(QUIET))
def test_lists_that_differ_are_never_called_the_same(checklist: Checklist, diff: Diff, what: str) -> None:
    old = checklist(OLD, "old.yaml")
    before, after = QUIET[what]
    assert before in OLD
    new = checklist(OLD.replace(before, after), "new.yaml")
    assert diff(old, new) != []


def test_the_same_differences_backwards(checklist: Checklist, diff: Diff) -> None:
    old = checklist(OLD, "old.yaml")
    new = checklist(OLD.replace(*EDITS["unit-added"]).replace(*EDITS["report-added"]), "new.yaml")
    forth, back = diff(old, new), diff(new, old)
    assert [row["what"] for row in forth] == ["unit-added", "report-added"]
    assert [row["what"] for row in back] == ["unit-removed", "report-removed"]
    assert (forth[1]["id"], forth[1]["unit"]) == (3, "甲局")
    assert back[1]["before"] == forth[1]["after"]


def test_a_report_that_occurs_twice_is_not_lost(checklist: Checklist, diff: Diff) -> None:
    old = checklist(OLD, "old.yaml")
    report = "{date: 2024-06-14, status: behind}"
    new = checklist(OLD.replace(report, f"{report}, {report}"), "new.yaml")
    assert [row["what"] for row in diff(old, new)] == ["report-added"]


def test_a_file_is_as_itself(checklist: Checklist, run: Run, diff: Diff) -> None:
    old = checklist(OLD, "old.yaml")
    assert diff(old, old) == []
    assert run("-f", old, "diff", old).code == 0


def test_one_file_is_compared_with_the_list_in_use(checklist: Checklist, run: Run) -> None:
    old = checklist(OLD, "old.yaml")
    checklist(OLD.replace(*EDITS["requirement"]))
    made = json.loads(run("diff", old, "--json").out)
    assert [(row["what"], row["before"], row["after"]) for row in made] == [
        ("requirement", "公开", "及时公开")
    ]


@pytest.mark.parametrize("since", ["2024-10-01", "2025年一季度"])
def test_what_has_not_come_is_said_to_be_so(run: Run, since: str) -> None:
    made = run("-f", WEEKLY, "diff", "--since", since)
    assert made.code == 2
    assert "还没到" in made.err
    assert "--until" not in made.err


@pytest.mark.parametrize("args", [["--since", "this-week"], ["--until", "2024-09-27"]])
def test_files_and_days_do_not_go_together(checklist: Checklist, run: Run, args: list[str]) -> None:
    old = checklist(OLD, "old.yaml")
    assert run("diff", old, old, *args).code == 2


def test_files_and_units_do_not_go_together_in_silence(checklist: Checklist, run: Run) -> None:
    """Either the unit counts, or it is refused."""
    old = checklist(OLD, "old.yaml")
    new = checklist(OLD.replace(*EDITS["report-added"]), "new.yaml")
    made = run("diff", old, new, "--unit", "乙局", "--json")
    assert made.code == 2 or json.loads(made.out) == []


@pytest.mark.parametrize(("text", "code"), [(None, 3), ("title: 清单\n", 1)])
def test_files_that_cannot_be_compared(checklist: Checklist, run: Run, text: str | None, code: int) -> None:
    old = checklist(OLD, "old.yaml")
    if text is not None:
        checklist(text, "new.yaml")
    made = run("diff", old, "new.yaml")
    assert (made.code, made.out) == (code, "")
