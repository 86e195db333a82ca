"""Excel templates: the header found, rows filled, all else kept and moved along, every text a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table as Listed
from tests.export.templates.test_docx import HOSTILE, LIST, noted, view

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.text import visible_lines
from govlist.documents.columns import HEADERS
from govlist.export.templates import _rows, xlsx
from govlist.model.selection import Filter
from govlist.model.view import View

TESTS = Path(__file__).parents[2]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
DOCS = TESTS.parent / "docs" / "templates.md"
THIN = Side(style="thin")
ALL = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)

Run = Callable[..., Any]
Checklist = Callable[..., Path]
Build = Callable[[Any], object]

HEADER = ("序 号", "具体要求", "牵头领导", "责任单位", "完成状态", "落实情况（三季度）", "备注")
"""The first stands in A3."""


def shipped() -> View:
    return view(SHIPPED.read_bytes())


def one(unit: str = "区教体局") -> View:
    return view(filter=Filter(units=(unit,), one=True))


def template(build: Build | None = None, header: Sequence[str] = HEADER, rows: int = 1) -> Path:
    """A workbook with a title, a header in the third row, ruled rows below, and what `build` adds."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet["A1"] = "政务公开重点工作台账"
    for row in range(3, 4 + rows):
        for column, word in enumerate(header, 1):
            cell = sheet.cell(row, column, word if row == 3 else None)
            cell.border, cell.font = ALL, Font(name="仿宋_GB2312", size=12, bold=row == 3)
    if build:
        build(sheet)
    book.save("t.xlsx")
    return Path("t.xlsx")


def filled(path: Path, of: View | None = None) -> Any:
    return openpyxl.load_workbook(BytesIO(xlsx.render(of or view(), path)))


def texts(sheet: Any, first: int = 4, last: int | None = None) -> list[list[str]]:
    """The cells from a row on, empty ones as nothing."""
    return [["" if v is None else v for v in row] for row in sheet.iter_rows(first, last, values_only=True)]


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def patched(path: Path, changes: dict[str, tuple[str, str]], added: dict[str, str] | None = None) -> Path:
    """The workbook with a text replaced in some parts, and with parts added."""
    held = {name: data.decode() for name, data in parts(path.read_bytes()).items()}
    for name, (old, new) in changes.items():
        assert old in held[name]
        held[name] = held[name].replace(old, new)
    with ZipFile(path, "w") as file:
        for name, text in (held | (added or {})).items():
            file.writestr(name, text)
    return path


SHEET = "xl/worksheets/sheet1.xml"


# The rows -----------------------------------------------------------------------------------------


def test_a_row_a_task_in_the_known_columns() -> None:
    assert texts(filled(template()).active) == [
        [
            "1",
            "公开招生政策",
            "",
            "区教体局牵头，区司法局配合",
            "进度滞后",
            "应报1家、已报1家；滞后：区教体局",
            "1家逾期",
        ],
        ["2", "公开执法结果", "", "有关部门", "尚待明确责任单位", "", ""],
        ["3", "更新公开指南", "", "区教体局，区司法局", "序时推进", "应报2家、已报1家、已完成1家", ""],
    ]


def test_for_a_unit_a_row_a_task_of_its_own() -> None:
    header = (
        "序号",
        "具体要求",
        "单位",
        "依据",
        "状态",
        "进展情况",
        "佐证材料",
        "填报人",
        "报送日期",
        "x-联络员",
    )
    assert texts(filled(template(header=header), one()).active) == [
        [
            "1",
            "公开招生政策",
            "区教体局",
            "列名",
            "进度滞后",
            "目录归并未完成",
            "",
            "办公室",
            "2024-09-24",
            "王样例",
        ],
        ["2", "公开执法结果", "区教体局", "待认定", "待认定", "", "", "", "", "王样例"],
        ["3", "更新公开指南", "区教体局", "列名", "待核实", "", "1.pdf\n2.pdf", "", "2024-09-20", "王样例"],
    ]


def test_every_key_has_its_text() -> None:
    header = [words.split()[0] for words in HEADERS.values()]
    (row,) = texts(filled(template(header=header), one("区司法局")).active, 4, 4)
    told = dict(zip(HEADERS, row, strict=True))
    assert (told["section"], told["topic"], told["task"]) == (
        "一、主动公开",
        "（一）政策公开",
        "（一）政策公开",
    )
    assert (told["lead"], told["support"], told["due"]) == ("区教体局", "区司法局", "2024年8月31日")
    assert told["status"] == "配合"
    assert told["leader"] == told["applies"] == ""


