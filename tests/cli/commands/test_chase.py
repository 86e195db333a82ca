"""`chase` 【催办】: who owes an answer, most urgent first; messages to send; chases recorded in the list."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.terminal import screen

from govlist.validation import load

Run = Callable[..., Any]
Checklist = Callable[..., Path]

LIST = """\
# 手写的清单
title: 某区2024年度政务公开重点工作清单
year: 2024
region: 某区
rounds: [2024-06-25, 2024-09-25]
units:
  - {name: 区卫健委, kind: department}
  - {name: 区司法局, kind: department, aliases: [司法], contact: 李某 5550002}
  - {name: 区教体局, kind: department, contact: 王某 5550001}
  - {name: 区民政局, kind: office}
  - {name: 区粮食局, kind: office, until: 2024-06-30, successor: 区民政局}
groups:
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开甲
        responsible: [有关部门]
        progress:
          区司法局:
            - {date: 2024-03-01, status: not_applicable}
      - id: 2
        requirement: 公开乙
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-03-01, status: done}
      - {id: 3, requirement: 公开丙, responsible: [区教体局, 区司法局], standing: true}
      - id: 4
        requirement: 公开丁
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-09-20, status: behind, note: 栏目尚未建成}
      - id: 5
        requirement: 公开戊
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-09-10, status: done}
            - {date: 2024-09-12, status: in_progress, review: returned, note: 缺链接}
      - id: 6
        requirement: 公开己
        responsible: [区教体局]
        due: 2024-08-31
        progress:
          区教体局:
            - {date: 2024-09-01, status: in_progress}
      - {id: 7, requirement: 公开庚, responsible: [区教体局], due: 2024-07-31}
      - id: 8
        requirement: 公开辛
        responsible: [区教体局, 区民政局]
        progress:
          区教体局:
            - {date: 2024-09-20, status: in_progress}
          区民政局:
            - {date: 2024-08-20, status: done, evidence: [佐证/8.pdf]}
# 完
"""
JTJ = [
    (7, "overdue"),
    (6, "overdue"),
    (5, "returned"),
    (4, "behind"),
    (3, "missing"),
    (2, "lacking_evidence"),
    (1, "candidate"),
]
"""What 区教体局 owes, most urgent first; the longer overdue before the shorter."""
OWED = [("区教体局", JTJ), ("区司法局", [(3, "missing")]), ("区卫健委", [(1, "candidate")])]
QUIET = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开招生政策
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-06-20, status: in_progress}
"""
"""A list in which nobody owes an answer."""
LEVELS = {"提示": "reminder", "提示单": "notice", "督办单": "supervision", "通报": "circular"}


def chased(unit: str, tasks: str, level: str = "reminder", day: str = "2024-09-27", by: str = "") -> str:
    """A chase as the file has it."""
    answer = f", reply_by: {by}" if by else ""
    return f"{{date: {day}, unit: {unit}, tasks: [{tasks}], level: {level}{answer}}}"


@pytest.fixture
def path(checklist: Checklist) -> Path:
    """The list, in the test's folder."""
    return checklist(LIST)


@pytest.fixture
def owed(run: Run) -> Callable[..., list[dict[str, Any]]]:
    """`chase --json`."""

    def call(*args: str) -> list[dict[str, Any]]:
        made = run("chase", *args, "--json")
        assert (made.code, made.err) == (0, "")
        return list(json.loads(made.out))

    return call


Owed = Callable[..., list[dict[str, Any]]]


