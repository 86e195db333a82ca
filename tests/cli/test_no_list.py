"""A folder without a list: a first look at the shipped one, and no work on another district's tasks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.strategies import LIST

from govlist.base import registry
from govlist.cli import options

Run = Callable[..., Any]
Checklist = Callable[..., Path]

SHIPPED = "田家庵区"
FIRST_LOOK = {
    "list": ["list"],
    "show": ["show", "8"],
    "status": ["status"],
    "status --brief": ["status", "--brief"],
    "status --trend": ["status", "--trend"],
    "units": ["units"],
}
"""What shows the shipped list where no other is found."""
NEED_NONE = {
    *("completion", "config", "docs", "doctor", "explain", "gather", "help", "import", "init"),
    *("match", "merge", "my", "overview", "query", "schema", "view"),
}
"""Commands that use no list, or the files that they are given; `doctor` says that there is none. `view` runs
others, and `my` needs a setting first: tests/cli/commands/test_my.py."""
WORDS = {
    "collect": ["filled.csv", "--yes"],
    "confirm": ["8", "-u", "区教体局"],
    "mark": ["8", "done", "-u", "区教体局"],
    "return": ["8", "-u", "区教体局", "--note", "缺链接"],
    "unmark": ["8", "-u", "区教体局"],
}
"""What the others need behind their names. A new command is among the others until it is named above."""
OTHERS = {
    name: [name, *WORDS.get(name, [])]
    for name in registry.names("cli.commands")
    if name not in NEED_NONE | FIRST_LOOK.keys()
}
READING = {
    **{name: OTHERS[name] for name in ("assign", "chase", "diff", "export", "validate")},
    "chase notices": ["chase", "--format", "docx", "--per-unit", "notices"],
    "export --per-unit": ["export", "--format", "xlsx", "--to-fill", "--per-unit", "forms"],
    "status --fail-on": ["status", "--brief", "--fail-on", "overdue"],
    "status --fail-on --json": ["status", "--json", "--fail-on", "missing"],
}
WRITING = {
    **{name: words for name, words in OTHERS.items() if name not in READING},
    "collect without --yes": ["collect", "."],
    "assign units": ["assign", "14", "区教体局"],
    "chase --record": ["chase", "--record", "提示"],
    "units rename": ["units", "rename", "区教体局", "区教育局"],
    "validate --fix": ["validate", "--fix"],
}


def cases(lines: dict[str, list[str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("words", lines.values(), ids=lines)


def test_the_names_are_those_of_commands() -> None:
    named = NEED_NONE | WORDS.keys() | {name for name in FIRST_LOOK if " " not in name}
    assert named <= set(registry.names("cli.commands"))
    assert {name for name in FIRST_LOOK if " " not in name} == set(options.FIRST_LOOK)


# Without any list ---------------------------------------------------------------------------------


@cases(READING | WRITING)
def test_it_is_refused_with_where_it_looked_and_what_to_type(
    run: Run, tmp_path: Path, words: list[str]
) -> None:
    made = run(*words)
    assert (made.code, made.out) == (3, "")
    for said in (tmp_path, "data/checklist.yaml", "-f", "govlist init", "--shipped"):
        assert str(said) in made.err
    assert SHIPPED not in made.err
    assert list(tmp_path.iterdir()) == []


def test_the_folders_end_where_the_search_ends(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "repo" / "a" / "b").mkdir(parents=True)
    (tmp_path / "repo" / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "repo" / "a" / "b")
    lower, top = str(tmp_path / "repo" / "a" / "b"), str(tmp_path / "repo")
    assert f"{lower} 及其上级文件夹（直到 {top}）" in run("validate").err
    monkeypatch.chdir(tmp_path / "repo")
    assert f"：{top}中" in run("validate").err


@cases(FIRST_LOOK)
def test_a_first_look_says_so_in_its_first_line(run: Run, words: list[str]) -> None:
    made = run(*words)
    named = run("--shipped", *words)
    assert (made.code, made.err) == (named.code, named.err) == (0, "")
    first, rest = made.out.split("\n", 1)
    assert "此处没有清单文件" in first
    assert rest == named.out


@cases({name: words for name, words in FIRST_LOOK.items() if name != "status --brief"})
def test_json_stays_json_and_stderr_says_it(run: Run, words: list[str]) -> None:
    made = run(*words, "--json")
    assert made.code == 0
    json.loads(made.out)
    assert len(made.err.splitlines()) == 1
    assert "此处没有清单文件" in made.err


def test_a_file_that_is_broken_elsewhere_does_not_pass(run: Run, checklist: Checklist) -> None:
    path = checklist("title: [", "lists/2025.yaml")
    assert run("validate").code == 3
    assert run("validate", "lists").code == run("-f", path, "validate").code == 1


def test_two_named_files_need_no_list(run: Run, checklist: Checklist) -> None:
    path = checklist(LIST, "old.yaml")
    assert run("diff", path, path).code == 0
    assert run("diff", path).code == 3


# --shipped ----------------------------------------------------------------------------------------


@cases(READING)
def test_named_it_is_read_in_silence(run: Run, words: list[str]) -> None:
    made = run("--shipped", *words)
    assert made.code == 0
    assert "清单文件" not in made.err


@cases(WRITING)
def test_named_it_is_not_written(run: Run, tmp_path: Path, words: list[str]) -> None:
    made = run("--shipped", *words)
    assert (made.code, made.out) == (3, "")
    assert "自带的清单不能改动" in made.err
    assert list(tmp_path.iterdir()) == []


def test_named_it_comes_before_every_other(
    run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(LIST)
    monkeypatch.setenv("GOVLIST_FILE", "missing.yaml")
    made = run("--shipped", "export", "--format", "json")
    assert made.code == 0
    assert json.loads(made.out)["title"].startswith(SHIPPED)


@pytest.mark.parametrize("command", ["status", "validate", "explain"])
def test_it_and_a_file_are_two_lists(run: Run, checklist: Checklist, command: str) -> None:
    made = run("-f", checklist(LIST), "--shipped", command)
    assert (made.code, made.out) == (2, "")
    assert "--shipped" in made.err


# A file that does not exist -----------------------------------------------------------------------


@pytest.mark.parametrize("words", [["validate", "a"], ["diff", "a", "b"], ["merge", "a", "b", "c"]])
def test_the_remedy_for_an_argument_names_no_option(run: Run, words: list[str]) -> None:
    made = run(*words)
    assert made.code == 3
    assert "路径" in made.err
    assert "-f" not in made.err


def test_a_path_from_the_variable_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVLIST_FILE", "missing.yaml")
    made = run("status")
    assert made.code == 3
    assert "GOVLIST_FILE" in made.err
