"""`match`: proposals over many lists, written only after a yes, with every other byte as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.terminal import screen

from govlist.base.text import width
from govlist.cli import console
from govlist.many import matching

CITY = """\
title: 甲市2025年政务公开工作清单
year: 2025
region: 甲市
topic: 政务公开
units: [{name: 市教育局, kind: department}]
groups: []
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 及时公开义务教育招生政策，组织开展政策解读。, responsible: [市教育局]}
      - {id: 12, requirement: 组织开展政府开放日活动，邀请群众代表参加。, responsible: [市教育局]}
"""
LIST = """\
# 区里自己的说明
title: 乙区2025年政务公开工作清单
year: 2025
region: 乙区
units: [{name: 区教体局, kind: department}]
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 及时公开义务教育招生政策，组织开展政策解读   # 原文
        responsible: [区教体局]
        due: 2025-06-30
        x-联络员: 张样例
        progress:
          区教体局:
            - {date: 2025-03-01, status: in_progress}
      - {id: 2, requirement: 组织开展政府开放日活动，邀请群众代表参加, responsible: [区教体局]}
      - {id: 3, requirement: 每月开会, responsible: [区教体局]}
"""
WRITTEN = LIST.replace(
    "        due: 2025-06-30\n", '        due: 2025-06-30\n        city_task: "1"\n'
).replace("参加, responsible: [区教体局]}", '参加, responsible: [区教体局], city_task: "12"}')

Run = Callable[..., Any]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A folder with one list, beside the city's."""
    put(tmp_path / "city.yaml", CITY)
    put(tmp_path / "lists" / "a.yaml", LIST)
    return tmp_path / "lists"


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in sorted(folder.rglob("*.yaml"))}


def record(run: Run, *args: object, code: int = 0) -> dict[str, Any]:
    done = run("match", *args, "--city", "city.yaml", "--json")
    assert done.code == code, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_what_is_proposed_is_written_and_nothing_else(run: Run, lists: Path) -> None:
    done = run("match", lists, "--city", "city.yaml", "--yes")
    assert done.code == 0
    assert texts(lists) == {"a.yaml": WRITTEN}
    assert run("-f", lists / "a.yaml", "undo").code == 0
    assert texts(lists) == {"a.yaml": LIST}


def test_a_second_run_keeps_what_is_set(run: Run, lists: Path) -> None:
    run("match", lists, "--city", "city.yaml", "--yes")
    found = record(run, lists)
    assert (found["proposals"], found["kept"], found["unlike"], found["written"]) == ([], 2, 1, [])
    assert texts(lists) == {"a.yaml": WRITTEN}


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_nothing_is_written_without_a_yes(run: Run, lists: Path, option: str) -> None:
    done = run("match", lists, "--city", "city.yaml", "--dry-run", option)
    assert done.code == 0
    assert ('+        city_task: "1"' in done.out) == (option == "--diff")
    assert texts(lists) == {"a.yaml": LIST}


def test_without_a_terminal_nobody_can_be_asked(run: Run, lists: Path) -> None:
    done = run("match", lists, "--city", "city.yaml")
    assert (done.code, "--yes" in done.err) == (2, True)
    assert texts(lists) == {"a.yaml": LIST}


@pytest.mark.parametrize(("answer", "expected"), [("y\n", WRITTEN), ("n\n", LIST), ("", LIST)])
def test_a_person_is_asked_after_the_table(
    run: Run, lists: Path, answer: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "can_ask", lambda: True)
    done = run("match", lists, "--city", "city.yaml", input=answer)
    assert done.code == 0
    assert "及时公开义务教育招生政策，组织开展政策解读。" in done.out
    assert texts(lists) == {"a.yaml": expected}


def test_json_has_everything(run: Run, lists: Path) -> None:
    put(
        lists / "b.yaml",
        LIST.replace("每月开会, ", '每月开会, city_task: "99", ').replace("，邀请群众", "、邀请群众"),
    )
    put(
        lists / "c.yaml",
        LIST.replace(
            "id: 3, requirement: 每月开会", "id: 3, requirement: 组织开展政府开放日活动，邀请群众代表参加！"
        ),
    )
    found = record(run, lists, "--dry-run")
    assert [(each["path"][-6:], each["id"], each["city_task"]) for each in found["proposals"]] == [
        ("a.yaml", 1, "1"), ("a.yaml", 2, "12"), ("b.yaml", 1, "1"), ("b.yaml", 2, "12"), ("c.yaml", 1, "1")
    ]  # fmt: skip
    assert {each["likeness"] for each in found["proposals"]} == {1.0}
    assert [(each["path"][-6:], each["id"], each["reason"]) for each in found["doubts"]] == [
        ("c.yaml", 2, "shared"), ("c.yaml", 3, "shared")
    ]  # fmt: skip
    assert [(each["id"], each["city_task"]) for each in found["dangling"]] == [(3, "99")]
    assert (found["lists"], found["unlike"], found["kept"], found["written"]) == (3, 1, 1, [])
    made = record(run, lists, "--yes")
    assert [Path(path).name for path in made["written"]] == ["a.yaml", "b.yaml", "c.yaml"]
    assert made["proposals"] == found["proposals"]