def test_the_shipped_list_fills_its_28_rows() -> None:
    sheet = filled(template(), shipped()).active
    assert [row[0] for row in texts(sheet)] == [str(n) for n in range(1, 29)]


def test_new_rows_look_like_the_first() -> None:
    def build(sheet: Any) -> None:
        sheet["E4"].alignment = Alignment(horizontal="center", wrap_text=True)

    sheet = filled(template(build), shipped()).active
    for row in (5, 20, 31):
        for column in range(1, 8):
            assert sheet.cell(row, column).style_id == sheet.cell(4, column).style_id
    assert sheet.cell(32, 1).border.left.style is None


def test_old_text_is_replaced_and_rows_that_are_left_are_emptied() -> None:
    def build(sheet: Any) -> None:
        for row in range(4, 9):
            sheet.cell(row, 1, row - 3)
            sheet.cell(row, 2, "旧要求")
            sheet.cell(row, 6, "旧进展")

    rows = texts(filled(template(build, rows=5)).active)
    assert "旧" not in str(rows)
    assert [row[0] for row in rows] == ["1", "2", "3", "", ""]


def test_empty_rows_that_are_ruled_are_used_before_new_ones_are_made() -> None:
    sheet = filled(template(lambda s: s.cell(20, 1, "填表人："), rows=5)).active
    assert [row[0] for row in texts(sheet)] == ["1", "2", "3", *[""] * 13, "填表人："]


# What is the office's own -------------------------------------------------------------------------


def test_known_columns_without_data_stay_with_their_tasks() -> None:
    def build(sheet: Any) -> None:
        for row, number, leader in ((4, 3, "王样例"), (5, 1, "李样例"), (6, 9, "张样例")):
            sheet.cell(row, 1, number)
            sheet.cell(row, 3, leader)

    rows = texts(filled(template(build, rows=3)).active)
    assert [row[:3] for row in rows] == [
        ["1", "公开招生政策", "李样例"],
        ["2", "公开执法结果", ""],
        ["3", "更新公开指南", "王样例"],
    ]


def test_cells_in_rows_without_numbers_stay_where_they_are() -> None:
    def build(sheet: Any) -> None:
        sheet["C4"], sheet["C5"] = "甲", "乙"
        for row in (4, 5):
            sheet.cell(row, 1, None)

    sheet = filled(template(build, header=("具体要求", "责任单位", "牵头领导"), rows=2)).active
    assert [row[2] for row in texts(sheet)] == ["甲", "乙", ""]


def test_formulas_of_the_offices_columns_are_copied_down() -> None:
    def build(sheet: Any) -> None:
        sheet["H3"], sheet["H4"] = "是否完成", '=IF(E4="已完成",1,0)'

    sheet = filled(template(build)).active
    assert [sheet.cell(row, 8).value for row in (4, 5, 6)] == [f'=IF(E{n}="已完成",1,0)' for n in (4, 5, 6)]


def test_a_table_without_numbers_ends_where_its_requirements_end() -> None:
    def build(sheet: Any) -> None:
        sheet["A4"], sheet["A5"], sheet["A6"], sheet["A8"] = "旧要求一", "旧要求二", "备注：见附件", "审核人"
        sheet.merge_cells("A8:B8")

    rows = texts(filled(template(build, header=("具体要求", "责任单位"), rows=2)).active)
    assert [row[0] for row in rows] == [
        "公开招生政策",
        "公开执法结果",
        "更新公开指南",
        "备注：见附件",
        "",
        "审核人",
    ]


def test_lines_below_are_moved_down_not_overwritten() -> None:
    def build(sheet: Any) -> None:
        sheet["A6"], sheet["E6"] = "填表人：", "审核人："
        sheet.merge_cells("A6:D6")
        sheet["A7"] = "注：本表每季度报送。"
        sheet["A7"].comment = Comment("批注", "办公室")
        sheet.row_dimensions[6].height = 40

    sheet = filled(template(build), shipped()).active
    assert [row[0] for row in texts(sheet, 31)] == ["28", "", "填表人：", "注：本表每季度报送。"]
    assert sheet["E33"].value == "审核人："
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A33:D33"]
    assert sheet.row_dimensions[33].height == 40
    assert sheet["A34"].comment.text == "批注"


