"""`confirm` 【销号】: one added line behind a report that calls for it, all or nothing, nothing twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Checklist = Callable[..., Path]

DONE = "            - {date: 2024-09-10, status: done, evidence: [佐证/1.pdf], by: 办公室, note: 已公开}"
DENIED = "            - {date: 2024-09-12, status: not_applicable, note: 无此类事项}"
BARE = "            - {date: 2024-09-14, status: done}"
SECOND = "            - {date: 2024-09-11, status: done}"
HELD = "{date: 2024-09-01, status: not_applicable}"
TAKEN = "{date: 2024-09-02, status: done}"
LIST = f"""\
# 手写的清单
title: 清单
year: 2024
confirm: true
units:
  - {{name: 区教体局, kind: department, aliases: [区教育体育局]}}
  - {{name: 区司法局, kind: department}}
  - {{name: 区卫健委, kind: department}}
groups:
  - {{name: 区政府各部门, members: department, scope: every}}
  - {{name: 有关部门, members: department, scope: concerned}}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开招生政策   # 每季
        responsible: [区政府各部门]
        progress:
          区教体局:
{DONE}
          区司法局:
{DENIED}
          区卫健委:
{BARE}
            # 电话核实过

      - id: 2
        requirement: 公开办事指南
        responsible: [区教体局, 区司法局]
        progress:
          区教体局:
{SECOND}
          区司法局:
            - {{date: 2024-09-11, status: in_progress}}
      - id: 3
        requirement: 公开年报
        responsible: [有关部门]
        concerned: [区教体局]
        progress: {{区教体局: [{HELD}], 区司法局: [{HELD}], 区卫健委: [{TAKEN}]}}
"""
STRUCK = "{date: 2024-09-27, status: done, review: confirmed}"
REFUSED_NOTE = "含\x07控制字符"


def behind(text: str, line: str, review: str) -> str:
    """The text with a review in a line of its own behind a report."""
    assert text.count(line + "\n") == 1
    dash = line[: line.index("{")]
    return text.replace(line + "\n", f"{line}\n{dash}{review}\n")


@pytest.fixture
def path(checklist: Checklist) -> Path:
    """The list, in the test's folder."""
    return checklist(LIST)


@pytest.fixture
def counts(run: Run) -> Callable[..., dict[str, int]]:
    """The figures of a unit."""

    def call(unit: str, *args: str) -> dict[str, int]:
        return dict(json.loads(run("status", unit, *args, "--json").out)["counts"])

    return call


@pytest.fixture
def waiting(run: Run) -> Callable[..., list[tuple[int, str]]]:
    """Who waits for the office, by `list --unreviewed`."""

    def call(*args: str) -> list[tuple[int, str]]:
        made = run("list", "-u", "区政府各部门", "--unreviewed", *args, "--json")
        assert (made.code, made.err) == (0, "")
        return [(row["id"], row["unit"]) for row in json.loads(made.out)]

    return call


# What is written ---------------------------------------------------------------------------------


def test_one_added_line(run: Run, path: Path) -> None:
    made = run("confirm", "1", "--unit", "区教体局")
    assert made.code == 0
    assert path.read_text("utf-8") == behind(LIST, DONE, STRUCK)


@pytest.mark.parametrize("name", ["区教体局", "区教育体育局", "教体"])
def test_a_unit_by_any_of_its_names(run: Run, path: Path, name: str) -> None:
    assert run("confirm", "1", "-u", name).code == 0
    assert path.read_text("utf-8") == behind(LIST, DONE, STRUCK)


def test_what_was_reported_as_not_applicable_stays_so(run: Run, path: Path) -> None:
    assert run("confirm", "1", "-u", "区司法局").code == 0
    review = "{date: 2024-09-27, status: not_applicable, review: confirmed}"
    assert path.read_text("utf-8") == behind(LIST, DENIED, review)


def test_the_keys_in_their_order(run: Run, path: Path) -> None:
    assert run("confirm", "1", "-u", "区卫健委", "--note", "现场看过", "--date", "2024-09-20").code == 0
    review = "{date: 2024-09-20, status: done, review: confirmed, note: 现场看过}"
    assert path.read_text("utf-8") == behind(LIST, BARE, review)


