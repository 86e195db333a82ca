"""Global options after the command, -V, --quiet; old names of options."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist import __version__

WEEKLY = Path(__file__).parents[1] / "cases" / "weekly" / "checklist.yaml"

Run = Callable[..., Any]


@pytest.mark.parametrize(
    "args",
    [
        ["status", "-f", WEEKLY],
        ["status", "--file", WEEKLY, "--brief"],
        ["status", f"--file={WEEKLY}", "教体局"],
        ["list", "--overdue", "-f", WEEKLY, "--width", "60"],
        ["list", "--overdue", "-f", WEEKLY, "--today", "2024-12-01"],
        ["list", "-f", WEEKLY, "--color", "always", "--topic", "1"],
        ["show", "3", "--shipped"],
        ["show", "--shipped", "3"],
    ],
)
def test_a_global_option_means_the_same_after_the_command(run: Run, args: list[Any]) -> None:
    before: list[Any] = []
    rest = list(args)
    for option in ("-f", "--file", "--width", "--today", "--color"):
        if option in rest:
            place = rest.index(option)
            before += rest[place : place + 2]
            del rest[place : place + 2]
    for word in [word for word in rest if word == "--shipped" or str(word).startswith("--file=")]:
        before.append(word)
        rest.remove(word)
    expected = run(*before, *rest)
    assert expected.code == 0
    assert run(*args) == expected


@pytest.mark.parametrize(
    "args",
    [
        ["-f", "a.yaml", "-f", WEEKLY, "status"],
        ["-f", "a.yaml", f"--file={WEEKLY}", "status", "--json"],
        ["status", "-f", "a.yaml", "--file", WEEKLY],
        ["-f", "a.yaml", "status", "-f", WEEKLY],
        ["-f", WEEKLY, "-f", WEEKLY, "validate"],
    ],
)
def test_several_lists_are_refused_with_the_commands_for_them(
    run: Run, args: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVLIST_FILE", str(WEEKLY))
    done = run(*args)
    assert (done.code, done.out) == (2, "")
    assert "govlist overview" in done.err
    assert "govlist validate" in done.err


def test_of_a_list_named_and_one_of_the_environment_the_named_one_counts(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVLIST_FILE", "missing.yaml")
    assert run("-f", WEEKLY, "status").code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-f", "a.yaml", "status", "-f", "b.yaml"], "--file"),
        (["--shipped", "status", "--shipped"], "--shipped"),
        (["status", "--shipped", "-f", "a.yaml"], "--shipped"),
        (["-f", "a.yaml", "status", "--shipped"], "--shipped"),
        (["status", "--width", "many"], "--width"),
        (["status", "--width", "-1"], "--width"),
        (["status", "--color", "red"], "--color"),
        (["status", "-f"], "-f"),
    ],
)
def test_what_contradicts_is_refused(run: Run, args: list[str], said: str) -> None:
    made = run(*args)
    assert (made.code, made.out) == (2, "")
    assert said in made.err


def test_a_value_that_looks_like_an_option_stays_a_value(run: Run, checklist: Callable[..., Path]) -> None:
    path = checklist(WEEKLY.read_text(encoding="utf-8"))
    made = run("mark", "5", "推进中", "-u", "教体局", "--note=-f other.yaml", "--dry-run")
    assert made.code == 0
    assert "-f other.yaml" in made.out
    assert path.name in made.err or "没有写入" in made.err


@pytest.mark.parametrize("args", [["-V"], ["--version"], ["status", "-V"], ["mark", "--version"]])
def test_the_version(run: Run, args: list[str]) -> None:
    made = run(*args)
    assert (made.code, made.out, made.err) == (0, f"govlist {__version__}\n", "")


def test_quiet_leaves_errors(run: Run, checklist: Callable[..., Path]) -> None:
    path = checklist(WEEKLY.read_text(encoding="utf-8"))
    for args in (["-q", "mark", "5", "推进中", "-u", "教体局"], ["unmark", "5", "-u", "教体局", "--quiet"]):
        before = path.read_bytes()
        made = run(*args)
        assert (made.code, made.out, made.err) == (0, "", "")
        assert path.read_bytes() != before
    assert run("mark", "5", "推进中", "-u", "教体局", "--dry-run", "-q").out
    refused = run("-q", "mark", "5", "推进中", "-u", "没有的局")
    assert (refused.code, refused.out) == (2, "")
    assert "没有的局" in refused.err
    fired = run("status", "--brief", "--fail-on", "overdue", "-q")
    assert (fired.code, fired.err) == (5, "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["status", "--by", "kind"], ["status", "--group-by", "kind"]),
        (["status", "--trend", "--by", "类别"], ["status", "--trend", "--group-by", "kind"]),
        (["export", "--record", "--format", "csv"], ["export", "--annual", "--format", "csv"]),
    ],
)
def test_old_names_work_and_are_not_shown(run: Run, old: list[str], new: list[str]) -> None:
    assert run("-f", WEEKLY, *old) == run("-f", WEEKLY, *new)
    page = run(old[0], "--help").out
    assert new[-2] in page or "--annual" in page
    assert "--by" not in page.replace("--group-by", "").replace("--reply-by", "")
    assert "--record" not in page
