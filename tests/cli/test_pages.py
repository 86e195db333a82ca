"""Help pages: groups, examples that work, values named; the manual page; beginnings of commands; `help`."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from govlist.base import registry
from govlist.base.text import width
from govlist.cli import app, groups, help
from govlist.model import selection
from govlist.model.states import Status

Run = Callable[..., Any]
NAMES = registry.names("cli.commands")
ROOT = Path(__file__).parents[2]


def test_every_command_is_in_one_group() -> None:
    listed = [name for group in groups.GROUPS for name in group.commands]
    assert sorted(listed) == sorted(NAMES)
    assert len(listed) == len(set(listed))
    assert set(NAMES) >= groups.READING


def test_the_first_page_shows_the_groups(run: Run) -> None:
    shown = run("--help").out
    titles = re.findall(r"^(\S+)：$", shown, re.MULTILINE)
    assert titles[-7:] == ["查看", "报送", "审核督办", "文稿", "清单", "检查", "设置"]
    for name in NAMES:
        assert re.search(rf"^  {name} +\S", shown, re.MULTILINE), name
    assert "--today" in shown
    assert run().out == shown == run("help").out


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_examples_that_the_command_takes(run: Run, name: str) -> None:
    """They are parsed by the command itself, and can be pasted: no line is wrapped."""
    group: Any = typer.main.get_command(app.app)
    examples = group.get_command(None, name).examples
    assert examples
    shown = run("--width", "60", name, "--help").out
    for text, line in examples:
        assert f"\n  {line}\n" in shown
        assert text
        words = shlex.split(line.split("|")[0].removeprefix('eval "$(').removesuffix(')"'))
        assert words[:2] == ["govlist", name]
        with help.context(group.make_context("govlist", [], resilient_parsing=True), name) as context:
            root = context.find_root()
            root.obj = None
            context.command.make_context(name, words[2:], parent=root).close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_a_page_fits_its_width(run: Run, name: str, columns: str) -> None:
    """Only examples may be longer: a wrapped command line could not be pasted."""
    page = run("--width", columns, "help", name).out
    assert page == run("--width", columns, name, "--help").out
    rows = [row for row in page.splitlines() if not row.startswith(("  govlist ", "  eval "))]
    assert max(map(width, rows)) <= int(columns)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("mark", list(Status)),
        ("list", [*selection.SORTS, "named", "candidate", "open", *Status]),
        ("status", ["unit", "kind", "section", "topic", "task", "overdue", "due_soon", "lacking_evidence"]),
        ("chase", ["reminder", "notice", "supervision", "circular", "docx"]),
        ("export", ["markdown", "docx", "xlsx", "html", "csv", "tsv", "json", "ics"]),
        ("completion", ["bash", "zsh", "fish", "powershell"]),
    ],
)
def test_a_page_names_the_values_that_are_allowed(values: list[str], name: str) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "govlist", "help", name],
        env={"GOVLIST_LANG": "en", "PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
    )
    assert [value for value in values if value not in made.stdout] == []


def test_required_options_say_so(run: Run) -> None:
    rows = "\n".join(run("help", "return").out.split("\n"))
    assert len(re.findall(r"\[必填\]|\[必需\]|必填", rows)) >= 3
    made = run("return", "3", "-u", "教体局")
    assert made.code == 2
    assert "--note" in made.err


# Beginnings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"), [("stat", "status"), ("val", "validate"), ("exp", None), ("re", None), ("l", "list")]
)
def test_the_beginning_of_only_one_command_is_enough(run: Run, typed: str, name: str | None) -> None:
    made = run(typed, "--help")
    if name is not None:
        assert made == run(name, "--help")
        return
    assert (made.code, made.out) == (2, "")
    for each in registry.beginning("cli.commands", typed):
        assert each in made.err


@pytest.mark.parametrize(
    ("typed", "never"), [("report", "reopen"), ("clothe", "close"), ("marks", ""), ("confirmed", "")]
)
def test_a_slip_never_leads_to_a_command_that_writes_unless_it_is_nearly_its_name(
    run: Run, typed: str, never: str
) -> None:
    made = run(typed)
    assert made.code == 2
    if never:
        assert never not in made.err
    else:
        assert "是不是" in made.err


def test_help_of_what_is_no_command(run: Run) -> None:
    made = run("help", "statsu")
    assert (made.code, made.out) == (2, "")
    assert "status" in made.err


# The manual page ------------------------------------------------------------------------------------


def test_the_manual_has_every_command_option_and_exit_code(run: Run) -> None:
    page = run("help", "--man").out
    plain = page.replace(r"\-", "-")
    for name in NAMES:
        assert f'.SS "govlist {name} ' in plain
        for line in re.findall(r"^  (-\S.*?)(?:  |$)", run(name, "--help").out, re.MULTILINE):
            assert line.split()[0].rstrip(",") in plain
    assert re.findall(r"^\.TP\n\\fB(\d+)\\fR$", page, re.MULTILINE) == ["0", "1", "2", "3", "4", "5", "130"]


@pytest.mark.parametrize("path", ["man/govlist.1", "man/zh_CN/govlist.1"])
def test_the_shipped_manual_is_one_that_groff_reads(path: str) -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    command = ["groff", "-man", "-Kutf8", "-Tutf8", "-Wbreak", str(ROOT / path)]
    made = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert (made.returncode, made.stderr) == (0, "")
    assert "govlist" in made.stdout
