"""`import --into`: a new edition keeps reports, comments and bytes of what stays; what changes is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importing.interpret.shapes import of_text, task_lines

from govlist.importing.interpret.build import build_list
from govlist.importing.interpret.finding import Options
from govlist.importing.revisions import edition as editions
from govlist.importing.revisions.rewriting import rewrite
from govlist.model.checklist import Checklist
from govlist.model.deadlines import DueDays, due_on
from govlist.validation import load

Run = Callable[..., Any]
Lists = Callable[..., Path]

LIST = """\
# 清单的注释
title: 样例区2024年工作清单
year: 2024

units:
  # 部门
  - name: 区教体局  # 牵头
    kind: department
  - {name: 区司法局, kind: department}
groups:
  - {name: 区政府有关部门, aliases: [有关部门], members: department, scope: concerned}

sections:
  # 第一部分
  - title: 主动公开
    topics:
      - title: 政策公开  # 小项的注释
        tasks:
          # 目录一项
          - id: 1
            requirement: 公开目录，每季度更新一次，接受社会监督。
            responsible: [区教体局]
            x-联系人: 王样例
            progress:
              区教体局:
                - {date: 2024-03-01, status: in_progress, note: 已修订}
          - id: 2
            requirement: |-
              公开指南，方便群众查询。
            responsible:
              - 区司法局
            due: 2024-06-30  # 商定的日子
      - title: 民生公开
        tasks:
          # 民生的注释
          - {id: 3, requirement: 公开就业信息，及时更新。, responsible: [有关部门], concerned: [区教体局]}
  - title: 基础工作
    tasks:
      - id: 4
        requirement: 组织业务培训，提高工作水平。
        responsible: [区教体局, 区司法局]
        responsible_text: 区教体局、区司法局
chases:
  - {date: 2024-04-01, unit: 区教体局, tasks: [1, 4], level: reminder}
# 结尾的注释
"""

SAME = """\
样例区2024年工作清单
大项|小项|序号|具体要求|责任单位
一、主动公开|（一）政策公开|1|公开目录，每季度更新一次，接受社会监督。|区教体局
||2|公开指南，方便群众查询。|区司法局
|（二）民生公开|3|公开就业信息，及时更新。|有关部门
二、基础工作||4|组织业务培训，提高工作水平。|区教体局、区司法局
"""


@pytest.fixture
def path(checklist: Lists) -> Path:
    return checklist(LIST)


def edition(text: str) -> Path:
    """A document with this text."""
    path = Path("新版.txt")
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path) -> Checklist:
    loaded = load.check(str(path), path.read_bytes())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return loaded.checklist


def swapped(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_the_same_words_change_no_byte(run: Run, path: Path) -> None:
    before = path.read_bytes()
    result = run("import", edition(SAME), "--into", path)
    assert (result.code, path.read_bytes()) == (0, before)


def test_a_reworded_task_keeps_its_reports_comments_and_keys(run: Run, path: Path) -> None:
    text = swapped(SAME, ("每季度更新一次", "每月更新一次"), ("监督。|区教体局", "监督。|区教体局、区财政局"))
    result = run("import", edition(text), "--into", path)
    assert result.code == 0
    assert "每[-季度-]{+月+}更新一次" in result.out
    task = next(read(path).tasks())
    assert (task.extra, len(task.progress["区教体局"])) == ({"x-联系人": "王样例"}, 1)
    assert [entry.unit for entry in task.responsible] == ["区教体局", "区财政局"]
    written = path.read_text(encoding="utf-8")
    for comment in ("# 目录一项", "# 小项的注释", "# 商定的日子", "# 民生的注释", "# 结尾的注释", "# 牵头"):
        assert comment in written
    assert "\n  - {name: 区财政局, kind: department}  # " in written


def test_an_added_task_renumbers_those_behind_and_their_chases(run: Run, path: Path) -> None:
    text = swapped(
        SAME,
        ("||2|公开指南", "||2|定期通报情况，督促落实。|区司法局\n||3|公开指南"),
        ("（二）民生公开|3|", "（二）民生公开|4|"),
        ("二、基础工作||4|", "二、基础工作||5|"),
    )
    result = run("import", edition(text), "--into", path, "--json")
    assert result.code == 0
    assert [(c["what"], c["id"], c["was"]) for c in json.loads(result.out)["changed"]] == [
        ("task-added", 2, None),
        ("task-changed", 3, 2),
        ("task-changed", 4, 3),
        ("task-changed", 5, 4),
    ]
    made = read(path)
    assert [task.id for task in made.tasks()] == [1, 2, 3, 4, 5]
    assert made.chases[0].tasks == (1, 5)
    (third,) = [task for task in made.tasks() if task.id == 4]
    assert third.concerned == ("区教体局",)


def test_a_task_that_moves_takes_its_comment_and_its_reports_along(run: Run, path: Path) -> None:
    text = """\
