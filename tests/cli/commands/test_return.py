"""`return` 【退回重报】: one added line that says why; the task is in progress until a new report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Checklist = Callable[..., Path]

DONE = "            - {date: 2024-06-20, status: done, note: 目录已公开, evidence: [佐证/1.pdf]}"
DENIED = "            - {date: 2024-06-21, status: not_applicable}"
SECOND = "      - {id: 2, requirement: 公开办事指南, responsible: [区教体局], due: 2024-08-31, "
LAST = "{date: 2024-07-01, status: done}"
LIST = f"""\
title: 清单
year: 2024
rounds: [2024-06-25, 2024-09-25]
units:
  - {{name: 区教体局, kind: department}}
  - {{name: 区司法局, kind: department}}
  - {{name: 区卫健委, kind: department}}
groups:
  - {{name: 区政府各部门, members: department, scope: every}}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开招生政策
        responsible: [区政府各部门]
        progress:
          区教体局:
{DONE}
          # 以上电话核实
          区司法局:
{DENIED}
{SECOND}progress: {{区教体局: [{LAST}]}}}}
"""
WHY = "缺学校公开目录链接"
BACK = f"{{date: 2024-09-27, status: in_progress, review: returned, note: {WHY}}}"


def behind(text: str, line: str, review: str) -> str:
    """The text with a review in a line of its own behind a report."""
    assert text.count(line + "\n") == 1
    return text.replace(line + "\n", f"{line}\n{line[: line.index('{')]}{review}\n")


@pytest.fixture
def path(checklist: Checklist) -> Path:
    """The list, in the test's folder."""
    return checklist(LIST)


@pytest.fixture
def back(run: Run) -> Run:
    """`return` with a reason."""
    return lambda *args: run("return", *args, "--note", WHY)


@pytest.fixture
def task(run: Run) -> Callable[..., dict[str, Any]]:
    """What `status --json` says of a task of 区教体局."""

    def call(number: int, *args: str) -> dict[str, Any]:
        tasks = json.loads(run("status", "区教体局", *args, "--json").out)["tasks"]
        return next(dict(each) for each in tasks if each["id"] == number)

    return call


# What is written ---------------------------------------------------------------------------------


def test_one_added_line(back: Run, path: Path) -> None:
    assert back("1", "-u", "区教体局").code == 0
    assert path.read_text("utf-8") == behind(LIST, DONE, BACK)


def test_not_applicable_is_returned_too(back: Run, path: Path) -> None:
    assert back("1", "-u", "区司法局").code == 0
    assert path.read_text("utf-8") == behind(LIST, DENIED, BACK)


def test_several_tasks_and_units(back: Run, path: Path) -> None:
    assert back("1", "-u", "区教体局", "-u", "区司法局").code == 0
    assert back("2", "-u", "区教体局").code == 0
    expected = behind(behind(LIST, DONE, BACK), DENIED, BACK).replace(LAST, f"{LAST}, {BACK}")
    assert path.read_text("utf-8") == expected


def test_all_tasks_at_once(back: Run, path: Path) -> None:
    assert back("1-2", "-u", "区教体局").code == 0
    assert path.read_text("utf-8") == behind(LIST, DONE, BACK).replace(LAST, f"{LAST}, {BACK}")


def test_an_earlier_day(back: Run, path: Path) -> None:
    assert back("1", "-u", "区教体局", "--date", "2024-06-20").code == 0
    assert path.read_text("utf-8") == behind(LIST, DONE, BACK.replace("09-27", "06-20"))


@pytest.mark.parametrize(
    "note",
    ["缺“目录”: 见附件 #3", '引号"和\\反斜杠', "两行\n说明", "- [x] {a: b}, c", "=1+1", "  前后空格  "],
)
def test_the_reason_reads_back_as_it_was_typed(run: Run, path: Path, note: str) -> None:
    assert run("return", "1", "-u", "区教体局", "--note", note).code == 0
    assert len(path.read_text("utf-8").splitlines()) == len(LIST.splitlines()) + 1
    (pair,) = [u for u in json.loads(run("show", "1", "--json").out)["units"] if u["unit"] == "区教体局"]
    assert (pair["reports"][-1]["note"], pair["reports"][-1]["review"]) == (note, "returned")


