"""`undo`: the last writing command is taken back as a whole, to the same bytes, or refused."""

from __future__ import annotations

import inspect
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.commands.test_import_into import LIST as DOCUMENT_LIST
from tests.cli.commands.test_import_into import SAME
from tests.returned import Filled, handed_out
from tests.strategies import LIST

from govlist.base import registry
from govlist.yamlfile import history

Run = Callable[..., Any]
Checklist = Callable[..., Path]

CONFIRMED = LIST.replace("year: 2024\n", "year: 2024\nrounds: [2024-06-30]\nconfirm: true\n").replace(
    "{date: 2024-07-05, status: behind}", "{date: 2024-07-05, status: done, evidence: [https://a.cn/1]}"
)
"""A list whose task 2 has a report of 区司法局 that waits for the office's review."""
MARK = ("mark", "2", "done", "--unit", "区卫健委", "--note", "已办结", "--evidence", "https://a.cn/2")


@pytest.fixture
def path(checklist: Checklist) -> Path:
    return checklist(CONFIRMED)


def text(path: Path) -> str:
    return path.read_bytes().decode()


def listed(run: Run, *args: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*args, "undo", "--list", "--json").out)
    return found


def writes(run: Run, *args: object) -> None:
    result = run(*args)
    assert result.code == 0, result.err


# After each writing command -----------------------------------------------------------------------


def _collect(_run: Run, path: Path) -> tuple[object, ...]:
    form = Filled(handed_out(path, "区教体局"))
    form.fill(2, status="已完成", progress="活动已举办", evidence="https://a.cn/3")
    return "collect", form.saved(Path("returned.xlsx")), "--yes"


def _import(_run: Run, path: Path) -> tuple[object, ...]:
    path.write_bytes(DOCUMENT_LIST.encode())
    edition = SAME.replace("公开指南，方便群众查询。", "公开指南，方便群众查询和使用。")
    rows = [row.split("|") for row in edition.splitlines()[1:]]
    made = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    Path("edition.csv").write_bytes(made.encode())
    return "import", "edition.csv", "--into", path, "--year", "2024", "--drop"


def _merge(_run: Run, path: Path) -> tuple[object, ...]:
    shutil.copy(path, "base.yaml")
    theirs = CONFIRMED.replace("纳入目标管理绩效考核", "纳入目标管理绩效考核并通报")
    Path("theirs.yaml").write_bytes(theirs.encode())
    return "merge", "base.yaml", path, "theirs.yaml"


def _validate(_run: Run, path: Path) -> tuple[object, ...]:
    path.write_bytes(CONFIRMED.replace("status: in_progress", "status: 推进中").encode())
    return "validate", "--fix"


def _reopen(run: Run, _path: Path) -> tuple[object, ...]:
    writes(run, "close", "--yes")
    return ("reopen",)


def _restore(run: Run, path: Path) -> tuple[object, ...]:
    writes(run, *MARK)
    path.write_bytes(CONFIRMED.encode())
    return ("restore",)


def _undo(run: Run, _path: Path) -> tuple[object, ...]:
    writes(run, *MARK)
    return ("undo",)


WRITING: dict[str, tuple[object, ...] | Callable[[Run, Path], tuple[object, ...]]] = {
    "assign": ("assign", "6", "区教体局"),
    "chase": ("chase", "--record", "notice"),
    "close": ("close", "--yes"),
    "collect": _collect,
    "confirm": ("confirm", "2", "--unit", "区司法局"),
    "import": _import,
    "mark": MARK,
    "merge": _merge,
    "reopen": _reopen,
    "restore": _restore,
    "return": ("return", "2", "--unit", "区司法局", "--note", "请补佐证"),
    "undo": _undo,
    "units": ("units", "rename", "区卫健委", "区卫生健康委"),
    "unmark": ("unmark", "2", "--unit", "区教体局"),
    "validate": _validate,
}
"""A command line for each command that writes a list, or what prepares one."""
OTHER_FILES = {"init", "config", "match"}
"""Commands that write new files only, or settings, or many lists: tests/cli/commands/test_match.py."""


def test_every_command_that_writes_is_here() -> None:
    names = registry.names("cli.commands")
    commands = {name: inspect.signature(registry.get("cli.commands", name).command) for name in names}
    found = {name for name, made in commands.items() if "dry_run" in made.parameters}
    assert found == WRITING.keys() | OTHER_FILES


