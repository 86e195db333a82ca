"""Tables as offices draw them: columns, headings, numbers, cut rows; each form with the list it gives."""

from __future__ import annotations

from datetime import date

import pytest
from tests.importing.interpret.shapes import (
    document,
    doubts,
    grid,
    interpreted,
    of_text,
    paragraphs,
    task_lines,
)

from govlist.base.errors import ExitCode, GovlistError
from govlist.documents.document import Document
from govlist.model.deadlines import due_on

FORMS = {
    "labels with blanks inside, section cells merged": (
        document(
            grid(
                "工 作 任 务|序 号|具 体 要 求|责 任 单 位",
                "一、主动公开|1|公开目录。|区教体局",
                "^|2|公开指南。|区司法局",
                "二、解读回应|3|回应关切。|区教体局",
            )
        ),
        [
            "主动公开 1 公开目录。 | 区教体局",
            "主动公开 2 公开指南。 | 区司法局",
            "解读回应 3 回应关切。 | 区教体局",
        ],
    ),
    "number column without label": (
        document(
            grid(
                "工作任务|<||具体要求|责任单位",
                "一、主动公开|（一）政策|1|公开目录。|区教体局",
                "^|（二）民生|2|公开指南。|区司法局",
            )
        ),
        ["主动公开/政策 1 公开目录。 | 区教体局", "主动公开/民生 2 公开指南。 | 区司法局"],
    ),
    "rows have one cell more than the header": (
        of_text(
            "工作任务\t具体要求\t责任单位\n一、公开\t1\t公开目录。\t区教体局\n\t2\t公开指南。\t区司法局\n"
        ),
        ["公开 1 公开目录。 | 区教体局", "公开 2 公开指南。 | 区司法局"],
    ),
    "a task's words under 主要任务 alone, deadline before the units": (
        document(
            grid(
                "序号|主要任务|完成时限|责任科室",
                "1|清理栏目|6月底前|办公室",
                "2|培训人员|——|法规科、办公室",
            )
        ),
        ["清单 1 清理栏目 | 办公室 | 6月底前 2024-06-30", "清单 2 培训人员 | 法规科、办公室"],
    ),
    "lead and support in columns of their own": (
        document(
            grid(
                "序号|重点工作|工作要求|牵头单位|配合单位|时限要求",
                "1|政策公开|公开目录。|区教体局|区财政局、各镇|年底前",
                "2|政策解读|解读文件。|区司法局|——|全年",
            )
        ),
        [
            "政策公开 1 公开目录。 | 区教体局:牵头、区财政局:配合、各镇:配合 | 年底前 2024-12-31",
            "政策解读 2 解读文件。 | 区司法局:牵头 | 全年 长期",
        ],
    ),
    "a header in two rows": (
        document(
            grid(
                "序号|工作内容|责任单位|<|完成时间",
                "^|^|牵头责任单位|协同责任单位|^",
                "1|公开目录|市医保局|市卫健委|12月底前",
            )
        ),
        ["清单 1 公开目录 | 市医保局:牵头、市卫健委:配合 | 12月底前 2024-12-31"],
    ),
    "titles that span the table, header again after a page": (
        document(
            grid(
                "序号|具体要求|责任单位",
                "一、主动公开|<|<",
                "1|公开目录。|区教体局",
                "序号|具体要求|责任单位",
                "一、主动公开|<|<",
                "2|公开指南。|区司法局",
                "二、解读|<|<",
                "3|解读。|区教体局",
            )
        ),
        ["主动公开 1 公开目录。 | 区教体局", "主动公开 2 公开指南。 | 区司法局", "解读 3 解读。 | 区教体局"],
    ),
    "a numeral in the column of numbers is a heading": (
        document(
            grid(
                "序号|工作任务|责任单位",
                "一|主动公开|",
                "1|公开目录。|区教体局",
                "二|解读|",
                "2|解读文件。|区司法局",
            )
        ),
        ["主动公开 1 公开目录。 | 区教体局", "解读 2 解读文件。 | 区司法局"],
    ),
    "headings are paragraphs between tables": (
        document(
            *paragraphs("2024年清单\n一、主动公开"),
            grid("序号|具体要求|责任单位", "1|公开目录。|区教体局"),
            *paragraphs("二、政策解读"),
            grid("序号|具体要求|责任单位", "2|解读文件。|区司法局"),
        ),
        ["主动公开 1 公开目录。 | 区教体局", "政策解读 2 解读文件。 | 区司法局"],
    ),
    "a table continues without header": (
        document(
            grid("序号|具体要求|责任单位", "1|公开目录。|区教体局"),
            grid("2|公开指南。|区司法局", "3|公开年报。|区教体局", number=2),
        ),
        ["清单 1 公开目录。 | 区教体局", "清单 2 公开指南。 | 区司法局", "清单 3 公开年报。 | 区教体局"],
    ),
    "numbers glued to the text": (
        document(
            grid(
                "工作任务|责任单位",
                "1.加强公开。|区教体局",
                "2、加强解读。|区司法局",
                "3 .加强回应。|区教体局",
                "4加强监督。|区司法局",
            )
        ),
        [
            "清单 1 加强公开。 | 区教体局",
            "清单 2 加强解读。 | 区司法局",
            "清单 3 加强回应。 | 区教体局",
            "清单 4 加强监督。 | 区司法局",
        ],
    ),
    "marks of topics before the tasks": (
        document(
            grid(
                "重点任务|具体措施|牵头部门|时间要求",
                "一、拓宽渠道|（一）组织招聘会。|区人社局|6月底前",
                "^|（二）募集见习岗位。|区人社局|8月底前",
                "二、支持创业|（一）发放贷款。|区财政局|9月底前",
            )
        ),
        [
            "拓宽渠道 1 组织招聘会。 | 区人社局:牵头 | 6月底前 2024-06-30",
            "拓宽渠道 2 募集见习岗位。 | 区人社局:牵头 | 8月底前 2024-08-31",
            "支持创业 3 发放贷款。 | 区财政局:牵头 | 9月底前 2024-09-30",
        ],
    ),
    "rows of sums name groups": (
        document(
            grid(
                "序号|建设内容|总投资|责任单位|完成时限",
                "总计||9.6亿元||",
                "一、产业项目（1个）|<|6.5亿元||",
                "1|新建标准厂房。|6.5亿元|区工信局|6月底前",
                "民生项目（1个）||3.1||",
                "2|迁建医院。|3.1亿元|区卫健局|9月底前",
                "合计（2个）|<|9.6||",
            )
        ),
        [
            "产业项目（1个） 1 新建标准厂房。 | 区工信局 | 6月底前 2024-06-30",
            "民生项目（1个） 2 迁建医院。 | 区卫健局 | 9月底前 2024-09-30",
        ],
    ),
    "an extract keeps its numbers": (
        document(
            grid(
                "序号|具体要求|责任单位", "3|公开目录。|区教体局", "68|解读。|区司法局", "69|回应。|区教体局"
            )
        ),
        ["清单 3 公开目录。 | 区教体局", "清单 68 解读。 | 区司法局", "清单 69 回应。 | 区教体局"],
    ),
    "lists inside a cell are no tasks": (
        document(
            grid(
                "序号|具体要求|责任单位",
                "1|公开：\\n1、目录；\\n2、指南。|区教体局",
                "2|（1）解读文件；\\n（2）回应关切。|区司法局",
            )
        ),
        [
            "清单 1 公开：\n1、目录；\n2、指南。 | 区教体局",
            "清单 2 （1）解读文件；\n（2）回应关切。 | 区司法局",
        ],
    ),
    "lines that the cell's edge broke are joined": (
        document(grid("序号|具体要求|责任单位", "1|及时公开政\\n策文件。|市生态\\n环境局\\n区司法局")),
        ["清单 1 及时公开政策文件。 | 市生态环境局、区司法局"],
    ),
    "bars between cells": (
        of_text("2024年清单\n序号|主要任务|责任部门\n1|公开目录。|区教体局\n2|公开指南。|区司法局\n"),
        ["2024年清单 1 公开目录。 | 区教体局", "2024年清单 2 公开指南。 | 区司法局"],
    ),
    "one cell per line": (
        of_text(
            "2024年清单\n工作任务\n序号\n具体要求\n责任单位\n一、公开\n1\n公开目录。\n区教体局、\n区卫健委\n"
            "2\n公开指南。\n区司法局\n二、解读\n3\n解读文件。\n各镇（街道）\n"
        ),
        [
            "公开 1 公开目录。 | 区教体局、区卫健委",
            "公开 2 公开指南。 | 区司法局",
            "解读 3 解读文件。 | 各镇（街道）",
        ],
    ),
    "one cell per line, a heading after the number, merged with the one above": (
        of_text(
            "2024年清单\n序号\n工作任务\n具体要求\n牵头单位\n配合单位\n1\n公开\n公开目录。\n区教体局\n区财政局\n"
            "2\n公开指南。\n区司法局\n各镇\n3\n解读\n解读文件。\n区司法局\n各镇\n"
        ),
        [
            "公开 1 公开目录。 | 区教体局:牵头、区财政局:配合",
            "公开 2 公开指南。 | 区司法局:牵头、各镇:配合",
            "解读 3 解读文件。 | 区司法局:牵头、各镇:配合",
        ],
    ),
    "a row cut by a page, with its number and the header again": (
        of_text(
            "2024年清单\n序号\t具体要求\t责任单位\n1\t公开目录，\t区教体局\n- 1 -\n序号\t具体要求\t责任单位\n"
            "\t及时更新。\t\n2\t公开指南。\t区司法局\n"
        ),
        ["2024年清单 1 公开目录，及时更新。 | 区教体局", "2024年清单 2 公开指南。 | 区司法局"],
    ),
    "single blanks between cells": (
        of_text(
            "2024年清单\n序号 具体要求 责任单位 完成时限\n一、公开\n1 公开目录。 区教体局、区卫健委 年底前\n"
            "2 公开指南。 区司法局 6月底前\n"
        ),
        [
            "公开 1 公开目录。 | 区教体局、区卫健委 | 年底前 2024-12-31",
            "公开 2 公开指南。 | 区司法局 | 6月底前 2024-06-30",
        ],
    ),
    "one number for several rows": (
        document(
            grid(
                "序号|工作任务|具体要求|责任单位",
                "1|政策公开|公开目录。|区教体局",
                "^|^|^|区司法局",
                "2|政策解读|解读文件。|区司法局",
            )
        ),
        ["政策公开 1 公开目录。 | 区教体局、区司法局", "政策解读 2 解读文件。 | 区司法局"],
    ),
    "columns under each other, lines of a page": (
        of_text(
            "2024年清单\n\n序号    具体要求                  责任单位\n"
            "1       及时公开惠农政策          区政府有关部门\n"
            "        举措和进展成效。          各乡镇街道\n        定期核对。                区教体局\n"
            "2       清理目录                  区教体局\n"
        ),
        [
            "2024年清单 1 及时公开惠农政策举措和进展成效。定期核对。 | 区政府有关部门、各乡镇街道、区教体局",
            "2024年清单 2 清理目录 | 区教体局",
        ],
    ),
    "the ledger's columns, deadline after the units": (
        document(
            grid(
                "工作任务|序号|具体要求|责任单位|时限要求|进展情况|完成情况|备注",
                "一、公开|1|公开目录。|区教体局|年底前|已修订|已完成|",
                "^|2|公开指南。|区司法局|长期坚持|——|推进中|——",
            )
        ),
        ["公开 1 公开目录。 | 区教体局 | 年底前 2024-12-31", "公开 2 公开指南。 | 区司法局 | 长期坚持 长期"],
    ),
    "a heading said again on a new page": (
        document(
            grid(
                "序号|任务内容|责任单位",
                "一、公开|<|<",
                "1|公开目录。|区教体局",
                "序号|任务内容|责任单位",
                "一、公开（续）|<|<",
                "2|公开指南。|区司法局",
            )
        ),
        ["公开 1 公开目录。 | 区教体局", "公开 2 公开指南。 | 区司法局"],
    ),
    "three columns of headings: the third is kept beside the task": (
        document(
            grid(
                "一级指标|二级指标|三级指标|序号|工作要求|责任单位",
                "主动公开|政策|目录|1|公开目录。|区教体局",
                "^|^|指南|2|公开指南。|区司法局",
            )
        ),
        ["主动公开/政策 1 公开目录。 | 区教体局", "主动公开/政策 2 公开指南。 | 区司法局"],
    ),
    "several tables below each other in one sheet": (
        document(
            grid(
                "某区2024年任务表|||",
                "序号|任务|责任单位|",
                "1|公开目录。|区教体局|",
                "附件2|||",
                "姓名|单位|电话|",
                "甲|区教体局|123|",
                "附件3|||",
                "序号|任务名称|责任科室|完成时间",
                "2|自评|办公室|12月底",
            )
        ),
        [
            "某区2024年任务表 1 公开目录。 | 区教体局",
            "某区2024年任务表 2 自评 | 办公室 | 12月底 2024-12-31",
        ],
    ),
    "who filled the form in": (
        document(
            grid(
                "序号|工作任务|牵头单位|配合单位",
                "1|公开目录。|区教体局|各镇",
                "填表人：|<|联系电话：|<",
            )
        ),
        ["清单 1 公开目录。 | 区教体局:牵头、各镇:配合"],
    ),
    "topics numbered within sections": (
        document(
            grid(
                "工作任务|<|序号|具体要求|责任单位",
                "一、公开|（一）目录|1|公开目录。|区教体局",
                "^|（二）指南|2|公开指南。|区教体局",
                "二、解读|（一）文件|3|解读文件。|区司法局",
            )
        ),
        [
            "公开/目录 1 公开目录。 | 区教体局",
            "公开/指南 2 公开指南。 | 区教体局",
            "解读/文件 3 解读文件。 | 区司法局",
        ],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_its_list(form: str) -> None:
    source, expected = FORMS[form]
    assert task_lines(interpreted(source).checklist) == expected


CUT = {
    "text cut, units whole": (
        grid("序号|具体要求|责任单位", "1|依法公|区教体局", "|开职能。|", "2|公开指南。|区司法局"),
        ["清单 1 依法公开职能。 | 区教体局", "清单 2 公开指南。 | 区司法局"],
    ),
    "text and units cut": (
        grid(
            "序号|具体要求|责任单位",
            "1|依法公|区政府各部门，各",
            "|开职能。|乡镇街道",
            "2|公开指南。|区司法局",
        ),
        ["清单 1 依法公开职能。 | 区政府各部门、各乡镇街道", "清单 2 公开指南。 | 区司法局"],
    ),
    "a heading cut with its row": (
        grid(
            "工作任务|序号|具体要求|责任单位",
            "（一）数字转 型再加|1|依法公|区教体局",
            "快||开职能。|",
            "（二）平台|2|公开指南。|区司法局",
        ),
        ["数字转型再加快 1 依法公开职能。 | 区教体局", "平台 2 公开指南。 | 区司法局"],
    ),
    "units cut alone": (
        grid("序号|具体要求|责任单位", "1|公开职能。|区教体局、", "||区卫健委", "2|公开指南。|区司法局"),
        ["清单 1 公开职能。 | 区教体局、区卫健委", "清单 2 公开指南。 | 区司法局"],
    ),
}


@pytest.mark.parametrize("form", CUT)
def test_a_row_that_a_page_cut_is_joined_and_reported(form: str) -> None:
    table, expected = CUT[form]
    imported = interpreted(document(*paragraphs("清单"), table))
    assert task_lines(imported.checklist) == expected
    joined = [each for each in imported.uncertain if each.task == 1]
    assert [each.doubt.place.row for each in joined] == [3]


def test_numbers_that_restart_are_counted_through_with_one_doubt() -> None:
    imported = interpreted(
        document(
            grid(
                "工作任务|序号|具体要求|责任单位",
                "一、公开|1|公开目录。|区教体局",
                "^|2|公开指南。|区教体局",
                "二、解读|1|解读文件。|区司法局",
                "^|2|解读会议。|区司法局",
            )
        )
    )
    assert [task.id for task in imported.checklist.tasks()] == [1, 2, 3, 4]
    assert any("表第4行" in doubt for doubt in doubts(imported))


def test_topics_of_a_table_that_are_numbered_again_in_each_section_are_noted() -> None:
    table = grid(
        "工作任务|<|序号|具体要求|责任单位",
        "一、公开|（一）政策|1|公开目录。|区教体局",
        "^|（二）民生|2|公开指南。|区教体局",
        "二、解读|（一）文件|3|解读文件。|区司法局",
    )
    assert interpreted(document(table)).checklist.topics_restart


def test_a_row_without_number_among_numbered_ones_gets_a_free_one() -> None:
    table = grid(
        "序号|具体要求|责任单位", "3|公开目录。|区教体局", "|公开指南。|区司法局", "5|解读。|区教体局"
    )
    imported = interpreted(document(table))
    assert [task.id for task in imported.checklist.tasks()] == [3, 6, 5]
    assert {each.task for each in imported.uncertain if each.task} == {6}


def test_one_number_for_rows_with_units_of_their_own_is_several_tasks() -> None:
    table = grid(
        "序号|工作任务|工作要求|责任单位|完成时限",
        "1|信息公开|更新机构职能|区编办|6月底前",
        "^|^|更新领导信息|区教体局|9月底前",
        "2|依申请|规范办理|区司法局|年底前",
    )
    imported = interpreted(document(table))
    assert task_lines(imported.checklist) == [
        "信息公开 1 更新机构职能 | 区编办 | 6月底前 2024-06-30",
        "信息公开 3 更新领导信息 | 区教体局 | 9月底前 2024-09-30",
        "依申请 2 规范办理 | 区司法局 | 年底前 2024-12-31",
    ]
    assert {each.task for each in imported.uncertain if each.task} == {3}


def test_the_next_number_inside_a_task_with_a_glued_number_is_a_doubt() -> None:
    table = grid(
        "任务|责任单位", "1.公开目录。|区教体局", "2.公开指南。\\n3.公开年报。|区司法局", "4.解读。|区教体局"
    )
    imported = interpreted(document(table))
    assert [task.id for task in imported.checklist.tasks()] == [1, 2, 4]
    assert [each.doubt.place.row for each in imported.uncertain if each.task == 2] == [3]


def test_two_deadlines_of_a_joined_row_stay_two() -> None:
    source = of_text(
        "序号\t具体要求\t责任单位\t时限\n1\t公开目录，\t区教体局\t6月底前\n\t公开指南。\t\t9月底前\n"
    )
    (task,) = interpreted(source).checklist.tasks()
    assert (task.due_text, task.due) == ("6月底前；9月底前", due_on(date(2024, 9, 30)))


def test_a_row_without_requirement_takes_its_heading_with_a_doubt_and_is_never_lost_in_silence() -> None:
    table = grid(
        "序号|工作任务|具体要求|责任单位",
        "1|目录|公开目录。|区教体局",
        "2|年报||区司法局",
        "3|||区教体局",
    )
    imported = interpreted(document(table))
    assert task_lines(imported.checklist) == ["目录 1 公开目录。 | 区教体局", "年报 2 年报 | 区司法局"]
    assert [each.doubt.place.row for each in imported.uncertain if each.task == 2] == [3]
    assert any(doubt.startswith("第1表第4行") for doubt in doubts(imported))


def test_columns_that_a_list_has_no_place_for_are_reported_and_the_office_s_own_kept() -> None:
    table = grid(
        "序号|主要任务|牵头领导|责任科室|落实情况|完成状态|备注",
        "1|公开目录。|王样例|办公室|已修订|序时推进|见附件",
    )
    imported = interpreted(document(table))
    (task,) = imported.checklist.tasks()
    assert task.extra == {"x-牵头领导": "王样例", "x-备注": "见附件"}
    assert any("落实情况" in doubt and "完成状态" in doubt for doubt in doubts(imported))


def test_a_header_word_unknown_is_read_by_a_part_of_it_with_a_doubt() -> None:
    table = grid("序号|重点任务要求|归口落实部门", "1|公开目录。|区教体局")
    imported = interpreted(document(table))
    assert task_lines(imported.checklist) == ["清单 1 公开目录。 | 区教体局"]
    assert any("归口落实部门" in doubt for doubt in doubts(imported))


def test_a_note_below_the_table_is_skipped_and_reported() -> None:
    table = grid("序号|具体要求|责任单位", "1|公开目录。|区教体局", "注：每季度末报送。|<|<")
    imported = interpreted(document(table))
    assert task_lines(imported.checklist) == ["清单 1 公开目录。 | 区教体局"]
    assert any("注：每季度末报送" in doubt for doubt in doubts(imported))


def test_a_task_that_names_nobody_is_owed_by_nobody_and_reported() -> None:
    table = grid("序号|具体要求|责任单位", "1|公开目录。|区教体局", "2|公开指南。|")
    imported = interpreted(document(table))
    assert task_lines(imported.checklist) == ["清单 1 公开目录。 | 区教体局", "清单 2 公开指南。 | 待明确"]
    assert {each.task for each in imported.uncertain if each.task} == {2}


def test_columns_as_a_person_names_them_overrule_the_header() -> None:
    table = grid("某区清单|<|<", "甲|乙|丙", "1|公开目录。|区教体局", "2|公开指南。|区司法局")
    with pytest.raises(GovlistError) as refused:
        interpreted(document(table))
    assert "序号,具体要求,责任单位" in refused.value.hint
    assert refused.value.to_copy.splitlines()[1] == "2: 乙 | 公开目录。 | 公开指南。"
    for columns in (["number", "requirement", "lead"], ["序号", "具体要求", "牵头单位"]):
        imported = interpreted(document(table), columns=columns)
        assert task_lines(imported.checklist) == [
            "某区清单 1 公开目录。 | 区教体局:牵头",
            "某区清单 2 公开指南。 | 区司法局:牵头",
        ]
        assert imported.preview[1:] == [["1", "公开目录。", "区教体局"], ["2", "公开指南。", "区司法局"]]


def test_a_header_of_unknown_words_is_read_by_the_cells_with_a_doubt() -> None:
    table = grid(
        "某区清单|<|<|<|<",
        "甲|督查件|办的人|时|乙",
        "1|新建两座天桥，方便出行。|县住建局|12月底前|丙",
        "2|迁建一个农贸市场。|县商务局、县代建中心|9月底前|丁",
    )
    imported = interpreted(document(table))
    assert task_lines(imported.checklist) == [
        "某区清单 1 新建两座天桥，方便出行。 | 县住建局 | 12月底前 2024-12-31",
        "某区清单 2 迁建一个农贸市场。 | 县商务局、县代建中心 | 9月底前 2024-09-30",
    ]
    assert [task.extra for task in imported.checklist.tasks()] == [{"x-乙": "丙"}, {"x-乙": "丁"}]
    assert any("具体要求" in doubt and "责任单位" in doubt for doubt in doubts(imported))


def test_a_table_of_persons_is_not_read_by_its_cells() -> None:
    table = grid("甲|乙|丙", "张样例|区教体局|局长", "李样例|区司法局|副局长", "王样例|区财政局|科长")
    with pytest.raises(GovlistError):
        interpreted(document(table))


def test_columns_may_be_named_by_the_words_of_the_document() -> None:
    table = grid("序号|民生实事|责任股室|督导单位|办结时限", "1|公开目录。|办公室|区政府办|6月底前")
    imported = interpreted(document(table), columns=["序号", "民生实事", "责任股室", "督导单位", "办结时限"])
    assert task_lines(imported.checklist) == ["清单 1 公开目录。 | 办公室 | 6月底前 2024-06-30"]
    (task,) = imported.checklist.tasks()
    assert task.extra == {"x-督导单位": "区政府办"}


@pytest.mark.parametrize(
    "columns", [["number", "requirement"], ["number", "nonsense", "requirement"], ["number", "lead", "due"]]
)
def test_columns_that_do_not_fit_are_refused(columns: list[str]) -> None:
    with pytest.raises(GovlistError) as refused:
        interpreted(document(grid("序号|具体要求|责任单位", "1|公开目录。|区教体局")), columns=columns)
    assert refused.value.hint


def test_a_table_whose_borders_are_lost_beside_tasks_in_paragraphs_is_reported() -> None:
    text = (
        "2024年清单\n1.公开目录。（责任单位：区教体局）\n附表\n"
        "序号 具体要求 责任单位\n1 及时公开 系统全面 区教体局 各镇\n"
    )
    assert any("序号 具体要求 责任单位" in doubt for doubt in doubts(interpreted(of_text(text))))


LOST = of_text(
    "2024年清单\n序号 具体要求 责任单位\n1 及时公开政策举措和进展成效 系统全面\n准确传递 区教体局 各镇\n"
    "2 公开\n"
)
REFUSED = {
    "borders lost": (LOST, "序号 具体要求 责任单位"),
    "borders lost, a cell a line": (
        of_text("序号\n具体要求\n责任单位\n1\n公开目录\n2\n公开指南\n区司法局\n各镇\n"),
        "序号 具体要求 责任单位",
    ),
    "a table of other things": (document(grid("姓名|电话|地址", "甲|1|某街")), "姓名"),
    "prose alone": (document(*paragraphs("各单位：\n请按时报送。\n2024年3月1日")), "3"),
    "nothing": (document(), ""),
    "a header and no row": (document(grid("序号|具体要求|责任单位")), ""),
}


@pytest.mark.parametrize("form", REFUSED)
def test_what_gives_no_task_is_refused_with_what_was_seen_and_what_would_help(form: str) -> None:
    source, seen = REFUSED[form]
    assert isinstance(source, Document)
    with pytest.raises(GovlistError) as refused:
        interpreted(source)
    assert refused.value.exit_code is ExitCode.FAILED
    assert seen in refused.value.message
    assert refused.value.hint


def test_two_tasks_with_the_same_words_are_a_doubt() -> None:
    table = grid(
        "序号|工作任务|责任单位", "1|公开目录。|区教体局", "2|公开 目录|区司法局", "3|公开指南。|区司法局"
    )
    imported = interpreted(document(table))
    assert len(task_lines(imported.checklist)) == 3
    (doubt,) = [each for each in imported.uncertain if each.task is not None]
    assert (doubt.task, doubt.doubt.place.row) == (2, 3)
    assert "第1项" in doubt.doubt.message


def test_measures_numbered_within_one_number_of_the_table_lose_their_marks() -> None:
    table = grid(
        "序号|反馈问题|整改措施|责任单位",
        "1|空气反弹|1.制定方案。|区发改局",
        "^|^|2.淘汰锅炉。|区住建局",
        "2|污水直排|1.改造管网。|区水务局",
        "^|^|2.建立台账。|区河长办",
    )
    found = [task.requirement for task in interpreted(document(table)).checklist.tasks()]
    assert found == ["制定方案。", "淘汰锅炉。", "改造管网。", "建立台账。"]


def test_a_column_of_items_that_count_up_is_the_number() -> None:
    table = grid("項目|措施|負責部門", "1|推出新主題。|旅遊事務署", "2|優化設施。|運輸署")
    assert task_lines(interpreted(document(table)).checklist) == [
        "清单 1 推出新主題。 | 旅遊事務署",
        "清单 2 優化設施。 | 運輸署",
    ]
