"""Start-up cost: modules that a command must not load, checked in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from govlist.base import registry

ASK = """\
import sys
from govlist.__main__ import run
try:
    run()
except SystemExit as end:
    code = int(end.code or 0)
print(code, *sys.modules, file=sys.stderr)
"""
LISTS = """\
    title: 清单
    year: 2024
    units: [{name: 区教体局, kind: department}]
    groups: []
    sections:
      - title: 主动公开
        tasks: [{id: 8, requirement: 公开, responsible: [区教体局]}]
"""

ALL = ("yaml", "pydantic", "rich", "tabulate", "filelock", "platformdirs", "babel", "icalendar")
"""Every library except typer."""
SHOWS = ("rich", "tabulate", "filelock", "babel", "icalendar")
"""Libraries not needed to read a list and show it in a pipe."""
KNOWN = ("yaml", "pydantic", *SHOWS)
"""The same for a list in the cache."""
CHANGES = ("rich", "tabulate", "babel", "icalendar")


@pytest.fixture
def loaded(tmp_path: Path, checklist: Callable[[str], Path]) -> Callable[..., set[str]]:
    """The modules that a fresh process has loaded after a command with its output in a pipe."""
    checklist(LISTS)

    def ask(*args: str, **env: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", ASK, *args],
            capture_output=True,
            cwd=tmp_path,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
            timeout=60,
        )
        code, *modules = done.stderr.splitlines()[-1].split()
        assert code == "0", done.stderr
        return set(modules)

    return ask


def unless_missing(name: str) -> None:
    """An argument that is not an option is a command; skip commands that do not exist yet."""
    if not name.startswith("-") and name not in registry.names("cli.commands"):
        pytest.skip(f"there is no command {name}")


@pytest.mark.parametrize(
    ("line", "never"),
    [
        ("--version", ALL),
        ("--help", ("pydantic", *SHOWS)),
        ("completion bash", ALL),
        ("status --help", ALL),
        ("explain syntax", ALL),
        ("status", SHOWS),
        ("status 区教体局", SHOWS),
        ("status --json", SHOWS),
        ("list", SHOWS),
        ("show 8", SHOWS),
        ("units", SHOWS),
        ("diff --since 7d", SHOWS),
        ("validate checklist.yaml", ("pydantic", *SHOWS)),
        ("export --format csv", SHOWS),
        ("export --format json", SHOWS),
        ("export --format markdown", ("rich", "filelock", "babel", "icalendar")),
        ("schema", SHOWS),
        ("mark 8 in_progress --unit 区教体局", ("pydantic", *CHANGES)),
        ("mark 8 in_progress --unit 区教体局 --dry-run", SHOWS),
    ],
)
def test_does_not_load(line: str, never: tuple[str, ...], loaded: Callable[..., set[str]]) -> None:
    words = line.split()
    unless_missing(words[0])
    assert loaded(*words) & set(never) == set()


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("line", ["status", "list --json", "show 8", "export --format csv"])
def test_a_list_seen_before_is_read_without_yaml_and_pydantic(
    line: str, loaded: Callable[..., set[str]]
) -> None:
    unless_missing(line.split()[0])
    first, second = loaded(*line.split()), loaded(*line.split())
    assert "yaml" in first
    assert second & set(KNOWN) == set()


@pytest.mark.parametrize("words", ["区\nstatus", "8\nmark"])
def test_a_tab_loads_the_list_alone(words: str, loaded: Callable[..., set[str]]) -> None:
    unless_missing("completion")
    modules = loaded(_GOVLIST_COMPLETE="zsh", _GOVLIST_WORDS=words)
    assert "yaml" in modules
    assert modules & {"pydantic", "govlist.validation.schema", *SHOWS} == set()


@pytest.mark.usefixtures("cache")
def test_a_tab_on_a_list_seen_before_loads_no_yaml_and_puts_the_work_off(
    loaded: Callable[..., set[str]],
) -> None:
    loaded("status")
    loaded(_GOVLIST_COMPLETE="zsh", _GOVLIST_WORDS="")  # the first Tab learns the commands
    modules = loaded(_GOVLIST_COMPLETE="zsh", _GOVLIST_WORDS="区\nstatus")
    assert modules & {"typer", "yaml", *KNOWN} == set()


def test_only_the_command_that_is_called_is_imported(loaded: Callable[..., set[str]]) -> None:
    modules = loaded("status")
    commands = {name for name in modules if name.startswith("govlist.cli.commands.")}
    assert commands == {"govlist.cli.commands.status"}
