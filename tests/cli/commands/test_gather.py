"""gather: what it prints, its exit codes, and the files beside the store."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.many import province

Run = Callable[..., Any]
Province = province.Province


@pytest.fixture
def lists(tmp_path: Path) -> Province:
    """The lists of a small province, some with errors."""
    return province.write(tmp_path / "lists")


@pytest.fixture
def sound(tmp_path: Path) -> Province:
    """The lists of a small province without errors."""
    return province.write(tmp_path / "sound", broken=0)


def test_lists_with_errors_are_named_in_the_last_line(run: Run, lists: Province) -> None:
    done = run("gather", "lists", "-o", "store")
    *above, last = done.out.splitlines()
    assert done.code == 1
    assert str(len(lists.broken)) in last
    assert all(list_id in last for list_id in lists.broken)
    for list_id, rule in lists.broken.items():
        assert [line for line in above if f"{list_id}.yaml:" in line and rule in line]


def test_sound_lists_exit_with_0_and_the_second_run_says_that_nothing_has_changed(
    run: Run, sound: Province
) -> None:
    first, second = run("gather", "sound", "-o", "store"), run("gather", "sound", "-o", "store")
    assert (first.code, second.code) == (0, 0)
    assert first.out == f"store：{len(sound.sound)}份清单（读取{len(sound.sound)}份、未变0份、已不在0份）\n"
    assert second.out == f"store：{len(sound.sound)}份清单，没有变化\n"


def test_the_object_for_scripts(run: Run, lists: Province) -> None:
    made = json.loads(run("gather", "lists", "-o", "store", "--sqlite", "a.db", "--json").out)
    assert (made["lists"], made["read"], made["changed"]) == (len(lists.list_ids), len(lists.list_ids), True)
    assert {each["list"]: each["rule"] for each in made["rejected"]} == lists.broken
    assert made["files"] == ["a.db"]
    path = lists.path(lists.sound[0])
    path.unlink()
    made = json.loads(run("gather", "lists", "-o", "store", "--json").out)
    assert (made["removed"], made["read"], made["version"]) == (1, 0, "v000002")


@pytest.mark.parametrize("count", [4, 12])
def test_many_lists_with_errors_are_not_all_named(run: Run, tmp_path: Path, count: int) -> None:
    lists = province.write(tmp_path / "lists", broken=count)
    last = run("gather", "lists", "-o", "store").out.splitlines()[-1]
    assert sum(list_id in last for list_id in lists.broken) == min(count, 5)
    assert f"{count}份" in last


def test_the_paths_tell_what_the_lists_do_not(run: Run, tmp_path: Path) -> None:
    plain = province.checklist(province.Random(1), {"region": "甲区"}, 2)
    path = tmp_path / "lists" / "990301" / "政务公开.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(province.written(plain), encoding="utf-8")
    args = ("gather", "lists", "-o", "store", "--path", "{region_code}/{topic}.yaml")
    assert run(*args).code == 0
    assert list(Path("store/versions/v000001/lists").glob("*/*")) == [
        Path("store/versions/v000001/lists/y=2025/p=c9903")
    ]
    assert "没有变化" in run(*args).out
    assert "读取1份" in run(*args[:-2]).out
    Path("govlist.toml").write_text(f"path = '{args[-1]}'\n", encoding="utf-8")
    assert "读取1份" in run(*args[:-2]).out
    assert [path.name for path in Path("store/versions/v000003/lists").glob("*/*")] == ["p=c9903"]


def test_files_beside_the_store_are_replaced_if_they_are_ours(run: Run, sound: Province) -> None:
    args = ("gather", "sound", "-o", "store", "--sqlite", "a.db", "--duckdb", "a.duckdb")
    assert run(*args).code == 0
    sound.path(sound.sound[0]).unlink()
    assert run(*args).code == 0
    with closing(sqlite3.connect("a.db")) as made:
        assert made.execute("SELECT count(*) FROM lists").fetchall() == [(len(sound.sound) - 1,)]
    Path("a.db").write_bytes(b"my own notes")
    refused = run(*args)
    assert (refused.code, Path("a.db").read_bytes()) == (3, b"my own notes")
    assert run(*args, "--force").code == 0
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["a.db", "a.duckdb", "sound", "store"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["-o", "store", "--sqlite", "store/a.db"], 2),
        (["-o", "store", "--sqlite", "a.db", "--duckdb", "a.db"], 2),
        (["-o", "sound"], 2),
        (["-o", "sound/开发区/清单.yaml"], 2),
        (["-o", "a.txt"], 3),
        (["-o", "store", "--path", "{nonsense}.yaml"], 2),
        ([], 2),
    ],
)
def test_what_is_refused_writes_nothing(run: Run, sound: Province, options: list[str], code: int) -> None:
    Path("a.txt").write_text("text", encoding="utf-8")
    before = sorted(sound.folder.rglob("*"))
    refused = run("gather", "sound", *options)
    assert (refused.code, refused.out) == (code, "")
    assert refused.err
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["a.txt", "sound"]
    assert sorted(sound.folder.rglob("*")) == before


@pytest.mark.parametrize("where", ["none", "empty"])
def test_no_lists_are_an_error(run: Run, where: str) -> None:
    Path("empty").mkdir()
    refused = run("gather", where, "-o", "store")
    assert (refused.code, refused.out) == (3, "")
    assert not Path("store").exists()


@pytest.mark.usefixtures("sound")
def test_without_duckdb_the_remedy_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    refused = run("gather", "sound", "-o", "store")
    assert refused.code == 3
    assert "pip install 'govlist[data]'" in refused.err


ONE_TASK = """\
title: 清单
year: 2025
units: [{name: 教育局, kind: department}]
groups: []
sections: [{title: 一, tasks: [{id: 1, requirement: 公开政策, responsible: [教育局]}]}]
"""


def test_the_settings_of_the_folder_count_for_all_that_read_many_lists(run: Run, tmp_path: Path) -> None:
    (tmp_path / "city.yaml").write_text(f"topic: 政务公开\n{ONE_TASK}", encoding="utf-8")
    path = tmp_path / "lists" / "990101" / "安全生产.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(ONE_TASK, encoding="utf-8")
    (tmp_path / "lists" / "govlist.toml").write_text('path = "{region_code}/{topic}"\n', encoding="utf-8")
    found = json.loads(run("overview", "lists", "--by", "topic", "--json").out)
    assert [row["group"] for row in found["rows"]] == ["安全生产"]
    assert run("gather", "lists", "-o", "store").code == 0
    asked = run("query", "SELECT region_code, topic FROM lists", "store", "--jsonl")
    assert json.loads(asked.out) == {"region_code": "990101", "topic": "安全生产"}
    matched = run("match", "lists", "--city", "city.yaml", "--dry-run", "--json")
    assert "安全生产" in matched.out  # of another topic, so it is left out
    assert json.loads(matched.out)["left_out"]