def test_on_the_day_of_the_report_the_review_is_after_it(run: Run, path: Path) -> None:
    assert run("confirm", "1", "-u", "区卫健委", "--date", "2024-09-14").code == 0
    review = "{date: 2024-09-14, status: done, review: confirmed}"
    assert path.read_text("utf-8") == behind(LIST, BARE, review)


def test_all_tasks_of_a_unit(run: Run, path: Path) -> None:
    assert run("confirm", "1,2", "-u", "区教体局").code == 0
    assert path.read_text("utf-8") == behind(behind(LIST, DONE, STRUCK), SECOND, STRUCK)


def test_all_members_of_a_group(run: Run, path: Path) -> None:
    assert run("confirm", "1", "-u", "区政府各部门", "--without-evidence").code == 0
    denied = STRUCK.replace("done", "not_applicable")
    expected = behind(behind(behind(LIST, DONE, STRUCK), BARE, STRUCK), DENIED, denied)
    assert path.read_text("utf-8") == expected


def test_inside_a_flow_collection(run: Run, path: Path) -> None:
    """Named by `concerned` 不涉及 waits; taken on by a report, done waits too."""
    assert run("confirm", "3", "-u", "区教体局", "-u", "区卫健委").code == 0
    held = f"区教体局: [{HELD}, {STRUCK.replace('done', 'not_applicable')}]"
    expected = LIST.replace(f"区教体局: [{HELD}]", held).replace(f"[{TAKEN}]", f"[{TAKEN}, {STRUCK}]")
    assert path.read_text("utf-8") == expected


@pytest.mark.parametrize(
    "form",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data[: data.index(b"\n            # ")],
        lambda data: data[: data.index(b"\n            # ")].replace(b"\n", b"\r\n"),
    ],
    ids=["CRLF", "BOM", "no final newline", "CRLF, no final newline"],
)
def test_every_other_byte_stays(run: Run, path: Path, form: Callable[[bytes], bytes]) -> None:
    before = form(LIST.encode())
    path.write_bytes(before)
    assert run("confirm", "1", "-u", "区卫健委").code == 0
    after = path.read_bytes()
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    at = before.index(BARE.encode()) + len(BARE.encode())
    line = newline + b"            - " + STRUCK.encode()
    assert after == before[:at] + line + before[at:]


def test_unmark_takes_it_back(run: Run, path: Path) -> None:
    for number, unit in (("1", "区教体局"), ("3", "区卫健委")):
        assert run("confirm", number, "-u", unit).code == 0
        assert run("unmark", number, "-u", unit).code == 0
    assert path.read_text("utf-8") == LIST


def test_the_list_has_no_error_after(run: Run, path: Path) -> None:
    run("confirm", "1", "-u", "区政府各部门")
    run("confirm", "2,3", "-u", "区教体局")
    problems = json.loads(run("validate", path, "--json").out)["problems"]
    assert [problem for problem in problems if problem["level"] == "error"] == []


# What is reported ----------------------------------------------------------------------------------


def test_json(run: Run, path: Path) -> None:
    made = run("confirm", "1", "-u", "区教体局", "-u", "区司法局", "--json")
    assert made.code == 0
    assert json.loads(made.out) == {
        "changed": [
            {"id": 1, "unit": "区教体局", "date": "2024-09-27", "status": "done"},
            {"id": 1, "unit": "区司法局", "date": "2024-09-27", "status": "not_applicable"},
        ],
        "left_out": [],
        "file": path.name,
    }


def test_the_diff(run: Run, path: Path) -> None:
    made = run("confirm", "1", "-u", "区教体局", "--diff")
    added = [line for line in made.out.splitlines() if line.startswith("+") and path.name not in line]
    assert added == [f"+            - {STRUCK}"]
    assert len(made.err.splitlines()) == 1


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_a_dry_run_shows_the_same_and_writes_nothing(run: Run, path: Path, json_too: list[str]) -> None:
    dry = run("confirm", "1", "-u", "区政府各部门", "--dry-run", *json_too)
    assert path.read_text("utf-8") == LIST
    wet = run("confirm", "1", "-u", "区政府各部门", *json_too)
    assert (dry.code, dry.out) == (wet.code, wet.out) == (0, wet.out)
    assert path.read_text("utf-8") != LIST


