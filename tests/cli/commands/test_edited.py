"""What commands that write show: a table in the office's words, or with `--diff` the lines of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.strategies import LIST

Run = Callable[..., Any]
Checklist = Callable[..., Path]
HEAD = ["日期", "单位", "序号", "具体要求", "原状态", "现状态"]
OPEN_DAY = "组织开展“政府开放日”活动"


@pytest.fixture
def path(checklist: Checklist) -> Path:
    return checklist(LIST.replace("year: 2024\n", "year: 2024\nconfirm: true\n"))


def rows(run: Run, *args: object) -> list[list[str]]:
    """The cells of the table; a dry run shows the same."""
    dry, wet = run(*args, "--dry-run"), run(*args)
    assert (dry.code, dry.out) == (wet.code, wet.out) == (0, wet.out)
    return [row.split() for row in wet.out.splitlines()]


@pytest.mark.usefixtures("path")
def test_each_report_has_its_row(run: Run) -> None:
    args = ("mark", "2", "done", "-u", "区教体局", "-u", "区卫健委", "--note", "已办结", "--by", "王某")
    assert rows(run, *args, "--evidence", "https://a.cn/1") == [
        [*HEAD, "进展情况", "佐证材料", "填报人"],
        ["09-27", "区教体局", "2", OPEN_DAY, "序时推进", "已完成", "已办结", "https://a.cn/1", "王某"],
        ["09-27", "区卫健委", "2", OPEN_DAY, "未报送", "已完成", "已办结", "https://a.cn/1", "王某"],
    ]
    assert rows(run, "confirm", "2", "-u", "区教体局")[1] == [
        *("09-27", "区教体局", "2", OPEN_DAY, "已完成", "已销号"),
    ]
    assert rows(run, "return", "2", "-u", "区卫健委", "--note", "缺照片")[1] == [
        *("09-27", "区卫健委", "2", OPEN_DAY, "已完成", "退回重报", "缺照片"),
    ]
    assert rows(run, "unmark", "2", "-u", "区卫健委")[1] == [
        *("09-27", "区卫健委", "2", OPEN_DAY, "退回重报", "已完成", "缺照片"),
    ]


@pytest.mark.usefixtures("path")
def test_a_late_report_follows_the_one_before_it(run: Run) -> None:
    made = rows(run, "mark", "2", "behind", "-u", "区教体局", "--date", "2024-06-20")
    assert made[1] == ["06-20", "区教体局", "2", OPEN_DAY, "序时推进", "进度滞后"]
    made = rows(run, "mark", "2", "behind", "-u", "区教体局", "--date", "2024-01-02")
    assert made[1] == ["01-02", "区教体局", "2", OPEN_DAY, "未报送", "进度滞后"]


@pytest.mark.usefixtures("path")
def test_the_offices_own_paragraph(run: Run) -> None:
    made = rows(run, "mark", "4", "in_progress", "--overall", "--note", "已纳入")
    assert made[1] == ["09-27", "办公室", "4", "纳入目标管理绩效考核", "未报送", "序时推进", "已纳入"]


@pytest.mark.usefixtures("path")
def test_who_is_assigned(run: Run) -> None:
    task = ("6", "探索数字化技术的应用")
    assert rows(run, "assign", "6", "区教体局", "--settle") == [
        HEAD,
        ["-", "区教体局", *task, "待认定", "认定"],
        ["09-27", "-", *task, "待认定", "认定完毕"],
    ]
    assert rows(run, "assign", "6", "--settle", "--remove")[1] == ["09-27", "-", *task, "认定完毕", "待认定"]
    assert rows(run, "assign", "6", "区司法局")[1] == ["-", "区司法局", *task, "待认定", "认定"]
    assert rows(run, "assign", "6", "区教体局", "--remove")[1] == ["-", "区教体局", *task, "认定", "待认定"]


def test_the_lines_of_the_file(run: Run, path: Path) -> None:
    for args in (
        ("mark", "2", "done", "-u", "区教体局", "--evidence", "https://a.cn/1"),
        ("confirm", "2", "-u", "区教体局"),
        ("unmark", "2", "-u", "区教体局"),
        ("return", "2", "-u", "区教体局", "--note", "缺照片"),
        ("assign", "6", "区教体局"),
        ("undo",),
        ("restore", "--before", "1"),
    ):
        result = run(*args, "--diff")
        assert result.code == 0
        assert result.out.startswith(f"--- {path.name}\n+++ {path.name}\n@@ "), args


def test_what_no_table_can_show_is_shown_as_lines(run: Run, path: Path) -> None:
    """A word in another spelling is the same report."""
    text = path.read_bytes()
    path.write_bytes(text.replace(b"status: in_progress", "status: 推进中".encode()))
    assert run("validate", "--fix").code == 0
    assert run("undo").out.startswith("--- ")


@pytest.mark.usefixtures("path")
def test_a_renamed_unit_is_a_row_and_not_every_report(run: Run) -> None:
    made = run("units", "rename", "区卫健委", "区卫生健康委", "--dry-run").out.splitlines()
    assert [row.split() for row in made[:3]] == [
        ["事项", "原状态", "现状态"],
        ["单位", "区卫健委", "区卫生健康委"],
        ["别名", "-", "区卫健委"],
    ]
    assert run("units", "rename", "区卫健委", "区卫生健康委", "--diff", "--dry-run").out.startswith("--- ")
    assert run("units", "rename", "区卫健委", "区卫生健康委").out.splitlines() == made
    assert run("undo").out.splitlines()[1].split() == ["单位", "区卫生健康委", "区卫健委"]


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["close", "--yes"], "归档"),
        (["chase", "--record", "notice", "--reply-by", "2024-10-10"], "新增催办记录"),
    ],
)
def test_what_is_not_about_reports_is_a_row_with_before_and_now(
    run: Run, path: Path, args: list[str], what: str
) -> None:
    dry = run(*args, "--dry-run")
    rows = dry.out.splitlines()
    assert rows[0].split() == ["事项", "原状态", "现状态"]
    assert {row.split()[0] for row in rows[1:]} == {what}
    assert run(*args, "--dry-run", "--diff").out.startswith(f"--- {path.name}")
    assert run(*args).out == dry.out


def test_what_fix_changes_is_a_table_of_lines(run: Run, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("status: in_progress", "status: 推进中", 1), encoding="utf-8")
    made = run("validate", "--fix", "--dry-run")
    head, row = made.out.splitlines()[:2]
    assert head.split() == ["行", "原状态", "现状态"]
    assert row.split()[1:] == ["status:", "推进中", "status:", "in_progress"]
    assert run("validate", "--fix", "--dry-run", "--diff").out.startswith("--- ")


@pytest.mark.usefixtures("path")
def test_what_is_not_about_tasks_is_below_the_table(run: Run) -> None:
    assert run("close", "--yes").code == 0
    assert run("undo").out.splitlines()[1].split() == ["归档", "2024-09-27", "-"]


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(("columns", "kept"), [(60, ["09-27"]), (50, [])])
def test_a_narrow_terminal_keeps_what_the_report_is_about(run: Run, columns: int, kept: list[str]) -> None:
    made = run("--width", columns, "mark", "2", "done", "-u", "区教体局", "--note", "甲" * 80)
    assert made.out.splitlines()[1].split()[:-1] == [*kept, "区教体局", "2", "组织开展..", "已完成"]
