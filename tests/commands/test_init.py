"""`init`: the first files of a list, valid as they are; nothing that stands already is overwritten."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govlist import json_schema, load
from govlist.model import Checklist
from govlist.starting import LIST, SCHEMA

Run = Callable[..., Any]
Lists = Callable[..., Path]

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "data" / "tianjiaan-2024.txt"
SCHEMA_LINE = "# yaml-language-server: $schema=checklist.schema.json\n"

OLD = """\
title: 样例区2024年度工作清单
year: 2024
region: 样例区
closed: 2025-01-20
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局], contact: 王样例}
  - {name: 区司法局, kind: department}
  - {name: 区粮食局, kind: department, until: 2024-06-30, successor: 区教体局}
groups:
  - {name: 区政府各部门, members: department, scope: every}
sections:
  - title: 公开
    tasks:
      - id: 1
        requirement: 公开目录
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-06-14, status: done, evidence: ["https://jtj.example/1.html"]}
      - id: 2
        requirement: 公开*指南*
        responsible: [区教体局, 区司法局]
        progress:
          区教体局:
            - {date: 2024-06-14, status: done, evidence: ["https://jtj.example/2.html"]}
          区司法局:
            - {date: 2024-06-14, status: behind, note: 人手不足}
"""


def made(folder: Path = Path()) -> Checklist:
    """The list that was written; it must have no errors."""
    path = folder / LIST
    loaded = load.check(str(path), path.read_bytes())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return loaded.checklist


def test_without_anything_it_copies_the_shipped_list(run: Run) -> None:
    result = run("init")
    assert (result.code, result.out) == (0, "")
    text = LIST.read_text(encoding="utf-8")
    assert text == SCHEMA_LINE + load.shipped().read_text(encoding="utf-8")
    assert all(not task.progress and not task.overall for task in made().tasks())
    assert SCHEMA.read_text(encoding="utf-8") == json_schema.text()
    assert "govlist validate" in result.err.splitlines()[-1]


def test_what_it_writes_is_found_by_the_other_commands(run: Run) -> None:
    assert run("init").code == 0
    assert run("validate").code == 0
    result = run("status", "--brief")
    assert result.code == 0
    assert "28" in result.out
    assert "shipped" not in result.err


def test_it_writes_into_a_folder_of_any_depth(run: Run, tmp_path: Path) -> None:
    result = run("init", tmp_path / "区里" / "2024")
    assert result.code == 0
    assert len(list(made(tmp_path / "区里" / "2024").tasks())) == 28
    assert f"cd {tmp_path / '区里' / '2024'}" in result.err


def test_it_overwrites_nothing_and_then_writes_nothing(run: Run, checklist: Lists) -> None:
    path = checklist("mine\n", str(LIST))
    result = run("init", "--git")
    assert (result.code, path.read_text(encoding="utf-8")) == (3, "mine\n")
    assert not SCHEMA.exists()
    assert not Path(".gitattributes").exists()


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("--git", ".gitattributes"),
        ("--pre-commit", ".pre-commit-config.yaml"),
        ("--github", ".github/workflows/govlist.yml"),
        ("--gitlab", ".gitlab-ci.yml"),
    ],
)
def test_files_besides_are_written_on_request_only(
    option: str, name: str, run: Run, checklist: Lists
) -> None:
    assert run("init", "a").code == 0
    assert not (Path("a") / name).exists()
    result = run("init", "b", option)
    assert result.code == 0
    assert "govlist" in (Path("b") / name).read_text(encoding="utf-8")
    checklist("theirs\n", f"c/{name}")
    refused = run("init", "c", option)
    assert refused.code == 3
    assert "govlist" in refused.err.splitlines()[-1] or "govlist" in refused.err
    assert (Path("c") / name).read_text(encoding="utf-8") == "theirs\n"
    assert not (Path("c") / LIST).exists()


def test_git_s_attribute_names_the_list_and_its_driver_is_told(run: Run) -> None:
    result = run("init", "--git")
    assert 'git config merge.govlist.driver "govlist merge %O %A %B --marker-size %L --path %P"' in result.err
    subprocess.run(["git", "init", "-q", "."], check=True)
    asked = subprocess.run(
        ["git", "check-attr", "merge", str(LIST)], capture_output=True, check=True, encoding="utf-8"
    )
    assert asked.stdout.strip().endswith("merge: govlist")


def test_an_empty_list_is_valid_and_says_how_it_is_filled(run: Run) -> None:
    result = run("init", "--empty")
    assert result.code == 0
    checklist = made()
    assert (checklist.year, checklist.units, checklist.sections) == (2024, (), ())
    assert "requirement" in LIST.read_text(encoding="utf-8")
    assert "import FILE --into data/checklist.yaml" in result.err
    assert run("status").code == 0


def test_an_empty_list_of_one_s_own(run: Run) -> None:
    assert run("init", "--empty", "--year", 2025, "--title", "样例清单", "--region", "样例区").code == 0
    checklist = made()
    assert (checklist.year, checklist.title, checklist.region) == (2025, "样例清单", "样例区")


def test_a_document_becomes_the_list_with_its_doubts(run: Run) -> None:
    result = run("init", "--from", SEED)
    assert result.code == 0
    assert len(list(made().tasks())) == 28
    assert "存疑" in result.out
    assert LIST.read_text(encoding="utf-8").startswith(SCHEMA_LINE)


def test_last_year_s_list_gives_units_groups_and_what_it_has_not_finished(run: Run, checklist: Lists) -> None:
    old = checklist(OLD, "old.yaml")
    result = run("init", "new", "--roster", old)
    assert result.code == 0
    new = made(Path("new"))
    assert (new.title, new.year, new.region) == ("样例区2025年度工作清单", 2025, "样例区")
    assert [(unit.name, unit.aliases, unit.contact) for unit in new.units] == [
        ("区教体局", ("区教育体育局",), "王样例"),
        ("区司法局", (), None),
    ]
    assert [group.name for group in new.groups] == ["区政府各部门"]
    (told,) = Path("new/data").glob("*.md")
    assert told.name == "2024年未完成事项.md"
    lines = told.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("- ")] == [r"- 2 公开\*指南\*"]
    assert [line for line in lines if line.startswith("  - ")] == ["  - 进度滞后：区司法局"]


def test_a_document_and_last_year_s_list_go_together(run: Run, checklist: Lists) -> None:
    old = checklist(OLD, "old.yaml")
    assert run("init", "new", "--roster", old, "--from", SEED).code == 0
    new = made(Path("new"))
    assert new.units[0].aliases == ("区教育体育局",)
    assert len(list(new.tasks())) == 28
    assert list(Path("new/data").glob("*.md"))


def test_where_all_is_done_there_is_nothing_to_look_back_on(run: Run, checklist: Lists) -> None:
    done = OLD.replace("status: behind, note: 人手不足", "status: done, note: 已公开")
    assert run("init", "new", "--roster", checklist(done, "old.yaml")).code == 0
    assert not list(Path("new/data").glob("*.md"))


@pytest.mark.parametrize(
    "args",
    [
        ("--empty", "--from", SEED),
        ("--empty", "--roster", SEED),
        ("--year", 2025),
        ("--title", "清单"),
        ("--empty", "--year", 20255),
    ],
)
def test_what_does_not_go_together_is_refused(args: tuple[object, ...], run: Run) -> None:
    result = run("init", *args)
    assert (result.code, result.out) == (2, "")
    assert not LIST.exists()


def test_a_dry_run_writes_nothing(run: Run) -> None:
    result = run("init", "new", "--git", "--dry-run")
    assert result.code == 0
    assert ".gitattributes" in result.err
    assert not Path("new").exists()


def test_the_schema_beside_the_list_is_json(run: Run) -> None:
    assert run("init").code == 0
    assert json.loads(SCHEMA.read_text(encoding="utf-8"))["$schema"]


def test_the_tasks_come_later_into_a_list_with_last_year_s_roster(run: Run, checklist: Lists) -> None:
    assert run("init", "--roster", checklist(OLD, "old.yaml")).code == 0
    document = Path("清单.txt")
    document.write_text(
        "样例区2025年度工作清单\n序号\t具体要求\t责任单位\n1\t公开目录。\t区教体局\n2\t公开指南。\t区政府各部门\n",
        encoding="utf-8",
    )
    assert run("import", document, "--into", LIST).code == 0
    assert [task.requirement for task in made().tasks()] == ["公开目录。", "公开指南。"]