def test_a_table_without_rows_gets_them_above_what_is_below() -> None:
    sheet = filled(template(lambda s: s.cell(4, 1, "填表人："), rows=0)).active
    assert [row[0] for row in texts(sheet)] == ["1", "2", "3", "填表人："]


def test_a_strict_workbook_is_filled_and_saved_in_the_usual_edition() -> None:
    path = template(lambda sheet: sheet.merge_cells("A1:G1"))
    old, new = "http://schemas.openxmlformats.org/{}/2006/", "http://purl.oclc.org/ooxml/{}/"
    kinds = ("spreadsheetml", "officeDocument", "drawingml")
    held = parts(path.read_bytes())
    with ZipFile(path, "w") as file:
        for name, data in held.items():
            text = data.decode()
            for kind in kinds if name != "[Content_Types].xml" else ():
                text = text.replace(old.format(kind), new.format(kind))
            file.writestr(name, text.replace("extended-properties", "extendedProperties"))
    data = xlsx.render(view(), path)
    assert texts(openpyxl.load_workbook(BytesIO(data)).active)[0][:2] == ["1", "公开招生政策"]
    assert not [name for name, part in parts(data).items() if b"purl.oclc.org" in part]


def test_struck_out_rows_are_none_of_the_list() -> None:
    def build(sheet: Any) -> None:
        sheet["A4"], sheet["C4"] = 8, "王局长"
        sheet["A4"].font = Font(strike=True)

    assert "王局长" not in [row[2] for row in texts(filled(template(build)).active) if row[0] == "8"]


def test_all_else_stays() -> None:
    def build(sheet: Any) -> None:
        sheet.column_dimensions["B"].width = 55
        sheet.print_title_rows, sheet.print_area = "1:3", "A1:G4"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.freeze_panes, sheet.auto_filter.ref = "A4", "A3:G4"
        sheet.merge_cells("A1:G1")
        rule = DataValidation(type="list", formula1='"已完成,序时推进"')
        rule.add("E4")
        sheet.add_data_validation(rule)
        fill = PatternFill("solid", bgColor="FFC7CE")
        sheet.conditional_formatting.add("E4:E4", FormulaRule(formula=['E4="进度滞后"'], fill=fill))
        sheet["G8"] = "=COUNTA(A4:A4)"
        other = sheet.parent.create_sheet("汇总")
        other["A1"], other["A2"] = '=COUNTIF(台账!E4:E4,"已完成")', "说明"
        other["A2"].font = Font(color="FF0000")
        sheet.parent.defined_names["合计"] = openpyxl.workbook.defined_name.DefinedName(
            "合计", attr_text="台账!$G$8"
        )

    book = filled(template(build))
    sheet, other = book["台账"], book["汇总"]
    assert sheet.column_dimensions["B"].width == 55
    assert (sheet.print_title_rows, sheet.print_area) == ("$1:$3", "'台账'!$A$1:$G$6")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:G6")
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:G1"]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("E4:E6", '"已完成,序时推进"')
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["E4:E6"]
    assert sheet["G10"].value == "=COUNTA(A4:A6)"
    assert other["A1"].value == '=COUNTIF(台账!E4:E6,"已完成")'
    assert (other["A2"].value, other["A2"].font.color.rgb) == ("说明", "00FF0000")
    assert book.defined_names["合计"].attr_text == "台账!$G$10"
    assert book.calculation.fullCalcOnLoad


def test_charts_and_drawings_stay_and_move() -> None:
    def build(sheet: Any) -> None:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=4, max_row=5))
        sheet.add_chart(chart, "B9")

    path = template(build, rows=2)
    made = parts(xlsx.render(shipped(), path))
    assert parts(path.read_bytes()).keys() == made.keys()
    (chart,) = [data.decode() for name, data in made.items() if name.startswith("xl/charts/chart")]
    assert "'台账'!$A$4:$A$31" in chart
    (drawing,) = [data.decode() for name, data in made.items() if re.fullmatch(r"xl/drawings/\w+\.xml", name)]
    assert re.search(r"<(?:\w+:)?row>34</", drawing)


def test_parts_that_are_not_touched_are_byte_for_byte_the_same() -> None:
    def build(sheet: Any) -> None:
        sheet.parent.create_sheet("说明")["A1"] = "别动我"

    path = template(build)
    old, new = parts(path.read_bytes()), parts(xlsx.render(view(), path))
    changed = {name for name in old if old[name] != new[name]}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}


