"""`units rename`: a unit's new name at every mention, its reports kept, its old name an alias."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.strategies import texts

from govlist.actions import rename as rename_action
from govlist.base.errors import GovlistError
from govlist.validation import load
from govlist.yamlfile.source import Source

Run = Callable[..., Any]
Checklist = Callable[..., Path]

OLD, NEW = "区教体局", "区教育局"
LIST = """\
title: 某区2024年度清单  # 区教体局也在内
year: 2024
source: 区教体局转发的文件
units:
  # 区教体局：主管学校
  - name: 区教体局   # 改过名
    kind: department
    aliases: [区教育体育局]
    contact: 区教体局办公室
  - {name: 区粮食局, kind: office, until: 2024-06-30, successor: 区教体局, x-备注: 并入区教体局}
  - {name: 区教体局招生办, kind: office}
  - {name: '区司法局', kind: department}
groups:
  - {name: 主管部门, members: [区教体局, 区司法局], scope: concerned}
  - name: 教育口
    scope: every
    members: 区教体局
  - {name: 全体, members: department, scope: every}
sections:
  - title: 区教体局牵头的工作
    topics:
      - title: 小项
        tasks:
          - id: 1
            requirement: 区教体局公开招生政策
            responsible: [区教体局, {unit: 区司法局, role: support}]
            responsible_text: 区教体局，区司法局配合
            overall:
              - {date: 2024-06-28, status: in_progress, note: 区教体局已印发方案}
            progress:
              区教体局:   # 报送
                - {date: 2024-06-20, status: in_progress, note: 区教体局报, by: 区教体局}
                - {date: 2024-07-01, status: done, evidence: [区教体局/1.pdf]}
                - {date: 2024-07-02, status: done, review: confirmed}
              区司法局: []
          - {id: 2, requirement: 乙, responsible: [{unit: 区教体局, role: lead}], responsible_text: 区教体局牵头, progress: {区教体局: [{date: 2024-06-20, status: behind}]}}
  - title: 其他
    tasks:
      - id: 3
        requirement: 丙
        responsible:
          - 主管部门
        concerned:
          - 区教体局
          - 区司法局
      - {id: 4, requirement: 丁, responsible: [教育口, 区司法局], progress: {区司法局: [{date: 2024-09-01, status: done}], "区教体局": [{date: 2024-06-20, status: not_started}]}}
      - {id: 5, requirement: 戊, responsible: [区粮食局], progress: {区粮食局: [{date: 2024-06-20, status: done}], 区教体局: [{date: 2024-07-20, status: behind}]}}
      - {id: 6, requirement: 己, responsible: [区教育体育局, 全体], responsible_text: 区教育体育局，全体}
      - {id: 7, requirement: 庚, responsible: [{role: lead, unit: 区教体局招生办}, {unit: "区教体局", role: support}], responsible_text: 招生办}
chases:
  - {date: 2024-09-01, unit: 区教体局, tasks: [1], level: reminder}
  - date: 2024-09-02
    unit: 区教育体育局
    tasks: [1, 2]
    level: notice
  - {date: 2024-09-03, unit: 区教体局招生办, tasks: [7], level: notice}
"""  # noqa: E501 - as such lines are in files
MENTIONS = (
    *("- name: 区教体局 ", "successor: 区教体局,", "[区教体局, 区司法局]", "members: 区教体局\n"),
    *("responsible: [区教体局, {", "              区教体局:   #", "[{unit: 区教体局, role: lead}]"),
    *("progress: {区教体局:", "          - 区教体局\n", '"区教体局": [', "], 区教体局: ["),
    *('{unit: "区教体局", role', "unit: 区教体局, tasks: [1]"),
)
"""Where the unit is named; everywhere else the word is text, or another unit's name."""


def renamed(text: str, new: str) -> str:
    """The text with the unit's name written again at each mention, without quotes."""
    for mention in MENTIONS:
        assert LIST.count(mention) == 1
        text = text.replace(mention, re.sub('"?区教体局"?', lambda _m: new, mention))
    return text


@pytest.fixture
def path(checklist: Checklist) -> Path:
    """The list, in the test's folder."""
    return checklist(LIST)


@pytest.fixture
def rename(run: Run) -> Run:
    """`units rename`."""
    return lambda *args: run("units", "rename", *args)


# What is written ---------------------------------------------------------------------------------


@pytest.mark.parametrize("old", [OLD, "区教育体育局"])
def test_every_mention_and_nothing_else(rename: Run, path: Path, old: str) -> None:
    """Comments, notes, the document's words, other units' names and the alias stay."""
    assert rename(old, NEW).code == 0
    expected = renamed(LIST, NEW).replace("[区教育体育局]\n    c", "[区教育体育局, 区教体局]\n    c")
    assert path.read_text("utf-8") == expected


