"""Rounds 【报送节点】: what each asked, who answered in time, who is silent; on and around their days."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from govlist.model import figures
from govlist.model.rounds import last_round, passed_rounds, silent_since
from govlist.model.view import View
from govlist.validation import load

Run = Callable[..., Any]
Checklist = Callable[..., Path]

LIST = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
groups:
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开招生政策
        responsible: [区教体局]
        progress:
          区教体局:
"""
"""A list that ends where the reports of task 1 begin."""
ROUNDS = "rounds: [2024-03-25, 2024-06-25, 2024-09-25]\n"
OTHERS = """\
      - id: 2
        requirement: 公开办事指南
        responsible: [有关部门, {unit: 区司法局, role: support}]
      - {id: 3, requirement: 公开年报, responsible: [区司法局]}
"""


def text(reports: str, rounds: str = ROUNDS, others: str = "") -> str:
    """The list with reports such as `06-10 done, 07-05 returned` on task 1."""
    made = LIST
    for report in filter(None, reports.split(", ")):
        day, word = report.split()
        said = f"status: {word}"
        if word in ("returned", "confirmed"):
            said = f"status: {'done' if word == 'confirmed' else 'in_progress'}, review: {word}, note: 缺链接"
        made += f"            - {{date: 2024-{day}, {said}}}\n"
    if not reports:
        made = made[: made.index("        progress:")]
    return rounds + made + others


def view(reports: str, day: str, rounds: str = ROUNDS, silent: str | None = None) -> View:
    """The list of these reports on a day."""
    made = load.check("checklist.yaml", text(reports, rounds).encode()).checklist
    assert made is not None
    return View(
        made,
        date.fromisoformat(f"2024-{day}"),
        silent=date.fromisoformat(f"2024-{silent}") if silent else None,
    )


def state(reports: str, day: str, silent: str | None = None) -> str:
    """`asked`, `in time` and `missing` of the pair on a day, those that hold."""
    (pair,) = view(reports, day, silent=silent).task(1).pairs
    holds = {"asked": pair.due_in_round, "in time": pair.in_time, "missing": pair.missing}
    return ", ".join(word for word, so in holds.items() if so)


@pytest.mark.parametrize(
    ("reports", "day", "asked"),
    [
        ("{date: 2024-03-25, status: in_progress}", "03-26", "1/1, 1 in time"),
        ("{date: 2024-03-26, status: in_progress}", "03-26", "0/0, 0 in time"),
        ("{date: 2024-04-08, status: in_progress}", "06-12", "0/0, 0 in time"),
        ("{date: 2024-04-08, status: in_progress}", "06-26", "1/1, 1 in time"),
        ("{date: 2024-04-08, status: in_progress}", "09-26", "0/1, 0 in time"),
        (
            "{date: 2024-03-01, status: not_applicable}, {date: 2024-04-08, status: in_progress}",
            "06-12",
            "0/0, 0 in time",
        ),
    ],
)
def test_a_round_asks_a_candidate_only_if_it_had_taken_on_the_task_by_then(
    reports: str, day: str, asked: str
) -> None:
    task = f"""\
      - id: 2
        requirement: 公开办事指南
        responsible: [有关部门]
        progress: {{区司法局: [{reports}]}}
"""
    made = load.check("checklist.yaml", text("", others=task).encode()).checklist
    assert made is not None
    on = View(made, date.fromisoformat(f"2024-{day}"))
    found = figures.asked(pair for pair in on.task(2).pairs if pair.owes)
    assert f"{found.given}/{found.reports}, {found.in_time} in time" == asked
    assert on.round is not None
    by_unit = figures.asked_by_unit(on.task(2).pairs, on.round)
    assert list(by_unit.values()) == [found] * bool(found.reports)


# A round -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "number"),
    [
        *(("01-01", 0), ("03-24", 0), ("03-25", 0), ("03-26", 1), ("06-25", 1), ("06-26", 2)),
        *(("09-25", 2), ("09-26", 3), ("12-31", 3)),
    ],
)
def test_a_round_has_passed_from_the_day_after_it(day: str, number: int) -> None:
    on = view("", day)
    spans = passed_rounds(on.checklist, on.day)
    assert [str(span.due)[5:] for span in spans] == ["03-25", "06-25", "09-25"][:number]
    assert [span.after for span in spans] == [None, *(span.due for span in spans)][:number]
    assert last_round(on.checklist, on.day) == (spans[-1] if spans else None)


def test_rounds_in_any_order_and_listed_twice_are_the_same() -> None:
    mixed = "rounds: [2024-09-25, 2024-03-25, 2024-06-25, 2024-03-25]\n"
    for day in ("03-26", "06-26", "12-31"):
        one, other = view("", day), view("", day, mixed)
        assert passed_rounds(one.checklist, one.day) == passed_rounds(other.checklist, other.day)


