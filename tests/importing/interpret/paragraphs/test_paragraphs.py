"""Lists without a table: brackets at the end of a paragraph, label lines below it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.importing.interpret.shapes import document, doubts, interpreted, paragraphs, task_lines

FORMS = {
    "brackets at the end, numbers through the list": (
        """2024年政务公开工作要点
        一、加强主动公开
        （一）聚焦经济
        1.及时公开惠企政策。（牵头单位：市政府办公室；责任单位：各县区政府）
        2.公开重大项目。（责任单位：市发改委、市住建局）
        （二）聚焦民生
        3.公开民生实事。（责任单位：市民政局）
        二、强化解读
        4.解读重要文件。（市司法局、市直有关部门负责落实）""",
        [
            "加强主动公开/聚焦经济 1 及时公开惠企政策。 | 市政府办公室:牵头、各县区政府",
            "加强主动公开/聚焦经济 2 公开重大项目。 | 市发改委、市住建局",
            "加强主动公开/聚焦民生 3 公开民生实事。 | 市民政局",
            "强化解读 4 解读重要文件。 | 市司法局、市直有关部门",
        ],
    ),
    "label lines below": (
        """2024年重点任务分解
        一、主动公开
        1.公开目录。
        责任单位：区教体局、区卫健委
        完成时限：6月底前
        2.公开指南。
        牵头单位：区司法局
        配合单位：各镇
        完成时限：全年""",
        [
            "主动公开 1 公开目录。 | 区教体局、区卫健委 | 6月底前 2024-06-30",
            "主动公开 2 公开指南。 | 区司法局:牵头、各镇:配合 | 全年 长期",
        ],
    ),
    "the topics are the tasks": (
        """2024年工作要点
        一、主动公开
        （一）深化政策公开。围绕企业需求公开政策。（牵头单位：市商务局；责任单位：各县（市、区）政府）
        （二）深化民生公开。公开就业信息。（责任单位：市人社局）""",
        [
            "主动公开 1 深化政策公开。围绕企业需求公开政策。 | 市商务局:牵头、各县（市、区）政府",
            "主动公开 2 深化民生公开。公开就业信息。 | 市人社局",
        ],
    ),
    "a task of several paragraphs": (
        """2024年工作要点
        一、主动公开
        1.深化政策公开。
        围绕企业需求公开政策。
        （1）目录；
        （2）指南。（责任单位：市商务局；完成时限：年底前）""",
        [
            "主动公开 1 深化政策公开。\n围绕企业需求公开政策。\n（1）目录；\n（2）指南。"
            " | 市商务局 | 年底前 2024-12-31"
        ],
    ),
    "plain paragraphs below headings": (
        """2024年工作要点
        一、主动公开
        公开惠企政策。（责任单位：市商务局）
        公开就业信息。（责任单位：市人社局）""",
        ["主动公开 1 公开惠企政策。 | 市商务局", "主动公开 2 公开就业信息。 | 市人社局"],
    ),
    "units after the sentence without brackets": (
        """2024年工作要点
        1.公开惠企政策。责任单位：市商务局、市财政局。
        2.公开就业信息。牵头单位：市人社局；配合单位：各县区政府""",
        [
            "2024年工作要点 1 公开惠企政策。 | 市商务局、市财政局",
            "2024年工作要点 2 公开就业信息。 | 市人社局:牵头、各县区政府:配合",
        ],
    ),
    "two brackets": (
        """2024年工作要点
        1.公开惠企政策（责任单位：市商务局）（完成时限：9月底前）。""",
        ["2024年工作要点 1 公开惠企政策。 | 市商务局 | 9月底前 2024-09-30"],
    ),
    "some topics are tasks, others hold tasks of their own": (
        """2024年工作要点
        一、主动公开
        （一）公开规划。（市发改委牵头，各县区政府配合）
        （二）优化营商环境。
        1.更新政策库。（市商务局负责，持续推进）
        2.公开招投标（牵头单位：市公管局；完成时限：9月底前）
        （三）公开预决算。〔市财政局牵头〕
        二、保障措施
        （一）加强领导。（责任单位：各县区政府）""",
        [
            "主动公开/主动公开 1 公开规划。 | 市发改委:牵头、各县区政府:配合",
            "主动公开/主动公开 2 公开预决算。 | 市财政局:牵头",
            "主动公开/优化营商环境 3 更新政策库。 | 市商务局 | 持续推进 长期",
            "主动公开/优化营商环境 4 公开招投标 | 市公管局:牵头 | 9月底前 2024-09-30",
            "保障措施 5 加强领导。 | 各县区政府",
        ],
    ),
    "a deadline alone in its bracket, persons, other brackets": (
        """2024年工作要点
        1.公开财政信息。（责任单位：区财政局，配合单位：各部门）（2024年12月底前）
        2.公开招考信息（责任领导：王样例；责任单位：区人社局）
        3.公开应急信息（区应急局、各镇街）。
        4.公开食药信息。［区市场监管局］""",
        [
            "2024年工作要点 1 公开财政信息。 | 区财政局、各部门:配合 | 2024年12月底前 2024-12-31",
            "2024年工作要点 2 公开招考信息 | 区人社局",
            "2024年工作要点 3 公开应急信息。 | 区应急局、各镇街",
            "2024年工作要点 4 公开食药信息。 | 区市场监管局",
        ],
    ),
    "labels on lines of their own, or several on one": (
        """2024年工作要点
        （一）公开一。
        牵头单位：市发改委  配合单位：市财政局  完成时限：6月底前
        （二）公开二。
        牵头单位
        市发改委
        责任单位
        市财政局
        （三）公开三。
        责任领导：王样例
        责任科室：办公室""",
        [
            "2024年工作要点 1 公开一。 | 市发改委:牵头、市财政局:配合 | 6月底前 2024-06-30",
            "2024年工作要点 2 公开二。 | 市发改委:牵头、市财政局",
            "2024年工作要点 3 公开三。 | 办公室",
        ],
    ),
    "names without a verb and a labelled deadline in one bracket": (
        """2024年工作要点
        1.公开一。（区教体局、区财政局；完成时限：6月底前）
        2.公开二。
        （办公室、财务科；完成时限：9月底前）""",
        [
            "2024年工作要点 1 公开一。 | 区教体局、区财政局 | 6月底前 2024-06-30",
            "2024年工作要点 2 公开二。 | 办公室、财务科 | 9月底前 2024-09-30",
        ],
    ),
    "labels after the text, broken over lines": (
        """2024年工作要点
        1.公开一。牵头单位：区教体局；责任单位：区财政局、
        区民政局，各镇；完成时限：6月底前
        2.公开二。牵头单位：区教体局；责任单位：区住
        建局、区民政局；
        完成时限：9月底前""",
        [
            "2024年工作要点 1 公开一。 | 区教体局:牵头、区财政局、区民政局、各镇 | 6月底前 2024-06-30",
            "2024年工作要点 2 公开二。 | 区教体局:牵头、区住建局、区民政局 | 9月底前 2024-09-30",
        ],
    ),
    "half-width marks": (
        """2024年工作要点
        1、公开惠企政策。(责任单位:市商务局;市财政局)
        2 .公开就业信息。(牵头单位:市人社局)""",
        [
            "2024年工作要点 1 公开惠企政策。 | 市商务局、市财政局",
            "2024年工作要点 2 公开就业信息。 | 市人社局:牵头",
        ],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_its_list(form: str) -> None:
    text, expected = FORMS[form]
    assert task_lines(interpreted(document(*paragraphs(text))).checklist) == expected


def documents() -> dict[str, tuple[str, list[str]]]:
    """By name, each document's text and its reading: the title, then a line for each task."""
    result = {}
    text = Path(__file__).with_name("paragraph_documents.txt").read_text(encoding="utf-8")
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        name, _newline, rest = part.partition("\n")
        written, _arrow, reading = rest.partition("\n->\n")
        result[name] = (written, reading.strip().replace("\\n", "\0").split("\n"))
    return result