@pytest.mark.parametrize(("args", "struck"), [(["1"], 3), (["1,2"], 4), (["2", "-u", "区政府各部门"], 1)])
def test_without_a_unit_or_by_a_group_what_waits_is_confirmed(
    run: Run, path: Path, args: list[str], struck: int
) -> None:
    args = [*args, "--without-evidence"]
    made = run("confirm", *args, "--json")
    assert (made.code, len(json.loads(made.out)["changed"])) == (0, struck)
    assert path.read_text("utf-8").count("review: confirmed") == struck
    again = run("confirm", *args)
    assert (again.code, again.out) == (0, "")


@pytest.mark.parametrize("args", [["1,2"], ["1,2", "-u", "区政府各部门"]])
def test_what_lacks_evidence_is_listed_and_left_out(run: Run, path: Path, args: list[str]) -> None:
    made = run("confirm", *args, "--json")
    assert made.code == 0
    data = json.loads(made.out)
    assert [row["unit"] for row in data["changed"]] == ["区教体局", "区司法局"]
    assert data["left_out"] == [{"id": 1, "unit": "区卫健委"}, {"id": 2, "unit": "区教体局"}]
    assert "区卫健委" in made.err
    assert "--without-evidence" in made.err
    left = path.read_text("utf-8")
    assert left == behind(behind(LIST, DONE, STRUCK), DENIED, STRUCK.replace("done", "not_applicable"))
    again = run("confirm", *args)
    assert (again.code, again.out) == (0, "")
    assert path.read_text("utf-8") == left


def test_a_unit_that_is_named_is_confirmed_without_evidence(run: Run, path: Path) -> None:
    made = run("confirm", "1", "-u", "区卫健委")
    assert "--without-evidence" not in made.err
    assert path.read_text("utf-8") == behind(LIST, BARE, STRUCK)


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        *(["2", "-u", "区司法局"], ["2", "-u", "区卫健委"], ["3", "-u", "区司法局"]),
        *(["1,2", "-u", "区教体局", "-u", "区司法局"], ["1-3", "-u", "区教体局", "-u", "区司法局"]),
        *(["1", "-u", "水利局"], ["1", "-u", "局"], ["1,9", "-u", "教体"], ["9"]),
        *(["one", "-u", "教体"], ["0", "-u", "教体"], ["2-1", "-u", "教体"], []),
        ["1", "-u", "教体", "--date", "2024-09-28"],
        ["1", "-u", "教体", "--date", "2024-09-09"],
        ["1", "-u", "教体", "--date", "2024-13-01"],
        ["1", "-u", "教体", "--date", "last-week"],
        ["1", "-u", "教体", "--note", " "],
        ["1", "-u", "教体", "--note", REFUSED_NOTE],
        ["1", "-u", "教体", "--evidence", "a.pdf"],
    ],
)
def test_all_or_nothing(run: Run, path: Path, args: list[str]) -> None:
    """In progress, no basis, a candidate that is not concerned, unknown names, wrong days and texts."""
    made = run("confirm", *args)
    assert (made.code, made.out) == (2, "")
    assert made.err
    assert path.read_text("utf-8") == LIST


def test_a_unit_cannot_confirm_itself(run: Run, path: Path) -> None:
    for word in ("已销号", "销号", "confirmed"):
        assert run("mark", "1", word, "-u", "区教体局").code == 2
    assert path.read_text("utf-8") == LIST


def test_the_shipped_list_is_not_written(run: Run) -> None:
    made = run("--shipped", "confirm", "1", "-u", "区教体局")
    assert (made.code, made.out) == (3, "")


def test_a_missing_file(run: Run) -> None:
    assert run("-f", "none.yaml", "confirm", "1", "-u", "区教体局").code == 3


def test_a_list_with_errors_takes_no_review(run: Run, checklist: Checklist) -> None:
    broken = LIST.replace("responsible: [区教体局, 区司法局]", "responsible: [区教体局, 水利局]")
    path = checklist(broken)
    assert run("confirm", "1", "-u", "区教体局").code == 1
    assert path.read_text("utf-8") == broken