def test_a_listed_table_grows_and_is_not_merged() -> None:
    def build(sheet: Any) -> None:
        sheet.add_table(Listed(displayName="台账表", ref="A3:C4"))
        sheet["A4"] = "1"

    sheet = filled(template(build, header=("序号", "大项", "具体要求"))).active
    assert sheet.tables["台账表"].ref == "A3:C6"
    assert not sheet.merged_cells.ranges


def test_shared_formulas_are_split_and_the_order_of_working_out_is_forgotten() -> None:
    def build(sheet: Any) -> None:
        sheet["H3"], sheet["H4"], sheet["H5"], sheet["A4"], sheet["A5"] = "合计", "=A4+$A$9", "=A5", 1, 2

    path = template(build, rows=2)
    made = parts(path.read_bytes())[SHEET].decode()
    (first, second) = re.findall(r"<c r=\"H[45]\".*?</c>", made)
    shared = first.replace("<f>", '<f t="shared" ref="H4:H5" si="0">')
    alone = re.sub("<f>.*?</f>", '<f t="shared" si="0"/>', second)
    changes = {
        SHEET: (first + "</row>", shared + "</row>"),
        "[Content_Types].xml": (
            "</Types>",
            '<Override PartName="/xl/calcChain.xml" ContentType="x/y"/></Types>',
        ),
        "xl/_rels/workbook.xml.rels": (
            "</Relationships>",
            '<Relationship Id="rId99" Type="http://x/calcChain" Target="calcChain.xml"/></Relationships>',
        ),
    }
    patched(path, changes, {"xl/calcChain.xml": "<calcChain/>"})
    patched(path, {SHEET: (second, alone)})
    data = xlsx.render(view(), path)
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert [sheet.cell(row, 8).value for row in (4, 5, 6)] == ["=A4+$A$10", "=A5+$A$10", "=A6+$A$10"]
    assert "calcChain" not in "".join(parts(data)["[Content_Types].xml"].decode())
    assert "calcChain" not in "".join(parts(data)["xl/_rels/workbook.xml.rels"].decode())


def test_what_other_programs_add_to_a_sheet_moves_along() -> None:
    added = (
        '<rowBreaks count="1"><brk id="6" man="1"/></rowBreaks><extLst><ext uri="x" xmlns:xm="http://xm">'
        "<xm:sqref>E4:E5 G7</xm:sqref><xm:f>台账!$A$7</xm:f></ext></extLst></worksheet>"
    )
    path = patched(template(rows=2), {SHEET: ("</worksheet>", added)})
    made = parts(xlsx.render(shipped(), path))[SHEET].decode()
    assert "<xm:sqref>E4:E31 G33</xm:sqref><xm:f>台账!$A$33</xm:f>" in made
    assert '<brk id="32" man="1"/>' in made


def test_the_boxes_of_comments_move_along() -> None:
    def build(sheet: Any) -> None:
        sheet["A7"].comment = Comment("批注", "办公室")

    made = parts(xlsx.render(shipped(), template(build)))
    (drawing,) = [data.decode() for name, data in made.items() if name.endswith(".vml")]
    assert re.search(r"Row>33<", drawing)


# Merged cells -------------------------------------------------------------------------------------


def test_work_tasks_over_two_columns_hold_section_and_topic_as_in_the_source() -> None:
    def build(sheet: Any) -> None:
        sheet["A3"], sheet["B3"] = "工作任务", None
        sheet.merge_cells("A3:B3")

    header = ("工作任务", "", "序号", "具体要求", "责任单位")
    sheet = filled(template(build, header=header), shipped()).active
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A4:A11", "A12:A20", "A21:A31", "B4:B6", "B7:B9"} <= merged
    assert sheet["A4"].value.startswith("一、")
    assert sheet["B7"].value.startswith("（二）")
    assert sheet["A5"].value is None


def test_merged_headings_are_merged_again() -> None:
    def build(sheet: Any) -> None:
        for row in range(4, 8):
            sheet.cell(row, 2, row - 3)
        sheet["A4"] = "旧标题"
        sheet.merge_cells("A4:A7")

    sheet = filled(template(build, header=("大项", "序号", "具体要求"), rows=4)).active
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A4:A5"]
    assert [sheet.cell(row, 1).value for row in (4, 6)] == ["一、主动公开", "二、依申请公开"]