def test_without_rounds_nothing_is_asked() -> None:
    (pair,) = view("", "12-31", rounds="").task(1).pairs
    assert (pair.due_in_round, pair.in_time, pair.missing) == (False, False, False)


@pytest.mark.parametrize(
    ("reports", "day", "holds"),
    [
        # Nothing said.
        ("", "03-25", ""),
        ("", "03-26", "asked, missing"),
        ("", "06-25", "asked, missing"),
        ("", "06-26", "asked, missing"),
        ("", "12-31", "asked, missing"),
        # On the round's day, and a day late: that is in time for the next.
        ("03-25 in_progress", "03-25", ""),
        ("03-25 in_progress", "03-26", "asked, in time"),
        ("03-25 in_progress", "06-25", "asked, in time"),
        ("03-25 in_progress", "06-26", "asked, missing"),
        ("03-26 in_progress", "03-26", "asked"),
        ("03-26 in_progress", "06-25", "asked"),
        ("03-26 in_progress", "06-26", "asked, in time"),
        ("03-26 in_progress", "09-26", "asked, missing"),
        ("06-25 behind", "06-26", "asked, in time"),
        ("06-26 behind", "06-26", "asked"),
        ("06-20 not_started", "06-26", "asked, in time"),
        # Several reports in a span, one before it.
        ("03-20 in_progress, 06-20 in_progress, 07-02 in_progress", "06-26", "asked, in time"),
        ("03-20 in_progress, 06-20 in_progress, 07-02 in_progress", "09-25", "asked, in time"),
        ("03-20 in_progress, 07-02 in_progress", "06-26", "asked, missing"),
        ("03-20 in_progress, 07-02 in_progress", "07-01", "asked, missing"),
        ("03-20 in_progress, 07-02 in_progress", "07-02", "asked"),
        # What is finished when the span begins is not asked again.
        ("03-25 done", "03-26", "asked, in time"),
        ("03-25 done", "06-26", ""),
        ("03-25 not_applicable", "03-26", "asked, in time"),
        ("03-25 not_applicable", "09-26", ""),
        ("03-26 done", "03-26", "asked"),
        ("03-26 done", "06-26", "asked, in time"),
        ("03-26 done", "09-26", ""),
        ("03-20 done, 03-25 in_progress", "06-26", "asked, missing"),
        # The office's act is no report of the unit.
        ("03-20 done, 04-02 confirmed", "06-26", ""),
        ("03-20 done, 03-24 returned", "03-26", "asked, in time"),
        ("03-20 done, 03-24 returned", "06-26", "asked, missing"),
        ("03-20 done, 04-02 returned", "06-26", "asked, missing"),
        ("03-20 done, 04-02 returned", "04-01", "asked, in time"),
        ("03-20 done, 03-24 returned, 06-25 in_progress", "06-26", "asked, in time"),
    ],
)
def test_what_a_round_asked_and_got(reports: str, day: str, holds: str) -> None:
    assert state(reports, day) == holds


@pytest.mark.parametrize(
    ("reports", "since", "holds"),
    [
        ("", "09-20", "asked, missing"),
        ("09-19 in_progress", "09-20", "asked, missing"),
        ("09-20 in_progress", "09-20", "asked, in time"),
        ("09-27 behind", "09-20", "asked, in time"),
        ("09-28 behind", "09-20", "asked, missing"),
        ("09-19 done", "09-20", ""),
        ("09-20 done", "09-20", "asked, in time"),
        ("09-10 done, 09-21 returned", "09-20", "asked, missing"),
        ("06-20 in_progress", "01-01", "asked, in time"),
        ("", "09-28", "asked, missing"),
    ],
)
def test_who_is_silent_since_a_day_that_day_included(reports: str, since: str, holds: str) -> None:
    assert state(reports, "09-27", silent=since) == holds


def test_silence_asks_for_no_day() -> None:
    assert (silent_since(date(2024, 1, 1)).after, silent_since(date(2024, 1, 1)).due) == (
        date(2023, 12, 31),
        None,
    )


# Commands ----------------------------------------------------------------------------------------


@pytest.fixture
def missing(run: Run) -> Callable[..., tuple[list[tuple[int, str]], int, list[tuple[int, str]]]]:
    """Who is missing by `list --missing`, the figure of `status`, and who is missing by `chase`."""

    def call(*args: str) -> tuple[list[tuple[int, str]], int, list[tuple[int, str]]]:
        units = ["-u", "区教体局", "-u", "区司法局"]
        rows = json.loads(run("list", *units, "--missing", *args, "--json").out)
        figures = json.loads(run("status", *args, "--json").out)
        chased = json.loads(run("chase", *args, "--json").out)
        return (
            [(row["id"], row["unit"]) for row in rows],
            figures["total"]["missing"],
            sorted(
                (task["id"], each["unit"])
                for each in chased
                for task in each["tasks"]
                if task["reason"] == "missing"
            ),
        )

    return call