def test_a_broken_list_stops_only_itself(run: Run, lists: Path) -> None:
    broken = put(lists / "b.yaml", LIST.replace("[区教体局]\n", "[区X局]\n", 1))
    done = run("match", lists, "--city", "city.yaml", "--yes")
    assert done.code == 1
    assert (f"{broken}:12:" in done.err, "区X局" in done.err) == (True, True)
    assert texts(lists)["a.yaml"] == WRITTEN
    assert texts(lists)["b.yaml"] == broken.read_text(encoding="utf-8")
    assert "区X局" in record(run, lists, code=1)["errors"][0]


def test_a_list_that_cannot_be_written_stops_only_itself(
    run: Run, lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(lists / "b.yaml", LIST)
    from govlist.actions import match as action

    write = action._write

    def changed_meanwhile(path: Path, *given: Any) -> Any:
        if path.name == "a.yaml":
            put(path, LIST.replace("及时公开义务教育", "及时公开学前教育"))
        return write(path, *given)

    monkeypatch.setattr(action, "_write", changed_meanwhile)
    done = run("match", lists, "--city", "city.yaml", "--yes")
    assert (done.code, "a.yaml" in done.err) == (1, True)
    assert "city_task" not in texts(lists)["a.yaml"]
    assert texts(lists)["b.yaml"] == WRITTEN


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("year: 2025", "year: 2024", "2024"),
        ("region: 乙区", "region: 乙区\ntopic: 营商环境", "营商环境"),
        ("region: 乙区", "region: 乙区\ncity: 丙市", "丙市"),
        ("region: 乙区", "region: 乙区\nclosed: 2025-12-31", "归档"),
    ],
)
def test_a_list_of_something_else_is_left_out_and_told(
    run: Run, lists: Path, before: str, after: str, said: str
) -> None:
    put(
        lists / "a.yaml",
        LIST.replace(before, after, 1).replace("2025-0", "2024-0" if "2024" in after else "2025-0"),
    )
    done = run("match", lists, "--city", "city.yaml", "--yes")
    assert (done.code, said in done.out) == (0, True)
    assert "city_task" not in texts(lists)["a.yaml"]


def test_the_paths_say_of_what_a_list_is(run: Run, lists: Path) -> None:
    put(lists / "营商环境" / "340403.yaml", LIST)
    put(lists / "政务公开" / "340403.yaml", LIST)
    (lists / "a.yaml").unlink()
    found = record(run, lists, "--path", "{topic}/{region_code}.yaml", "--dry-run")
    assert {Path(each["path"]).parent.name for each in found["proposals"]} == {"政务公开"}
    assert [Path(each["path"]).parent.name for each in found["left_out"]] == ["营商环境"]


def test_the_citys_own_list_is_not_matched(run: Run, lists: Path) -> None:
    put(lists / "city.yaml", CITY)
    done = run("match", lists, "--city", lists / "city.yaml", "--dry-run", "--json")
    assert json.loads(done.out)["lists"] == 1


def test_the_citys_list_must_be_sound(run: Run, lists: Path) -> None:
    put(lists.parent / "city.yaml", CITY.replace("[市教育局]", "[市X局]"))
    assert run("match", lists, "--city", "city.yaml", "--yes").code == 1
    assert run("match", lists, "--city", "none.yaml", "--yes").code == 3
    assert run("match", lists, "--yes").code == 2
    assert run("match", "none", "--city", "city.yaml").code in (1, 3)
    assert texts(lists) == {"a.yaml": LIST}


def test_hostile_words_change_nothing_but_their_own_line(run: Run, lists: Path) -> None:
    words = "'; DROP TABLE tasks; -- {{7*7}} [bold] <b>: #"
    put(
        lists.parent / "city.yaml", CITY.replace("及时公开义务教育招生政策，组织开展政策解读。", f'"{words}"')
    )
    path = put(
        lists / "a 'b' ..#.yaml", LIST.replace("及时公开义务教育招生政策，组织开展政策解读 ", f'"{words}" ')
    )
    done = run("match", path, "--city", "city.yaml", "--yes")
    assert done.code == 0, done.err
    assert path.read_bytes().decode().replace('        city_task: "1"\n', "").replace(
        ', city_task: "12"', ""
    ) == LIST.replace("及时公开义务教育招生政策，组织开展政策解读 ", f'"{words}" ')


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_screen_fits_the_terminal(lists: Path, columns: int) -> None:
    put(lists / "b.yaml", LIST.replace("每月开会, ", '每月开会, city_task: "99", '))
    made = screen("match", str(lists), "--city", "city.yaml", "--dry-run", columns=columns)
    assert made.code == 0
    assert all(width(row) <= columns for row in made.text.splitlines())
    assert "99" in made.text


def test_the_limit_of_likeness() -> None:
    assert (matching.LEAST, matching.MARGIN) == (0.7, 0.1), "docs/many-lists.md names them"
