"""Saved views: what they run, what they may not, and that a checkout's file does no harm."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from govlist.cli import app, groups, views
from govlist.validation import settings

SAMPLE = Path(__file__).parents[3] / "examples" / "sample.yaml"

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def sample(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "checklist.yaml")


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str], None]:
    """`save(text)` writes the project's settings."""
    return lambda text: (tmp_path / settings.NAME).write_text(text, encoding="utf-8") and None


SLOW = """\
[views.slow]
command = "list"
status = ["behind", "not_started"]
unit = "各乡镇街道"
overdue = false
[views."滞后"]
command = "status"
unit = ["区教体局", "区司法局"]
brief = true
"""


def test_a_view_is_its_command(run: Run, save: Callable[[str], None]) -> None:
    save(SLOW)
    plain = run("list", "--status", "behind", "--status", "not_started", "--unit", "各乡镇街道")
    assert (plain.code, plain.err) == (0, "")
    assert run("view", "slow").out == plain.out
    assert run("view", "滞后").out == run("status", "-u", "区教体局", "-u", "区司法局", "--brief").out


def test_what_follows_the_name_is_added(run: Run, save: Callable[[str], None], tmp_path: Path) -> None:
    save(SLOW + '[views.rows]\ncommand = "export"\nunit = "区教体局"\n')
    found = json.loads(run("view", "slow", "--json", "--basis", "group").out)
    assert found
    assert found == json.loads(
        run(
            "list", "--status=behind", "--status=not_started", "-u", "各乡镇街道", "--basis=group", "--json"
        ).out
    )
    assert run("view", "rows", "-o", "rows.csv").code == 0
    assert (tmp_path / "rows.csv").exists()
    assert run("view", "slow", "--nope").code == 2
    assert "list" in run("view", "slow", "--help").out


def test_a_view_may_be_rows_for_a_program(run: Run, save: Callable[[str], None]) -> None:
    save('[views.rows]\ncommand = "export"\nformat = "csv"\nstatus = "behind"\n')
    assert run("view", "rows").out == run("export", "--format", "csv", "--status", "behind").out
    save('[views.bad]\ncommand = "chase"\nformat = "docx"\n')
    assert run("view", "bad").code == 2, "notices are files"


def test_views_are_listed(run: Run, save: Callable[[str], None]) -> None:
    assert "[views.slow]" in run("view").out
    assert run("view", "--json").out == "[]\n"
    save(SLOW + '[views.bad]\ncommand = "mark"\n')
    slow, behind, bad = json.loads(run("view", "--json").out)
    assert slow["command"] == ["list", "--status=behind", "--status=not_started", "--unit=各乡镇街道"]
    assert (behind["name"], behind["source"], behind["error"]) == ("滞后", settings.NAME, None)
    assert (bad["command"], "mark" in bad["error"]) == (None, True)
    shown = run("view").out
    assert "list --status=behind --status=not_started --unit=各乡镇街道" in shown


def test_an_unknown_view_is_refused_with_the_nearest(run: Run, save: Callable[[str], None]) -> None:
    save(SLOW)
    made = run("view", "slwo")
    assert (made.code, "slow" in made.err) == (2, True)


@pytest.mark.parametrize(
    "text",
    [
        'command = "mark"\n',
        'command = "nope"\n',
        'command = "view"\n',
        'command = "list"\nstatis = "behind"\n',
        'command = "list"\nhelp = true\n',
        'command = "list"\noverdue = "yes"\n',
        'command = "list"\nstatus = true\n',
        'command = "export"\noutput = "/tmp/x"\n',
        'command = "export"\nper-unit = "x"\n',
        'command = "export"\nforce = true\n',
        'command = "export"\ntemplate = "x.docx"\n',
        'command = "export"\n"-o" = "x"\n',
        'command = "chase"\nrecord = "notice"\n',
        'command = "chase"\nformat = "docx"\nper-unit = "x"\n',
    ],
)
def test_what_a_view_cannot_be_is_refused_with_its_file(
    run: Run, save: Callable[[str], None], tmp_path: Path, text: str
) -> None:
    save(f"[views.bad]\n{text}")
    before = sorted(tmp_path.iterdir())
    made = run("view", "bad")
    assert (made.code, made.out) == (2, "")
    assert settings.NAME in made.err
    assert sorted(tmp_path.iterdir()) == before


def test_an_option_that_writes_is_added_when_the_view_runs(run: Run, save: Callable[[str], None]) -> None:
    save('[views.units]\ncommand = "export"\nper-unit = "分单位"\n')
    assert "govlist view … --per-unit" in run("view", "units").err
    save('[views.units]\ncommand = "list"\nper-unit = "分单位"\n')
    assert "--per-unit" not in run("view", "units").err


def test_a_value_is_never_taken_for_an_option(run: Run, save: Callable[[str], None], tmp_path: Path) -> None:
    save('[views.bad]\ncommand = "export"\nsearch = "--output=x"\nunit = ["-o", "x"]\n')
    assert run("view", "bad").code == 2
    assert not (tmp_path / "x").exists()


def test_a_wrong_value_is_refused_with_what_the_view_runs(run: Run, save: Callable[[str], None]) -> None:
    save('[views.bad]\ncommand = "list"\nstatus = "slow"\n')
    made = run("view", "bad")
    assert made.code == 2
    assert "govlist list --status=slow" in made.err
    assert settings.NAME in made.err


WRITES = {
    *("output", "per-unit", "force", "template", "to-fill", "record", "dry-run", "help"),
}
READS = {
    "format",
    *("unit", "section", "topic", "status", "basis", "overdue", "due", "missing", "unreviewed", "search"),
    *(
        "silent-since",
        "as-of",
        "since",
        "until",
        "json",
        "group-by",
        "by",
        "sort",
        "brief",
        "trend",
        "fail-on",
        "all",
    ),
    *(
        "pairs",
        "annual",
        "jsonl",
        "open",
        "not-status",
        "public",
        "bom",
        "codes",
        "reply-by",
        "number",
        "contact",
        "phone",
        "diff",
        "text",
        "columns",
    ),
}


def test_every_option_of_these_commands_is_known_to_read_or_to_write() -> None:
    """A new option must be put into one of the two sets, and one that writes into `groups.WRITING`."""
    group: Any = typer.main.get_command(app.app)
    for name in views.COMMANDS:
        given = {
            opt.removeprefix("--")
            for each in group.get_command(None, name).params
            for opt in each.opts
            if opt.startswith("--") and not each.hidden
        }
        assert given - READS - WRITES == set(), name
    assert {f"--{name}" for name in WRITES - {"help"}} <= groups.WRITING
    assert {f"--{name}" for name in READS}.isdisjoint(groups.WRITING)
