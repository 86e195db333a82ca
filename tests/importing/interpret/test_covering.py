"""Sentences about several tasks: what they change, where, and that they are told."""

from __future__ import annotations

import pytest
from tests.importing.interpret.shapes import document, grid, interpreted, paragraphs, task_lines

from govlist.documents.document import DoubtKind, Paragraph, Place
from govlist.importing.interpret.build import ImportedList


def units(imported: ImportedList) -> list[str]:
    """Who is responsible for each task."""
    return [line.split(" | ")[1] for line in task_lines(imported.checklist)]


def rules(imported: ImportedList) -> list[str]:
    """The doubts about rules."""
    return [each.doubt.message for each in imported.uncertain if each.doubt.kind is DoubtKind.RULE]


def of(*brackets: str) -> ImportedList:
    """A list of tasks with these brackets."""
    lines = [f"{n}.做第{n}件事。（{bracket}）" for n, bracket in enumerate(brackets, 1)]
    return interpreted(document(*paragraphs("\n".join(["2024年工作要点", *lines]))))


def test_the_first_unit_leads_from_the_rule_on() -> None:
    imported = of(
        "责任单位：市财政局、市教育局",
        "责任单位：市经信局、市发改委，列第一位的为牵头单位，下同",
        "责任单位：市民政局、市司法局",
    )
    assert units(imported) == ["市财政局、市教育局", "市经信局:牵头、市发改委", "市民政局:牵头、市司法局"]
    (told,) = rules(imported)
    assert "列第一位的为牵头单位，下同" in told
    assert "2" in told


def test_without_same_below_the_rule_is_about_its_task() -> None:
    imported = of("责任单位：市经信局、市发改委（排名第一的为牵头单位）", "责任单位：市民政局、市司法局")
    assert units(imported) == ["市经信局:牵头、市发改委", "市民政局、市司法局"]


def test_units_before_the_first_comma_lead() -> None:
    imported = of(
        "责任单位：市经信局、市发改委，市财政局；第一个逗号前为牵头单位，下同", "责任单位：市民政局，各县区"
    )
    assert units(imported) == ["市经信局:牵头、市发改委:牵头、市财政局", "市民政局:牵头、各县区"]


def test_units_are_added_to_all_tasks_below() -> None:
    imported = of(
        "责任单位：区教育局，各镇街。以下均需各镇街落实，不再列出",
        "责任单位：区民政局",
        "责任单位：区司法局、各镇街",
    )
    assert units(imported) == ["区教育局、各镇街", "区民政局、各镇街", "区司法局、各镇街"]


def test_a_rule_about_tasks_above_is_quoted_and_not_applied() -> None:
    imported = of("责任单位：市公安局", "责任单位：市司法局，以上工作均由市公安局调度")
    assert units(imported) == ["市公安局", "市司法局"]
    assert "以上工作均由市公安局调度" in rules(imported)[0]


@pytest.mark.parametrize("note", ["（标*的为牵头单位）", "注：带“*”号的为牵头单位。"])
def test_a_note_about_signs_covers_all_tasks(note: str) -> None:
    table = grid("序号|工作任务|责任单位", "1|做甲事。|*市发改委、市财政局", "2|做乙事。|市民政局、市教育局*")
    before = interpreted(
        document(Paragraph("2024年工作要点", Place(paragraph=1)), Paragraph(note, Place(paragraph=2)), table)
    )
    after = interpreted(
        document(Paragraph("2024年工作要点", Place(paragraph=1)), table, Paragraph(note, Place(paragraph=2)))
    )
    for imported in (before, after):
        assert units(imported) == ["市发改委:牵头、市财政局", "市民政局、市教育局:牵头"]
        assert len(rules(imported)) == 1