# Confirmed already, reported again ---------------------------------------------------------------


def test_what_is_confirmed_stays_as_it_is(run: Run, path: Path) -> None:
    run("confirm", "1", "-u", "区教体局")
    once = path.read_bytes()
    for more in ([], ["--note", "再看"], ["--date", "2024-09-27"], ["--json"]):
        made = run("confirm", "1", "-u", "区教体局", *more)
        assert made.code == 0
        assert path.read_bytes() == once
    assert json.loads(made.out)["changed"] == []


@pytest.mark.usefixtures("path")
def test_beside_what_is_confirmed_the_rest_is_confirmed(run: Run) -> None:
    run("confirm", "1", "-u", "区教体局")
    made = run("confirm", "1", "-u", "区政府各部门", "--without-evidence", "--json")
    assert [row["unit"] for row in json.loads(made.out)["changed"]] == ["区司法局", "区卫健委"]


def test_a_later_report_opens_the_matter_again(run: Run, path: Path, waiting: Callable[..., Any]) -> None:
    run("confirm", "1", "-u", "区政府各部门", "--date", "2024-09-20", "--without-evidence")
    assert (1, "区教体局") not in waiting()
    run("mark", "1", "done", "-u", "区教体局", "--evidence", "佐证/2.pdf", "--date", "2024-09-24")
    assert (1, "区教体局") in waiting()
    assert run("confirm", "1", "-u", "区教体局", "--date", "2024-09-23").code == 2, "before the report"
    assert run("confirm", "1", "-u", "区教体局").code == 0
    assert (1, "区教体局") not in waiting()
    assert path.read_text("utf-8").count("review: confirmed") == 4


def test_a_report_after_the_confirmation_that_is_not_done(run: Run, path: Path) -> None:
    run("confirm", "1", "-u", "区教体局", "--date", "2024-09-20")
    run("mark", "1", "behind", "-u", "区教体局")
    before = path.read_bytes()
    assert run("confirm", "1", "-u", "区教体局").code == 2
    assert path.read_bytes() == before


# What counts -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("path")
def test_who_waits(waiting: Callable[..., Any]) -> None:
    """A candidate's 不涉及 (task 3, 区司法局) waits for nobody."""
    assert waiting() == [
        *((1, "区教体局"), (1, "区司法局"), (1, "区卫健委"), (2, "区教体局")),
        *((3, "区教体局"), (3, "区卫健委")),
    ]
    assert waiting("--status", "done") == [
        *((1, "区教体局"), (1, "区卫健委"), (2, "区教体局"), (3, "区卫健委")),
    ]
    assert waiting("--status", "in_progress") == []
    assert waiting("--as-of", "2024-09-10") == [(1, "区教体局"), (3, "区教体局"), (3, "区卫健委")]


@pytest.mark.usefixtures("path")
def test_tasks_with_anything_unreviewed(run: Run) -> None:
    run("confirm", "1", "-u", "区政府各部门", "--without-evidence")
    run("confirm", "2", "-u", "区教体局")
    made = run("list", "--status", "done", "--unreviewed", "--json")
    assert [row["id"] for row in json.loads(made.out)] == [3]
    run("confirm", "3", "-u", "区卫健委")
    assert json.loads(run("list", "--status", "done", "--unreviewed", "--json").out) == []


@pytest.mark.parametrize("head", ["confirm: true\n", "confirm: false\n", ""])
def test_figures_with_and_without_confirm(
    run: Run, checklist: Checklist, counts: Callable[..., Any], waiting: Callable[..., Any], head: str
) -> None:
    """`confirm: true` changes words; the acts, the figures and what waits are the same."""
    checklist(LIST.replace("confirm: true\n", head))
    before = counts("区教体局")
    assert (before["done"], before["confirmed"], before["not_applicable"]) == (2, 0, 1)
    assert len(waiting()) == 6
    assert run("confirm", "1", "-u", "区教体局").code == 0
    after = counts("区教体局")
    assert after == before | {"confirmed": 1}
    assert len(waiting()) == 5
    (row,) = json.loads(run("list", "-u", "区教体局", "--search", "招生", "--json").out)
    assert (row["status"], row["review"], row["date"]) == ("done", "confirmed", "2024-09-27")