DOCUMENTS = documents()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_gives_the_list_that_a_clerk_reads_in_it(name: str) -> None:
    text, expected = DOCUMENTS[name]
    checklist = interpreted(document(*paragraphs(text))).checklist
    lines = [checklist.title, *task_lines(checklist)]
    assert [line.replace("\n", "\0") for line in lines] == expected


def told(text: str) -> str:
    """The doubts about a document, as one text."""
    return "\n".join(doubts(interpreted(document(*paragraphs(text)))))


def test_parts_of_a_paragraph_are_told_with_their_units() -> None:
    said = told("2024年要点\n1.完善甲。（责任单位：区教育局）建设乙。（责任单位：区财政局、区司法局）")
    assert "“完善甲”：区教育局" in said
    assert "“建设乙”：区财政局、区司法局" in said


def test_a_bracket_in_a_sentence_that_only_mentions_units_is_text() -> None:
    text = "2024年要点\n1.由成员单位（区教育局、区财政局）组成专班，推进甲。（责任单位：区司法局）"
    assert task_lines(interpreted(document(*paragraphs(text))).checklist) == [
        "2024年要点 1 由成员单位（区教育局、区财政局）组成专班，推进甲。 | 区司法局"
    ]


def test_a_bracket_with_a_day_is_the_deadline_only_beside_the_units() -> None:
    text = "2024年要点\n1.印发方案（2023年3月）。开展甲。（6月底前）（责任单位：区司法局）"
    assert task_lines(interpreted(document(*paragraphs(text))).checklist) == [
        "2024年要点 1 印发方案（2023年3月）。开展甲。 | 区司法局 | 6月底前 2024-06-30"
    ]