def test_a_header_that_explains_a_sign_covers_its_column() -> None:
    table = grid(
        "序号|工作任务|责任单位（★为牵头单位）", "1|做甲事。|★市发改委、市财政局", "2|做乙事。|市民政局"
    )
    assert units(interpreted(document(table))) == ["市发改委:牵头、市财政局", "市民政局"]


def test_a_rule_changes_nothing_where_somebody_leads() -> None:
    imported = of(
        "责任单位：市经信局、市发改委，列第一位的为牵头单位，下同", "市民政局、市司法局牵头，市财政局配合"
    )
    assert units(imported)[1] == "市民政局:牵头、市司法局:牵头、市财政局:配合"


def test_a_level_is_taken_from_the_only_full_name_in_the_document() -> None:
    imported = of("责任单位：县民政局、县司法局", "责任单位：县教育局、民政局")
    assert units(imported) == ["县民政局、县司法局", "县教育局、县民政局"]
    assert next(unit for unit in imported.checklist.units if unit.name == "县民政局").aliases == ("民政局",)


def test_persons_and_deadlines_beside_units_are_the_task_s() -> None:
    table = grid(
        "序号|工作任务|责任单位",
        "1|做甲事。|区教育局 张某",
        "2|做乙事。|区民政局（李某）、区司法局，6月底前完成",
    )
    first, second = (placed.task for placed in interpreted(document(table)).checklist.placed())
    assert (first.extra["x-责任人"], second.extra["x-责任人"]) == ("张某", "李某（区民政局）")
    assert second.due_text == "6月底前完成"


def test_the_others_are_in_support_if_the_rule_says_so() -> None:
    note = "注：排在首位的责任单位为牵头单位，其他为配合单位。"
    text = f"2024年工作要点\n1.做甲事。（责任单位：市财政局、市教育局）\n{note}"
    imported = interpreted(document(*paragraphs(text)))
    assert units(imported) == ["市财政局:牵头、市教育局:配合"]


def test_same_as_above_in_one_of_two_columns_is_of_that_column() -> None:
    table = grid("序号|工作任务|牵头单位|配合单位", "1|做甲事。|区教育局|区财政局", "2|做乙事。|同上|各镇")
    assert units(interpreted(document(table))) == ["区教育局:牵头、区财政局:配合", "区教育局:牵头、各镇:配合"]


def test_same_as_above_is_who_is_responsible_for_the_task_before() -> None:
    table = grid(
        "序号|工作任务|责任单位", "1|做甲事。|区教育局牵头，区财政局配合", "2|做乙事。|同上", "3|做丙事。|〃"
    )
    imported = interpreted(document(table))
    assert units(imported) == ["区教育局:牵头、区财政局:配合"] * 3
    assert [each.task for each in imported.uncertain if "同上" in each.doubt.message] == [2]


@pytest.mark.parametrize(
    "rule",
    [
        "各镇街为各项任务责任单位，不再逐项列出",
        "均需各镇街落实，以下不再列出",
        "以下各项工作均需各镇街落实，不再单列",
        "各项工作均包括各镇街，不再重复列出",
        "以下工作各镇街均为责任单位，不再列出",
    ],
)
def test_units_are_added_in_many_words(rule: str) -> None:
    imported = of(f"责任单位：区教育局。{rule}", "责任单位：区民政局")
    assert units(imported) == ["区教育局、各镇街", "区民政局、各镇街"]


@pytest.mark.parametrize("note", ["（注：{rule}）", "（{rule}）", "为抓好落实，制定本方案。{rule}。"])
def test_more_units_for_all_in_a_note_are_told(note: str) -> None:
    rule = "以下均需各镇街落实，不再列出"
    tasks = "1.做甲事。（责任单位：区教育局）\n2.做乙事。（责任单位：区民政局）"
    text = f"2024年工作要点\n{note.format(rule=rule)}\n{tasks}"
    imported = interpreted(document(*paragraphs(text)))
    assert units(imported) == ["区教育局", "区民政局"]
    assert "以下均需各镇街落实" in rules(imported)[0]
