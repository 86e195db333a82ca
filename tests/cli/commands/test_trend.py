"""`status --trend`: the figures of `status` on the rounds' days, or on Sundays, and on the day itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.terminal import screen

TESTS = Path(__file__).parents[2]
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"

Run = Callable[..., Any]
Checklist = Callable[..., Path]
Lines = Callable[..., list[dict[str, Any]]]

LIST = """\
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
            - {date: FIRST, status: in_progress}
      - {id: 2, requirement: 公开指南, responsible: [区教体局]}
"""
ROUNDS = ["2024-03-25", "2024-06-25", "2024-09-25"]


@pytest.fixture
def lines(run: Run) -> Lines:
    """`status --trend --json` of the list in the folder."""

    def call(*args: str) -> list[dict[str, Any]]:
        made = run("status", "--trend", *args, "--json")
        assert (made.code, made.err) == (0, "")
        return list(json.loads(made.out))

    return call


@pytest.fixture
def weekly(run: Run) -> Callable[..., Any]:
    """`status --json` of the list that uses everything."""
    return lambda *args: json.loads(run("-f", WEEKLY, "status", *args, "--json").out)


def days(line: dict[str, Any]) -> list[str]:
    """The days of a line's points."""
    return [point["date"] for point in line["points"]]


# Which days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-09-27", [*ROUNDS, "2024-09-27"]),
        ("2024-09-25", ROUNDS),
        ("2024-09-24", [*ROUNDS[:2], "2024-09-24"]),
        ("2024-03-26", [ROUNDS[0], "2024-03-26"]),
        ("2025-02-01", [*ROUNDS, "2024-12-10", "2025-02-01"]),
    ],
)
def test_the_rounds_that_have_come_and_the_day_itself(
    weekly: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, day: str, expected: list[str]
) -> None:
    monkeypatch.setenv("GOVLIST_TODAY", "2025-12-31")
    (line,) = weekly("--trend", "--as-of", day)
    assert days(line) == expected


@pytest.mark.parametrize(
    ("first", "day", "number", "oldest"),
    [
        ("2024-09-25", "2024-09-27", 1, "2024-09-27"),  # a Friday, no Sunday between
        ("2024-09-22", "2024-09-27", 2, "2024-09-22"),  # reported on a Sunday
        ("2024-09-16", "2024-09-27", 2, "2024-09-22"),
        ("2024-09-15", "2024-09-27", 3, "2024-09-15"),
        ("2024-09-09", "2024-09-22", 2, "2024-09-15"),  # asked on a Sunday
        ("2024-09-09", "2024-09-23", 3, "2024-09-15"),
        ("2024-01-01", "2024-09-27", 26, None),
        ("2024-01-01", "2024-09-29", 26, None),
        ("2024-01-01", "2024-09-30", 26, None),
        ("2024-01-01", "2025-09-28", 26, None),
        ("2024-09-25", "2024-03-01", 1, "2024-03-01"),  # before anything was reported
    ],
)
def test_without_rounds_sundays(
    lines: Lines,
    checklist: Checklist,
    monkeypatch: Any,
    first: str,
    day: str,
    number: int,
    oldest: str | None,
) -> None:
    monkeypatch.setenv("GOVLIST_TODAY", "2025-12-31")
    checklist(LIST.replace("FIRST", first))
    (line,) = lines("--as-of", day)
    found = [date.fromisoformat(each) for each in days(line)]
    assert found[-1].isoformat() == day
    assert all(each.isoweekday() == 7 for each in found[:-1])
    gaps = [(later - each).days for each, later in pairwise(found)]
    assert gaps == [] or ({*gaps[:-1]} <= {7} and gaps[-1] <= 7)
    assert len(found) == number
    assert oldest in (None, found[0].isoformat())


def test_a_list_without_reports(lines: Lines, checklist: Checklist) -> None:
    checklist(LIST[: LIST.index("        progress:")])
    (line,) = lines()
    assert days(line) == ["2024-09-27"]
    assert line["points"][0]["not_reported"] == 1


# The figures are those of `status` ---------------------------------------------------------------


def test_of_all(weekly: Callable[..., Any]) -> None:
    (line,) = weekly("--trend")
    assert line["of"] is None
    for point in line["points"]:
        assert point == {"date": point["date"], **weekly("--as-of", point["date"])["total"]}


@pytest.mark.parametrize("units", [["区教体局"], ["-u", "区教体局", "-u", "西河镇"], ["各乡镇街道"]])
def test_of_units(weekly: Callable[..., Any], units: list[str]) -> None:
    (line,) = weekly("--trend", *units)
    for point in line["points"]:
        then = weekly(*units, "--as-of", point["date"])
        assert point == {"date": point["date"], **(then["counts"] if "counts" in then else then["total"])}


def test_by_unit(weekly: Callable[..., Any]) -> None:
    found = weekly("--trend", "--by", "unit")
    assert [line["of"] for line in found] == [unit["unit"] for unit in weekly()["units"]]
    for day in days(found[0]):
        then = {unit["unit"]: unit for unit in weekly("--as-of", day)["units"]}
        for line in found:
            (point,) = [point for point in line["points"] if point["date"] == day]
            expected = {key: then[line["of"]][key] for key in point if key != "date"}
            assert point == {"date": day, **expected}