@pytest.mark.parametrize("name", WRITING)
def test_undo_gives_the_bytes_from_before(run: Run, path: Path, name: str) -> None:
    line = WRITING[name]
    args = line if isinstance(line, tuple) else line(run, path)
    before = path.read_bytes()
    writes(run, *args)
    after = path.read_bytes()
    assert after != before
    back = ("undo", "--redo") if name == "undo" else ("undo",)
    writes(run, *back, "--dry-run")
    assert path.read_bytes() == after
    writes(run, *back)
    assert path.read_bytes() == before
    if name != "undo":
        writes(run, "undo", "--redo")
        assert path.read_bytes() == after


@pytest.mark.parametrize("name", WRITING)
def test_a_dry_run_leaves_nothing_to_undo(run: Run, path: Path, name: str) -> None:
    if name in ("undo", "restore", "reopen"):
        pytest.skip("a write must come before it")
    line = WRITING[name]
    args = line if isinstance(line, tuple) else line(run, path)
    before = path.read_bytes()
    run(*(arg for arg in args if arg != "--yes"), "--dry-run")
    assert path.read_bytes() == before
    assert listed(run) == []
    assert run("undo").code == 2


# What one command entered -------------------------------------------------------------------------


def test_what_one_mark_entered_for_several_tasks_and_units_goes_at_once(
    run: Run, checklist: Checklist
) -> None:
    path = checklist("""\
        title: 样例
        year: 2024
        units:
          - {name: 区甲局, kind: d}
          - {name: 区乙局, kind: d}
        groups: []
        sections:
          - title: 一
            tasks:
              - {id: 1, requirement: 公开目录, responsible: [区甲局, 区乙局]}
              - {id: 2, requirement: 公开年报, responsible: [区甲局, 区乙局]}
        """)
    before = path.read_bytes()
    writes(run, "mark", "1,2", "in_progress", "-u", "区甲局", "-u", "区乙局")
    assert text(path).count("in_progress") == 4
    result = run("undo")
    assert "已撤销 mark 1,2 in_progress -u 区甲局 -u 区乙局" in result.err
    assert re.findall(r"^09-27  (区.局) +(\d) .* 序时推进  未报送$", result.out, re.MULTILINE) == [
        ("区甲局", "1"),
        ("区乙局", "1"),
        ("区甲局", "2"),
        ("区乙局", "2"),
    ]
    assert path.read_bytes() == before


def test_undo_goes_back_step_by_step_and_forth_again(run: Run, path: Path) -> None:
    texts = [text(path)]
    for number in range(4):
        writes(run, "mark", "2", "in_progress", "--unit", "区卫健委", "--note", f"第{number}次")
        texts.append(text(path))
    for number in (3, 2, 1):
        writes(run, "undo")
        assert text(path) == texts[number]
    for number in (2, 3):
        writes(run, "undo", "--redo")
        assert text(path) == texts[number]
    writes(run, "undo")
    assert text(path) == texts[2]
    writes(run, *MARK)
    assert run("undo", "--redo").code == 2, "something else was written"
    for number in (2, 1, 0):
        writes(run, "undo")
        assert text(path) == texts[number]
    result = run("undo")
    assert (result.code, result.out) == (2, "")
    assert text(path) == texts[0]


@pytest.mark.usefixtures("path")
def test_undo_opens_a_list_that_was_archived(run: Run) -> None:
    writes(run, "close", "--yes")
    assert run(*MARK).code == 3
    writes(run, "undo")
    writes(run, *MARK)


# Another program ----------------------------------------------------------------------------------


def test_a_file_that_changed_since_is_not_undone(run: Run, path: Path) -> None:
    writes(run, *MARK)
    changed = text(path).replace("纳入目标管理绩效考核", "纳入考核") + "# 记得核对\n"
    path.write_bytes(changed.encode())
    for more in (("--dry-run",), ("--json",), ()):
        result = run("undo", *more)
        assert (result.code, result.out) == (3, "")
        assert text(path) == changed
    lost = [row for row in result.err.splitlines() if row[:1] in "+-" and row]
    assert lost == [
        "-            requirement: 纳入目标管理绩效考核",
        "+            requirement: 纳入考核",
        "+# 记得核对",
    ]
    assert "govlist restore --before 1" in result.err
    writes(run, "restore", "--before", "1")
    assert text(path) == CONFIRMED
    writes(run, "undo")
    assert text(path) == changed