def test_other_merged_cells_in_the_rows_are_split() -> None:
    def build(sheet: Any) -> None:
        sheet["A4"] = "一、旧标题"
        sheet.merge_cells("A4:G4")
        for row in (5, 6):
            sheet.cell(row, 1, row - 4)
        sheet["E5"] = "旧"
        sheet.merge_cells("E5:F6")

    sheet = filled(template(build, rows=3)).active
    assert not sheet.merged_cells.ranges
    assert [row[0] for row in texts(sheet)] == ["1", "2", "3"]
    assert all(row[4] for row in texts(sheet))


def test_a_header_in_two_rows_is_one() -> None:
    def build(sheet: Any) -> None:
        for column in "ABCD":
            sheet.merge_cells(f"{column}3:{column}4")
        sheet["E3"], sheet["E4"], sheet["F4"] = "完成情况", "完成状态", "进展情况"
        sheet.merge_cells("E3:F3")

    header = ("序号", "具体要求", "牵头领导", "责任单位", "", "")
    rows = texts(filled(template(build, header=header, rows=2)).active, 5)
    assert [(row[0], row[4]) for row in rows] == [
        ("1", "进度滞后"),
        ("2", "尚待明确责任单位"),
        ("3", "序时推进"),
    ]


def test_main_tasks_over_two_columns_are_heading_and_requirement() -> None:
    def build(sheet: Any) -> None:
        sheet["B3"] = "主要任务"
        sheet.merge_cells("B3:C3")

    rows = texts(filled(template(build, header=("序号", "主要任务", "", "完成状态"))).active)
    assert [row[:3] for row in rows] == [
        ["1", "（一）政策公开", "公开招生政策"],
        ["2", "", "公开执法结果"],
        ["3", "二、依申请公开", "更新公开指南"],
    ]


def test_links_on_cells_that_are_filled_are_taken_away() -> None:
    def build(sheet: Any) -> None:
        sheet["B4"], sheet["A9"] = "旧", "政府网站"
        sheet["A4"] = 1
        sheet["B4"].hyperlink, sheet["A9"].hyperlink = "https://old.example/", "https://site.example/"

    sheet = filled(template(build)).active
    assert sheet["B4"].hyperlink is None
    assert sheet["A11"].hyperlink.target == "https://site.example/"


# Height -------------------------------------------------------------------------------------------


def test_rows_are_as_high_as_their_text_unless_the_office_made_them_higher() -> None:
    def build(sheet: Any) -> None:
        sheet.column_dimensions["B"].width = 20
        sheet.row_dimensions[4].height = 30

    sheet = filled(template(build), shipped()).active
    assert sheet.row_dimensions[4].height > 60
    low = filled(template(build)).active
    assert low.row_dimensions[4].height >= 30


def test_a_row_that_is_high_enough_keeps_its_height() -> None:
    def build(sheet: Any) -> None:
        sheet.row_dimensions[4].height = 200

    sheet = filled(template(build)).active
    assert [sheet.row_dimensions[row].height for row in (4, 5, 6)] == [200, 200, 200]


def test_hidden_rows_that_are_filled_are_seen() -> None:
    def build(sheet: Any) -> None:
        sheet.row_dimensions[4].hidden = True

    assert not filled(template(build)).active.row_dimensions[4].hidden


# Every text a text --------------------------------------------------------------------------------

NOTE = ("序号", "进展情况")


def test_hostile_text_is_text_and_whole() -> None:
    text = HOSTILE + "历史文件核对未完成，" * 1000
    of = replace(noted(text), filter=Filter(units=("区教体局",), one=True))
    sheet = filled(template(header=NOTE), of).active
    assert sheet["B4"].data_type == "s"
    assert sheet["B4"].value == visible_lines(text)


@pytest.mark.parametrize(
    "text", ["=1+1", "＝1+1", "@SUM(A1)", "+1", "-1", "'x", "\tx", "1", "2024-09-27", "TRUE"]
)
def test_nothing_becomes_a_formula_a_number_or_a_day(text: str) -> None:
    of = replace(noted(text), filter=Filter(units=("区教体局",), one=True))
    cell = filled(template(header=NOTE), of).active["B4"]
    assert (cell.data_type, cell.value) == ("s", visible_lines(text))


@settings(max_examples=25)
@given(st.text(st.characters(exclude_characters="_"), min_size=1, max_size=60))
def test_any_note_stays_what_it_is(note: str) -> None:
    of = replace(noted(note), filter=Filter(units=("区教体局",), one=True))
    assert (filled(template(header=NOTE), of).active["B4"].value or "") == visible_lines(note)