@pytest.mark.parametrize(
    ("args", "pairs"),
    [
        ([], [(1, "区教体局"), (3, "区司法局")]),
        (["--as-of", "2024-03-25"], []),
        (["--as-of", "2024-03-26"], [(1, "区教体局"), (3, "区司法局")]),
        (["--as-of", "2024-06-26"], [(3, "区司法局")]),
        (["--as-of", "2024-09-25"], [(3, "区司法局")]),
        (["--silent-since", "2024-06-20"], [(3, "区司法局")]),
        (["--silent-since", "2024-06-21"], [(1, "区教体局"), (3, "区司法局")]),
        (["--silent-since", "2024Q2", "--as-of", "2024-06-19"], [(1, "区教体局"), (3, "区司法局")]),
    ],
)
def test_status_list_and_chase_say_the_same(
    missing: Callable[..., Any], checklist: Checklist, args: list[str], pairs: list[tuple[int, str]]
) -> None:
    """Candidates (task 2 of 区教体局) and support (of 区司法局) are never missing."""
    checklist(text("06-20 in_progress", others=OTHERS))
    assert missing(*args) == (pairs, len(pairs), pairs)


@pytest.mark.parametrize(
    ("args", "pairs"),
    [
        ([], []),
        (["--as-of", "2024-09-26"], []),
        (["--silent-since", "2024-06-20"], [(3, "区司法局")]),
        (["--silent-since", "2024-06-21"], [(1, "区教体局"), (3, "区司法局")]),
        (["--silent-since", "30d"], [(1, "区教体局"), (3, "区司法局")]),
        (["--silent-since", "2024Q2"], [(3, "区司法局")]),
    ],
)
def test_without_rounds_only_silence_is_missing(
    missing: Callable[..., Any], checklist: Checklist, args: list[str], pairs: list[tuple[int, str]]
) -> None:
    checklist(text("06-20 in_progress", rounds="", others=OTHERS))
    assert missing(*args) == (pairs, len(pairs), pairs)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--as-of", "2024-06-25"], 0),
        (["--as-of", "2024-06-26"], 5),
        (["--as-of", "2024-06-27"], 0),
        (["--as-of", "2024-06-27", "--silent-since", "2024-06-27"], 0),
        (["--as-of", "2024-06-27", "--silent-since", "2024-06-28"], 5),
        (["区司法局", "--as-of", "2024-06-26"], 0),
        (["区教体局", "--as-of", "2024-06-26", "--brief"], 5),
    ],
)
def test_fail_on_missing(run: Run, checklist: Checklist, args: list[str], code: int) -> None:
    checklist(text("03-20 in_progress, 06-27 in_progress"))
    made = run("status", *args, "--fail-on", "missing")
    assert made.code == code
    assert made.out


@pytest.mark.parametrize("command", ["status", "list", "chase"])
@pytest.mark.parametrize("day", ["2024-13-01", "bald", ""])
def test_a_wrong_day_of_silence_is_refused(run: Run, checklist: Checklist, command: str, day: str) -> None:
    checklist(text(""))
    made = run(command, "--silent-since", day)
    assert (made.code, made.out) == (2, "")


@pytest.mark.parametrize(
    ("day", "asked", "reported"),
    [("2024-06-26", 2, 0), ("2024-06-27", 2, 1), ("2024-09-26", 2, 1)],
)
def test_people_read_how_many_were_asked_and_have_reported(
    run: Run, checklist: Checklist, day: str, asked: int, reported: int
) -> None:
    checklist(text("06-27 in_progress", others=OTHERS.replace("[区司法局]}", "[区教体局]}")))
    out = run("status", "区教体局", "--as-of", day).out
    assert re.findall(r"应报(\d+)项、已报(\d+)项", out) == [(str(asked), str(reported))]


@pytest.mark.parametrize(
    ("rounds", "day", "word"),
    [
        (ROUNDS, "2024-06-26", "二季度"),
        (ROUNDS, "2024-09-27", "三季度"),
        (ROUNDS.replace("06-25", "03-28"), "2024-09-26", "9月25日"),
        (ROUNDS.replace("06-25", "03-28"), "2024-04-01", "3月28日"),
    ],
)
def test_a_round_is_named_by_its_quarter_where_each_has_one(
    run: Run, checklist: Checklist, rounds: str, day: str, word: str
) -> None:
    checklist(text("", rounds=rounds))
    out = run("status", "区教体局", "--as-of", day).out
    assert word in out
    assert ("季度" in out) == ("季度" in word)


