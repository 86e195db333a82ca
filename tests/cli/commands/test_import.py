"""`import`: documents of every kind become lists; doubts are reported, nothing is overwritten."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.documents.readers import writers
from tests.importing.interpret.shapes import task_lines

from govlist.actions.import_ import PlacedDoubt
from govlist.base import i18n
from govlist.cli.screens.import_ import doubt_lines
from govlist.documents.document import Doubt, DoubtKind, Place
from govlist.model.checklist import Checklist, Task
from govlist.model.deadlines import due_on
from govlist.model.deadlines import plain as plain_due
from govlist.validation import load

Run = Callable[..., Any]
Lists = Callable[..., Path]

ROOT = Path(__file__).parents[3]
SEED = ROOT / "tests" / "data" / "tianjiaan-2024.txt"
SHIPPED = ROOT / "data" / "checklist.yaml"
ROSTER = ("--roster", SHIPPED)

PLAIN = """\
2024年工作清单
序号\t具体要求\t责任单位\t完成时限
1\t公开目录。\t区教体局、区司法局\t6月底前
2\t公开指南。\t区政府有关部门\t全年
3\t公开年报。\t各乡镇街道\t——
"""


def parsed(text: str | bytes) -> Checklist:
    """The list that a text is; it must have no errors."""
    loaded = load.check("a.yaml", text.encode() if isinstance(text, str) else text)
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return loaded.checklist


def fields(checklist: Checklist) -> list[tuple[Any, ...]]:
    """Of each task section, topic, number, requirement, responsible names: five fields."""
    return [
        (
            placed.section.title,
            placed.topic.title if placed.topic else None,
            placed.task.id,
            placed.task.requirement,
            placed.task.responsible,
        )
        for placed in checklist.placed()
    ]


def by_id(checklist: Checklist) -> dict[int, Task]:
    return {task.id: task for task in checklist.tasks()}


# -- the seed ----------------------------------------------------------------------------------------


def test_the_seed_gives_the_shipped_list_field_for_field(run: Run) -> None:
    result = run("import", SEED, *ROSTER)
    assert result.code == 0
    made, shipped = parsed(result.out), load.checklist(SHIPPED)
    same = [
        a == b for x, y in zip(fields(made), fields(shipped), strict=True) for a, b in zip(x, y, strict=True)
    ]
    assert (sum(same), len(same)) == (140, 140)
    assert [task.responsible_text for task in made.tasks()] == [t.responsible_text for t in shipped.tasks()]
    assert (made.title, made.year, made.region) == (shipped.title, shipped.year, shipped.region)
    assert (made.units, made.groups) == (shipped.units, shipped.groups)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf"])
def test_the_seed_s_table_gives_the_same_tasks_from_every_kind(kind: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / f"清单.{kind}"
    writers.write(kind, path)
    result = run("import", path, *ROSTER)
    assert result.code == 0
    assert fields(parsed(result.out)) == fields(load.checklist(SHIPPED))


@pytest.mark.parametrize("name", ["data/checklist.yaml", "examples/sample.yaml"])
@pytest.mark.parametrize("kind", ["csv", "docx", "xlsx", "html"])
def test_what_export_writes_import_reads_back(kind: str, name: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / f"a.{kind}"
    span = ("--since", "2024-09-01") if "sample" in name else ()
    assert run("-f", ROOT / name, "export", "--format", kind, *span, "-o", path).code == 0
    result = run("import", path, "--roster", ROOT / name, "--year", 2024)
    assert result.code == 0
    assert fields(parsed(result.out)) == fields(load.checklist(ROOT / name))


def test_a_csv_gives_deadlines_and_standing_tasks_back(run: Run, checklist: Lists, tmp_path: Path) -> None:
    small = (ROOT / "examples" / "small.yaml").read_bytes()
    path = checklist(small.decode(), "small.yaml")
    assert run("-f", path, "export", "--format", "csv", "-o", tmp_path / "a.csv").code == 0
    made = by_id(parsed(run("import", tmp_path / "a.csv", "--roster", path, "--year", 2024).out))
    for task in load.checklist(path).tasks():
        again = made[task.id]
        assert (again.due, again.due_text, again.standing) == (task.due, task.due_text, task.standing)
        assert again.requirement == task.requirement


EDGES = """\
title: 样例区2024年工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 田东街道, kind: township}
groups:
  - {name: 各乡镇街道, members: township, scope: every}
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开目录。, responsible: [区教体局], due: 2025-01-31}
      - {id: 2, requirement: "公开：\\n1.目录；\\n2.指南。", responsible: [各乡镇街道], due: 2024-06-30}
      - {id: 3, requirement: 公开年报。, responsible: [区教体局], due: 2025-03-31, due_text: 次年3月底前}