def test_without_a_final_newline_and_with_crlf(back: Run, path: Path) -> None:
    before = LIST[: LIST.index("\n          # 以上")].replace("\n", "\r\n").encode()
    path.write_bytes(before)
    assert back("1", "-u", "区教体局").code == 0
    assert path.read_bytes() == before + b"\r\n            - " + BACK.encode()


def test_unmark_takes_it_back(run: Run, back: Run, path: Path) -> None:
    back("1,2", "-u", "区教体局")
    for number in ("1", "2"):
        assert run("unmark", number, "-u", "区教体局").code == 0
    assert path.read_text("utf-8") == LIST


# What is reported ----------------------------------------------------------------------------------


def test_json(back: Run, path: Path) -> None:
    made = back("1,2", "-u", "区教体局", "--json")
    assert json.loads(made.out) == {
        "changed": [
            {"id": number, "unit": "区教体局", "date": "2024-09-27", "status": "in_progress"}
            for number in (1, 2)
        ],
        "file": path.name,
    }


def test_a_dry_run_shows_the_same_and_writes_nothing(back: Run, path: Path) -> None:
    dry = back("1", "-u", "区教体局", "--dry-run", "--diff")
    assert path.read_text("utf-8") == LIST
    wet = back("1", "-u", "区教体局", "--diff")
    assert (dry.code, dry.out) == (wet.code, wet.out)
    assert f"+            - {BACK}" in wet.out.splitlines()


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ["1", "-u", "区教体局"],
        ["1", "-u", "区教体局", "--note", ""],
        ["1", "-u", "区教体局", "--note", "　"],
        ["1", "-u", "区教体局", "--note", "响铃\x07"],
        ["1", "-u", "区教体局", "--note", "颠倒\u202e"],
    ],
)
def test_a_reason_is_wanted(run: Run, path: Path, args: list[str]) -> None:
    made = run("return", *args)
    assert (made.code, made.out) == (2, "")
    assert path.read_text("utf-8") == LIST


@pytest.mark.parametrize(
    "args",
    [
        *(["1", "-u", "区卫健委"], ["2", "-u", "区司法局"], ["3", "-u", "区政府各部门"], ["1"]),
        *(["1,2", "-u", "区教体局", "-u", "区司法局"], ["1,3", "-u", "区教体局"], ["一", "-u", "区教体局"]),
        *(["1", "-u", "水利局"], ["1", "-u", "区"]),
        *(["1", "-u", "区教体局", "--date", day] for day in ("2024-09-28", "2024-06-19", "06-20", "2024Q3")),
    ],
)
def test_all_or_nothing(back: Run, path: Path, args: list[str]) -> None:
    made = back(*args)
    assert (made.code, made.out) == (2, "")
    assert path.read_text("utf-8") == LIST


def test_what_is_returned_or_confirmed_is_not_returned(run: Run, back: Run, path: Path) -> None:
    back("1", "-u", "区教体局")
    run("confirm", "2", "-u", "区教体局")
    before = path.read_bytes()
    for number in ("1", "2"):
        assert back(number, "-u", "区教体局").code == 2
    assert run("confirm", "1", "-u", "区教体局").code == 2
    assert path.read_bytes() == before


# What counts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("confirm", ["confirm: true\n", ""])
def test_the_task_is_in_progress_again(
    run: Run, back: Run, checklist: Checklist, task: Callable[..., Any], confirm: str
) -> None:
    checklist(confirm + LIST)
    before = json.loads(run("status", "区教体局", "--json").out)["counts"]
    back("1", "-u", "区教体局")
    after = json.loads(run("status", "区教体局", "--json").out)["counts"]
    assert (before["done"], before["in_progress"], before["returned"], before["missing"]) == (2, 0, 0, 0)
    assert (after["done"], after["in_progress"], after["returned"], after["missing"]) == (1, 1, 1, 1)
    state = task(1)
    assert (state["status"], state["review"], state["note"]) == ("in_progress", "returned", WHY)
    assert state["evidence"] == ["佐证/1.pdf"], "the unit's own is left"