@pytest.mark.parametrize(
    ("head", "words", "after"),
    [
        ("confirm: true\n", ["待核实", "报不涉及"], ["已销号"]),
        ("", ["已完成", "不涉及"], ["已销号"]),
    ],
)
def test_the_words_for_it(
    run: Run, checklist: Checklist, head: str, words: list[str], after: list[str]
) -> None:
    checklist(LIST.replace("confirm: true\n", head))
    shown = run("show", "1").out
    assert [word for word in words if word not in shown] == []
    assert "已销号" not in shown
    assert ("待核实" in shown) == bool(head)
    run("confirm", "1", "-u", "区政府各部门", "--without-evidence")
    shown = run("show", "1").out
    assert [word for word in after if word not in shown] == []
    assert "待核实" not in shown


@pytest.mark.usefixtures("path")
def test_a_confirmation_leaves_the_unit_s_note_and_evidence(run: Run) -> None:
    def task(number: int) -> dict[str, Any]:
        tasks = json.loads(run("status", "区教体局", "--json").out)["tasks"]
        return {key: t[key] for t in tasks if t["id"] == number for key in ("note", "evidence")}

    run("confirm", "1", "-u", "区教体局")
    assert task(1) == {"note": "已公开", "evidence": ["佐证/1.pdf"]}
    run("confirm", "2", "-u", "区教体局", "--note", "看过网站")
    assert task(2) == {"note": "看过网站", "evidence": []}


@pytest.mark.usefixtures("path")
def test_the_day_before_it_is_not_confirmed(run: Run, counts: Callable[..., Any]) -> None:
    run("confirm", "1", "-u", "区教体局", "--date", "2024-09-20")
    assert counts("区教体局", "--as-of", "2024-09-19")["confirmed"] == 0
    assert counts("区教体局", "--as-of", "2024-09-20")["confirmed"] == 1


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
      - id: 2
        requirement: 公开收购网点
        responsible: [区粮食局, 区发改委]
        progress:
          区粮食局:
            - {date: 2024-06-20, status: done}
"""


def test_a_successor_s_report_is_confirmed_under_the_name_it_has(
    run: Run, checklist: Checklist, counts: Callable[..., Any]
) -> None:
    path = checklist(TAKEN_OVER)
    made = run("confirm", "1", "-u", "区发改委", "--json")
    assert made.code == 0
    assert [row["id"] for row in json.loads(made.out)["changed"]] == [1]
    line = "            - {date: 2024-06-20, status: done}\n"
    first, rest = TAKEN_OVER.split(line, 1)
    assert path.read_text("utf-8") == first + line + f"            - {STRUCK}\n" + rest
    assert run("validate", path).code == 0
    assert counts("区发改委")["confirmed"] == 1


def test_the_successor_s_own_report_is_confirmed_under_its_own_name(run: Run, checklist: Checklist) -> None:
    path = checklist(TAKEN_OVER)
    run("mark", "1", "done", "-u", "区发改委", "--date", "2024-09-01")
    own = "            - {date: 2024-09-01, status: done}"
    before = path.read_text("utf-8")
    assert run("confirm", "1", "-u", "区发改委").code == 0
    assert path.read_text("utf-8") == behind(before, own, STRUCK)


@pytest.mark.parametrize(
    "args",
    [
        ["1", "-u", "区粮食局"],  # it has ended
        ["2", "-u", "区发改委"],  # owes it itself: the other's report is not its own
        ["1", "-u", "区发改委", "--date", "2024-06-30"],  # on that day the other one's still
    ],
)
def test_nobody_else_s_report_is_confirmed(run: Run, checklist: Checklist, args: list[str]) -> None:
    path = checklist(TAKEN_OVER)
    made = run("confirm", *args)
    assert (made.code, made.out) == (2, "")
    assert path.read_text("utf-8") == TAKEN_OVER


def test_before_its_end_the_unit_itself_is_confirmed(run: Run, checklist: Checklist) -> None:
    path = checklist(TAKEN_OVER)
    assert run("confirm", "1,2", "-u", "区粮食局", "--date", "2024-06-30").code == 0
    assert path.read_text("utf-8").count("date: 2024-06-30, status: done, review: confirmed") == 2