def test_units_of_headings_and_lines_without_label_are_told() -> None:
    assert "区科技局牵头" in told("2024年要点\n一、强化甲（区科技局牵头）\n1.做甲。\n2.做乙。")
    assert "区教育局" in told("2024年要点\n一、区教育局\n1.做甲。\n二、区财政局\n1.做乙。")
    assert "区司法局、区财政局" in told("2024年要点\n1.做甲。\n区司法局、区财政局\n2.做乙。（区教育局负责）")


def test_sections_that_name_nobody_before_and_after_the_tasks_are_left_out_and_told() -> None:
    text = """2024年要点
    一、基本原则
    1.坚持统筹。
    2.坚持创新。
    二、任务
    1.做甲。（责任单位：区教育局）
    三、附则
    1.资金由区财政局统筹。"""
    assert task_lines(interpreted(document(*paragraphs(text))).checklist) == ["任务 1 做甲。 | 区教育局"]
    assert "基本原则" in told(text)
    assert "附则" in told(text)


def test_a_section_between_the_tasks_that_names_nobody_has_tasks_to_be_settled() -> None:
    text = """2024年要点
    一、甲类
    1.做甲。（责任单位：区教育局）
    二、乙类
    2.做乙。
    三、丙类
    3.做丙。（责任单位：区教育局）"""
    assert task_lines(interpreted(document(*paragraphs(text))).checklist)[1] == "乙类 2 做乙。 | 待明确"


def test_labels_in_traditional_characters_are_known_and_the_words_stay_as_written() -> None:
    text = "2024年計劃\n1.增加清洗次數。\n負責部門：食物環境衞生署\n完成時間：持續進行"
    assert task_lines(interpreted(document(*paragraphs(text))).checklist) == [
        "2024年計劃 1 增加清洗次數。 | 食物環境衞生署 | 持續進行 长期"
    ]


def test_a_sentence_that_ends_inside_the_bracket_says_who() -> None:
    text = (
        "2024年要点\n1.建平台。（省数据局牵头，省民政厅配合。完成时限：12月底前）\n2.做乙。（省司法厅负责。）"
    )
    assert task_lines(interpreted(document(*paragraphs(text))).checklist) == [
        "2024年要点 1 建平台。 | 省数据局:牵头、省民政厅:配合 | 12月底前 2024-12-31",
        "2024年要点 2 做乙。 | 省司法厅",
    ]


def test_a_number_before_a_date_is_no_decimal() -> None:
    text = "2024年要点\n3.2024年底前做甲。（责任单位：区教育局）\n4、10月办乙。（责任单位：区司法局）"
    assert task_lines(interpreted(document(*paragraphs(text))).checklist) == [
        "2024年要点 3 2024年底前做甲。 | 区教育局",
        "2024年要点 4 10月办乙。 | 区司法局",
    ]


def test_a_line_without_a_full_stop_among_the_tasks_is_told_if_it_is_left_out() -> None:
    text = "2024年要点\n1.做甲。（责任单位：区教育局）\n建设平台一个\n2.做乙。（责任单位：区教育局）"
    assert "建设平台一个" in told(text)


def test_a_first_topic_that_names_nobody_in_a_later_section_has_tasks_to_be_settled() -> None:
    text = """2024年要点
    一、甲类
    （一）一处
    1.做甲。（责任单位：区教育局）
    二、乙类
    （二）二处
    2.做乙。
    （三）三处
    3.做丙。（责任单位：区教育局）"""
    assert task_lines(interpreted(document(*paragraphs(text))).checklist)[1] == "乙类/二处 2 做乙。 | 待明确"