def test_equal_input_gives_equal_bytes() -> None:
    path = template()
    assert xlsx.render(view(), path) == xlsx.render(view(), path)


# Finding the header -------------------------------------------------------------------------------


def test_the_first_sheet_with_a_header_is_filled() -> None:
    def build(sheet: Any) -> None:
        first = sheet.parent.create_sheet("填报说明", 0)
        first["A1"], first["B1"] = "责任单位", "完成状态"
        sheet.parent.create_sheet("备用")["A1"] = "序号"

    book = filled(template(build))
    assert book["填报说明"].max_row == 1
    assert book["台账"]["A4"].value == "1"


def test_a_second_table_below_is_not_touched() -> None:
    def build(sheet: Any) -> None:
        for column, word in enumerate(("序号", "具体要求"), 1):
            sheet.cell(8, column, word)
        sheet["A9"], sheet["B9"] = 1, "另一张表"

    sheet = filled(template(build)).active
    assert (sheet["A10"].value, sheet["A11"].value, sheet["B11"].value) == ("序号", 1, "另一张表")


def test_a_workbook_without_a_header_is_refused_with_known_words() -> None:
    with pytest.raises(GovlistError) as caught:
        xlsx.render(view(), template(header=("姓名", "电话", "责任单位", "完成状态")))
    assert "t.xlsx" in caught.value.message
    assert all(word in caught.value.hint for word in ("序号", "具体要求", "责任单位", "x-联络员"))


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_damaged_workbook_is_refused(data: bytes) -> None:
    Path("t.xlsx").write_bytes(data)
    with pytest.raises(GovlistError) as caught:
        xlsx.render(view(), Path("t.xlsx"))
    assert caught.value.exit_code == ExitCode.FAILED


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet"),
        ("xl/worksheets/sheet1.xml", b"<worksheet/>"),
        ("xl/workbook.xml", b"<a/>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
        ("xl/worksheets/sheet1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'),
    ],
)
def test_a_workbook_with_a_broken_part_is_refused(part: str, content: bytes) -> None:
    held = parts(template().read_bytes()) | {part: content}
    with ZipFile("t.xlsx", "w") as new:
        for name, data in held.items():
            new.writestr(name, data)
    with pytest.raises(GovlistError):
        xlsx.render(view(), Path("t.xlsx"))


@pytest.mark.parametrize(
    "change",
    [
        (b'r="A4"', b'r="!4"'),
        (b'r="4"', b'r="x"'),
        (b't="inlineStr"', b't="s"'),
        (b"<mergeCell ", b'<mergeCell ref="nix" x="'),
    ],
)
def test_places_that_make_no_sense_are_no_crash(change: tuple[bytes, bytes]) -> None:
    held = parts(template(lambda s: s.merge_cells("A1:B1")).read_bytes())
    held["xl/worksheets/sheet1.xml"] = held["xl/worksheets/sheet1.xml"].replace(*change)
    with ZipFile("t.xlsx", "w") as new:
        for name, data in held.items():
            new.writestr(name, data)
    with pytest.raises(GovlistError):
        xlsx.render(view(), Path("t.xlsx"))


# The command --------------------------------------------------------------------------------------


def test_export_fills_a_workbook_for_each_unit(run: Run, checklist: Checklist) -> None:
    checklist(LIST)
    template()
    assert run("export", "--format", "xlsx", "--template", "t.xlsx", "--per-unit", "out").code == 0
    for unit, number in (("区教体局", 3), ("区司法局", 3)):
        assert len(texts(openpyxl.load_workbook(f"out/{unit}.xlsx").active)) == number


def test_a_filled_workbook_is_a_template_again(run: Run, checklist: Checklist) -> None:
    checklist(LIST)
    template(lambda s: s.cell(6, 1, "填表人："))
    for source, target in (("t.xlsx", "a.xlsx"), ("a.xlsx", "b.xlsx")):
        assert run("export", "--format", "xlsx", "--template", source, "-o", target).code == 0
    first, second = (texts(openpyxl.load_workbook(name).active) for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_the_page_lists_every_column() -> None:
    section = DOCS.read_text(encoding="utf-8").partition("\n### Columns\n")[2].partition("\n##")[0]
    told = dict(re.findall(r"^\| `(\w+)` \| ([^|]*?) \|", section, re.MULTILINE))
    assert told == HEADERS
    assert set(_rows.WORDS) <= set(HEADERS)