def test_many_lost_lines_are_counted(run: Run, path: Path) -> None:
    writes(run, *MARK)
    path.write_bytes(path.read_bytes() + b"# x\n" * 50)
    result = run("undo")
    assert result.err.count("\n+# x") == 20
    assert "30" in result.err.splitlines()[-1]


def test_a_file_as_before_the_last_command_needs_no_undo(run: Run, path: Path) -> None:
    """For example after `git checkout`: nothing would be lost, and nothing changes."""
    writes(run, *MARK)
    path.write_bytes(CONFIRMED.encode())
    assert run("undo").code == 3
    assert text(path) == CONFIRMED


# The list of changes ------------------------------------------------------------------------------


def test_the_kept_changes_are_listed(run: Run, path: Path) -> None:
    writes(run, *MARK)
    writes(run, "undo")
    writes(run, "assign", "6", "区教体局")
    path.write_bytes(path.read_bytes() + b"# x\n")
    found = listed(run)
    assert [each["number"] for each in found] == [3, 2, 1]
    assert [each["command"][0] for each in found] == ["assign", "undo", "mark"]
    assert found[2]["command"] == list(MARK)
    assert [each["taken_back"] for each in found] == [False, False, True]
    assert [each["changed_after"] for each in found] == [True, False, False]
    assert [(each["added"], each["removed"]) for each in found] == [(1, 0), (0, 2), (2, 0)]
    shown = run("undo", "--list").out.splitlines()
    assert shown[0] == "留存的改动3次"
    assert "其他程序" in shown[2]
    assert "已撤销" in shown[4]
    assert run("undo", "--list", "--dry-run").code == 2


def test_the_last_twenty_are_kept(run: Run, path: Path) -> None:
    texts = [text(path)]
    for number in range(25):
        writes(run, "mark", "2", "in_progress", "--unit", "区卫健委", "--note", f"第{number}次")
        texts.append(text(path))
    assert [each["number"] for each in listed(run)] == [*range(25, 5, -1)]
    for number in range(24, 14, -1):
        writes(run, "undo")
        assert text(path) == texts[number]


def test_each_list_has_its_own_changes(run: Run, checklist: Checklist) -> None:
    one, two = checklist(CONFIRMED, "one.yaml"), checklist(CONFIRMED, "two.yaml")
    writes(run, "-f", one, *MARK)
    writes(run, "-f", two, "close", "--yes")
    Path("link.yaml").symlink_to(one)
    assert [each["command"][0] for each in listed(run, "-f", "link.yaml")] == ["mark"]
    writes(run, "-f", "link.yaml", "undo")
    assert (text(one), "closed" in text(two)) == (CONFIRMED, True)


def test_a_shipped_list_is_not_undone(run: Run) -> None:
    assert run("--shipped", "undo").code == 3
    assert run("--shipped", "restore").code == 3


# Where it is kept ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("path")
def test_an_account_that_keeps_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVLIST_STATE", "0")
    result = run(*MARK)
    assert (result.code, "留存" in result.err) == (0, False)
    assert run("undo").code == 2


@pytest.mark.parametrize("name", sorted(WRITING.keys() - {"reopen", "restore", "undo"}))
def test_a_folder_that_cannot_be_written_does_not_stop_a_write(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    Path("taken").write_bytes(b"")
    monkeypatch.setenv("GOVLIST_STATE", "taken")
    line = WRITING[name]
    args = line if isinstance(line, tuple) else line(run, path)
    before = path.read_bytes()
    result = run(*args)
    assert result.code == 0
    assert "未能留存" in result.err
    assert path.read_bytes() != before
    assert run("undo").code == 2


def test_a_damaged_text_is_never_written(run: Run, path: Path) -> None:
    writes(run, *MARK)
    after = path.read_bytes()
    for kept in history.state_folder().rglob("*"):  # type: ignore[union-attr]
        if kept.is_file() and kept.suffix == "":
            kept.write_bytes(b"title: x\n")
    assert run("undo").code == 3
    assert path.read_bytes() == after


def test_a_damaged_record_is_named(run: Run, path: Path) -> None:
    writes(run, *MARK)
    after = path.read_bytes()
    [record] = history.state_folder().rglob(history.RECORD)  # type: ignore[union-attr]
    record.write_bytes(b"{")
    result = run("undo")
    assert (result.code, "改动记录无法读取" in result.err) == (2, True)
    assert "改动记录无法读取" in run("doctor").out
    assert path.read_bytes() == after
    writes(run, "mark", "3", "推进中", "--unit", "区司法局")
    assert run("undo").code == 0
    assert path.read_bytes() == after
