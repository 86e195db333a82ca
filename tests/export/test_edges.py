"""The empty list, the first week and the closed year: every paper says the same, in every format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import html as lxml_html
from openpyxl import load_workbook

from govlist.base import i18n
from govlist.content import annual
from govlist.export import csv, docx, html, json, markdown, tsv, xlsx
from govlist.model.view import View
from govlist.validation import load

EMPTY = "title: 某区2024年度重点工作清单\nyear: 2024\nunits: []\ngroups: []\nsections: []\n"
FIRST = """\
title: 某区2024年度重点工作清单
year: 2024
rounds: [2024-03-25]
units: [{name: 甲局, kind: department}, {name: 乙局, kind: department}]
groups: [{name: 各部门, members: department, scope: every}]
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开目录, responsible: [各部门]}
"""
DONE = "[{date: 2024-03-20, status: done, evidence: [1.pdf]}]"
CLOSED = FIRST.replace("year: 2024\n", "year: 2024\nclosed: 2025-01-20\n").replace(
    "[各部门]}", f"[各部门], progress: {{甲局: {DONE}, 乙局: {DONE}}}}}"
)

PAPERS: dict[str, Callable[[View], str]] = {}


def paper(make: Callable[[View], str]) -> Callable[[View], str]:
    """One of the papers that are compared."""
    PAPERS[make.__name__] = make
    return make


@paper
def in_markdown(view: View) -> str:
    return markdown.render(view)


@paper
def in_word(view: View) -> str:
    document = Document(BytesIO(docx.render(view)))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@paper
def in_a_workbook(view: View) -> str:
    book = load_workbook(BytesIO(xlsx.render(view)))
    return "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)


@paper
def in_a_page(view: View) -> str:
    return "\n".join(lxml_html.fromstring(html.render(view).encode()).itertext())


@pytest.fixture(autouse=True)
def _chinese() -> None:
    i18n.use("zh")


def week(text: str, day: date) -> View:
    loaded = load.check("checklist.yaml", text.encode())
    assert loaded.checklist is not None
    return View(loaded.checklist, day, since=date.fromordinal(day.toordinal() - 4))


@pytest.mark.parametrize("make", PAPERS.values(), ids=PAPERS)
def test_an_empty_list_has_no_parts_only_the_word_that_it_is_empty(make: Callable[[View], str]) -> None:
    said = make(week(EMPTY, date(2024, 1, 19)))
    assert "清单里还没有任务。" in said
    assert [word for word in ("需督办事项", "分单位情况", "统计口径") if word in said] == []


@pytest.mark.parametrize("make", PAPERS.values(), ids=PAPERS)
def test_in_the_first_week_nothing_is_late_and_nobody_is_named(make: Callable[[View], str]) -> None:
    said = make(week(FIRST, date(2024, 1, 19)))
    assert "一季度截止日未到，已报0/2家" in said
    assert "本周无新报送" in said
    assert "未按期" not in said


@pytest.mark.parametrize("make", [in_markdown, in_word, in_a_workbook])
def test_without_anything_to_follow_up_the_part_says_so(make: Callable[[View], str]) -> None:
    for text, day in ((FIRST, date(2024, 1, 19)), (CLOSED, date(2025, 1, 24))):
        assert "无需督办事项。" in make(week(text, day))


@pytest.mark.parametrize("make", PAPERS.values(), ids=PAPERS)
def test_a_closed_list_says_when_it_was_archived(make: Callable[[View], str]) -> None:
    assert "2025年1月20日已归档" in make(week(CLOSED, date(2025, 1, 24)))
    assert "归档" not in make(week(CLOSED, date(2024, 12, 27)))  # what was true on that day


def test_the_page_of_an_empty_list_has_no_empty_tables() -> None:
    page = lxml_html.fromstring(html.render(week(EMPTY, date(2024, 1, 19))).encode())
    assert [table for table in page.iter("table") if not table.xpath(".//tbody/tr")] == []
    assert not page.xpath("//section[@id='sections' or @id='matrix']")
    links = page.xpath("//nav//a/@href")
    assert all(page.xpath(f"//*[@id='{link[1:]}']") for link in links)


def test_a_sheet_without_a_table_is_scaled_to_the_page() -> None:
    """LibreOffice does not scale a single column that is wider than the page: its text was cut off."""
    for sheet in load_workbook(BytesIO(xlsx.render(week(EMPTY, date(2024, 1, 19))))):
        assert {area.size["columns"] for area in sheet.merged_cells.ranges} == {2}
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_record_of_an_empty_list_says_that_it_has_no_units() -> None:
    of = week(EMPTY, date(2024, 1, 19))
    record = annual.record(of)
    document = Document(BytesIO(docx.render_record(of, record)))
    [sheet] = load_workbook(BytesIO(xlsx.render_record(of, record)))
    for said in (
        markdown.render_record(of, record),
        "".join(paragraph.text for paragraph in document.paragraphs),
        "".join(str(cell) for row in sheet.values for cell in row),
        html.render_record(of, record),
    ):
        assert "清单里还没有单位。" in said


def test_data_of_an_empty_list_has_its_header_and_no_row() -> None:
    of = week(EMPTY, date(2024, 1, 19))
    assert [len(module.render(of).splitlines()) for module in (csv, tsv)] == [1, 1]
    assert '"tasks": []' in json.render(of) or '"obligations": 0' in json.render(of)


def test_where_nobody_owes_a_reply_no_notice_is_written(
    run: Callable[..., object], checklist: Callable[[str], Path]
) -> None:
    checklist(EMPTY)
    done = run("chase", "--format", "docx", "--per-unit", "out")
    assert "没有需要催办的事项" in done.err or "No unit owes a reply" in done.err  # type: ignore[attr-defined]
    assert not Path("out").exists()
