"""`import govlist`: the examples of docs/library.md, its tables, and the promises of the commands."""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.strategies import LIST

import govlist
from govlist.base import i18n

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "library.md"
SMALL = ROOT / "examples" / "small.yaml"
WORDS = PAGE.read_text(encoding="utf-8")

Run = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(SMALL, tmp_path / "checklist.yaml"))


# The page -----------------------------------------------------------------------------------------


def test_the_examples_of_the_page(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = path.read_text(encoding="utf-8")
    broken = text.replace("\nyear: 2024", "\ncolour: red\nyear: 2024")
    path.with_name("broken.yaml").write_text(broken, "utf-8")
    i18n.use("en")
    results = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (results.failed, results.attempted > 15) == (0, True), capsys.readouterr().out


def test_the_first_example(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", WORDS, re.DOTALL)
    exec(code, {})
    assert len(govlist.open(path).on("2024-09-27").rows()) == 16
    assert "目录" not in capsys.readouterr().err


def test_every_attribute_of_the_tables_exists(path: Path) -> None:
    work = govlist.open(path)
    day = work.on("2024-09-27")
    with pytest.raises(govlist.GovlistError) as error:
        govlist.open("missing.yaml")
    problem = govlist.open(ROOT / "examples" / "sample.yaml").problems[0]
    things = {
        "List": work, "Day": day, "Pair": day.pairs()[0], "Task": work.tasks[0], "Unit": work.units[0],
        "Problem": problem, "GovlistError": error.value,
    }  # fmt: skip
    tables = re.findall(r"^\| `(\w+)` \|[^\n]*\n\| --- \| --- \|\n((?:\|[^\n]*\n)+)", WORDS, re.MULTILINE)
    assert {name for name, _rows in tables} == set(things)
    for name, rows in tables:
        named = re.findall(r"`(\w+)(?:\([^`]*\))?`", " ".join(row.split("|")[1] for row in rows.splitlines()))
        assert named
        assert [each for each in named if not hasattr(things[name], each)] == []
        assert isinstance(things[name], getattr(govlist, name))


def test_the_names_are_those_promised() -> None:
    assert {*dir(govlist)} >= {*govlist.__all__}
    assert all(getattr(govlist, name) is not None for name in govlist.__all__)
    with pytest.raises(AttributeError):
        govlist.nothing  # type: ignore[attr-defined]  # noqa: B018 - the access is the test


# The same as the commands -------------------------------------------------------------------------


def test_the_rows_are_those_of_the_command(run: Run, path: Path) -> None:
    rows = govlist.open(path).on("2024-06-30").rows()
    assert rows == json.loads(run("list", "--pairs", "--as-of", "2024-06-30", "--json").out)
    pairs = govlist.open(path).on("2024-06-30").pairs()
    assert [(p.task.id, p.unit, str(p.status)) for p in pairs] == [
        (row["id"], row["unit"], row["status"]) for row in rows
    ]


def test_mark_writes_what_the_command_writes(run: Run, path: Path) -> None:
    before = path.read_bytes()
    values = ("已办结", "区司法局", "目录已更新", "佐证/目录.pdf")
    status, unit, note, link = values
    run("mark", "2,5", status, "--unit", unit, "--note", note, "--evidence", link, "--date", "2024-09-26")
    written = path.read_bytes()
    path.write_bytes(before)
    work = govlist.open(path)
    day = date(2024, 9, 26)
    assert work.mark([2, 5], status, unit=unit, note=note, evidence=link, day=day, dry_run=True)
    assert path.read_bytes() == before
    made = work.mark((2, 5), status, unit=[unit], note=note, evidence=[link], day=day)
    assert path.read_bytes() == written != before
    assert [(each["id"], each["status"]) for each in made] == [(2, "done"), (5, "done")]
    assert work.mark([2, 5], status, unit=unit, note=note, evidence=link, day=day) == []


def test_mark_keeps_what_others_wrote_meanwhile_and_can_be_undone(run: Run, path: Path) -> None:
    work = govlist.open(path)
    run("mark", "2", "behind", "--unit", "区民政局")
    between = path.read_bytes()
    work.mark(5, "behind", unit="区司法局")
    states = {(p.task.id, p.unit): p.status for p in work.on("today").pairs()}
    assert (states[2, "区民政局"], states[5, "区司法局"]) == ("behind", "behind")
    (last, _first) = json.loads(run("undo", "--list", "--json").out)
    assert last["command"] == ["mark", "5", "behind", "--unit=区司法局"]
    assert run("undo").code == 0
    assert path.read_bytes() == between


@pytest.mark.parametrize(
    ("tasks", "unit", "more"),
    [
        (99, "区司法局", {}),
        (1, "区司法局", {}),
        (2, "水利局", {}),
        (2, "区司法局", {"day": date(2024, 12, 1)}),
    ],
)
def test_a_report_that_is_refused_changes_nothing(
    path: Path, tasks: int, unit: str, more: dict[str, Any]
) -> None:
    before = path.read_bytes()
    work = govlist.open(path)
    with pytest.raises(govlist.GovlistError) as error:
        work.mark(tasks, "done", unit=unit, **more)
    assert (error.value.exit_code, bool(error.value.hint)) == (2, True)
    assert path.read_bytes() == before


def test_a_list_with_errors_can_be_opened_and_not_changed(path: Path) -> None:
    path.write_text(LIST.replace("id: 6", "id: x"), encoding="utf-8")
    work = govlist.open(str(path))
    assert "wrong-type" in {problem.rule for problem in work.problems}
    for use in (lambda: work.tasks, lambda: work.on("today"), lambda: work.mark(1, "done", unit="区教体局")):
        with pytest.raises(govlist.GovlistError) as error:
            use()
        assert error.value.problems
        assert error.value.exit_code == 1


def test_a_day_may_be_words_or_a_time(path: Path) -> None:
    work = govlist.open(path)
    assert work.on(datetime(2024, 9, 20, 17, 30)).date == date(2024, 9, 20)
    for day in ("9.20", "2024-09-20", datetime(2024, 9, 20, 17, 30)):
        (made,) = work.mark(2, "in_progress", unit="区司法局", note="已更新", day=day, dry_run=True)
        assert made["date"] == "2024-09-20"
    with pytest.raises(govlist.GovlistError):
        work.mark(2, "in_progress", unit="区司法局", day="明天")


def test_a_task_named_twice_has_one_report(path: Path) -> None:
    work = govlist.open(path)
    assert len(work.mark([2, 2, 5], "in_progress", unit="区司法局", note="已更新")) == 2
    assert path.read_text(encoding="utf-8").count("已更新") == 2


def test_a_day_in_the_future_is_refused(path: Path) -> None:
    with pytest.raises(govlist.GovlistError):
        govlist.open(path).on(date(2024, 9, 28))


# Cheap and typed ----------------------------------------------------------------------------------


def test_the_import_alone_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import govlist; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["govlist"]


@pytest.mark.slow
def test_a_program_that_uses_it_is_checked_by_mypy(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    (code,) = re.findall(r"```python\n(.*?)```", WORDS, re.DOTALL)
    program = tmp_path / "program.py"
    wrong = 'work.mark("2", "done", unit="区司法局")\nwork.nothing\ngovlist.nothing\n'
    program.write_text(code + wrong, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "mypy", str(program)],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
    )
    found = [int(line) for line in re.findall(r"program\.py:(\d+): error", done.stdout)]
    assert found == [code.count("\n") + number for number in (1, 2, 3)], done.stdout + done.stderr
