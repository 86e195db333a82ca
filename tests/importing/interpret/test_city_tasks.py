"""The city's task beside a task: from columns and labels, and no guess where there is no number."""

from __future__ import annotations

import pytest
from tests.importing.interpret.shapes import document, doubts, grid, interpreted, paragraphs

from govlist.documents.document import Document
from govlist.importing.interpret import city_tasks

ROWS = ("1|公开目录。|区教体局|{}", "2|公开指南。|区司法局|{}", "3|回应关切。|区教体局|{}")


def table(header: str, *cells: str) -> Document:
    rows = (row.format(cell) for row, cell in zip(ROWS, cells, strict=True))
    return document(grid(f"序号|具体要求|责任单位|{header}", *rows))


def read(given: Document, **options: object) -> list[str | None]:
    return [task.city_task for task in interpreted(given, **options).checklist.tasks()]


def extras(given: Document) -> list[dict[str, object]]:
    return [dict(task.extra) for task in interpreted(given).checklist.tasks()]


def said(given: Document) -> list[str]:
    """The doubts, without those about headings that the samples lack."""
    usual = doubts(interpreted(document(grid("序号|具体要求|责任单位", *(row[:-3] for row in ROWS)))))
    return [text for text in doubts(interpreted(given)) if text not in usual]


@pytest.mark.parametrize(
    "header",
    [
        "市级任务", "对应市级任务", "市级任务序号", "市级任务编号", "市清单序号", "市级清单编号",
        "对应市任务", "市级重点工作序号", "对应市级重点任务", "对应 的 市 级 任 务（章）", "市級任務",
        "city task", "city_task",
    ],
)  # fmt: skip
def test_a_column_of_the_citys_tasks(header: str) -> None:
    made = table(header, "3", "第12项", "——")
    assert read(made) == ["3", "12", None]
    assert extras(made) == [{}, {}, {}]
    assert said(made) == []


@pytest.mark.parametrize("header", ["上级任务", "上级任务序号", "对应上级任务"])
def test_a_list_above_that_may_not_be_the_citys_is_a_doubt(header: str) -> None:
    made = table(header, "3", "4", "5")
    assert read(made) == ["3", "4", "5"]
    assert [header in text for text in said(made)] == [True]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", "3"), ("3.", "3"), ("3、", "3"), ("（3）", "3"), ("第 3 项", "3"), ("任务3", "3"),
        ("市级第3条", "3"), ("2-3", "2-3"), ("2.10", "2.10"), ("A12", "A12"), ("ZF-007", None),
        ("序号12", "12"),
        ("3、5", None), ("1-", None), ("三", None), ("3.加强政务公开", None), ("2025年", None),
        ("", None), ("无", None),
        ("3" * 5000, None), ("第" * 5000, None), ("1-" * 5000, None),
    ],
)  # fmt: skip
def test_what_is_the_number_of_one_task(text: str, number: str | None) -> None:
    assert city_tasks.number(text) == number


def test_words_that_are_no_number_are_kept_with_a_doubt() -> None:
    made = table("市级任务序号", "3", "3、5", "推进政务公开")
    assert read(made) == ["3", None, None]
    assert extras(made) == [{}, {"x-市级任务": "3、5"}, {"x-市级任务": "推进政务公开"}]
    assert [("3、5" in text, "x-市级任务" in text) for text in said(made)] == [(True, True), (False, True)]


def test_the_number_of_the_citys_list_is_not_that_of_the_task() -> None:
    made = document(
        grid(
            "市清单序号|序号|具体要求|责任单位",
            "7|1|公开目录。|区教体局",
            "^|2|公开指南。|区司法局",
            "9|3|回应关切。|区教体局",
        )
    )
    assert [task.id for task in interpreted(made).checklist.tasks()] == [1, 2, 3]
    assert read(made) == ["7", "7", "9"]


def test_a_column_of_what_the_city_wants_heads_the_tasks_as_before() -> None:
    made = document(
        grid(
            "序号|市级任务|具体措施|责任单位",
            "1|推进决策公开|公开目录。|区教体局",
            "2|^|公开指南。|区司法局",
            "3|加强政民互动|回应关切。|区教体局",
        )
    )
    assert read(made) == [None, None, None]
    assert [placed.section.title for placed in interpreted(made).checklist.placed()] == [
        "推进决策公开"
    ] * 2 + ["加强政民互动"]


def test_the_only_column_of_tasks_is_the_requirement() -> None:
    made = document(grid("序号|市级任务|责任单位", "1|推进决策公开。|区教体局", "2|加强互动。|区司法局"))
    assert [task.requirement for task in interpreted(made).checklist.tasks()] == [
        "推进决策公开。",
        "加强互动。",
    ]


def test_a_label_in_a_paragraph() -> None:
    made = document(
        *paragraphs(
            "一、主动公开\n"
            "1.公开目录。（责任单位：区教体局；对应市级任务：第3项）\n"
            "2.公开指南。\n责任单位：区司法局\n市级任务序号：12\n"
            "3.回应关切。（责任单位：区教体局；对应市级任务：3、5）"
        )
    )
    assert read(made) == ["3", "12", None]
    assert extras(made)[2] == {"x-对应市级任务": "3、5"}
    assert any("3、5" in text for text in said(made))


def test_a_column_that_a_person_names() -> None:
    made = table("台账甲", "3", "4", "无")
    names = ["number", "requirement", "responsible", "city_task"]
    assert read(made, columns=names) == ["3", "4", None]
    assert read(made, columns=["序号", "具体要求", "责任单位", "市级任务"]) == ["3", "4", None]
