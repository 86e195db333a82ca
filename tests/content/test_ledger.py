"""The ledger's parts: follow-up by unit, changes by task, deadlines in the document's words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from govlist.base import i18n
from govlist.content import ledger, moves
from govlist.content.labels import unit_names
from govlist.model.selection import Filter
from govlist.model.view import View
from govlist.validation import load

DAY = date(2024, 9, 27)
LIST = """\
title: 某区2024年度重点工作清单
year: 2024
rounds: [2024-09-25]
units:
  - {name: 甲局, kind: department}
  - {name: 乙局, kind: department}
  - {name: 丙局, kind: department}
  - {name: 丁镇, kind: township}
groups: [{name: 各部门, members: department, scope: every}]
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开目录
        responsible: [各部门]
        due: 2024-11-30
        due_text: 11月底前
        progress:
          甲局:
            - {date: 2024-09-23, status: in_progress, note: 起草方案}
            - {date: 2024-09-24, status: done, note: 方案已印发, evidence: [1.pdf]}
          乙局: [{date: 2024-09-24, status: done, note: 方案已印发, evidence: [2.pdf, 3.pdf]}]
          丙局: [{date: 2024-09-25, status: done, note: 方案已印发, evidence: [4.pdf]}]
      - {id: 2, requirement: 公开指南, responsible: [各部门]}
      - {id: 3, requirement: 公开年报, responsible: [各部门, 丁镇], due: 2024-08-31}
chases:
  - {date: 2024-09-26, unit: 丙局, tasks: [2], level: reminder, reply_by: 2024-09-30}
"""


@pytest.fixture(autouse=True)
def _chinese() -> None:
    i18n.use("zh")


def view(text: str = LIST, **parts: Any) -> View:
    found = load.check("checklist.yaml", text.encode()).checklist
    assert found is not None
    return View(found, DAY, **parts)


def table(part: ledger.Part) -> list[list[str]]:
    assert part.table is not None
    return part.table.lines()[1:]


def test_units_that_owe_the_same_are_in_one_row() -> None:
    owed = "逾期1项（第3项：逾期27天）\n三季度未报1项（第2项）"
    assert table(ledger.follow_up(view())) == [
        ["甲局、乙局", owed, "-", "-"],
        ["丙局", owed, "1次", "09-30"],
        ["丁镇", "逾期1项（第3项：逾期27天）", "-", "-"],
    ]


def test_one_unit_reads_its_tasks() -> None:
    own = ledger.follow_up(view(filter=Filter(("丙局",), one=True)))
    assert [row[:2] for row in table(own)] == [["3", "公开年报"], ["2", "公开指南"]]
    assert own.table is not None
    assert "responsible" not in {column.key for column in own.table.columns}  # the title names the unit


def test_without_follow_up_the_ledger_says_so() -> None:
    nothing = ledger.follow_up(view(filter=Filter(search="没有这样的任务")))
    assert (nothing.table, nothing.paragraphs) == (None, ("无需督办事项。",))


def test_the_same_change_of_several_units_is_one_row() -> None:
    """A unit's reports are one change, from its status before the period to its last, with its last note."""
    made = moves.moves(view(since=date(2024, 9, 23))).lines()[1:]
    assert made == [["1", "各部门（3家）", "未报送", "已完成", "方案已印发", "4份", "09-23至09-25"]]


def test_one_unit_s_reports_are_listed_one_by_one() -> None:
    (part,) = ledger.span_part(view(since=date(2024, 9, 23), filter=Filter(("甲局",), one=True)))
    assert [row[1:3] for row in table(part)] == [["未报送", "序时推进"], ["序时推进", "已完成"]]


def test_a_group_is_named_as_a_whole_only_if_all_its_units_are_there() -> None:
    assert unit_names(view(), ["丁镇", "丙局", "乙局", "甲局"]) == "各部门（3家）、丁镇"
    assert unit_names(view(), ["甲局", "乙局", "丁镇"]) == "甲局、乙局、丁镇"


def test_a_large_group_is_named_with_its_exceptions() -> None:
    names = [f"第{n}局" for n in range(1, 11)]
    units = "".join(f"  - {{name: {name}, kind: department}}\n" for name in names)
    of = view(
        LIST.replace("units:\n", f"units:\n{units}").replace("各部门", "全部")
    )  # 13 with 甲局, 乙局, 丙局
    assert unit_names(of, [*names, "甲局", "丁镇"]) == "全部（乙局、丙局除外，11家）、丁镇"
    assert unit_names(of, names) == "、".join(names)  # three are missing


@pytest.mark.parametrize("filter_", [Filter(), Filter(("甲局",), one=True)])
def test_a_deadline_is_written_as_in_the_document(filter_: Filter) -> None:
    (part,) = [each for each in ledger.ledger(view(filter=filter_), in_one=True).parts if _has_due(each)]
    assert part.table is not None
    assert [row["due"] for row in part.table.rows] == ["11月底前", "-", "08-31"]


def _has_due(part: ledger.Part) -> bool:
    return (
        part.table is not None and "due" in {c.key for c in part.table.columns} and part.title != "需督办事项"
    )


def test_headings_are_numbered_in_the_language_in_use() -> None:
    assert ledger.ledger(view()).parts[0].heading == "一、总体情况"
    i18n.use("en")
    assert ledger.ledger(view()).parts[0].heading == "1. Overview"


def test_english_reads_as_a_person_writes_it() -> None:
    i18n.use("en")
    overview, _follow_up, *_others = ledger.ledger(view(since=date(2024, 9, 23))).parts
    (text,) = overview.paragraphs
    assert text.startswith(
        "As of 2024-09-27, the list has 3 tasks: 1 done, 2 not reported. They involve 4 units"
    )
    assert "In this period, 3 obligations were newly reported, 3 newly done. Quarter 3: " in text


def test_units_of_a_kind_without_tasks_have_no_table() -> None:
    """The office that hands out the list often has none: a table of its name alone says nothing."""
    of = view(LIST.replace("units:\n", "units:\n  - {name: 区政府办公室, kind: office}\n"))
    titles = [part.heading for part in ledger.ledger(of).parts]
    assert [title for title in titles if title.startswith("（")] == [
        "（一）各部门",
        "（二）丁镇（不参与排序）",
    ]
