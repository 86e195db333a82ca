"""From a document to the text of a list: titles, years, regions, and documents with any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importing.interpret.shapes import document, grid, interpreted, paragraphs, task_lines

from govlist.actions import import_
from govlist.actions.import_ import Request
from govlist.base.errors import GovlistError
from govlist.documents.document import Cell, Document, Paragraph, Place, Row, Table
from govlist.importing.interpret.build import build_list
from govlist.importing.interpret.finding import Options
from govlist.model.checklist import Checklist
from govlist.validation import load

TABLE = grid("序号|具体要求|责任单位", "1|公开目录。|区教体局")

TITLES = {
    "附件1\n田家庵区 2024 年度政务公开重点工作清单": (
        "田家庵区2024年度政务公开重点工作清单",
        2024,
        "田家庵区",
    ),
    "样例市人民政府办公室2025年\n政务公开工作要点任务分解表": (
        "样例市人民政府办公室2025年政务公开工作要点任务分解表",
        2025,
        "样例市",
    ),
    "2023年重点工作任务\n（征求意见稿）": ("2023年重点工作任务", 2023, None),
    "某区关于促进甲产业发展的若干措施\n（2024年3月5日）": ("某区关于促进甲产业发展的若干措施", 2024, "某区"),
    "首页 > 政务公开\n关于2024年甲工作有关事项的通知\n各处室：\n1.建立工作台账": (
        "关于2024年甲工作有关事项的通知",
        2024,
        None,
    ),
    "某区人民政府办公室\n关于印发某区2024年实施方案的通知\n各镇：\n现印发给你们。\n某区2024年实施方案": (
        "某区2024年实施方案",
        2024,
        "某区",
    ),
    "某县人民政府\n关于2024年春耕生产的意见\n县政〔2024〕3号": (
        "某县人民政府关于2024年春耕生产的意见",
        2024,
        "某县",
    ),
    "某市2024年国民经济和社会发展计划\n重点工作任务分解": (
        "某市2024年国民经济和社会发展计划重点工作任务分解",
        2024,
        "某市",
    ),
    "发布日期：2024-02-18 来源：办公室\n2024年重点工作责任分解": ("2024年重点工作责任分解", 2024, None),
    "某区关于印发推动发展若干举措\n（2024年版）的通知\n各镇：\n推动发展若干举措": (
        "推动发展若干举措",
        2024,
        None,
    ),
    "某局2024年度大事\n一、总体安排": ("某局2024年度大事", 2024, None),
    "各单位：\n现将2022年的任务印发给你们。": ("清单", 2022, None),
}


@pytest.mark.parametrize("text", TITLES)
def test_title_year_and_region_are_found(text: str) -> None:
    checklist = build_list(document(*paragraphs(text), TABLE), Options("清单.docx")).checklist
    assert (checklist.title, checklist.year, checklist.region) == TITLES[text]


def test_a_workbook_s_title_row_is_its_title() -> None:
    table = grid("样例区2024年工作清单|<|<", "序号|具体要求|责任单位", "1|公开目录。|区教体局")
    assert build_list(document(table), Options("a.xlsx")).checklist.title == "样例区2024年工作清单"


def test_a_file_s_name_says_the_year_where_nothing_else_does() -> None:
    assert build_list(document(TABLE), Options("2021年任务.xlsx")).checklist.year == 2021
    with pytest.raises(GovlistError):
        build_list(document(TABLE), Options("任务.xlsx"))


def test_tasks_before_the_first_topic_get_a_topic_of_their_section() -> None:
    table = grid(
        "工作任务|<|序号|具体要求|责任单位",
        "一、公开||1|公开目录。|区教体局",
        "^|（一）指南|2|公开指南。|区教体局",
    )
    assert task_lines(interpreted(document(table)).checklist) == [
        "公开/公开 1 公开目录。 | 区教体局",
        "公开/指南 2 公开指南。 | 区教体局",
    ]


def test_the_words_keep_the_labels_of_several_columns() -> None:
    table = grid("序号|具体要求|牵头单位|配合单位", "1|公开目录。|区教体局|区司法局、各镇")
    (task,) = interpreted(document(table)).checklist.tasks()
    assert task.responsible_text == "牵头单位：区教体局；配合单位：区司法局、各镇"


texts = st.text(min_size=0, max_size=24)
HOSTILE = "区教体局、，有关部门 #:[]{}\"'\\&*!|>%@`\n\u2028\u202e\x07\ue000-？1.一（）"
texts |= st.text(st.sampled_from(HOSTILE), max_size=24)
numbers = st.sampled_from(["", "1", "2", "2", "x"])


def checked(rows: list[tuple[str, ...]]) -> Checklist | None:
    """The list from a table of these rows, read back from its text; None if it is refused."""
    header = ("序号", "大项", "具体要求", "责任单位", "完成时限", "备注")
    cells = [tuple(map(Cell, row)) for row in (header, *rows)]
    table = Table(tuple(Row(row, Place(row=n)) for n, row in enumerate(cells, 1)), Place(table=1))
    return read_back(Document((table,)))


def read_back(source: Document) -> Checklist | None:
    """The list from a document, read back from its text; None if it is refused."""
    try:
        imported = build_list(source, Options("a.xlsx", year=2024))
    except GovlistError:
        return None
    text = import_.drafted(Request(Path("a.xlsx")), imported).text
    loaded = load.check("a.yaml", text.encode())
    assert loaded.errors == ()
    assert loaded.checklist is not None
    assert loaded.checklist.sections == imported.checklist.sections
    assert loaded.checklist.units == imported.checklist.units
    return loaded.checklist


PIECES = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "（1）",
    "①",
    "第一条",
    "第一章",
    "1",
    "1.1",
    "●",
    "任务一：",
    "任务名称：",
    "【责任单位】",
    "责任单位：",
    "牵头单位：",
    "完成时限：",
    "责任领导：",
    "（",
    "）",
    "【",
    "】",
    "《",
    "》",
    "区教育局",
    "区财政局",
    "各镇",
    "办公室",
    "牵头",
    "配合",
    "负责",
    "6月底前",
    "每月",
    "长期坚持",
    "2024年",
    "3日",
    "。",
    "、",
    "，",
    "；",
    "：",
    "做甲事",
    "建平台",
    "附件：1.",
    "附则",
    "保障措施",
    "总体要求",
    "本措施由",
    "解释",
    "某区人民政府",
    "2024年3月5日",
    "关于",
    "印发",
    "的通知",
    "清单",
]
lines = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(st.lists(lines, max_size=12))
def test_any_paragraphs_become_a_list_without_errors_or_are_refused(texts: list[str]) -> None:
    read_back(document(*(Paragraph(text, Place(paragraph=n)) for n, text in enumerate(texts, 1) if text)))


@given(st.lists(lines, min_size=1, max_size=6))
def test_two_tasks_with_units_are_found_in_any_surroundings(texts: list[str]) -> None:
    """A task is never lost in silence: its words are in the list, or a doubt says what was left out."""
    task = "2024年1月事项做完一件。（责任单位：区司法局）"
    source = "\n".join([*texts, f"3.{task}", f"4.{task.replace('一', '两')}"])
    try:
        imported = interpreted(document(*paragraphs(source)))
    except GovlistError:
        return
    written = "".join(task_lines(imported.checklist))
    told = any(each.doubt.kind.real for each in imported.uncertain)
    assert told or ("做完一件" in written and "做完两件" in written)


@given(st.lists(st.tuples(numbers, *[texts] * 5), min_size=1, max_size=4))
def test_any_text_becomes_a_list_without_errors_or_is_refused(rows: list[tuple[str, ...]]) -> None:
    checked(rows)


def test_a_text_that_looks_like_yaml_stays_text() -> None:
    made_of = checked([("1", "- a: b", "x: [1, 2] # no", "区教体局", "12:30", "!!python/object")])
    assert made_of is not None
    (task,) = made_of.tasks()
    assert (task.requirement, task.due_text) == ("x: [1, 2] # no", "12:30")
    assert task.extra == {"x-备注": "!!python/object"}


def test_a_number_out_of_range_is_numbered_again() -> None:
    made_of = checked([(n, "", f"公开{n}。", "区教体局", "", "") for n in ("0", "7")])
    assert made_of is not None
    assert [task.id for task in made_of.tasks()] == [8, 7]