def test_by_kind(weekly: Callable[..., Any]) -> None:
    """On the day itself; the kinds add up to the whole."""
    found = weekly("--trend", "--by", "kind")
    assert [line["of"] for line in found] == ["区政府各部门", "各乡镇街道", "区政府办公室"]
    total = weekly()["total"]
    assert {key: sum(line["points"][-1][key] for line in found) for key in total} == total


def test_by_kind_on_every_day(weekly: Callable[..., Any]) -> None:
    """A unit that has ended since counts with its kind as long as it was there."""
    found = weekly("--trend", "--by", "kind")
    for number, day in enumerate(days(found[0])):
        total = weekly("--as-of", day)["total"]
        assert {key: sum(line["points"][number][key] for line in found) for key in total} == total


def test_by_all(weekly: Callable[..., Any]) -> None:
    assert weekly("--trend", "--by", "all") == weekly("--trend")


def test_a_year_s_work_moves_on(lines: Lines, run: Run, checklist: Checklist) -> None:
    checklist(LIST.replace("FIRST", "2024-09-02"))
    run("mark", "2", "behind", "-u", "教体", "--date", "2024-09-10")
    run("mark", "1", "done", "-u", "教体", "--date", "2024-09-20")
    (line,) = lines()
    keys = ("date", "not_started", "in_progress", "behind", "done")
    assert [tuple(point[key] for key in keys) for point in line["points"]] == [
        ("2024-09-08", 1, 1, 0, 0),
        ("2024-09-15", 0, 1, 1, 0),
        ("2024-09-22", 0, 0, 1, 1),
        ("2024-09-27", 0, 0, 1, 1),
    ]


def test_silence_is_asked_on_every_day(weekly: Callable[..., Any]) -> None:
    (line,) = weekly("西河镇", "--trend", "--silent-since", "2024-01-01")
    assert [point["missing"] for point in line["points"]] == [2, 2, 2, 2]


# For people --------------------------------------------------------------------------------------


def test_a_row_a_day_with_the_same_figures(run: Run, weekly: Callable[..., Any]) -> None:
    made = run("-f", WEEKLY, "status", "--trend")
    rows = [line.split() for line in made.out.splitlines() if re.match(r"\d{4}-", line)]
    keys = ("done", "in_progress", "behind", "obligations")
    (line,) = weekly("--trend")
    assert [[row[0], *row[2:]] for row in rows] == [
        [point["date"], *(str(point[key] or "-") for key in keys)] for point in line["points"]
    ]
    marks = [row[1] for row in rows]
    assert {len(bar) for bar in marks} == {40}
    for bar, point in zip(marks, line["points"], strict=True):
        assert re.fullmatch(r"#*=*!*\.*", bar)
        whole = point["obligations"] - point["not_applicable"]
        for sign, key in (("#", "done"), ("=", "in_progress"), ("!", "behind")):
            assert bar.count(sign) == point[key] * 40 // whole


def test_all_done_fills_the_bar(run: Run, checklist: Checklist) -> None:
    text = LIST[: LIST.index("      - {id: 2")].replace(
        "FIRST, status: in_progress", "2024-09-26, status: done"
    )
    checklist(text)
    assert "#" * 40 in run("status", "--trend").out
    checklist(text.replace("done", "not_applicable"))
    (row,) = [line for line in run("status", "--trend").out.splitlines() if line.startswith("2024-")]
    assert row.split()[1] == "—", "0 of 0"


def test_a_pipe_is_plain(run: Run) -> None:
    for args in ([], ["--by", "unit"], ["--by", "kind"]):
        out = run("-f", WEEKLY, "status", "--trend", *args).out
        assert "\x1b" not in out
        assert ".." not in re.sub(r"[#=!]*\.{2,}(?= )", "", out), "nothing is cut"
        assert not any(line.endswith(" ") for line in out.splitlines())


def test_a_terminal_has_colours_and_its_width() -> None:
    made = screen("-f", str(WEEKLY), "status", "--trend", "--by", "kind", columns=60)
    assert made.code == 0
    assert "\x1b[" in made.raw
    assert max(map(len, made.lines)) <= 60
    assert "#" in made.text


def test_titles(run: Run) -> None:
    out = run("-f", WEEKLY, "status", "--trend", "--by", "unit").out
    names = [line for line in out.splitlines() if line in ("区教体局", "区司法局", "西河镇")]
    assert names == ["区教体局", "区司法局", "西河镇"]


# Exit codes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        *(["--by", "section"], ["--by", "task"], ["--by", "topic"], ["--by", ""], ["--by", "week"]),
        *(["水利局"], ["--as-of", "bald"], ["--silent-since", "bald"], ["--fail-on", "done"]),
    ],
)
def test_wrong_usage(run: Run, args: list[str]) -> None:
    for json_too in ([], ["--json"]):
        made = run("-f", WEEKLY, "status", "--trend", *args, *json_too)
        assert (made.code, made.out) == (2, "")
        assert made.err


@pytest.mark.parametrize(("what", "code"), [("overdue", 5), ("behind", 5), ("missing", 5), ("candidate", 5)])
def test_fail_on_goes_by_the_day_itself(run: Run, what: str, code: int) -> None:
    assert run("-f", WEEKLY, "status", "--trend", "--fail-on", what).code == code
    assert run("-f", WEEKLY, "status", "区政府办公室", "--trend", "--fail-on", "overdue").code == 0


def test_a_closed_list_is_read(run: Run, checklist: Checklist) -> None:
    checklist("closed: 2024-09-20\n" + LIST.replace("FIRST", "2024-09-02"))
    assert run("status", "--trend").code == 0
