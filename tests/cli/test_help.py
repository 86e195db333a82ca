"""typer's errors and help pages: the nearest word as the remedy, no placeholder in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist.base import registry
from govlist.model import words

WEEKLY = Path(__file__).parents[1] / "cases" / "weekly" / "checklist.yaml"

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("args", "remedy"),
    [
        (["unti"], "units"),
        (["list", "--uint", "教体局"], "--unit"),
        (["mark", "3", "done", "--evidnce", "a"], "--evidence"),
        (["explain", "no-onwer"], "no-owner"),
        (["mark", "3", "已完成", "西河镇"], "--unit 西河镇"),
        (["confirm", "3", "西河镇"], "--unit 西河镇"),
        (["unmark", "3", "西河镇"], "--unit 西河镇"),
    ],
)
def test_what_was_meant_is_the_remedy(run: Run, args: list[str], remedy: str) -> None:
    made = run("-f", WEEKLY, *args)
    assert (made.code, made.out) == (2, "")
    assert re.findall("是不是 (.*)？", made.err) == [remedy]


@pytest.mark.parametrize(
    "args",
    [["reopen", "3", "水利局"], ["show", "3", "教体局"], ["list", "--xyzzy"], ["explain", "a", "b"]],
)
def test_what_nobody_can_guess_leads_to_the_help(run: Run, args: list[str]) -> None:
    made = run("-f", WEEKLY, *args)
    assert made.code == 2
    assert f"govlist {args[0]} --help" in made.err


@pytest.mark.parametrize(
    ("args", "never"),
    [
        (["validate", "--fox"], "--fix"),
        (["chase", "--chord"], "--record"),
        (["export", "--source"], "--force"),
        (["undo", "--read"], "--redo"),
    ],
)
def test_a_slip_in_reading_never_leads_to_an_option_that_writes(
    run: Run, args: list[str], never: str
) -> None:
    made = run(*args)
    assert made.code == 2
    assert never not in made.err
    assert never in run(args[0], f"{never}x").err, "but a slip of the pen in it does"


def test_a_list_that_cannot_be_read_spoils_no_usage_error(run: Run) -> None:
    assert "没有选项" in run("-f", "gone.yaml", "list", "--colour").err
    assert "多写了" in run("-f", "gone.yaml", "show", "3", "教体局").err


@pytest.mark.parametrize("name", ["", *registry.names("cli.commands")])
def test_a_help_page_has_no_placeholder_in_english(run: Run, name: str) -> None:
    made = run(*filter(None, [name]), "--help")
    assert made.code == 0
    assert set(re.findall(r"(?<![\w$-])[A-Z]+(?![\w-])", made.out)) & set(words.PLACEHOLDERS) == set()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["mark", "3"], "状态"),
        (["import", "--year", "今年", "a.txt"], "--year 要写数字，不能写“今年”"),
        (["merge", "a", "b", "c", "--marker-size", "0"], "--marker-size 不能是0"),
    ],
)
def test_a_complaint_is_whole_in_chinese(run: Run, args: list[str], said: str) -> None:
    made = run(*args)
    assert made.code == 2
    assert said in made.err
    assert not re.search(r"\b(not|valid|range|Missing)\b", made.err)


def test_help_of_words_that_follow_a_command_is_its_page(run: Callable[..., Any]) -> None:
    for typed in (["config", "set"], ["units", "rename", "甲局"]):
        made = run("help", *typed)
        assert (made.code, made.out) == (0, run("help", typed[0]).out)
    assert run("help", "nope", "set").code == 2


def test_a_missing_value_leads_to_the_help_of_its_command(run: Callable[..., Any]) -> None:
    assert "govlist list --help" in run("list", "--sort").err
    assert "govlist mark --help" in run("mark", "8", "done", "-u").err


def test_an_option_before_its_command_is_told_where_it_belongs(run: Callable[..., Any]) -> None:
    made = run("--unit", "教体局", "status")
    assert (made.code, "govlist 命令 --unit" in made.err, "--quiet" in made.err) == (2, True, False)