def test_a_signature_names_no_unit_of_the_last_task() -> None:
    text = "2024年要点\n1.做甲。\n责任单位：区教育局\n某区人民政府办公室\n2024年3月5日"
    assert task_lines(interpreted(document(*paragraphs(text))).checklist) == [
        "2024年要点 1 做甲。 | 区教育局"
    ]


def test_of_three_levels_of_headings_the_lower_two_stay_and_the_other_is_told() -> None:
    text = """2024年计划
    第一部分 经济
    一、投资
    （一）项目
    1.做甲。（责任单位：区发改委）"""
    assert task_lines(interpreted(document(*paragraphs(text))).checklist) == ["投资/项目 1 做甲。 | 区发改委"]
    assert "经济" in told(text)


@pytest.mark.parametrize(
    "filler", ["（", "（）", "（区教育局）", "责任单位：", "一、", "1.", "第一条", "、", "6月底，"]
)
def test_long_runs_of_marks_are_read(filler: str) -> None:
    text = f"2024年要点\n1.{filler * 3000}\n2.做乙。（责任单位：区教育局）"
    assert task_lines(interpreted(document(*paragraphs(text))).checklist)[-1].endswith("做乙。 | 区教育局")


def test_the_words_keep_their_labels_where_there_are_several() -> None:
    text = (
        "2024年要点\n1.公开。（牵头单位：市商务局；责任单位：市财政局、市审计局）\n"
        "2.公开。（责任单位：市商务局）"
    )
    first, second = interpreted(document(*paragraphs(text))).checklist.tasks()
    assert first.responsible_text == "牵头单位：市商务局；责任单位：市财政局、市审计局"
    assert second.responsible_text == "市商务局"


def test_a_bracket_that_names_no_units_is_text() -> None:
    text = (
        "2024年要点\n1.公开目录（以下简称目录）。（责任单位：市商务局）\n2.公开指南（含样表）。\n"
        "责任单位：市财政局"
    )
    assert task_lines(interpreted(document(*paragraphs(text))).checklist) == [
        "2024年要点 1 公开目录（以下简称目录）。 | 市商务局",
        "2024年要点 2 公开指南（含样表）。 | 市财政局",
    ]


def test_a_bracket_of_what_may_be_units_is_taken_with_a_doubt_where_nothing_else_says_who() -> None:
    text = """2024年要点
    更新领导信息。（办公室）
    公示处罚。（执法支队、法规科）
    编制年报（一网通办）。
    责任单位：市商务局"""
    imported = interpreted(document(*paragraphs(text)))
    assert task_lines(imported.checklist) == [
        "2024年要点 1 更新领导信息。 | 办公室",
        "2024年要点 2 公示处罚。 | 执法支队、法规科",
        "2024年要点 3 编制年报（一网通办）。 | 市商务局",
    ]
    assert [each.task for each in imported.uncertain if "括号" in each.doubt.message] == [1, 2]


def test_parts_of_a_task_with_their_own_units_stay_one_task_with_all_its_words_and_a_doubt() -> None:
    text = """2024年要点
    1.公开目录。（责任单位：市商务局）
    2.公开民生信息。
    （1）教育领域。
    责任单位：市教育局
    （2）医疗领域。
    公开医院信息。
    牵头单位：市卫健委"""
    imported = interpreted(document(*paragraphs(text)))
    assert task_lines(imported.checklist)[1:] == [
        "2024年要点 2 公开民生信息。\n（1）教育领域。\n（2）医疗领域。\n公开医院信息。"
        " | 市教育局、市卫健委:牵头"
    ]
    (parts,) = (u.doubt.message for u in imported.uncertain if u.task == 2)
    assert "市教育局" in parts
    assert "市卫健委" in parts


def test_a_publisher_that_looks_like_a_label_of_the_last_task_is_reported() -> None:
    text = "2024年要点\n1.公开目录。（责任单位：市商务局）\n主办单位：市政府办公室\n主办：市政府办公室"
    imported = interpreted(document(*paragraphs(text)))
    assert [str(u.doubt.place) for u in imported.uncertain if u.task == 1] == ["第3段"]
    assert task_lines(imported.checklist) == ["2024年要点 1 公开目录。 | 市商务局、市政府办公室:牵头"]


