"""The brief: what it says, that it stays short whatever the list, and the formats that have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import html as lxml_html

from govlist.base import i18n
from govlist.content import brief
from govlist.export import docx, html, markdown
from govlist.model.selection import Filter
from govlist.model.view import View
from govlist.validation import load

Run = Callable[..., Any]

DAY, WEEK = date(2024, 9, 27), date(2024, 9, 23)
LIST = """\
title: 某区2024年度重点工作清单
year: 2024
confirm: true
units:
  - {name: 甲局, kind: department}
  - {name: 乙局, kind: department}
  - {name: 丙局, kind: department}
groups:
  - {name: 各部门, members: department, scope: every}
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开目录
        responsible: [各部门]
        progress:
          甲局: [{date: 2024-09-24, status: done, evidence: [1.pdf]}]
          乙局: [{date: 2024-09-24, status: done, evidence: [1.pdf]}]
          丙局: [{date: 2024-09-24, status: done, evidence: [1.pdf]}]
      - id: 2
        requirement: 公开指南
        responsible: [甲局, 乙局]
        progress:
          甲局: [{date: 2024-09-25, status: done, evidence: [1.pdf]}]
          乙局: [{date: 2024-09-25, status: behind, note: 场地没有落实}]
      - {id: 3, requirement: 公开年报, responsible: [丙局], due: 2024-08-15}
      - {id: 4, requirement: 公开制度, responsible: [有关部门]}
"""


@pytest.fixture(autouse=True)
def _chinese() -> None:
    i18n.use("zh")


def view(text: str = LIST, **parts: Any) -> View:
    loaded = load.check("checklist.yaml", text.encode())
    assert loaded.checklist is not None, loaded.problems
    return View(loaded.checklist, DAY, **parts)


def test_it_says_what_moved_who_is_slow_and_what_needs_a_decision() -> None:
    overview, moved, slow, decide = brief.brief(view(since=WEEK)).parts
    assert [part.heading for part in (overview, moved, slow, decide)] == [
        "一、总体情况",
        "二、本周进展",
        "三、进度较慢的单位",
        "四、需研究决定的事项",
    ]
    assert moved.paragraphs[1:] == (
        "本期全部办结：第1项。",
        "部分单位新完成：第2项（1家）。",
        "新增进度滞后：乙局第2项。",
    )
    assert slow.table is not None
    assert [row["unit"] for row in slow.table.rows] == ["丙局", "乙局"]
    assert decide.paragraphs == (
        "逾期30天以上：丙局第3项（43天）。",
        "进度滞后：第2项（乙局：场地没有落实）。",
        "尚无责任单位：第4项。",
        "涉及单位待认定：第4项。",
        "待核实4项次。",
    )


def test_what_waits_to_be_checked_says_why_the_overview_counts_fewer() -> None:
    denied = "      - {id: 5, requirement: 公开, responsible: [丙局], progress: {丙局: [{date: 2024-09-25, "
    text = LIST + denied + "status: not_applicable, note: 无此类事项}]}}\n"
    overview, *_parts, decide = brief.brief(view(text)).parts
    assert "待核实4项次" in overview.paragraphs[0]
    assert decide.paragraphs[-1] == "待核实5项次（其中报不涉及1项次）。"


def test_without_a_period_it_has_no_part_about_one() -> None:
    assert [part.title for part in brief.brief(view()).parts] == [
        "总体情况",
        "进度较慢的单位",
        "需研究决定的事项",
    ]


def test_where_nothing_is_wrong_it_says_so() -> None:
    of = view(filter=Filter(units=("甲局",), search="目录"))
    of = replace(of, checklist=replace(of.checklist, confirm=False))
    _overview, slow, decide = brief.brief(of).parts
    assert slow.paragraphs == ("没有滞后、逾期或本期未报的单位。",)
    assert decide.paragraphs == ("无需研究决定的事项。",)
    assert len(brief.brief(view(filter=Filter(search="没有这样的任务"))).parts) == 1


def test_its_length_does_not_grow_with_the_list() -> None:
    units = "".join(f"  - {{name: 第{n}局, kind: department}}\n" for n in range(60))
    late = "".join(
        f"      - {{id: {n}, requirement: 公开, responsible: [各部门], due: 2024-08-{n - 9:02}}}\n"
        for n in range(10, 40)
    )
    of = view(LIST.replace("groups:\n", f"{units}groups:\n") + late, since=WEEK)
    parts = brief.brief(of).parts
    assert max(len(text) for part in parts for text in part.paragraphs) < 200
    assert sum(len(part.table.rows) for part in parts if part.table) <= brief.SLOWEST
    assert parts[-1].paragraphs[0].startswith("逾期30天以上：第10项（63家）、第11项（63家）、")
    assert parts[-1].paragraphs[0].endswith("，另有23项。")  # 28 tasks and the third one, 6 are named


def test_one_unit_has_its_own() -> None:
    overview, *_others = brief.brief(view(filter=Filter(("乙局",), one=True))).parts
    assert overview.paragraphs[0].startswith("承担2项")


def test_every_format_says_the_same() -> None:
    of = view(since=WEEK)
    said = [text for part in brief.brief(of).parts for text in (part.heading, *part.paragraphs)]
    document = Document(BytesIO(docx.render_brief(of)))
    assert [p.text for p in document.paragraphs if p.text in said] == said
    page = lxml_html.fromstring(html.render_brief(of).encode())
    assert [e.text for e in page.iter("h2", "p") if e.text in said] == said
    lines = [line.lstrip("# ") for line in markdown.render_brief(of).splitlines()]
    assert [line for line in lines if line in said] == said


def test_a_long_title_has_two_lines_on_the_narrow_page() -> None:
    of = view(LIST.replace("某区2024年度重点工作清单", "某区2024年度政务公开和政府信息公开重点工作清单"))
    first, second, *_others = Document(BytesIO(docx.render_brief(of))).paragraphs
    assert [first.text, second.text] == ["某区2024年度政务公开和政府信息公开重点工作", "推进情况简报"]


def test_only_papers_have_one(run: Run, checklist: Callable[..., Path]) -> None:
    checklist(LIST)
    done = run("export", "--brief")
    assert done.code == 0
    assert "简报" in done.out or "brief" in done.out
    assert run("export", "--brief", "--format", "csv").code == 2
    assert run("export", "--brief", "--record").code == 2
    assert run("export", "--brief", "--per-unit", "out").code == 2