@pytest.mark.parametrize(
    ("args", "number"),
    [([], 0), (["--as-of", "2024-09-26"], 0), (["--silent-since", "2024-07-11"], 1)],
)
def test_a_successor_answers_for_the_round(
    run: Run, checklist: Checklist, args: list[str], number: int
) -> None:
    """What the ended unit reported in the span counts where the successor goes by its reports."""
    ended = "  - {name: 区粮食局, kind: office, until: 2024-08-31, successor: 区司法局}\n"
    told = text("07-10 in_progress").replace("区教体局]", "区粮食局]").replace("区教体局:", "区粮食局:")
    checklist(told.replace("units:\n", "units:\n" + ended))
    made = json.loads(run("status", "区司法局", "--json", *args).out)
    assert (made["counts"]["obligations"], made["counts"]["missing"]) == (1, number)


# What the ledger says of a round ------------------------------------------------------------------

FIVE = """\
title: 清单
year: 2024
rounds: [2024-03-25, 2024-06-25, 2024-09-25]
units: [{name: 甲, kind: department}, {name: 乙, kind: department}, {name: 丙, kind: department},
  {name: 丁, kind: department}, {name: 戊, kind: department}]
groups: [{name: 全体, members: department, scope: every}]
sections:
  - title: 主动公开
    tasks:
"""
"""Five units that owe three tasks each."""
CAME = {
    "甲": ("06-10", "06-20", "06-25"),
    "乙": ("06-10", "06-20", ""),
    "丙": ("06-10", "", ""),
    "丁": ("06-10", "06-26", "06-27"),
}
"""When each unit reported each task; 戊 did not report at all."""


@pytest.fixture
def overview(run: Run, checklist: Checklist) -> Callable[..., str]:
    """The overview of the ledger of the five units, on a day."""
    tasks = ""
    for number in range(3):
        days = {unit: each[number] for unit, each in CAME.items() if each[number]}
        reports = ", ".join(
            f"{unit}: [{{date: 2024-{on}, status: in_progress}}]" for unit, on in days.items()
        )
        tasks += (
            f"      - {{id: {number + 1}, requirement: 公开, responsible: [全体], progress: {{{reports}}}}}\n"
        )
    checklist(FIVE + tasks)

    def call(today: str, *args: str) -> str:
        made = run("--today", f"2024-{today}", "export", *args)
        assert made.code == 0, made.err
        return str(made.out).partition("## 二、")[0].replace("\n", "")

    return call


@pytest.mark.parametrize(
    ("today", "span", "said"),
    [
        ("06-22", "二季度", "二季度截止日未到，已报4/5家，其中4家未报齐。"),
        ("06-25", "二季度", "二季度截止日未到，已报4/5家，其中3家未报齐。"),
        (
            *("06-26", "二季度"),
            "二季度应报15项次，按期报送7项次，报送率46.7%；一项未报的单位1个：戊；"
            "部分未报（缺1–2项）的单位3个：乙、丙、丁。",
        ),
        (
            *("06-27", "二季度"),
            "二季度应报15项次，按期报送7项次，报送率46.7%；一项未报的单位1个：戊；"
            "部分未报（缺1–2项）的单位2个：乙、丙；迟报的单位1个：丁。",
        ),
        # In the weeks after it: figures without names, and the next round, in which 丁 reported.
        (
            *("07-05", "本周"),
            "二季度应报15项次，按期报送7项次，报送率46.7%。三季度截止日未到，已报1/5家，其中1家未报齐。",
        ),
    ],
)
def test_nobody_is_named_before_the_round_s_day(
    overview: Callable[..., str], today: str, span: str, said: str
) -> None:
    text = overview(today, "--since", span)
    assert said in text
    assert ("戊" in text) == ("戊" in said)


def test_without_a_span_the_last_round_is_told(overview: Callable[..., str]) -> None:
    assert "一季度截止日未到，已报0/5家。" in overview("03-20")
    later = overview("07-05")
    assert "一项未报的单位1个：戊" in later
    assert "截止日未到" not in later


def test_of_a_week_before_the_round_s_day_nobody_is_named_as_not_reported(run: Run, overview: Any) -> None:
    """Who reported is said; in a list without rounds, or in the span of the round's day, who did not, too."""
    overview("06-12")
    args = ("export", "--since", "7d")
    before, after = run("--today", "2024-06-12", *args).out, run("--today", "2024-06-27", *args).out
    assert "已报送的单位4个" in before
    assert "未报送的单位" not in before
    assert "未报送的单位" in after


@pytest.mark.parametrize(
    "args", [("--missing",), ("--status", "未报送"), ("--due", "30d"), ("--basis", "统称涵盖")]
)
def test_with_a_filter_by_state_no_unit_is_named(overview: Callable[..., str], args: tuple[str, ...]) -> None:
    """乙 and 丙 lack one or two reports; among what is missing alone they would read 一项未报."""
    later, before = overview("06-27", *args), overview("06-22", *args)
    assert "的单位" not in later
    assert "截止日未到" not in before