样例区2024年工作清单
大项|序号|具体要求|责任单位
一、基础工作|1|组织业务培训，提高工作水平。|区教体局、区司法局
|2|公开目录，每季度更新一次，接受社会监督。|区教体局
二、民生公开|3|公开就业信息，及时更新。|有关部门
|4|公开指南，方便群众查询。|区司法局
"""
    result = run("import", edition(text), "--into", path)
    assert result.code == 0
    made = read(path)
    assert task_lines(made) == [
        "基础工作 1 组织业务培训，提高工作水平。 | 区教体局、区司法局",
        "基础工作 2 公开目录，每季度更新一次，接受社会监督。 | 区教体局",
        "民生公开 3 公开就业信息，及时更新。 | 有关部门",
        "民生公开 4 公开指南，方便群众查询。 | 区司法局 | 2024-06-30",
    ]
    moved = next(task for task in made.tasks() if task.id == 2)
    assert len(moved.progress["区教体局"]) == 1
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[lines.index("      - id: 2") - 1] == "      # 目录一项"


def test_a_reworded_heading_stays_the_heading(run: Run, path: Path) -> None:
    result = run("import", edition(SAME.replace("（一）政策公开", "（一）惠企政策公开")), "--into", path)
    assert result.code == 0
    assert "      - title: 惠企政策公开  # 小项的注释" in path.read_text(encoding="utf-8").split("\n")


def test_tasks_with_reports_go_only_with_drop(run: Run, path: Path) -> None:
    text = swapped(
        SAME,
        (
            "一、主动公开|（一）政策公开|1|公开目录，每季度更新一次，接受社会监督。|区教体局\n||2|",
            "一、主动公开|（一）政策公开|1|",
        ),
        ("|3|", "|2|"),
        ("||4|", "||3|"),
    )
    before = path.read_bytes()
    refused = run("import", edition(text), "--into", path)
    assert (refused.code, path.read_bytes()) == (2, before)
    assert "--drop" in refused.err
    assert run("import", edition(text), "--into", path, "--drop").code == 0
    made = read(path)
    assert [task.id for task in made.tasks()] == [1, 2, 3]
    assert made.chases[0].tasks == (3,)


def test_chases_of_tasks_that_go_go_with_them(run: Run, path: Path) -> None:
    text = """\
