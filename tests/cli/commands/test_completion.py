"""`completion`: the scripts of four shells, and what govlist answers when one of them asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist.base import registry
from govlist.cli import completion

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
SHELLS = ["bash", "zsh", "fish", "powershell"]

Run = Callable[..., Any]
Ask = Callable[..., list[str]]


@pytest.fixture
def ask(process: Run) -> Ask:
    """What bash is offered behind `govlist` and these words, the last one begun."""

    def call(*words: str) -> list[str]:
        line = " ".join(["govlist", *words])
        env = {"_GOVLIST_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words))}
        made = process(env=env)
        assert (made.code, made.err) == (0, "")
        return [line for line in made.out.split("\n") if line]

    return call


# Scripts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(run: Run, shell: str) -> None:
    made = run("completion", shell)
    assert (made.code, made.err) == (0, "")
    assert "_GOVLIST_COMPLETE" in made.out
    assert f"complete_{shell}" in made.out
    assert made.out.endswith("\n")


def test_the_scripts_differ(run: Run) -> None:
    assert len({run("completion", shell).out for shell in SHELLS}) == 4


def test_the_powershell_script_leaves_the_machine_s_policy_alone(run: Run) -> None:
    assert "ExecutionPolicy" not in run("completion", "powershell").out


@pytest.mark.parametrize("args", [["tcsh"], [""], [], ["bash", "zsh"]])
def test_other_shells_are_refused(run: Run, args: list[str]) -> None:
    made = run("completion", *args)
    assert (made.code, made.out) == (2, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.skipif(sys.platform == "win32", reason="bash there has other paths")
def test_bash_itself(run: Run, tmp_path: Path) -> None:
    (tmp_path / "govlist").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m govlist "$@"\n', encoding="utf-8"
    )
    (tmp_path / "govlist").chmod(0o755)
    (tmp_path / "script").write_bytes(run("completion", "bash").out_bytes)
    asked = """
        . ./script
        COMP_WORDS=(govlist status 区教) COMP_CWORD=2
        $(complete -p govlist | sed 's/.*-F \\([^ ]*\\).*/\\1/') govlist
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "-c", asked],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("区教体局\n", "")


# Answers ------------------------------------------------------------------------------------------


def test_commands(ask: Ask) -> None:
    assert ask("st") == ["status"]
    assert {"status", "list", "mark", "export"} <= set(ask(""))


def test_units_and_groups(ask: Ask) -> None:
    assert ask("status", "区教") == ["区教体局"]
    assert set(ask("list", "--unit", "区政府")) == {"区政府办公室", "区政府各部门", "区政府有关部门"}
    assert len(ask("units", "")) == 22
    assert ask("status", "水利") == []


def test_task_numbers(ask: Ask) -> None:
    assert ask("show", "2") == ["2", *(str(number) for number in range(20, 29))]
    assert ask("show", "28") == ["28"]
    assert ask("show", "9") == ["9"]
    assert ask("show", "30") == []


def test_behind_a_comma_the_list_goes_on(ask: Ask) -> None:
    assert ask("mark", "4,6,28") == ["4,6,28"]
    assert ask("mark", "4,2")[:2] == ["4,2", "4,20"]


def test_rules(ask: Ask) -> None:
    rules = [rule for rule in registry.names("validation.rules") if rule.startswith("unknown-")]
    assert ask("explain", "unknown-") == rules
    assert "unknown-unit" in rules


def test_the_list_in_use_is_asked(ask: Ask, checklist: Callable[..., Path]) -> None:
    text = (
        "title: 清单\nyear: 2024\nunits: [{name: 甲局, kind: department}]\ngroups: []\n"
        "sections: [{title: 一, tasks: [{id: 7, requirement: 公开, responsible: [甲局]}]}]\n"
    )
    checklist(text)
    checklist(text.replace("甲局", "乙局"), "other.yaml")
    assert ask("status", "") == ["甲局"]
    assert ask("-f", "other.yaml", "status", "") == ["乙局"]
    assert ask("--file", "other.yaml", "show", "") == ["7"]
    assert ask("--shipped", "status", "区教") == ["区教体局"]


@pytest.mark.parametrize(
    ("shell", "env"),
    [
        ("zsh", {"_TYPER_COMPLETE_ARGS": "govlist status 区教"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "govlist status 区教", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
        (
            "powershell",
            {"_TYPER_COMPLETE_ARGS": "govlist status 区教", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "区教"},
        ),
    ],
)
def test_the_other_shells_are_answered(process: Run, shell: str, env: dict[str, str]) -> None:
    made = process(env={**env, "_GOVLIST_COMPLETE": f"complete_{shell}"})
    assert (made.code, made.err) == (0, "")
    assert "区教体局" in made.out
    assert "区司法局" not in made.out


# Never an error -----------------------------------------------------------------------------------

BROKEN = (
    *("", "[", "- a\n- b\n", "title: [", "units: 甲局\nsections: 一\n", "\x00", "units: [[], {}, 甲]\n"),
    *(
        "sections: [{tasks: 一}, {topics: [一]}, {tasks: [{}]}]\n",
        "[" * 300,
        "a: &a b\nunits: [{name: *a}]\n",
    ),
)


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_list_offers_nothing(checklist: Callable[[str], Path], text: str) -> None:
    path = checklist(text)
    assert completion.units(path, "") == []
    assert completion.tasks(path, "") == []


def test_a_list_that_is_not_utf_8_offers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "checklist.yaml"
    path.write_bytes(SHIPPED.read_text(encoding="utf-8").encode("gbk"))
    assert completion.units(path, "") == []


def test_what_stands_behind_an_alias_is_not_offered(checklist: Callable[[str], Path]) -> None:
    tasks = "[{id: *a, requirement: 甲}, {id: 2, requirement: *a}, {id: [3], requirement: 丙}]"
    path = checklist(f"a: &a 1\nsections: [{{tasks: {tasks}}}]\n")
    assert [number for number, _words in completion.tasks(path, "")] == ["2"]
    assert "Broken" not in repr(completion.tasks(path, ""))


def test_controls_reach_no_shell(checklist: Callable[[str], Path]) -> None:
    path = checklist(
        'units: [{name: "甲\\e[31m局", kind: a}, {name: "乙\\n局", kind: a}, {name: 丙局, kind: a}]\n'
    )
    offered = completion.units(path, "")
    assert "丙局" in offered
    assert [name for name in offered if not name.isprintable()] == []


def test_a_shell_is_told_nothing_of_it(ask: Ask, checklist: Callable[[str], Path]) -> None:
    checklist("units: [{name: 甲局}")
    assert ask("status", "") == []
    assert ask("-f", "missing.yaml", "status", "") == []
    assert ask("-f", ".", "show", "") == []


@pytest.mark.parametrize("variables", [{"GOVLIST_MAX_BYTES": "abc"}, {"GOVLIST_FILE": "/dev/zero"}])
def test_what_cannot_be_read_offers_nothing(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    monkeypatch.setenv("GOVLIST_MAX_BYTES", "1000")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ask("status", "区") == []