def reasons(rows: list[dict[str, Any]]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Units with their tasks and reasons, in the order shown."""
    return [(row["unit"], [(task["id"], task["reason"]) for task in row["tasks"]]) for row in rows]


# Who owes an answer ------------------------------------------------------------------------------


@pytest.mark.usefixtures("path")
def test_most_urgent_first(owed: Owed) -> None:
    assert reasons(owed()) == OWED


@pytest.mark.usefixtures("path")
def test_the_shape(owed: Owed) -> None:
    rows = owed()
    assert [list(row) for row in rows] == [["unit", "contact", "tasks"]] * 3
    keys = ["id", "reason", "to_do", "chased", "basis", "status", "review", "date"]
    keys += ["due_by", "overdue", "due_soon", "missing"]
    assert [list(task) for row in rows for task in row["tasks"]] == [keys] * 9
    assert [row["contact"] for row in rows] == ["王某 5550001", "李某 5550002", None]
    returned = rows[0]["tasks"][2]
    assert returned.pop("to_do")
    assert returned == {
        "id": 5,
        "reason": "returned",
        "chased": 0,
        "basis": "named",
        "status": "in_progress",
        "review": "returned",
        "date": "2024-09-12",
        "due_by": None,
        "overdue": False,
        "due_soon": False,
        "missing": False,
    }


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["区司法局"], [OWED[1]]),
        (["--unit", "司法"], [OWED[1]]),
        (["-u", "区卫健委", "-u", "教体"], [OWED[0], OWED[2]]),
        (["有关部门"], OWED),
        (["区民政局"], []),
        (["区卫健委", "--as-of", "2024-03-01"], [("区卫健委", [(1, "candidate")])]),
        (["区司法局", "--as-of", "2024-06-25"], []),
        (["区司法局", "--as-of", "2024-06-26"], [OWED[1]]),
        (["区民政局", "--silent-since", "2024-09-01"], []),
        (["区司法局", "--silent-since", "2024-09-01", "--as-of", "2024-03-01"], [OWED[1]]),
        (["区教体局", "--as-of", "2024-02-01"], [("区教体局", [(1, "candidate")])]),
    ],
)
@pytest.mark.usefixtures("path")
def test_units_and_days(owed: Owed, args: list[str], expected: list[Any]) -> None:
    assert reasons(owed(*args)) == expected


@pytest.mark.usefixtures("path")
def test_people_read_a_row_for_each_by_reason(run: Run) -> None:
    made = run("chase")
    assert (made.code, made.err) == (0, "")
    rows = re.findall(r"^(区\S+) +(\d+) ", made.out, re.MULTILINE)
    everyone = [(unit, number, why) for unit, items in OWED for number, why in items]
    order = [why for why in dict.fromkeys(why for _number, why in JTJ) if why != "candidate"]
    expected = [(u, str(n)) for reason in order for u, n, why in everyone if why == reason]
    assert rows == expected
    words = [
        "逾期（",
        "退回重报（",
        "进度滞后（",
        "本期未报（",
        "缺佐证（",
        "待认定2项次（第1项），由区民政局",
    ]
    titles = [re.search(f"^{word}", made.out, re.MULTILINE) for word in words]
    assert all(titles)
    assert sorted(titles, key=lambda m: m.start() if m else 0) == titles
    assert "5550001" in made.out
    assert len(re.findall(r"^单位 +序号 ", made.out, re.MULTILINE)) == 1


@pytest.mark.usefixtures("path")
def test_what_only_the_office_can_settle_is_one_line(run: Run) -> None:
    """Without a row for each unit, and without a table where nothing else is owed."""
    made = run("chase", "区卫健委")
    assert made.code == 0
    _title, blank, said = made.out.splitlines()
    assert (blank, said.startswith("待认定1项次（第1项）"), "govlist assign" in said) == ("", True, True)


@pytest.mark.usefixtures("path")
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_units_are_not_cut_and_overdue_alone_is_red(columns: int) -> None:
    made = screen("chase", columns=columns)
    assert re.findall(r"^(区\S+) +\d", made.text, re.MULTILINE) == [*["区教体局"] * 5, "区司法局", "区教体局"]
    red = re.findall(r"\x1b\[1;31m(.+?)\x1b", made.raw)
    overdue = [text.strip() for text in red if "逾期" in text]
    assert [text[:4] for text in overdue] == ["逾期（2", "逾期58", "逾期27"]
    assert [text for text in red if not re.match(r"逾期|0[78]-31", text)] == []


@pytest.mark.usefixtures("path")
def test_reading_writes_nothing(run: Run, path: Path) -> None:
    for args in ([], ["--json"], ["--text"], ["--reply-by", "2024-10-08"], ["--dry-run"]):
        assert run("chase", *args).code == 0
    assert path.read_text("utf-8") == LIST


@pytest.mark.parametrize("args", [[], ["--text"], ["--text", "--reply-by", "2024-10-08"]])
def test_nobody_owes_is_said(run: Run, checklist: Checklist, args: list[str]) -> None:
    path = checklist(QUIET)
    made = run("chase", *args)
    assert made.code == 0
    assert made.out.strip()
    assert "区教体局" not in made.out
    assert json.loads(run("chase", "--json").out) == []
    assert path.read_text("utf-8") == QUIET


# Messages ----------------------------------------------------------------------------------------


@pytest.fixture
def messages(run: Run) -> Callable[..., list[str]]:
    """The messages of `chase --text`."""

    def call(*args: str) -> list[str]:
        made = run("chase", *args, "--text")
        assert (made.code, made.err) == (0, "")
        return list(made.out.strip().split("\n\n"))

    return call


def numbers(message: str) -> list[int]:
    """The tasks that a message names, in its order."""
    named = re.findall(r"第([\d、-]+)项", message)
    return [int(number) for part in named for number in part.split("、")]


@pytest.mark.usefixtures("path")
def test_a_message_a_unit_without_what_waits_for_the_office(messages: Callable[..., list[str]]) -> None:
    made = messages()
    assert ["区教体局" in made[0], "区司法局" in made[1]] == [True, True]
    assert len(made) == 2, "区卫健委 is a candidate only"
    assert [numbers(message) for message in made] == [[7, 6, 5, 4, 3, 2], [3]]
    assert "缺链接" in made[0]
    assert not any("待认定" in message or "555000" in message for message in made)


@pytest.mark.usefixtures("path")
def test_a_message_names_the_day_of_the_answer(messages: Callable[..., list[str]]) -> None:
    assert ["10月8日" in message for message in messages("--reply-by", "2024-10-08")] == [True, True]
    assert ["10月8日" in message for message in messages()] == [False, False]


@pytest.mark.usefixtures("path")
def test_a_candidate_alone_gets_no_message(messages: Callable[..., list[str]]) -> None:
    (made,) = messages("区卫健委")
    assert "区卫健委" not in made


OFFICE_OWES = """\
title: 清单
year: 2024
units: [{name: 区政府办公室, kind: office}, {name: 区教体局, kind: department}]
groups: []
sections:
  - title: 主动公开
    tasks: [{id: 1, requirement: 甲, responsible: [区政府办公室, 区教体局], due: 2024-08-31}]
"""


def test_the_office_presses_itself_only_when_asked_for(run: Run, checklist: Checklist) -> None:
    path = checklist(OFFICE_OWES)
    assert "区政府办公室" in run("chase").out
    assert "区政府办公室" not in run("chase", "--text").out
    assert "区政府办公室" in run("chase", "--text", "办公室").out
    assert run("chase", "--record", "提示").code == 0
    assert "unit: 区教体局" in path.read_text("utf-8")
    assert "unit: 区政府办公室" not in path.read_text("utf-8")


# Recording ---------------------------------------------------------------------------------------


DUE_SOON = QUIET.replace("responsible: [区教体局]\n", "responsible: [区教体局]\n        due: 2024-10-08\n")
"""区教体局 is in order, and its task falls due in 11 days."""


def test_what_falls_due_soon_is_reminded_of(run: Run, checklist: Checklist) -> None:
    path = checklist(DUE_SOON)
    assert "临期（1项次），提示" in run("chase").out
    assert "临期1项（第1项：10月8日到期，还有11天）" in run("chase", "--text").out
    (row,) = json.loads(run("chase", "--json").out)
    assert [(task["reason"], task["due_by"]) for task in row["tasks"]] == [("due_soon", "2024-10-08")]
    assert json.loads(run("chase", "--due", "10d", "--json").out) == []
    assert json.loads(run("chase", "--as-of", "2024-09-23", "--json").out) == []
    assert json.loads(run("chase", "--as-of", "2024-09-23", "--due", "15d", "--json").out) != []
    run("chase", "--record", "督办单")
    assert path.read_text(encoding="utf-8") == DUE_SOON
    run("chase", "--record", "提示")
    assert "tasks: [1], level: reminder" in path.read_text(encoding="utf-8")


def test_no_notice_for_what_falls_due_soon(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    checklist(DUE_SOON)
    run("chase", "--format", "docx", "--per-unit", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("word", "token"), [*LEVELS.items(), *((token, token) for token in LEVELS.values())])
def test_a_chase_a_unit_is_recorded(run: Run, path: Path, word: str, token: str) -> None:
    made = run("chase", "--record", word)
    assert made.code == 0
    lines = [chased("区教体局", "2, 3, 4, 5, 6, 7", token), chased("区司法局", "3", token)]
    added = "chases:\n" + "".join(f"  - {line}\n" for line in lines)
    assert path.read_text("utf-8") == LIST.replace("# 完\n", f"{added}# 完\n")
    assert run("validate", path).code == 0


def test_with_the_day_of_the_answer(run: Run, path: Path) -> None:
    assert run("chase", "司法", "--record", "督办单", "--reply-by", "2024-10-08").code == 0
    line = chased("区司法局", "3", "supervision", by="2024-10-08")
    assert path.read_text("utf-8") == LIST.replace("# 完\n", f"chases:\n  - {line}\n# 完\n")


def test_json(run: Run, path: Path) -> None:
    made = run("chase", "--record", "提示", "--reply-by", "2024-09-27", "--json")
    assert json.loads(made.out) == {
        "changed": [
            {
                "date": "2024-09-27",
                "unit": unit,
                "tasks": tasks,
                "level": "reminder",
                "reply_by": "2024-09-27",
            }
            for unit, tasks in (("区教体局", [2, 3, 4, 5, 6, 7]), ("区司法局", [3]))
        ],
        "file": path.name,
    }


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_a_dry_run_shows_the_same_and_writes_nothing(run: Run, path: Path, json_too: list[str]) -> None:
    dry = run("chase", "--record", "提示", "--dry-run", *json_too)
    assert path.read_text("utf-8") == LIST
    wet = run("chase", "--record", "提示", *json_too)
    assert (dry.code, dry.out) == (0, wet.out)
    assert path.read_text("utf-8") != LIST


def test_the_same_again_adds_nothing(run: Run, path: Path) -> None:
    run("chase", "--record", "提示")
    once = path.read_bytes()
    made = run("chase", "--record", "reminder", "--json")
    assert (made.code, json.loads(made.out)["changed"]) == (0, [])
    assert path.read_bytes() == once


@pytest.mark.parametrize(
    "args", [["--record", "提示单"], ["--record", "提示", "--reply-by", "2024-10-08"]], ids=["level", "day"]
)
def test_another_of_the_same_day_is_added(run: Run, path: Path, args: list[str]) -> None:
    run("chase", "--record", "提示", "司法")
    made = run("chase", "司法", *args, "--json")
    assert [row["unit"] for row in json.loads(made.out)["changed"]] == ["区司法局"]
    assert path.read_text("utf-8").count("unit: 区司法局, tasks") == 2


def test_a_chase_without_its_day_of_answer_is_the_one_that_was_recorded(run: Run, path: Path) -> None:
    run("chase", "--record", "督办单", "--reply-by", "2024-10-08")
    before = path.read_bytes()
    assert run("chase", "--record", "督办单").code == 0
    assert path.read_bytes() == before


def test_only_what_is_new_is_added(run: Run, path: Path) -> None:
    run("chase", "--record", "提示", "司法")
    made = run("chase", "--record", "提示", "--json")
    assert [row["unit"] for row in json.loads(made.out)["changed"]] == ["区教体局"]
    assert path.read_text("utf-8").count("{date: 2024-09-27, unit: ") == 2


@pytest.mark.parametrize("name", ["区卫健委", "区民政局"])
def test_nothing_to_record(run: Run, path: Path, name: str) -> None:
    """Only what the office itself must settle, or nothing at all."""
    made = run("chase", name, "--record", "提示")
    assert made.code == 0
    assert path.read_text("utf-8") == LIST


FIRST = f"chases:   # 催办\n  - {chased('区司法局', '3', day='2024-08-01')}\n"
SECOND = f"  # 电话\n  - {chased('区教体局', '7', day='2024-09-20')}\n"


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        ("2024-07-31", ("chases:   # 催办\n", FIRST.split("\n", 1)[1] + SECOND)),
        ("2024-08-01", (FIRST, SECOND)),
        ("2024-09-19", (FIRST, SECOND)),
        ("2024-09-20", (FIRST + SECOND, "")),
        ("2024-09-27", (FIRST + SECOND, "")),
    ],
)
def test_a_chase_goes_to_its_day_s_place(
    run: Run, checklist: Checklist, day: str, parts: tuple[str, str]
) -> None:
    """In `chases` in the middle of the file, with comments."""
    path = checklist(LIST.replace("units:\n", f"{FIRST}{SECOND}units:\n"))
    assert run("chase", "司法", "--record", "通报", "--as-of", day).code == 0
    line = f"  - {chased('区司法局', '3', 'circular', day)}\n"
    assert path.read_text("utf-8") == LIST.replace("units:\n", f"{line.join(parts)}units:\n")


@pytest.mark.parametrize(
    ("chases", "expected"),
    [
        ("chases: []\n", f"chases: [{chased('区司法局', '3')} ]\n"),
        (
            f"chases: [{chased('区教体局', '7')}]   # 行\n",
            f"chases: [{chased('区教体局', '7')}, {chased('区司法局', '3')}]   # 行\n",
        ),
        (
            "chases:\n- date: 2024-08-01\n  unit: 司法\n  tasks:\n  - 3\n  level: notice\n",
            "chases:\n- date: 2024-08-01\n  unit: 司法\n  tasks:\n  - 3\n  level: notice\n"
            f"- {chased('区司法局', '3')}\n",
        ),
    ],
    ids=["empty", "flow", "block"],
)
def test_chases_written_by_hand(run: Run, checklist: Checklist, chases: str, expected: str) -> None:
    path = checklist(LIST.replace("units:\n", chases + "units:\n"))
    assert run("chase", "司法", "--record", "提示").code == 0
    assert path.read_text("utf-8") == LIST.replace("units:\n", expected + "units:\n")


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("end", ["", "# 完"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_every_other_byte_stays(run: Run, path: Path, newline: bytes, end: str, bom: bytes) -> None:
    """Line ends, a BOM, a missing final newline."""
    text = LIST.replace("# 完\n", end)
    body = text if end else text.rstrip("\n")
    before = bom + body.encode().replace(b"\n", newline)
    path.write_bytes(before)
    assert run("chase", "司法", "--record", "提示").code == 0
    added = b"chases:" + newline + b"  - " + chased("区司法局", "3").encode()
    kept = before[: len(before) - len(end.encode())]
    assert path.read_bytes() == (kept + added + newline + end.encode() if end else kept + newline + added)


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ["--record", "口头"],
        ["--record", ""],
        ["--record", "提示", "--reply-by", "2024-09-26"],
        ["--record", "提示", "--reply-by", "2024-10-08", "--as-of", "2024-10-09"],
        ["--record", "提示", "--reply-by", "2024-02-30"],
        ["--record", "提示", "--reply-by", "2024Q4"],
        ["--record", "提示", "--text"],
        ["--record", "提示", "--format", "docx", "--per-unit", "out"],
        ["--format", "docx", "--per-unit", "out", "--dry-run"],
        ["--record", "提示", "--unit", "水利局"],
        ["--record", "提示", "--as-of", "bald"],
        ["--record", "提示", "--unit", ""],
        ["--format", "docx"],
        ["--per-unit", "out"],
        ["--format", "xls", "--per-unit", "out"],
        ["--format", "", "--per-unit", "out"],
        ["水利局"],
        ["局"],
        ["--as-of", "2024-02-30"],
        ["--silent-since", "bald"],
        ["--reply-by", "bald"],
        ["--text", "--reply-by", "2024-09-26"],
        ["--reply-by", "昨天"],
        ["--number", "12"],
        ["--text", "--contact", "王某"],
        ["--record", "提示", "--phone", "12345"],
    ],
)
def test_wrong_usage(run: Run, path: Path, tmp_path: Path, args: list[str]) -> None:
    made = run("chase", *args)
    assert (made.code, made.out) == (2, "")
    assert made.err
    assert path.read_text("utf-8") == LIST
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("day", ["bald", "2024-09-26", "上周"])
def test_a_wrong_day_of_the_answer_must_be_in_the_future(run: Run, day: str) -> None:
    output = run("chase", "--text", "--reply-by", day).err
    assert "2024-10-07" in output
    assert "昨天" not in output


@pytest.mark.parametrize("day", ["2024-09-28", "2024Q4", "2025-02-01"])
def test_a_chase_of_a_day_to_come_is_not_recorded(run: Run, path: Path, day: str) -> None:
    """As with reports and reviews: what has not been sent yet cannot be recorded."""
    assert run("chase", "司法", "--record", "提示", "--as-of", day).code == 2
    assert path.read_text("utf-8") == LIST


def test_the_shipped_list_is_read_but_not_written(run: Run) -> None:
    assert run("--shipped", "chase", "区教体局").code == 0
    made = run("--shipped", "chase", "区教体局", "--record", "提示")
    assert (made.code, made.out) == (3, "")


def test_a_list_with_errors(run: Run, checklist: Checklist) -> None:
    broken = LIST.replace("responsible: [区教体局, 区民政局]", "responsible: [区教体局, 水利局]")
    path = checklist(broken)
    for args in ([], ["--json"], ["--text"], ["--record", "提示"]):
        made = run("chase", *args)
        assert (made.code, made.out) == (1, "")
    assert path.read_text("utf-8") == broken


# How often a unit has been chased ----------------------------------------------------------------

RECORDED = "".join(
    f"  - {line}\n"
    for line in (
        chased("区教体局", "6, 7", "reminder", "2024-08-05"),
        chased("区粮食局", "8", "reminder", "2024-06-10"),
        chased("司法", "3", "notice", "2024-09-01", "2024-09-05"),
        chased("区教体局", "7", "supervision", "2024-09-10", "2024-09-15"),
        chased("区教体局", "7", "circular", "2024-09-30", "2024-10-15"),
    )
)


@pytest.fixture
def recorded(checklist: Checklist) -> Path:
    """The list with chases: under an alias, of a unit that ended, of a day to come."""
    return checklist(LIST.replace("# 完\n", f"chases:\n{RECORDED}"))


@pytest.mark.parametrize(
    ("args", "figures"),
    [
        ([], {("区教体局", 7): 2, ("区教体局", 6): 1, ("区司法局", 3): 1}),
        (["--as-of", "2024-09-09"], {("区教体局", 7): 1, ("区教体局", 6): 1, ("区司法局", 3): 1}),
        (["--as-of", "2024-08-04"], {("区民政局", 8): 1}),
        (["--as-of", "2024-06-09"], {}),
        (["--as-of", "2024-10-01"], {("区教体局", 7): 3, ("区教体局", 6): 1, ("区司法局", 3): 1}),
    ],
)
@pytest.mark.usefixtures("recorded")
def test_how_often(
    owed: Owed, monkeypatch: pytest.MonkeyPatch, args: list[str], figures: dict[tuple[str, int], int]
) -> None:
    if "2024-10-01" in args:
        monkeypatch.setenv("GOVLIST_TODAY", "2024-10-01")
    rows = owed(*args)
    found = {(row["unit"], task["id"]): task["chased"] for row in rows for task in row["tasks"]}
    assert {pair: times for pair, times in found.items() if times} == figures


@pytest.mark.usefixtures("recorded")
def test_a_unit_s_screen_and_a_task_s_say_it(run: Run) -> None:
    rows = {line.split()[0]: line for line in run("status", "区教体局").out.splitlines() if line.strip()}
    assert re.search(r"催办2次.*9月15日", rows["7"])
    assert "催办1次" in rows["6"]
    assert not any("催办" in rows[number] for number in ("2", "3", "4", "5", "8"))
    assert re.search(r"区司法局.*催办1次.*9月5日", run("show", "3").out)
    assert re.search(r"区民政局.*催办1次", run("show", "8").out), "chased before it took over"
    assert "催办" not in run("show", "4").out


@pytest.mark.usefixtures("recorded")
def test_the_ledger_says_it(run: Run) -> None:
    cells = [[c.strip() for c in line.split("|")[1:-1]] for line in run("export").out.splitlines()]
    head = next(row for row in cells if "已催办" in row)
    rows = cells[cells.index(head) + 2 : cells.index([], cells.index(head))]
    places = [head.index(title) for title in ("责任单位", "已催办", "反馈时限")]
    assert [[row[place] for place in places] for row in rows] == [
        ["区教体局", "2次", "09-15"],
        ["区司法局", "1次", "09-05"],
    ]


@pytest.mark.usefixtures("recorded")
def test_a_chase_is_no_report(run: Run) -> None:
    made = json.loads(run("status", "--json").out)
    assert made["total"]["missing"] == 3


# The chases in the file --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chase", "rule", "at"),
    [
        (chased("区教体局", "7, 9"), "unknown-task", "9]"),
        (chased("区教体局", "10"), "unknown-task", "10]"),
        (chased("水利局", "7"), "unknown-unit", "水利局"),
        (chased("有关部门", "7"), "unknown-unit", "有关部门"),
        (chased("区教体局", "7", "urgent"), "wrong-type", "urgent"),
        (chased("区教体局", "7", day="2024-02-30"), "bad-date", "2024-02-30"),
        (chased("区教体局", "7", by="soon"), "bad-date", "soon"),
        ("{date: 2024-09-01, unit: 区教体局, level: notice}", "missing-key", "{"),
        (chased("区教体局", "7") + "\n  - {date: 2024-09-01}", "missing-key", "{date: 2024-09-01}"),
        ("{date: 2024-09-01, unit: 区教体局, tasks: [7], level: notice, note: 甲}", "unknown-key", "note"),
    ],
)
def test_faults_have_their_places(run: Run, checklist: Checklist, chase: str, rule: str, at: str) -> None:
    text = LIST.replace("# 完\n", f"chases:\n  - {chase}\n")
    path = checklist(text)
    made = run("validate", path, "--json")
    assert made.code == 1
    errors = [p for p in json.loads(made.out)["problems"] if p["level"] == "error"]
    before = text[: text.index(at, text.index("chases:"))]
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert {(p["rule"], p["line"], p["column"]) for p in errors} == {(rule, *place)}


def test_every_unknown_task_is_reported(checklist: Checklist) -> None:
    text = LIST.replace("# 完\n", f"chases:\n  - {chased('区教体局', '9, 7, 11')}\n")
    path = checklist(text)
    found = [p for p in load.check(path, text.encode()).problems if p.rule == "unknown-task"]
    line = text.split("\n")[-2]
    assert [p.column - 1 for p in found] == [line.index("9,"), line.index("11]")]


@pytest.mark.parametrize("fault", ["requirement: 公开辛", "id: 8"])
def test_a_task_lost_to_a_fault_is_not_unknown(checklist: Checklist, fault: str) -> None:
    text = LIST.replace(fault, f"x{fault}").replace("# 完\n", f"chases:\n  - {chased('区教体局', '8')}\n")
    problems = load.check(checklist(text), text.encode()).problems
    assert problems
    assert [p.rule for p in problems if p.rule == "unknown-task"] == []