样例区2024年工作清单
大项|序号|具体要求|责任单位
一、主动公开|1|公开指南，方便群众查询。|区司法局
|2|公开就业信息，及时更新。|有关部门
"""
    more = "  - {date: 2024-05-01, unit: 区司法局, tasks: [2], level: notice}\n# 结尾"
    path.write_text(LIST.replace("# 结尾", more), encoding="utf-8")
    assert run("import", edition(text), "--into", path, "--drop").code == 0
    (chase,) = read(path).chases
    assert (chase.unit, chase.tasks) == ("区司法局", (1,))
    path.write_text(LIST, encoding="utf-8")
    assert run("import", edition(text), "--into", path, "--drop").code == 0
    assert read(path).chases == ()
    assert "# 结尾的注释" in path.read_text(encoding="utf-8")


def test_other_writings_of_known_names_become_aliases(run: Run, path: Path) -> None:
    text = swapped(
        SAME,
        ("监督。|区教体局", "监督。|区教体局〔区大数据局〕"),
        ("更新。|有关部门", "更新。|区政府（有关）部门"),
    )
    assert run("import", edition(text), "--into", path).code == 0
    made = read(path)
    assert made.units[0].aliases == ("区大数据局",)
    assert made.groups[0].aliases == ("有关部门", "区政府（有关）部门")


def test_tasks_of_a_section_get_topics_and_lose_them(run: Run, path: Path) -> None:
    text = swapped(SAME, ("二、基础工作||4|", "二、基础工作|（一）培训|4|"))
    assert run("import", edition(text), "--into", path).code == 0
    (topic,) = read(path).sections[1].topics or ()
    assert (topic.title, len(topic.tasks)) == ("培训", 1)
    assert run("import", edition(SAME), "--into", path).code == 0
    assert read(path).sections[1].topics is None
    assert path.read_text(encoding="utf-8") == LIST


def test_what_goes_with_into_and_what_does_not(run: Run, path: Path) -> None:
    new = edition(SAME)
    assert run("import", new, "--into", path, "-o", "a.yaml").code == 2
    assert run("import", new, "--into", path, "--roster", path).code == 2
    assert run("import", new, "--into", "nowhere.yaml").code == 3


def test_json_has_the_changes_and_their_doubts(run: Run, path: Path) -> None:
    text = swapped(SAME, ("监督。|区教体局", "监督。|区教体局、区财政局"))
    data = json.loads(run("import", edition(text), "--into", path, "--json").out)
    (change,) = data["changed"]
    assert (change["id"], change["reports"], change["moved"]) == (1, 1, False)
    assert change["fields"] == ["responsible", "responsible_text"]
    (doubt,) = data["doubts"]
    line = path.read_text(encoding="utf-8").split("\n")[doubt["line"] - 1]
    assert doubt["name"] == "区财政局"
    assert line == f"  - {{name: 区财政局, kind: department}}  # {doubt['message']}"


def test_what_the_document_does_not_say_stays(run: Run, path: Path) -> None:
    assert run("import", edition(SAME), "--into", path).code == 0
    assert next(task for task in read(path).tasks() if task.id == 2).due == due_on(date(2024, 6, 30))


def test_a_deadline_that_the_document_says_is_taken(run: Run, path: Path) -> None:
    lines = SAME.strip().split("\n")
    text = "\n".join([lines[0], lines[1] + "|完成时限", *(line + "|9月底前" for line in lines[2:])])
    assert run("import", edition(text), "--into", path).code == 0
    assert {task.due for task in read(path).tasks()} == {due_on(date(2024, 9, 30))}
    assert "# 商定的日子" in path.read_text(encoding="utf-8")


def test_a_recurring_deadline_of_a_new_edition_is_taken(run: Run, path: Path) -> None:
    lines = SAME.strip().split("\n")
    text = "\n".join([lines[0], lines[1] + "|完成时限", *(line + "|每月10日前" for line in lines[2:])])
    changed = run("import", edition(text), "--into", path, "--dry-run")
    assert "monthly:10" in changed.out
    assert run("import", edition(text), "--into", path).code == 0
    assert {(task.due, task.due_text, task.standing) for task in read(path).tasks()} == {
        ((DueDays("monthly:10"),), "每月10日前", True)
    }
    assert "due: monthly:10\n" in path.read_text(encoding="utf-8")


def test_a_dry_run_and_strict_write_nothing(run: Run, path: Path) -> None:
    before = path.read_bytes()
    new = edition(
        SAME.replace("每季度更新", "每月更新").replace("监督。|区教体局", "监督。|区教体局、区财政局等")
    )
    assert run("import", new, "--into", path, "--dry-run").code == 0
    assert path.read_bytes() == before
    assert run("import", new, "--into", path, "--strict").code == 1
    assert path.read_bytes() == before


def test_another_year_is_no_edition(run: Run, path: Path) -> None:
    before = path.read_bytes()
    result = run("import", edition(SAME.replace("2024", "2025")), "--into", path)
    assert (result.code, path.read_bytes()) == (2, before)
    assert "init" in result.err


def test_reports_that_would_have_no_place_stop_it(run: Run, path: Path) -> None:
    before = path.read_bytes()
    result = run("import", edition(SAME.replace("监督。|区教体局", "监督。|区司法局")), "--into", path)
    assert (result.code, path.read_bytes()) == (2, before)
    assert "report-by-outsider" in result.err


def test_a_list_in_flow_style_is_refused(run: Run, checklist: Lists) -> None:
    path = checklist(
        """\
        title: 清单
        year: 2024
        units: [{name: 区教体局, kind: department}]
        groups: []
        sections: [{title: 公开, tasks: [{id: 1, requirement: 公开目录, responsible: [区教体局]}]}]
        """
    )
    before = path.read_bytes()
    result = run("import", edition(SAME), "--into", path)
    assert (result.code, path.read_bytes()) == (3, before)


def test_a_fresh_list_takes_its_first_edition(run: Run) -> None:
    assert run("init", "--empty", "--year", 2024, "--title", "样例区2024年工作清单").code == 0
    path = Path("data/checklist.yaml")
    assert run("import", edition(SAME), "--into", path).code == 0
    made = read(path)
    assert [task.id for task in made.tasks()] == [1, 2, 3, 4]
    assert [unit.name for unit in made.units] == ["区教体局", "区司法局"]


def test_line_ends_and_a_missing_last_one_stay(run: Run, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    cut = text[: text.index("chases:")].rstrip("\n").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + cut.encode())
    assert run("import", edition(SAME.replace("每季度更新", "每月更新")), "--into", path).code == 0
    made = path.read_bytes()
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\n") == made.count(b"\r\n")
    assert not made.endswith(b"\n")


@given(st.permutations(range(4)), st.sets(st.integers(0, 3), max_size=2), st.integers(0, 3))
def test_after_any_change_the_reports_stay_with_their_words(
    order: list[int], gone: set[int], split: int
) -> None:
    tasks = [
        ("公开目录，每季度更新一次，接受社会监督。", "区教体局"),
        ("公开指南，方便群众查询。", "区司法局"),
        ("公开就业信息，及时更新。", "有关部门"),
        ("组织业务培训，提高工作水平。", "区教体局、区司法局"),
    ]
    kept = [tasks[i] for i in order if i not in gone]
    heads = {split: "二、乙", 0: "一、甲"}
    rows = [f"{heads.get(n, '')}|{n + 1}|{text}|{units}" for n, (text, units) in enumerate(kept)]
    loaded = load.check("a.yaml", LIST.encode())
    old = load.refuse_errors(loaded)
    source = of_text("大项|序号|具体要求|责任单位\n" + "\n".join(rows))
    if len(rows) < 2:
        return
    new = build_list(source, Options("a.txt", title=old.title, year=2024, roster=old)).checklist
    made = load.checked(rewrite(loaded.source, old, new, editions.changes(old, new)))
    assert made.errors == ()
    assert made.checklist is not None
    before = {task.requirement.strip(): task.progress for task in old.tasks()}
    after = {task.requirement.strip(): task.progress for task in made.checklist.tasks()}
    assert set(after) == {text for text, _units in kept}
    assert all(after[text] == before.get(text, after[text]) for text in after)
