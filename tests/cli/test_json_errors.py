"""With --json an error is one JSON object on one line of stderr, whatever went wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.strategies import LIST

from govlist.base import registry
from govlist.cli import app as cli
from govlist.content import json_output

Run = Callable[..., Any]
Checklist = Callable[..., Path]

KEYS = ["error", "hint", "exit_code", "problems", "details", "others"]


def commands() -> list[str]:
    """The commands that take --json."""
    app: Any = typer.main.get_command(cli.app)
    found = ((name, app.get_command(None, name)) for name in registry.names("cli.commands"))
    return [name for name, command in found if any("--json" in p.opts for p in command.params)]


def error(done: Any) -> dict[str, Any]:
    """The only object on stderr; nothing is on stdout."""
    assert done.out == ""
    (line,) = done.err.splitlines()
    found: dict[str, Any] = json.loads(line)
    assert list(found) == KEYS
    assert (found["exit_code"], bool(found["error"])) == (done.code, True)
    return found


@pytest.mark.parametrize("command", commands())
def test_a_wrong_option(run: Run, command: str) -> None:
    found = error(run(command, "--json", "--nope"))
    assert (found["exit_code"], bool(found["hint"])) == (2, True)
    assert "--nope" in found["error"]


def test_no_list_and_no_file(run: Run) -> None:
    assert error(run("chase", "--json"))["exit_code"] == 3
    assert "missing.yaml" in error(run("-f", "missing.yaml", "list", "--jsonl"))["error"]


def test_the_problems_of_the_list(run: Run, checklist: Checklist) -> None:
    checklist(LIST.replace("id: 6", "id: x"))
    found = error(run("status", "--json"))
    assert found["exit_code"] == 1
    wanted = json.loads(run("validate", "--json").out)["problems"]
    assert found["problems"] == [problem for problem in wanted if problem["level"] == "error"]


def test_a_report_that_is_refused(run: Run, checklist: Checklist) -> None:
    checklist(LIST)
    found = error(run("mark", "4", "done", "--unit", "区教体局", "--json"))
    assert (found["exit_code"], "区教体局" in found["error"]) == (2, True)


def test_files_that_cannot_be_read(run: Run) -> None:
    done = run("validate", "a.yaml", "b.yaml", "--json")
    found = json.loads(done.err)
    assert (done.code, found["exit_code"]) == (3, 3)
    assert "a.yaml" in found["error"]
    assert [("b.yaml" in each["error"], bool(each["hint"])) for each in found["others"]] == [(True, True)]


def test_a_bug_brings_its_traceback(run: Run, checklist: Checklist, monkeypatch: pytest.MonkeyPatch) -> None:
    checklist(LIST)
    monkeypatch.setattr(json_output, "status", None)
    found = error(run("status", "--json"))
    assert found["exit_code"] == 4
    assert "TypeError" in found["details"]


def test_what_is_no_option_changes_nothing(run: Run, checklist: Checklist) -> None:
    """Only the option asks for JSON; without it the words are for people."""
    checklist(LIST)
    assert not run("validate", "--", "--json").err.startswith("{")
    assert not run("list", "--nope").err.startswith("{")