@pytest.mark.usefixtures("path")
def test_the_words_for_it(run: Run, back: Run) -> None:
    back("1", "-u", "区教体局")
    for made in (run("show", "1"), run("status", "区教体局"), run("export")):
        assert "退回重报" in made.out
        assert WHY in made.out


@pytest.mark.usefixtures("path")
def test_it_is_overdue_where_the_deadline_has_passed(back: Run, task: Callable[..., Any]) -> None:
    assert not task(2)["overdue"]
    back("2", "-u", "区教体局", "--date", "2024-09-02")
    assert task(2)["overdue"]
    assert not task(2, "--as-of", "2024-09-01")["overdue"]


@pytest.mark.usefixtures("path")
def test_the_day_before_it_was_done(back: Run, task: Callable[..., Any]) -> None:
    back("1", "-u", "区教体局", "--date", "2024-09-10")
    assert (task(1, "--as-of", "2024-09-09")["status"], task(1)["status"]) == ("done", "in_progress")


def test_a_later_report_opens_the_matter_again(
    run: Run, back: Run, path: Path, task: Callable[..., Any]
) -> None:
    back("1", "-u", "区教体局", "--date", "2024-09-10")
    run("mark", "1", "done", "-u", "区教体局", "--evidence", "佐证/2.pdf", "--date", "2024-09-12")
    assert (task(1)["status"], task(1)["review"]) == ("done", None)
    waiting = json.loads(run("list", "-u", "区教体局", "--unreviewed", "--json").out)
    assert [row["id"] for row in waiting] == [1, 2]
    assert back("1", "-u", "区教体局", "--date", "2024-09-11").code == 2, "before the new report"
    assert back("1", "-u", "区教体局", "--date", "2024-09-12").code == 0
    run("mark", "1", "done", "-u", "区教体局", "--evidence", "佐证/3.pdf", "--date", "2024-09-20")
    assert run("confirm", "1", "-u", "区教体局").code == 0
    assert (task(1)["review"], task(1)["evidence"]) == ("confirmed", ["佐证/3.pdf"])
    assert path.read_text("utf-8").count("review: returned") == 2


# A unit that was taken over ----------------------------------------------------------------------

TAKEN_OVER = """\
title: 清单
year: 2024
units:
  - {name: 区粮食局, kind: department, until: 2024-06-30, successor: 区发改委}
  - {name: 区发改委, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开收购政策
        responsible: [区粮食局]
        progress:
          区粮食局:
            - {date: 2024-06-20, status: done}
"""


def test_a_successor_s_report_is_returned_under_the_name_it_has(
    run: Run, back: Run, checklist: Checklist
) -> None:
    path = checklist(TAKEN_OVER)
    assert back("1", "-u", "区发改委").code == 0
    assert path.read_text("utf-8") == TAKEN_OVER + f"            - {BACK}\n"
    assert run("validate", path).code == 0
    assert json.loads(run("status", "区发改委", "--json").out)["counts"]["returned"] == 1


@pytest.mark.parametrize("day", ["2024-09-26", "2024-09-27"])
def test_a_successor_s_new_report_opens_the_matter_again(
    run: Run, back: Run, checklist: Checklist, day: str
) -> None:
    """On a later day, and on the day of the return itself."""
    checklist(TAKEN_OVER)
    assert back("1", "-u", "区发改委", "--date", "2024-09-26").code == 0
    assert run("mark", "1", "done", "-u", "区发改委", "--evidence", "a.pdf", "--date", day).code == 0
    counts = json.loads(run("status", "区发改委", "--json").out)["counts"]
    assert (counts["returned"], counts["done"]) == (0, 1)


def test_an_empty_reason_is_asked_for(run: Run, checklist: Callable[..., Path]) -> None:
    checklist(LIST)
    output = run("return", "1", "--unit", "教体局", "--note", "").err
    assert "--note" in output
    assert "去掉" not in output
