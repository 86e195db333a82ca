"""`restore`: reports that another program removed come back; what was written since stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.strategies import LIST

Run = Callable[..., Any]
Checklist = Callable[..., Path]


@pytest.fixture
def path(checklist: Checklist) -> Path:
    return checklist(LIST)


def text(path: Path) -> str:
    return path.read_bytes().decode()


def mark(run: Run, number: int, unit: str, note: str) -> Any:
    result = run("mark", number, "in_progress", "--unit", unit, "--note", note)
    assert result.code == 0, result.err
    return result


def history_check(run: Run) -> tuple[str, str]:
    """State and remedy of doctor's check."""
    checks = json.loads(run("doctor", "--json").out)["checks"]
    check = next(each for each in checks if each["name"] == "history")
    return check["state"], check["remedy"] or ""


def test_an_old_copy_is_noticed_by_doctor_and_brought_back(run: Run, path: Path) -> None:
    old = path.read_bytes()
    mark(run, 2, "区教体局", "甲")
    mark(run, 2, "区卫健委", "乙")
    whole = path.read_bytes()
    assert history_check(run) == ("ok", "")
    path.write_bytes(old)
    state, remedy = history_check(run)
    assert (state, "govlist restore" in remedy) == ("warn", True)
    result = run("restore", "--dry-run")
    assert (result.code, path.read_bytes()) == (0, old)
    assert {"甲", "乙"} <= set(result.out.split())
    assert run("restore").code == 0
    assert path.read_bytes() == whole
    assert history_check(run) == ("ok", "")


def test_an_old_copy_is_noticed_at_the_next_write(run: Run, path: Path) -> None:
    old = path.read_bytes()
    mark(run, 2, "区教体局", "甲")
    path.write_bytes(old)
    result = mark(run, 1, "田东街道", "丙")
    assert "govlist restore" in result.err
    assert "1条报送（任务2）" in result.err
    assert "govlist restore" not in mark(run, 1, "新淮街道", "丁").err, "it is said once"
    found = json.loads(run("restore", "--json").out)
    assert [each["command"][:2] for each in found["changed"]] == [["mark", "2"]]
    assert all(f"note: {note}" in text(path) for note in "甲丙丁")
    assert run("validate").code == 0
    again = json.loads(run("restore", "--json").out)
    assert again["changed"] == []
    assert run("undo").code == 0
    assert "note: 甲" not in text(path)


def test_what_an_editor_changed_in_the_old_copy_stays(run: Run, path: Path) -> None:
    mark(run, 2, "区教体局", "甲")
    old = text(path)
    mark(run, 2, "区卫健委", "乙")
    mark(run, 1, "田东街道", "丙")
    path.write_bytes(old.replace("探索数字化技术的应用", "探索数字技术的应用").encode())
    assert history_check(run)[0] == "warn"
    assert run("restore").code == 0
    assert all(f"note: {note}" in text(path) for note in "甲乙丙")
    assert "探索数字技术的应用" in text(path)


def test_a_dry_run_and_validate_notice_it_too(run: Run, path: Path) -> None:
    old = LIST.replace("in_progress", "推进中")
    mark(run, 2, "区卫健委", "乙")
    path.write_bytes(old.encode())
    assert "govlist restore" in run("validate", "--fix").err
    assert run("restore").code == 0
    assert "note: 乙" in text(path)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("note: 甲", "note: 甲、乙"),
        ("name: 区卫健委", "name: 区卫生健康委"),
        ("title: 田家庵区", "# 已核对\ntitle: 田家庵区"),
        ("requirement: 完善政策文件库", "requirement: 完善库"),
    ],
)
def test_what_people_correct_by_hand_is_no_loss(run: Run, path: Path, was: str, now: str) -> None:
    mark(run, 2, "区教体局", "甲")
    path.write_bytes(text(path).replace(was, now).encode())
    after = path.read_bytes()
    assert history_check(run)[0] == "ok"
    result = run("restore")
    assert (result.code, path.read_bytes()) == (0, after)
    assert "没有变动" in result.err


def test_an_old_copy_that_lacks_an_assignment(run: Run, path: Path) -> None:
    old = path.read_bytes()
    assert run("assign", "6", "区教体局").code == 0
    whole = path.read_bytes()
    path.write_bytes(old)
    assert history_check(run)[0] == "warn"
    assert run("restore").code == 0
    assert path.read_bytes() == whole


def test_texts_that_contradict_each_other_are_not_mixed(run: Run, path: Path) -> None:
    old = text(path)
    mark(run, 2, "区教体局", "甲")
    assert run("units", "rename", "区卫健委", "区卫生健康委").code == 0
    path.write_bytes(old.replace("name: 区卫健委", "name: 区卫健局").encode())
    after = path.read_bytes()
    result = run("restore")
    assert (result.code, path.read_bytes()) == (1, after)
    assert "govlist restore --after 2" in result.err


def test_a_whole_text_by_its_number(run: Run, path: Path) -> None:
    texts = [text(path)]
    for note in "甲乙":
        mark(run, 2, "区教体局", note)
        texts.append(text(path))
    for side, change, number in (("before", 1, 0), ("after", 1, 1), ("after", 2, 2), ("before", 2, 1)):
        assert run("restore", f"--{side}", change, "--dry-run").code == 0
        assert run("restore", f"--{side}", change).code == 0
        assert text(path) == texts[number]
    assert run("restore", "--after", 99).code == 2
    assert run("restore", "--after", 1, "--before", 1).code == 2


def test_an_archived_list_stays_as_it_is(run: Run, path: Path) -> None:
    old = text(path)
    mark(run, 2, "区教体局", "甲")
    path.write_bytes(old.replace("year: 2024\n", "year: 2024\nclosed: 2024-09-27\n").encode())
    after = path.read_bytes()
    assert run("restore").code == 3
    assert path.read_bytes() == after
