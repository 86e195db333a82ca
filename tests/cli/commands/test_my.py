"""My unit: `my`, and what `status`, `mark` and `unmark` do with the setting."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[3] / "examples" / "sample.yaml"

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "checklist.yaml"))


@pytest.fixture
def mine(run: Run) -> None:
    assert run("config", "set", "unit", "教体局", "--user").code == 0


@pytest.mark.usefixtures("mine")
def test_my_is_what_the_unit_s_screen_shows_first(run: Run) -> None:
    made = run("my")
    assert (made.code, made.err) == (0, "")
    assert "要先办（5项）" in made.out
    assert "要先办（5项）" in run("status", "--unit", "区教体局").out
    assert "govlist mark 8,12,23,27" in made.out


@pytest.mark.usefixtures("mine")
def test_my_has_the_tasks_of_chase_that_the_unit_can_do(run: Run) -> None:
    found = json.loads(run("my", "--json").out)
    (chased,) = json.loads(run("chase", "区教体局", "--json").out)
    assert found["unit"] == "区教体局"
    assert found["tasks"] == [task for task in chased["tasks"] if task["reason"] != "candidate"]
    assert len(found["tasks"]) == 5


def test_my_says_what_falls_due_and_when_there_is_nothing(run: Run, checklist: Callable[..., Path]) -> None:
    checklist(
        "title: 清单\nyear: 2024\nunits: [{name: 甲局, kind: department, contact: 张三}]\ngroups: []\n"
        "sections: [{title: 一, tasks: [{id: 1, requirement: 公开, responsible: [甲局], due: 2024-10-20}]}]\n"
    )
    run("config", "set", "unit", "甲局")
    assert json.loads(run("my", "--json").out) == {"unit": "甲局", "contact": "张三", "tasks": []}
    assert "没有要办的事项" in run("my").out
    (task,) = json.loads(run("my", "--due", "2024-10-31", "--json").out)["tasks"]
    assert (task["id"], task["reason"]) == (1, "due_soon")
    assert json.loads(run("my", "--as-of", "2024-09-01", "--json").out)["tasks"] == []


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize("words", [("my",), ("status",), ("mark", "8", "done")])
def test_a_list_that_cannot_be_read_is_not_the_fault_of_my_unit(
    run: Run, sample: Path, words: tuple[str, ...]
) -> None:
    missing = run(*words, "-f", "没有.yaml")
    assert (missing.code, "config set unit" in missing.err) == (3, False)
    sample.write_text("title: 清单\n", encoding="utf-8")
    faulty = run(*words)
    assert (faulty.code, "config set unit" in faulty.err) == (1, False)


def test_without_the_setting_my_says_how_to_set_it(run: Run) -> None:
    made = run("my")
    assert (made.code, "govlist config set unit" in made.err) == (2, True)


def test_without_a_list_it_is_refused(run: Run, sample: Path) -> None:
    sample.unlink()
    assert run("my").code == 2
    run("config", "set", "unit", "区教体局", "--user")
    made = run("my")
    assert (made.code, made.out, "govlist init" in made.err) == (3, "", True)
    assert run("--shipped", "my").code == 0


def test_a_group_is_not_my_unit(run: Run) -> None:
    run("config", "set", "unit", "各乡镇街道", "--user")
    assert run("my").code == 2


@pytest.mark.usefixtures("mine")
def test_status_shows_my_unit_unless_another_is_named(run: Run) -> None:
    assert run("status").out == run("status", "教体局").out
    assert run("status", "--brief").out == run("status", "区教体局", "--brief").out
    other = run("status", "区司法局").out
    assert "区司法局" in other
    assert "区教体局" not in other
    whole = run("status", "--all").out
    run("config", "unset", "unit", "--user")
    assert run("status").out == whole


@pytest.mark.usefixtures("mine")
def test_mark_and_unmark_take_my_unit(run: Run, sample: Path) -> None:
    before = sample.read_bytes()
    made = run("mark", "8", "推进中", "--note", "已补链接", "--json")
    assert [each["unit"] for each in json.loads(made.out)["changed"]] == ["区教体局"]
    assert run("unmark", "8").code == 0
    assert sample.read_bytes() == before
    made = run("mark", "8", "推进中", "-u", "区司法局", "--dry-run", "--json")
    assert "区教体局" not in made.out
    assert run("mark", "8", "推进中", "--overall", "--dry-run").code == 0


def test_what_the_office_does_takes_no_unit_of_its_own(run: Run) -> None:
    commands = [["confirm", "6", "--dry-run"], ["chase"], ["list"], ["export"]]
    before = [run(*words) for words in commands]
    assert run("config", "set", "unit", "区司法局", "--user").code == 0
    assert [run(*words) for words in commands] == before


def test_a_unit_that_the_list_does_not_have(run: Run, tmp_path: Path) -> None:
    assert run("config", "set", "unit", "水利局").code == 2, "it is checked with the list"
    assert run("config", "set", "unit", "水利局", "--user").code == 0
    for words in (["status"], ["my"], ["mark", "8", "done"]):
        made = run(*words)
        assert made.code == 2
        assert "govlist.toml" in made.err, "the error says where the unit comes from"
    assert run("status", "--all").code == 0
    assert run("--shipped", "status").code == 0, "the shipped list is not this unit's"
    (tmp_path / "checklist.yaml").unlink()
    assert run("status").code == 0