"""


@pytest.mark.parametrize("kind", ["csv", "docx", "xlsx", "html"])
def test_deadlines_of_another_year_and_lists_inside_a_task_come_back(
    kind: str, run: Run, checklist: Lists, tmp_path: Path
) -> None:
    path = checklist(EDGES, "edges.yaml")
    assert run("-f", path, "export", "--format", kind, "-o", tmp_path / f"a.{kind}").code == 0
    made = parsed(run("import", tmp_path / f"a.{kind}", "--roster", path, "--year", 2024).out)
    assert task_lines(made) == task_lines(load.checklist(path))


def test_the_same_document_gives_the_same_bytes(run: Run) -> None:
    assert run("import", SEED, *ROSTER).out_bytes == run("import", SEED, *ROSTER).out_bytes


# -- what is written and said ------------------------------------------------------------------------


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "清单.txt"
    path.write_text(PLAIN, encoding="utf-8")
    return path


def test_the_list_goes_to_stdout_and_what_was_found_to_stderr(run: Run, plain: Path) -> None:
    result = run("import", plain)
    assert task_lines(parsed(result.out)) == [
        "2024年工作清单 1 公开目录。 | 区教体局、区司法局 | 6月底前 2024-06-30",
        "2024年工作清单 2 公开指南。 | 区政府有关部门 | 全年 长期",
        "2024年工作清单 3 公开年报。 | 各乡镇街道",
    ]
    assert "3项" in result.err
    assert "存疑" in result.err


def test_a_file_is_written_and_its_edits_are_kept(run: Run, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "new.yaml"
    result = run("import", plain, "-o", out)
    assert result.code == 0
    assert "3项" in result.out
    assert out.read_bytes() == run("import", plain).out_bytes
    assert run("import", SEED, "-o", out).code == 0, "it is as import wrote it"
    out.write_bytes(edited := out.read_bytes() + b"# by hand\n")
    for more in ((), ("--dry-run",)):
        again = run("import", plain, "-o", out, *more)
        assert (again.code, out.read_bytes()) == (3, edited)
        assert "--force" in again.err
    assert run("import", plain, "-o", out, "--force").code == 0
    assert out.read_bytes() == run("import", plain).out_bytes


@pytest.mark.parametrize("name", ["new.docx", "new.json", "new.doc"])
def test_a_list_goes_into_a_yaml_file(run: Run, plain: Path, tmp_path: Path, name: str) -> None:
    result = run("import", plain, "-o", name)
    assert (result.code, result.out) == (2, "")
    assert ".yaml" in result.err
    assert not (tmp_path / name).exists()


def test_what_import_reads_is_never_overwritten(run: Run, plain: Path, tmp_path: Path) -> None:
    roster = tmp_path / "old.yaml"
    roster.write_bytes(before := (ROOT / ROSTER[1]).read_bytes())
    result = run("import", plain, "--roster", roster, "-o", roster, "--force")
    assert (result.code, roster.read_bytes()) == (2, before)
    document = tmp_path / "page.yaml"
    document.write_bytes(before := plain.read_bytes())
    result = run("import", document, "--format", "txt", "-o", document, "--force")
    assert (result.code, document.read_bytes()) == (2, before)


def test_a_dry_run_writes_nothing(run: Run, plain: Path, tmp_path: Path) -> None:
    assert run("import", plain, "-o", tmp_path / "new.yaml", "--dry-run").code == 0
    assert not (tmp_path / "new.yaml").exists()


def test_every_doubt_is_in_the_list_at_its_line(run: Run, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "new.yaml"
    data = json.loads(run("import", plain, "-o", out, "--json").out)
    lines = out.read_text(encoding="utf-8").split("\n")
    assert (data["tasks"], data["due"], data["standing"], data["file"]) == (3, 1, 1, str(out))
    assert data["doubts"]
    for doubt in data["doubts"]:
        if doubt["task"] is not None:
            assert lines[doubt["line"] - 1].strip() == f"- id: {doubt['task']}"
            above = lines[: doubt["line"] - 1]
            comments = []
            while above[-1].strip().startswith("#"):
                comments.append(above.pop())
            assert any(doubt["message"] in comment for comment in comments)
        if doubt["name"] is not None:
            assert lines[doubt["line"] - 1].strip().startswith(f"- name: {doubt['name']}  # ")
    (standing,) = [doubt for doubt in data["doubts"] if doubt["task"] == 2]
    assert {key: value for key, value in standing["place"].items() if value} == {"line": 4}


def test_strict_makes_a_doubt_an_error_and_writes_nothing(run: Run, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "new.yaml"
    assert run("import", plain, "-o", out, "--strict").code == 1
    assert not out.exists()
    sure = tmp_path / "sure.txt"
    sure.write_text(PLAIN.replace("全年", "年底前").replace("\n1\t", "\n一、公开\n1\t"), encoding="utf-8")
    assert run("import", sure, *ROSTER, "-o", out, "--strict").code == 0
    assert out.exists()


def test_json_without_a_file_holds_the_list(run: Run, plain: Path) -> None:
    data = json.loads(run("import", plain, "--json").out)
    assert len(list(parsed(data["text"]).tasks())) == 3
    assert (data["title"], data["year"], data["region"]) == ("2024年工作清单", 2024, None)


def test_a_person_s_words_hold_over_what_is_guessed(run: Run, plain: Path) -> None:
    made = parsed(run("import", plain, "--year", 2025, "--title", "试点清单", "--region", "样例区").out)
    assert (made.title, made.year, made.region) == ("试点清单", 2025, "样例区")
    assert by_id(made)[1].due == due_on(date(2025, 6, 30))


def test_recurring_deadlines_come_back_from_csv(run: Run, tmp_path: Path) -> None:
    due = ["monthly:10", "quarterly", "[half-yearly, 2024-11-20]"]
    tasks = (
        f"      - {{id: {n}, requirement: 公开第{n}类, responsible: [甲局], due: {each}, due_text: 按期}}\n"
        for n, each in enumerate(due, 1)
    )
    path = tmp_path / "list.yaml"
    head = "title: 清单\nyear: 2024\nunits: [{name: 甲局, kind: department}]\ngroups: []\n"
    path.write_text(f"{head}sections:\n  - title: 一\n    tasks:\n{''.join(tasks)}", encoding="utf-8")
    out = tmp_path / "list.csv"
    assert run("-f", path, "export", "-o", out).code == 0
    made = parsed(run("import", out, "--year", 2024).out)
    assert [plain_due(task.due) for task in made.tasks()] == [*due[:2], ["half-yearly", "2024-11-20"]]
    assert "due: [half-yearly, 2024-11-20]\n" in run("import", out, "--year", 2024).out


def test_without_a_year_there_is_no_list(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAIN.replace("2024年", ""), encoding="utf-8")
    result = run("import", path)
    assert (result.code, result.out) == (2, "")
    assert "--year" in result.err
    assert run("import", path, "--year", 20245).code == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", 3),
        ("各单位：请按时报送材料。\n".encode(), 3),
        ("2024年清单\n序号 具体要求 责任单位\n1 公开目录\n指南 区教体局 各镇\n".encode(), 3),
        (b"\xff\xfe\x00\xd8\x00", 3),
    ],
)
def test_what_cannot_be_understood_is_refused(data: bytes, code: int, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    result = run("import", path)
    assert (result.code, result.out) == (code, "")
    assert result.err


def test_a_missing_file_and_an_unknown_format_are_refused(run: Run, plain: Path) -> None:
    assert run("import", "nowhere.docx").code == 3
    assert run("import", plain, "--format", "odt").code == 2
    assert run("import", plain, "--columns", "nonsense").code == 2


# -- the roster --------------------------------------------------------------------------------------


def test_new_units_and_groups_are_added_and_marked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        PLAIN.replace("区司法局", "区财政局").replace("各乡镇街道", "各区直学校"), encoding="utf-8"
    )
    result = run("import", path, *ROSTER)
    made, shipped = parsed(result.out), load.checklist(SHIPPED)
    assert [unit.name for unit in made.units[len(shipped.units) :]] == ["区财政局", "各区直学校"]
    assert next(line for line in result.out.split("\n") if "name: 区财政局" in line).count("#") == 1
    assert "- {name: 各区直学校, members: [institution], scope: every}" in result.out


def test_another_writing_of_a_known_name_becomes_its_alias(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAIN.replace("各乡镇街道", "各乡镇、街道"), encoding="utf-8")
    made = parsed(run("import", path, *ROSTER).out)
    (group,) = [group for group in made.groups if group.name == "各乡镇街道"]
    assert group.aliases == ("各乡镇、街道",)
    assert by_id(made)[3].responsible_text == "各乡镇、街道"


def test_a_unit_in_two_columns_keeps_its_first_role_with_a_doubt(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "2024年清单\n序号|具体要求|牵头单位|配合单位\n1|公开。|区教体局|区教体局、区司法局\n",
        encoding="utf-8",
    )
    result = run("import", path)
    assert task_lines(parsed(result.out)) == ["2024年清单 1 公开。 | 区教体局:牵头、区司法局:配合"]
    assert "两种身份" in result.err


def test_a_collective_whose_units_are_named_elsewhere_is_a_group(run: Run, plain: Path) -> None:
    made = parsed(run("import", plain).out)
    (group,) = made.groups
    assert (group.name, group.members, str(group.scope)) == ("区政府有关部门", ("department",), "concerned")
    assert ("各乡镇街道", "collective") in [(unit.name, unit.kind) for unit in made.units]


def test_units_that_ended_are_not_carried_over(run: Run, plain: Path, checklist: Lists) -> None:
    old = checklist(
        """\
        title: 清单
        year: 2023
        units:
          - {name: 区教体局, kind: department, x-联络员: 王样例}
          - {name: 区粮食局, kind: bureau, until: 2023-06-30, successor: 区教体局}
        groups:
          - {name: 区政府有关部门, members: [department, bureau], scope: concerned}
        sections:
          - title: 公开
            tasks: [{id: 1, requirement: 公开, responsible: [区教体局]}]
        """,
        "old.yaml",
    )
    made = parsed(run("import", plain, "--roster", old).out)
    assert "区粮食局" not in [unit.name for unit in made.units]
    assert made.groups[0].members == ("department",)
    assert made.units[0].extra == {"x-联络员": "王样例"}


def test_all_tasks_without_a_unit_are_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("2024年清单\n序号\t具体要求\t责任单位\n1\t公开目录。\t\n", encoding="utf-8")
    result = run("import", path)
    assert (result.code, result.out) == (3, "")
    assert "--columns" in result.err


# -- doubts ----------------------------------------------------------------------------------------

TOWNS = """戊县2025年防汛重点任务
一、汛前准备
1.修订预案。（责任单位：县水利局，各乡镇；完成时限：三季度）
2.清淤河道。（责任单位：马头镇；完成时限：三季度）
3.储备物资。（责任单位：县发改委，各乡镇；完成时限：10月底前）
"""


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    """A document that names one town, speaks of all of them, and has the same inexact deadline twice."""
    path = tmp_path / "防汛.txt"
    path.write_text(TOWNS, encoding="utf-8")
    return path


def test_doubts_stand_by_kind_and_equal_ones_in_one_row(run: Run, towns: Path) -> None:
    lines = run("import", towns).err.splitlines()
    titles = ["统称名单不全（1）", "完成时限（2）", "新增单位和统称（3）"]
    assert [text for text in lines if text in titles] == titles
    members, due, new = (lines[lines.index(title) + 1] for title in titles)
    assert "各乡镇" in members
    assert "1个" in members
    assert "第1,2项" in due
    assert len([text for text in lines if "三季度" in text]) == 1
    assert "+2" in new  # guesses of kinds: one line, whatever their number


def test_json_gives_the_kind_of_each_doubt(run: Run, towns: Path) -> None:
    doubts = json.loads(run("import", towns, "--json").out)["doubts"]
    kinds = [doubt["kind"] for doubt in doubts]
    assert kinds == ["members", "deadline", "deadline", "new", "new", "new"]
    assert {doubt["name"] for doubt in doubts if doubt["kind"] == "members"} == {"各乡镇"}


def test_the_comment_says_what_a_doubt_is_about(run: Run, towns: Path) -> None:
    text = run("import", towns).out
    assert text.count("# 存疑（完成时限）：") == 2
    assert "name: 各乡镇  # 统称只含文中点名的1个，请补齐名单：马头镇\n" in text


def test_only_a_list_without_a_roster_is_told_to_take_one(run: Run, towns: Path, tmp_path: Path) -> None:
    assert "--roster" in run("import", towns).err
    old = tmp_path / "old.yaml"
    old.write_text(run("import", towns).out, encoding="utf-8")
    with_roster = run("import", towns, "--roster", old)
    assert "--roster" not in with_roster.err
    assert "统称名单不全" not in with_roster.err


def test_new_units_alone_are_no_error_with_strict(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "新.txt"
    text = "2025年任务\n一、公开\n1.公开目录。（责任单位：区教体局）\n2.更新。（责任单位：区司法局）\n"
    path.write_text(text, "utf-8")
    result = run("import", path, "--strict")
    assert (result.code, "没有存疑" in result.err) == (0, True)
    path.write_text(path.read_text("utf-8").replace("区司法局", "区司法局等"), "utf-8")
    assert run("import", path, "--strict").code == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [(b"\xc7\xe5\xb5\xa5.txt", "清单.txt"), (b"\xff\xff\xff.txt", "\ufffd\ufffd\ufffd.txt")],
)
def test_a_name_that_is_not_utf8_is_written_as_far_as_it_can_be_read(
    name: bytes, shown: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / os.fsdecode(name)
    try:
        path.write_text(PLAIN, encoding="utf-8")
    except OSError:
        pytest.skip("this file system refuses names that are not UTF-8")
    assert parsed(run("import", str(path)).out).source == shown


def test_doubts_that_differ_only_in_the_words_they_quote_are_one_row() -> None:
    messages = ("“甲、乙”按人名处理", "“丙”按人名处理", "“乙”按人名处理", "“丙”另有所指")
    doubts = [
        PlacedDoubt(10 + n, n, None, Doubt(Place(line=n), message, DoubtKind.UNITS))
        for n, message in enumerate(messages, 1)
    ]
    lines = ["".join(text for text, _style in line) for line in doubt_lines(doubts, None)]
    assert [text.split("  ")[-1] for text in lines[-2:]] == ["“甲、乙、丙”按人名处理", "“丙”另有所指"]
    assert "第1-3项" in lines[-2]


def test_each_text_that_was_left_out_has_a_row_of_its_own() -> None:
    doubts = [
        PlacedDoubt(3 + n, None, None, Doubt(Place(line=n), f"未收入：“{word}”", DoubtKind.UNREAD))
        for n, word in enumerate("甲乙")
    ]
    assert sum("未收入" in text for line in doubt_lines(doubts, None) for text, _style in line) == 2


def test_the_page_lists_the_kinds_of_doubts_in_their_order() -> None:
    page = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| `(\w+)` \| ", page[page.index("## Doubts") :], re.MULTILINE)
    assert rows == [(i18n._(kind.words), kind.token) for kind in DoubtKind]
