"""`unmark`: the last report of a unit on a task is taken back, with just the lines that `mark` added."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.strategies import LIST

Run = Callable[..., Any]
Checklist = Callable[..., Path]


@pytest.fixture
def path(checklist: Checklist) -> Path:
    return checklist(LIST)


def text(path: Path) -> str:
    return path.read_bytes().decode()


def refused(run: Run, path: Path, *args: object, code: int = 2) -> Any:
    """The command must fail with this code, print nothing, say why, and leave the file alone."""
    before = path.read_bytes()
    result = run(*args)
    assert (result.code, result.out) == (code, "")
    assert result.err
    assert path.read_bytes() == before
    return result


@pytest.mark.parametrize("number", ["1", "2", "3", "6"])
@pytest.mark.parametrize("unit", ["区教体局", "有关部门"])
def test_what_mark_wrote_goes_away(run: Run, path: Path, number: str, unit: str) -> None:
    assert run("mark", number, "behind", "--unit", unit, "--note", "甲: #乙").code == 0
    units = ["区教体局"] if unit == "区教体局" else ["区卫健委", "区教体局", "区司法局"]
    for name in units:
        assert text(path) != LIST
        assert run("unmark", number, "--unit", name).code == 0
    assert text(path) == LIST


BY_HAND = """\
              区卫健委:   # 电话66
                # 二季度
{second}                # 三季度
{third}
"""
SECOND = """\
                - date: 2024-06-20
                  status: in_progress
                  note: |
                    - 目录已修订

                    - 流程已公布
"""
THIRD = """\
                - date: 2024-08-20
                  status: behind
                  evidence:   # 两份
                    - 佐证/8月.pdf
"""


def by_hand(second: str, third: str) -> str:
    """The list with these reports of a unit at the end of task 2."""
    after = "          - {id: 3,"
    return LIST.replace(after, BY_HAND.format(second=second, third=third) + after)


def test_what_was_written_by_hand_goes_with_all_its_lines(run: Run, checklist: Checklist) -> None:
    path = checklist(by_hand(SECOND, THIRD))
    assert run("unmark", "2", "--unit", "区卫健委").code == 0
    assert text(path) == by_hand(SECOND, "")
    assert run("unmark", "2", "--unit", "区卫健委").code == 0
    assert text(path) == by_hand("", "").replace("              区卫健委:   # 电话66\n", "")


def test_the_last_line_counts_for_any_day(run: Run, path: Path) -> None:
    assert run("mark", "2", "behind", "--unit", "区教体局", "--date", "2024-06-01").code == 0
    late = text(path)
    result = run("unmark", "2", "--unit", "区教体局", "--json")
    assert json.loads(result.out)["changed"] == [
        {"id": 2, "unit": "区教体局", "date": "2024-06-14", "status": "in_progress"}
    ]
    assert text(path) == late.replace(
        "                - {date: 2024-06-14, status: in_progress, note: 方案已印发}\n", ""
    )


def test_the_offices_own_paragraph(run: Run, path: Path) -> None:
    assert run("mark", "2", "behind", "--overall", "--note", "2家滞后").code == 0
    assert run("unmark", "2", "--unit", "区教体局").code == 0
    assert run("unmark", "2", "--overall").code == 0
    line = "                - {date: 2024-06-14, status: in_progress, note: 方案已印发}\n"
    assert text(path) == LIST.replace(f"              区教体局:\n{line}", "")


@pytest.mark.usefixtures("path")
def test_it_is_shown_what_went(run: Run) -> None:
    result = run("unmark", "2", "--unit", "区司法局", "--diff")
    gone = [row[1:].strip() for row in result.out.splitlines() if row[0] == "-"][1:]
    assert gone == ["区司法局:", "- {date: 2024-07-05, status: behind}"]
    assert result.err


def test_json(run: Run, path: Path) -> None:
    result = run("unmark", "2", "--unit", "司法", "--json")
    assert json.loads(result.out) == {
        "changed": [{"id": 2, "unit": "区司法局", "date": "2024-07-05", "status": "behind"}],
        "file": path.name,
    }


def test_a_dry_run_writes_nothing(run: Run, path: Path) -> None:
    dry = run("unmark", "2", "--unit", "区司法局", "--dry-run")
    assert text(path) == LIST
    assert dry.out == run("unmark", "2", "--unit", "区司法局").out
    assert text(path) != LIST


@pytest.mark.parametrize(
    "args",
    [
        ("4", "--unit", "区政府办公室"),
        ("2", "--unit", "区卫健委"),
        ("2", "--unit", "田东街道"),
        ("2", "--overall"),
        ("5", "--unit", "区教体局"),
        ("2,3", "--unit", "区教体局"),
        ("1-2", "--unit", "区教体局"),
        ("x", "--unit", "区教体局"),
        ("2", "--unit", "区文旅局"),
        ("2", "--unit", "局"),
        ("2",),
        ("2", "--unit", "区教体局", "--overall"),
    ],
)
def test_what_cannot_be_taken_back_is_refused(run: Run, path: Path, args: tuple[str, ...]) -> None:
    refused(run, path, "unmark", *args)


def test_a_closed_list_a_broken_one_and_none(run: Run, path: Path) -> None:
    path.write_bytes(f"closed: 2024-09-01\n{LIST}".encode())
    refused(run, path, "unmark", "2", "--unit", "区教体局", code=3)
    path.write_bytes(LIST.replace("id: 6", "id: x").encode())
    refused(run, path, "unmark", "2", "--unit", "区教体局", code=1)
    refused(run, path, "-f", "missing.yaml", "unmark", "2", "--unit", "区教体局", code=3)


def test_many_tasks_and_units_at_once_or_none(run: Run, path: Path) -> None:
    """As `mark` takes them; of a group, units without a report are left out."""
    before = text(path)
    assert run("mark", "2", "3", "in_progress", "--unit", "区教体局,区司法局,区卫健委").code == 0
    entered = text(path)
    assert run("unmark", "2", "3", "--unit", "区教体局,区司法局,区卫健委").code == 0
    assert text(path) == before
    path.write_text(entered, encoding="utf-8")
    made = run("unmark", "2", "3", "--unit", "区政府各部门", "--json")
    assert made.code == 0
    assert {(row["id"], row["unit"]) for row in json.loads(made.out)["changed"]} >= {
        (number, unit) for number in (2, 3) for unit in ("区教体局", "区司法局", "区卫健委")
    }
    held = text(path)
    refused = run("unmark", "2", "99", "--unit", "区教体局")
    assert (refused.code, refused.out, text(path)) == (2, "", held)