def test_a_part_of_the_name(rename: Run, path: Path) -> None:
    assert rename("司法", "区司法行政局").code == 0
    text = path.read_text("utf-8")
    assert "- {name: 区司法行政局, kind: department, aliases: [区司法局]}\n" in text
    assert text.replace(", aliases: [区司法局]", "").replace("区司法行政局", "区司法局") == LIST.replace(
        "'区司法局'", "区司法局"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_line_ends_bom_and_a_missing_final_newline(rename: Run, path: Path, newline: str, bom: bytes) -> None:
    path.write_bytes(bom + LIST.rstrip("\n").replace("\n", newline).encode())
    assert rename(OLD, NEW).code == 0
    expected = renamed(LIST, NEW).replace("[区教育体育局]\n    c", "[区教育体育局, 区教体局]\n    c")
    assert path.read_bytes() == bom + expected.rstrip("\n").replace("\n", newline).encode()


def test_to_an_alias_of_its_own(rename: Run, path: Path) -> None:
    """The alias is the name now, and the name the alias."""
    assert rename(OLD, "区教育体育局").code == 0
    expected = renamed(LIST, "区教育体育局").replace("[区教育体育局]\n    c", "[区教体局]\n    c")
    assert path.read_text("utf-8") == expected


def test_there_and_back(rename: Run, path: Path) -> None:
    assert rename(OLD, NEW).code == 0
    assert rename(NEW, OLD).code == 0
    expected = renamed(LIST, OLD).replace("[区教育体育局]\n    c", "[区教育体育局, 区教育局]\n    c")
    assert path.read_text("utf-8") == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{name: 区教体局, kind: d}", "{name: 区教育局, kind: d, aliases: [区教体局]}"),
        ("{kind: d, name: 区教体局}", "{kind: d, name: 区教育局, aliases: [区教体局]}"),
        ("{name: 区教体局, kind: d, aliases: []}", "{name: 区教育局, kind: d, aliases: [区教体局 ]}"),
        (
            "name: 区教体局\n    kind: d\n    contact: 王某",
            "name: 区教育局\n    kind: d\n    aliases: [区教体局]\n    contact: 王某",
        ),
        (
            "name: 区教体局\n    kind: d\n    aliases:\n    - 教体  # 简称",
            "name: 区教育局\n    kind: d\n    aliases:\n    - 教体  # 简称\n    - 区教体局",
        ),
    ],
)
def test_the_alias_in_every_form(rename: Run, checklist: Checklist, before: str, after: str) -> None:
    text = "title: 清单\nyear: 2024\nunits:\n  - {}\ngroups: []\nsections: []\n"
    path = checklist(text.format(before) if "{" not in before else text.replace("{}", before))
    assert rename(OLD, NEW).code == 0
    assert path.read_text("utf-8") == text.replace("{}", after)


# What stays --------------------------------------------------------------------------------------


def figures(run: Run, *args: object) -> Any:
    """What a command says in JSON, the names made equal."""
    out = run(*args, "--json").out
    return json.loads(re.sub(f'"({OLD}|{NEW})"', '"甲"', out))


@pytest.mark.usefixtures("path")
def test_reports_figures_and_chases_are_kept(rename: Run, run: Run) -> None:
    commands = [
        *(["list", "-u", OLD], ["units"], ["chase"], ["assign"], ["status", "--trend", "--by", "unit"]),
        *(["show", str(number)] for number in range(1, 8)),
    ]
    before = [figures(run, *args) for args in commands]
    assert rename(OLD, NEW).code == 0
    after = [figures(run, *args) for args in commands]
    for one, other in zip(before, after, strict=True):
        for row in [*one["units"], *other["units"]] if isinstance(one, dict) else []:
            row.pop("aliases", None)
        assert other == one
    counts = json.loads(run("status", NEW, "--json").out)["counts"]
    assert (counts["obligations"], counts["confirmed"], counts["behind"]) == (6, 1, 2)


def test_no_error_and_no_new_kind_of_warning(rename: Run, run: Run, path: Path) -> None:
    def rules() -> list[tuple[str, str, int]]:
        problems = json.loads(run("validate", path, "--json").out)["problems"]
        return [(p["rule"], p["level"], p["line"]) for p in problems]

    before = rules()
    assert [level for _rule, level, _line in before if level == "error"] == []
    assert rename(OLD, NEW).code == 0
    assert rules() == before


@pytest.mark.usefixtures("path")
def test_the_old_name_still_finds_the_unit(rename: Run, run: Run) -> None:
    rename(OLD, NEW)
    assert json.loads(run("status", OLD, "--json").out)["unit"] == NEW
    assert run("mark", "1", "behind", "-u", OLD).code == 0
    assert run("chase", OLD, "--record", "提示").code == 0