def test_nothing_between_headings_and_tasks_is_lost_in_silence() -> None:
    text = """2024年要点
    为做好公开工作，制定本要点。
    1.公开目录。（责任单位：市商务局）
    各单位要按季度报送。
    附件：1.名词解释
    2.联系人"""
    imported = interpreted(document(*paragraphs(text)))
    assert task_lines(imported.checklist) == ["2024年要点 1 公开目录。 | 市商务局"]
    (aside,) = (doubt for doubt in doubts(imported) if "制定本要点" in doubt)
    assert aside.startswith("第2段")
    assert "4" in aside


def test_headings_without_tasks_are_left_out_and_reported() -> None:
    text = """2024年要点
    一、总体要求
    坚持公开为常态。
    二、重点任务
    1.公开目录。（责任单位：市商务局）
    三、保障措施
    加强领导。"""
    imported = interpreted(document(*paragraphs(text)))
    assert task_lines(imported.checklist) == ["重点任务 1 公开目录。 | 市商务局"]
    (left_out,) = (doubt for doubt in doubts(imported) if "总体要求" in doubt)
    assert "保障措施" in left_out


def test_a_task_without_units_among_others_is_reported() -> None:
    text = "2024年要点\n1.公开目录。（责任单位：市商务局）\n2.公开指南。\n3.公开年报。（责任单位：市财政局）"
    imported = interpreted(document(*paragraphs(text)))
    assert task_lines(imported.checklist)[1] == "2024年要点 2 公开指南。 | 待明确"
    assert {each.task for each in imported.uncertain if each.task} == {2}


def test_word_s_headings_need_no_marks() -> None:
    lines = paragraphs(
        "2024年要点\n主动公开\n1.公开目录。（责任单位：市商务局）\n政策解读\n2.解读。（责任单位：市司法局）"
    )
    levels = [1, 2, None, 2, None]
    blocks = [replace(line, level=level) for line, level in zip(lines, levels, strict=True)]
    assert task_lines(interpreted(document(*blocks)).checklist) == [
        "主动公开 1 公开目录。 | 市商务局",
        "政策解读 2 解读。 | 市司法局",
    ]


@pytest.mark.parametrize(
    ("second", "restart"), [("（一）聚焦解读", True), ("（三）聚焦解读", False), ("聚焦解读", False)]
)
def test_topics_that_are_numbered_again_in_each_section_are_noted(second: str, restart: bool) -> None:
    text = f"""2024年工作要点
        一、主动公开
        （一）聚焦经济
        1.公开惠企政策。（责任单位：市商务局）
        （二）聚焦民生
        2.公开民生实事。（责任单位：市民政局）
        二、强化解读
        {second}
        3.解读重要文件。（责任单位：市司法局）"""
    assert interpreted(document(*paragraphs(text))).checklist.topics_restart is restart


def test_a_bare_label_of_time_is_a_deadline_but_not_as_the_end_of_another_word() -> None:
    text = """2024年工作要点
        一、主动公开
        1.公开目录。[责任单位：市商务局；时间：6月底前]
        2.公开指南。（责任单位：市司法局；开工时间：3月）"""
    first, second = interpreted(document(*paragraphs(text))).checklist.tasks()
    assert (first.due_text, second.due_text) == ("6月底前", None)


def test_of_a_problem_and_its_measures_the_measures_are_the_requirement() -> None:
    text = """2024年整改清单
        （一）管理不严
        存在问题：台账不全。
        整改措施：建立台账。
        责任单位：市商务局
        （二）公开不够
        存在问题：目录过时。
        整改措施：更新目录。
        责任单位：市司法局"""
    imported = interpreted(document(*paragraphs(text)))
    assert [task.requirement for task in imported.checklist.tasks()] == ["建立台账。", "更新目录。"]
    assert [task.extra["x-问题"] for task in imported.checklist.tasks()] == ["台账不全。", "目录过时。"]
    assert sum("x-问题" in doubt for doubt in doubts(imported)) == 2


def test_an_appeal_after_the_tasks_is_none() -> None:
    text = """2024年工作要点
        一、主动公开
        1.公开目录。（责任单位：市商务局）
        2.各部门要加强领导，抓好落实。"""
    imported = interpreted(document(*paragraphs(text)))
    assert [task.requirement for task in imported.checklist.tasks()] == ["公开目录。"]
    assert any("加强领导" in doubt for doubt in doubts(imported))
