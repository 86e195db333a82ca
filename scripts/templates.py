"""The example documents: `python scripts/templates.py` into examples/.

Two templates, a Word document and a workbook, whose headers come from real ledgers; and the invented list in
Word that docs/tutorial.md imports. The output is reproducible.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties

from govlist.documents.paper.package import saved
from govlist.documents.paper.type import BODY, HEADING, TITLE, set_font
from govlist.documents.paper.workbook import saved as saved_workbook

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DAY = date(2024, 1, 1)
HEADERS = {
    "工作任务": 18,
    "序号": 6,
    "具体要求": 48,
    "责任单位": 22,
    "时限要求": 12,
    "进展情况": 40,
    "完成情况": 12,
    "备注": 14,
}
"""The workbook's columns and their widths in characters."""
COLUMNS = {
    "序号": ("number", 14),
    "具体要求": ("requirement", 92),
    "责任单位": ("responsible", 46),
    "完成状态": ("status", 24),
    "进展情况": ("progress", 70),
}
"""The document's columns: the placeholder, and the width in millimetres."""
LINE = Side(style="thin", color="808080")


LIST = "样例区2024年度政务公开重点工作清单"
TASKS = (
    ("一、主动公开", "公开义务教育招生政策和学校收费标准", "区教体局", "8月底前"),
    ("", "每月更新政府信息公开目录", "区政府各部门", "长期坚持"),
    ("", "公开低保、就业等民生信息", "区民政局、区人社局，东湖街道、西山镇", "9月底前"),
    ("", "公开医疗卫生服务项目和价格", "区卫健委牵头，区民政局配合", "10月底前"),
    ("", "开展政府开放日活动", "区教体局、区卫健委等有关部门", "11月底前"),
    ("二、基础工作", "规范依申请公开办理，答复前与申请人沟通", "区政府各部门，各镇街", "全年"),
    ("", "清理区政府网站过期信息", "区数据资源管理局", "6月底前"),
    ("", "开展业务培训，通报工作情况", "区政府办公室", "年底前"),
)
"""The list: its sections, requirements, units and deadlines."""
WIDTHS = {"工作任务": 28, "序号": 14, "具体要求": 62, "责任单位": 42, "完成时限": 24}


def main() -> None:
    """Write all of them."""
    (EXAMPLES / "list.docx").write_bytes(_list())
    (EXAMPLES / "ledger-template.docx").write_bytes(_document())
    (EXAMPLES / "ledger-template.xlsx").write_bytes(_workbook())


def _list() -> bytes:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    _paragraph(document, LIST, TITLE, 22, center=True)
    table = document.add_table(len(TASKS) + 1, len(WIDTHS), style="Table Grid")
    table.autofit = False
    rows = [(head, str(number), *rest) for number, (head, *rest) in enumerate(TASKS, 1)]
    for row, texts in zip(table.rows, [tuple(WIDTHS), *rows], strict=True):
        for cell, text, width in zip(row.cells, texts, WIDTHS.values(), strict=True):
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(12)
            set_font(run._r.get_or_add_rPr(), HEADING if texts[1] == "序号" else BODY)
    heads = [number for number, row in enumerate(rows, 1) if row[0]]
    for first, last in zip(heads, [*(head - 1 for head in heads[1:]), len(rows)], strict=True):
        merged = table.cell(first, 0).merge(table.cell(last, 0))
        for empty in merged.paragraphs[1:]:
            empty._p.getparent().remove(empty._p)
    return saved(document, LIST, DAY)


def _document() -> bytes:
    document = Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(25)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    _paragraph(document, "{{ title }}", TITLE, 22, center=True)
    _paragraph(document, "{{ subtitle }}", BODY, 14, center=True)
    _paragraph(document, "{{ overview }}", BODY, 16)
    table = document.add_table(4, len(COLUMNS), style="Table Grid")
    table.autofit = False
    fields = [f"{{{{ task.{key} }}}}" for key, _width in COLUMNS.values()]
    rows = (COLUMNS, ["{%tr for task in tasks %}"], fields, ["{%tr endfor %}"])
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(10.5)
            set_font(run._r.get_or_add_rPr(), HEADING if texts is COLUMNS else BODY)
            shape = cell.paragraphs[0].paragraph_format
            shape.space_before = shape.space_after = Pt(2)
            if texts is COLUMNS or text in ("{{ task.number }}", "{{ task.status }}"):
                shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        properties = row._tr.get_or_add_trPr()  # rows are not broken, the header is on every page
        properties.append(OxmlElement("w:cantSplit"))
        if texts is COLUMNS:
            properties.append(OxmlElement("w:tblHeader"))
    for column, (_key, width) in zip(table.columns, COLUMNS.values(), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    _paragraph(document, "填表人：　　　　　　审核人：　　　　　　", BODY, 14)
    return saved(document, "台账", DAY)


def _paragraph(document: Word, text: str, font: str, size: float, center: bool = False) -> None:
    paragraph = document.add_paragraph()
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    set_font(run._r.get_or_add_rPr(), font)


def _workbook() -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "台账"
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADERS))
    sheet["A1"] = "政务公开重点工作推进情况台账"
    sheet["A1"].font, sheet["A1"].alignment = Font(name="黑体", size=18), Alignment("center", "center")
    sheet.row_dimensions[1].height = 36
    for column, (header, width) in enumerate(HEADERS.items(), 1):
        head, cell = sheet.cell(2, column, header), sheet.cell(3, column)
        sheet.column_dimensions[head.column_letter].width = width
        head.font, head.fill = Font(name="黑体", size=11), PatternFill("solid", "E8EEF7")
        head.alignment = Alignment("center", "center", wrap_text=True)
        side = "center" if width <= 12 else "left"
        cell.font, cell.alignment = Font(name="仿宋", size=11), Alignment(side, "center", wrap_text=True)
        head.border = cell.border = Border(LINE, LINE, LINE, LINE)
    sheet["A4"] = "填表人：　　　　　　　　　　审核人："
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "2:2"
    return saved_workbook(workbook, "台账", DAY)


if __name__ == "__main__":
    main()