def test_a_kind_is_no_mention(rename: Run, run: Run, checklist: Checklist) -> None:
    """A unit that is called as its kind is: the kind stays, and so do the groups that select by it."""
    path = checklist(
        "title: 清单\nyear: 2024\ngroups: []\n"
        "units:\n  - {name: 街道, kind: 街道}\n  - {name: 镇, kind: 街道}\n"
        "sections:\n  - title: 甲\n    tasks:\n      - {id: 1, requirement: 乙, responsible: [街道, 镇]}\n"
    )
    assert rename("街道", "田东街道").code == 0
    text = path.read_text("utf-8")
    assert "{name: 田东街道, kind: 街道, aliases: [街道]}\n  - {name: 镇, kind: 街道}" in text
    assert "responsible: [田东街道, 镇]" in text
    assert json.loads(run("status", "--json").out)["total"]["obligations"] == 2


# What is reported ----------------------------------------------------------------------------------


def test_json(rename: Run, path: Path) -> None:
    made = rename("教育体育", NEW, "--json")
    assert made.code == 0
    assert json.loads(made.out) == {"changed": [{"unit": NEW, "was": OLD}], "file": path.name}


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_a_dry_run_shows_the_same_and_writes_nothing(rename: Run, path: Path, json_too: list[str]) -> None:
    dry = rename(OLD, NEW, "--dry-run", *json_too)
    assert path.read_text("utf-8") == LIST
    wet = rename(OLD, NEW, *json_too)
    assert (dry.code, dry.out) == (0, wet.out)
    assert path.read_text("utf-8") != LIST


def test_the_name_that_it_has(rename: Run, path: Path) -> None:
    for old in (OLD, "区教育体育局"):
        made = rename(old, OLD, "--json")
        assert (made.code, json.loads(made.out)["changed"]) == (0, [])
    assert path.read_text("utf-8") == LIST


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        *([], [OLD], [OLD, NEW, "区教委"], ["水利局", NEW], ["局", NEW], ["", NEW]),
        *(["主管部门", NEW], ["全体", NEW]),  # groups
        *([OLD, "区司法局"], [OLD, "主管部门"], ["区司法局", "区教育体育局"], [OLD, "区粮食局"]),  # taken
        *([OLD, ""], [OLD, " "], [OLD, " 区教育局"], [OLD, "区教育局　"], [OLD, "区\n局"]),
        *([OLD, "区\x07局"], [OLD, "区\x1b[31m局"], [OLD, "区\u202e局"], [OLD, "区\r局"], [OLD, "区\x00局"]),
    ],
)
def test_all_or_nothing(rename: Run, path: Path, args: list[str]) -> None:
    made = rename(*args)
    assert (made.code, made.out) == (2, "")
    assert made.err
    assert path.read_text("utf-8") == LIST


def test_a_tab_is_a_control_character(rename: Run, path: Path) -> None:
    assert rename(OLD, "区\t局").code == 2
    assert path.read_text("utf-8") == LIST


def test_a_kind_cannot_be_a_name(rename: Run, run: Run, checklist: Checklist) -> None:
    """A group that selects by the kind would be that one unit."""
    text = (
        "title: 清单\nyear: 2024\n"
        "units:\n  - {name: 甲局, kind: department}\n  - {name: 乙局, kind: department}\n"
        "groups:\n  - {name: 各部门, members: department, scope: every}\n"
        "sections:\n  - title: 甲\n    tasks:\n      - {id: 1, requirement: 乙, responsible: [各部门]}\n"
    )
    path = checklist(text)
    assert rename("甲局", "department").code == 2
    assert path.read_text("utf-8") == text
    assert json.loads(run("status", "--json").out)["total"]["obligations"] == 2


def test_no_list_to_write(rename: Run, checklist: Checklist) -> None:
    """The shipped copy, and a list with errors."""
    assert rename("区教体局", NEW).code == 3
    broken = LIST.replace("responsible: [区粮食局]", "responsible: [水利局]")
    path = checklist(broken)
    assert rename(OLD, NEW).code == 1
    assert path.read_text("utf-8") == broken


# Any name ----------------------------------------------------------------------------------------


@given(
    texts() | st.sampled_from(["no", "010", "1:30", "2024-06-14", "~", "区 局", "区：局", "a: b", "- x", "#"])
)
@example("区#局")
@example("{unit: 区教体局}")
def test_any_new_name_reads_back_or_is_refused(new: str) -> None:
    source = Source("checklist.yaml", LIST.encode())
    loaded = load.check("checklist.yaml", LIST.encode())
    assert loaded.checklist is not None
    try:
        after, was = rename_action.renamed(source, loaded.checklist, OLD, new)
    except GovlistError:
        return
    assert was == OLD
    again = load.check("checklist.yaml", after.data)
    assert again.errors == ()
    assert again.checklist is not None
    unit = again.checklist.units[0]
    assert (unit.name, unit.aliases) == (new, ("区教育体育局", OLD))
    assert [list(task.progress) for task in again.checklist.tasks()] == [
        [new if name == OLD else name for name in task.progress] for task in loaded.checklist.tasks()
    ]
    assert len(after.text.split("\n")) == len(LIST.split("\n"))
