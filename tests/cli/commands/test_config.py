"""`config`: what is in force and why, and changes of a file that keep every other byte."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist.actions.session import Session
from govlist.model.roster import known_office
from govlist.validation import settings

TEXT = """\
title: 清单
year: 2024
units:
  - {name: 甲局, kind: department}
groups: []
sections: []
"""

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's file, which does not exist yet."""
    monkeypatch.setenv("GOVLIST_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config" / settings.NAME


def in_force(run: Run) -> dict[str, tuple[Any, str | None]]:
    """The value and the source of each setting."""
    made = run("config", "--json")
    assert (made.code, made.err) == (0, "")
    return {each["key"]: (each["value"], each["source"]) for each in json.loads(made.out)["settings"]}


def test_every_setting_is_shown_with_its_source(
    run: Run, checklist: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checklist(TEXT)
    found = in_force(run)
    assert list(found) == list(settings.KEYS)
    assert found["due-soon"] == (14, None)
    assert found["unit"] == (None, None)
    assert found["language"] == ("zh", "$GOVLIST_LANG")
    (tmp_path / settings.NAME).write_text('due-soon = 7\n[views.a]\ncommand = "list"\n', encoding="utf-8")
    monkeypatch.setenv("GOVLIST_UNIT", "甲局")
    found = in_force(run)
    assert found["due-soon"] == (7, settings.NAME)
    assert found["unit"] == ("甲局", "$GOVLIST_UNIT")
    assert found["views.a"] == ({"command": "list"}, settings.NAME)
    shown = run("config").out
    assert [key for key in found if key not in shown] == []


def test_the_list_says_why_it_is_used(
    run: Run, checklist: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert in_force(run)["list"] == (None, None)
    checklist(TEXT, "a.yaml")
    assert json.loads(run("-f", "a.yaml", "config", "list", "--json").out) == {
        "key": "list",
        "value": "a.yaml",
        "source": "-f",
    }
    assert run("config", "set", "list", "a.yaml", "--user").code == 2, "not a whole path"
    monkeypatch.setenv("GOVLIST_FILE", "a.yaml")
    assert in_force(run)["list"] == ("a.yaml", "$GOVLIST_FILE")


def test_a_list_that_is_missing_hides_no_setting(run: Run, tmp_path: Path) -> None:
    (tmp_path / settings.NAME).write_text('list = "a.yaml"\nunit = "甲局"\n', encoding="utf-8")
    assert run("status").code == 3
    found = in_force(run)
    assert found["list"] == (str(tmp_path / "a.yaml"), settings.NAME)
    assert found["unit"] == ("甲局", settings.NAME)
    assert run("config", "unset", "list").code == 0
    assert (tmp_path / settings.NAME).read_text(encoding="utf-8") == 'unit = "甲局"\n'


def test_one_value_is_printed_for_scripts(run: Run, checklist: Callable[..., Path]) -> None:
    checklist(TEXT)
    assert run("config", "due-soon").out == "14\n"
    assert run("config", "unit").out == ""
    run("config", "set", "validate.ignore", "no-owner,number-gap")
    assert run("config", "validate.ignore").out == "no-owner,number-gap\n"
    made = run("config", "untt")
    assert (made.code, "unit" in made.err) == (2, True)


def test_a_value_is_set_beside_the_list(run: Run, checklist: Callable[..., Path], tmp_path: Path) -> None:
    checklist(TEXT, "data/checklist.yaml")
    made = run("config", "set", "unit", "甲局")
    assert made.code == 0
    assert (tmp_path / settings.NAME).read_text(encoding="utf-8") == 'unit = "甲局"\n'
    assert '+unit = "甲局"' in made.out
    assert settings.NAME in made.err
    assert in_force(run)["unit"] == ("甲局", settings.NAME)


def test_a_value_is_set_for_the_user(run: Run, config: Path) -> None:
    assert run("config", "set", "due-soon", "30", "--user").code == 0
    assert config.read_text(encoding="utf-8") == "due-soon = 30\n"
    assert run("config", "set", "language", "en", "--user").code == 0
    assert in_force(run)["due-soon"][0] == 30


def test_without_a_list_there_is_no_project(run: Run, tmp_path: Path) -> None:
    made = run("config", "set", "due-soon", "30")
    assert (made.code, "--user" in made.err) == (3, True)
    made = run("--shipped", "config", "set", "due-soon", "30")
    assert made.code == 3
    assert [path.name for path in tmp_path.iterdir()] == []


KEPT = """\
# Our settings

due-soon   =  7   # days
columns = [
    "id",   # number
    "due",
]

[views.slow]  # whom to call
command = "list"
"""


@pytest.mark.parametrize("feed", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_other_byte_stays(
    run: Run, checklist: Callable[..., Path], tmp_path: Path, feed: str, mark: str
) -> None:
    checklist(TEXT)
    path = tmp_path / settings.NAME
    text = mark + KEPT.replace("\n", feed)
    path.write_bytes(text.encode())
    assert run("config", "set", "due-soon", "30").code == 0
    assert path.read_bytes().decode() == text.replace("=  7", "=  30")
    assert run("config", "set", "due-soon", "7").code == 0
    assert path.read_bytes().decode() == text
    assert run("config", "set", "unit", "甲局").code == 0
    lines = path.read_bytes().decode().split(feed)
    assert set(text.split(feed)) < set(lines)
    assert lines.count('unit = "甲局"') == 1
    assert run("config", "unset", "unit").code == 0
    assert path.read_bytes().decode().split() == text.split()
    if os.name != "nt":
        assert not [each for each in tmp_path.iterdir() if each.suffix in (".lock", ".tmp")]


def test_a_table_is_made_for_its_first_key(run: Run, checklist: Callable[..., Path], tmp_path: Path) -> None:
    checklist(TEXT)
    run("config", "set", "validate.ignore", "no-owner", "number-gap")
    run("config", "set", "due-soon", "3")
    assert settings.read(tmp_path).found.keys() == {"validate.ignore", "due-soon"}
    run("config", "unset", "validate.ignore")
    assert settings.read(tmp_path).found.keys() == {"due-soon"}


def test_a_dry_run_and_no_change_write_nothing(
    run: Run, checklist: Callable[..., Path], tmp_path: Path
) -> None:
    checklist(TEXT)
    path = tmp_path / settings.NAME
    made = run("config", "set", "due-soon", "30", "--dry-run", "--json")
    assert json.loads(made.out)["changed"] == [{"key": "due-soon", "was": None, "now": 30}]
    assert not path.exists()
    path.write_text("due-soon = 30 \n", encoding="utf-8")
    made = run("config", "set", "due-soon", "30", "--json")
    assert json.loads(made.out)["changed"] == []
    assert path.read_text(encoding="utf-8") == "due-soon = 30 \n"


@pytest.mark.parametrize(
    "words",
    [
        ["set", "due-soon", "many"],
        ["set", "due-soon", "0"],
        ["set", "untt", "甲局"],
        ["set", "unit", "乙局"],
        ["set", "unit", ""],
        ["set", "unit", "甲\x1b局"],
        ["set", "columns", "id,nope"],
        ["set", "views.slow", "list"],
        ["set", "validate.ignore", "nope"],
        ["set", "list", "../a.yaml"],
        ["set", "due-soon"],
        ["set"],
        ["unset"],
        ["unset", "unit", "due-soon"],
        ["unit", "due-soon"],
        ["unit", "--user"],
        ["--dry-run"],
    ],
)
def test_what_is_not_valid_is_refused_and_not_written(
    run: Run, checklist: Callable[..., Path], tmp_path: Path, words: list[str]
) -> None:
    checklist(TEXT)
    made = run("config", *words)
    assert (made.code, made.out) == (2, "")
    assert not (tmp_path / settings.NAME).exists()


def test_a_faulty_file_can_be_mended(run: Run, checklist: Callable[..., Path], tmp_path: Path) -> None:
    checklist(TEXT)
    path = tmp_path / settings.NAME
    path.write_text("untt = 1\ndue-soon = 3\n", encoding="utf-8")
    assert run("status").code == 2
    assert run("config").code == 2
    assert run("config", "set", "due-soon", "4").code == 2, "the file would still be refused"
    assert run("config", "unset", "untt").code == 0
    assert path.read_text(encoding="utf-8") == "due-soon = 3\n"
    path.write_text("due-soon = = 3\n", encoding="utf-8")
    assert run("config", "unset", "due-soon").code == 2
    assert path.read_text(encoding="utf-8") == "due-soon = = 3\n"


def test_commands_that_need_no_settings_work_beside_a_faulty_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / settings.NAME).write_text("[", encoding="utf-8")
    for words in (["--help"], ["--version"], ["explain", "no-owner"], ["completion", "bash"]):
        assert run(*words).code == 0


def test_a_link_out_of_the_project_is_not_written(
    run: Run, checklist: Callable[..., Path], tmp_path: Path
) -> None:
    checklist(TEXT, "project/checklist.yaml")
    outside = tmp_path / "outside.toml"
    outside.write_text("due-soon = 3\n", encoding="utf-8")
    try:
        (tmp_path / "project" / settings.NAME).symlink_to(outside)
    except OSError:
        pytest.skip("no links here")
    assert run("-f", "project/checklist.yaml", "config", "due-soon").out == "3\n"
    made = run("-f", "project/checklist.yaml", "config", "set", "due-soon", "4")
    assert made.code == 3
    assert outside.read_text(encoding="utf-8") == "due-soon = 3\n"


def test_a_value_that_another_source_hides_is_named(run: Run, checklist: Callable[..., Path]) -> None:
    checklist(TEXT)
    run("config", "set", "due-soon", "7")
    made = run("config", "set", "due-soon", "30", "--user")
    assert made.code == 0
    assert settings.NAME in made.err.splitlines()[-1]
    assert in_force(run)["due-soon"] == (7, settings.NAME)


# What settings do ---------------------------------------------------------------------------------

DUE = """\
title: 清单
year: 2024
units:
  - {name: 甲局, kind: department}
groups: []
sections:
  - title: 一
    tasks:
      - {id: 1, requirement: 公开, responsible: [甲局], due: 2024-10-20}
"""


def test_due_soon_counts_in_every_figure(run: Run, checklist: Callable[..., Path]) -> None:
    checklist(DUE)

    def due() -> list[bool]:
        return [pair["due_soon"] for pair in json.loads(run("status", "甲局", "--json").out)["tasks"]]

    assert due() == [False]
    assert run("chase", "--json").out == "[]\n"
    run("config", "set", "due-soon", "23")
    assert due() == [True]
    assert json.loads(run("chase", "--json").out)[0]["tasks"][0]["reason"] == "due_soon"
    run("config", "set", "due-soon", "22")
    assert due() == [False]


def test_the_columns_of_list(run: Run, checklist: Callable[..., Path]) -> None:
    checklist(DUE)
    wanted = run("list", "--columns", "id,unit,due").out
    assert run("config", "set", "columns", "序号", "unit,due").code == 0
    assert run("list").out == wanted
    assert run("list", "--columns", "id").out != wanted
    assert json.loads(run("list", "--json").out), "JSON has all keys"


def test_the_office_s_name_is_that_of_the_list_then_the_setting(
    run: Run, checklist: Callable[..., Path]
) -> None:
    def name() -> str | None:
        view = Session().view()
        return known_office(view.checklist, view.day)

    units = "units:\n  - {name: 府办, kind: office}"
    checklist(DUE.replace("units:", units))
    assert name() == "府办"
    assert run("config", "set", "office", "政务公开办").code == 0
    assert name() == "政务公开办"
    checklist(DUE.replace("groups:", "office: {phone: '1'}\ngroups:"))
    assert name() == "政务公开办"
    checklist(DUE.replace("groups:", "office: {name: 县府办}\ngroups:"))
    assert name() == "县府办"


def test_the_rules_of_settings_are_those_of_validate(run: Run, checklist: Callable[..., Path]) -> None:
    checklist(DUE.replace("id: 1", "id: 3"))
    assert "number-gap" in run("validate").out
    run("config", "set", "validate.ignore", "number-gap")
    assert "number-gap" not in run("validate").out
    assert "number-gap" in run("validate", "--ignore", "no-owner").out, "an option comes before it"
    run("config", "set", "validate.select", "no-owner")
    run("config", "unset", "validate.ignore")
    assert "number-gap" not in run("validate").out


def test_quiet_shows_no_lines_of_a_change(run: Run, config: Path) -> None:
    made = run("config", "set", "due-soon", "30", "--user", "--quiet")
    assert (made.code, made.out, made.err) == (0, "", "")
    assert config.read_text(encoding="utf-8") == "due-soon = 30\n"
    assert "-due-soon" in run("config", "unset", "due-soon", "--user", "-q", "--dry-run").out
