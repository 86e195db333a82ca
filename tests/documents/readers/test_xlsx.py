"""Workbooks as displayed: grids, shown values, hidden contents, excessive sizes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from tests.documents.readers.shapes import doubts, grid, grids, words
from tests.documents.workbooks import row, styles, write

from govlist.base.errors import GovlistError
from govlist.documents.document import Document, Place, Table
from govlist.documents.readers import _text, xlsx

HEADER = ["序号", "工作任务", None, "具体要求", "责任单位"]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[Callable[[Any], None]], Document]:
    """`read(fill)` reads a workbook whose first sheet `fill` has filled."""

    def make(fill: Callable[[Any], None]) -> Document:
        book = Workbook()
        book.active.title = "清单"
        fill(book.active)
        book.save(tmp_path / "a.xlsx")
        return xlsx.read(tmp_path / "a.xlsx")

    return make


Read = Callable[[Callable[[Any], None]], Document]


def test_merged_cells_fill_the_grid_and_titles_are_paragraphs(read: Read) -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"] = "2024年清单"
        sheet.merge_cells("B2:F2")
        sheet["B3"] = "单位：项"
        for values in (
            HEADER,
            [1, "一、公开", "（一）", "做", "甲"],
            [2, None, "（二）", "改", "乙"],
            ["合计", None, None, None, 2],
        ):
            sheet.append([None, *values])
        sheet.merge_cells("C4:D4")
        sheet.merge_cells("C5:C6")
        sheet.merge_cells("B7:E7")

    document = read(fill)
    assert words(document) == ["2024年清单", "单位：项"]
    assert grid(document) == [
        ["序号", "工作任务", "<工作任务", "具体要求", "责任单位"],
        ["1", "一、公开", "（一）", "做", "甲"],
        ["2", "^一、公开", "（二）", "改", "乙"],
        ["合计", "<合计", "<合计", "<合计", "2"],
    ]
    assert [block.place for block in document.blocks] == [
        Place(sheet="清单", row=2),
        Place(sheet="清单", row=3),
        Place(sheet="清单"),
    ]
    table = document.blocks[-1]
    assert isinstance(table, Table)
    assert [row.place.row for row in table.rows] == [4, 5, 6, 7]


def test_hidden_rows_and_columns_are_read_and_reported(read: Read) -> None:
    def fill(sheet: Any) -> None:
        for number in range(1, 8):
            sheet.append([number, "做", "甲"])
        for number in (2, 3, 6):
            sheet.row_dimensions[number].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.parent.create_sheet("旧").append(["去年", "清单"])
        sheet.parent["旧"].sheet_state = "hidden"
        sheet.parent.create_sheet("空").sheet_state = "veryHidden"

    document = read(fill)
    assert [row[0] for row in grid(document)] == ["1", "2", "3", "4", "5", "6", "7"]
    assert doubts(document) == [
        "工作表“清单”：第2-3行被隐藏，已一并读入",
        "工作表“清单”：第6行被隐藏，已一并读入",
        "工作表“清单”：B 列被隐藏，已一并读入",
        "工作表“旧”：工作表被隐藏，未读入",
    ]


def test_formulas_give_their_results_or_a_doubt(read: Read, tmp_path: Path) -> None:
    document = read(lambda sheet: sheet.append(["a", "=1+1", "b"]))
    assert doubts(document) == ["工作表“清单”第1行：公式没有计算结果；请打开工作簿，重新计算后保存"]
    with ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    for result, text in ((b"<v>2</v>", "2"), (b"<v>#REF!</v>", "#REF!")):
        kind = b' t="e"' if text != "2" else b""
        sheet = (
            parts[part]
            .replace(b'<c r="B1">', b'<c r="B1"%s>' % kind)
            .replace(b"<v />", result)
            .replace(b"<v></v>", result)
        )
        with ZipFile(tmp_path / "b.xlsx", "w") as archive:
            for name, data in (parts | {part: sheet}).items():
                archive.writestr(name, data)
        document = xlsx.read(tmp_path / "b.xlsx")
        assert grid(document) == [["a", text, "b"]]
        assert doubts(document) == (["工作表“清单”第1行：公式的计算结果是错误值"] if text == "#REF!" else [])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("yyyy/m/d", "2024/6/30"),
        ('m"月"d"日"', "6月30日"),
        ("yyyy-mm-dd h:mm:ss", "2024-06-30"),
        ("yyyy/m/d h:mm", "2024-06-30"),
        ("d-mmm-yy", "2024-06-30"),
    ],
)
def test_days_in_cells(read: Read, code: str, expected: str) -> None:
    """As shown, except for values that no list has."""

    def fill(sheet: Any) -> None:
        sheet.append(["时限", datetime(2024, 6, 30)])
        sheet["B1"].number_format = code

    assert grid(read(fill)) == [["时限", expected]]


def test_a_sheet_of_one_column_is_paragraphs(read: Read) -> None:
    def fill(sheet: Any) -> None:
        for text in ("清单", "一、公开\r\n（一）甲", "序号\t要求\t单位\n1\t做\t甲"):
            sheet.append([None, text])

    document = read(fill)
    assert words(document) == ["清单", "一、公开", "（一）甲"]
    assert grid(document) == [["序号", "要求", "单位"], ["1", "做", "甲"]]


def test_each_sheet_is_a_table(read: Read) -> None:
    def fill(sheet: Any) -> None:
        sheet.append([1, "做"])
        sheet.parent.create_sheet("第二").append([2, "改"])
        sheet.parent.create_chartsheet("图").add_chart(BarChart())

    assert grids(read(fill)) == [[["1", "做"]], [["2", "改"]]]


def test_what_a_sheet_claims_is_not_believed(read: Read, tmp_path: Path) -> None:
    read(lambda sheet: sheet.append(["序号", "要求"]))
    with ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    claims = (
        parts[part]
        .replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"')
        .replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
        .replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B1:XFD1048576"/></mergeCells>')
        .replace(b"<sheetData>", b'<cols><col min="1" max="16384" hidden="1"/></cols><sheetData>')
    )
    assert claims.count(b"XFD1048576") == 3
    with ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, data in (parts | {part: claims}).items():
            archive.writestr(name, data)
    document = xlsx.read(tmp_path / "b.xlsx")
    assert grid(document) == [["序号", "要求"]]
    assert doubts(document) == ["工作表“清单”：A-B 列被隐藏，已一并读入"]


def test_text_boxes_are_reported(read: Read, tmp_path: Path) -> None:
    read(lambda sheet: sheet.append(["序号", "要求"]))
    with ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    spaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    parts["xl/drawings/drawing1.xml"] = (
        f"<xdr:wsDr {spaces}><xdr:sp><xdr:txBody><a:p><a:r><a:t>注意</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "</xdr:wsDr>"
    ).encode()
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Target="../drawings/drawing1.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"/></Relationships>'
    )
    with ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert doubts(xlsx.read(tmp_path / "b.xlsx")) == [
        "工作表“清单”：文本框未读入：“注意”；请把其中文字移到正文或表格里"
    ]


@pytest.mark.parametrize("strict", [False, True])
def test_a_workbook_in_the_other_edition_and_with_odd_styles_is_read(strict: bool) -> None:
    look = styles('<font><color rgb="#FF0000"/></font>', '<xf><alignment vertical="middle"/></xf>')
    rows = row(1, "序号", "要求") + row(2, "1", "做_x000D_")
    path = write(Path("a.xlsx"), rows, parts={"xl/styles.xml": look}, strict=strict)
    assert grid(xlsx.read(path)) == [["序号", "要求"], ["1", "做"]]


def test_struck_out_text_is_left_out_and_reported() -> None:
    look = styles("<font/><font><strike/></font>", '<xf/><xf fontId="1"/>')
    inside = "<is><r><t>做</t></r><r><rPr><strike/></rPr><t>好</t></r></is>"
    half = f'<row r="3"><c r="A3"><v>2</v></c><c r="B3" t="inlineStr">{inside}</c></row>'
    rows = row(1, "序号", "要求") + row(2, "1", "改", style=1) + half
    document = xlsx.read(write(Path("a.xlsx"), rows, parts={"xl/styles.xml": look}))
    assert grid(document) == [["序号", "要求"], ["2", "做"]]
    assert doubts(document) == [
        "工作表“S”第2行：带删除线的文字未读入：“1、改”",
        "工作表“S”第3行：带删除线的文字未读入：“好”",
    ]


def test_a_workbook_with_nothing_but_struck_out_text_is_refused() -> None:
    look = styles("<font><strike/></font>")
    with pytest.raises(GovlistError, match="没有文字"):
        xlsx.read(write(Path("a.xlsx"), row(1, "甲", "乙"), parts={"xl/styles.xml": look}))


def test_comments_and_objects_are_reported(read: Read, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["序号", "要求"])
        sheet["B1"].comment = Comment("改由乙局牵头", "甲")

    assert doubts(read(fill)) == ["工作表“清单”第1行：批注未读入：“改由乙局牵头”；有用的内容请移到表格里"]
    after = '<oleObjects><oleObject shapeId="1"/></oleObjects>'
    assert doubts(xlsx.read(write(tmp_path / "b.xlsx", row(1, "序号", "要求"), after=after))) == [
        "工作表“S”：嵌入的对象未读入；请把其中文字移到表格里"
    ]


def test_pictures_charts_and_fields_are_reported(tmp_path: Path) -> None:
    corner = "<f:from><f:col>1</f:col><f:row>2</f:row></f:from>"
    drawing = f'<f:wsDr xmlns:f="f"><f:a>{corner}<f:pic/></f:a><f:a>{corner}<f:graphicFrame/></f:a></f:wsDr>'
    older = (
        '<xml><shape id="_x0000_s1"><ClientData ObjectType="Checkbox"><Anchor>0,0,1,0</Anchor>'
        "<Checked>1</Checked></ClientData></shape></xml>"
    )
    path = write(
        tmp_path / "a.xlsx",
        row(1, "序号", "要求"),
        parts={"xl/d.xml": drawing, "xl/v.vml": older},
        related="drawing ../d.xml\nvmlDrawing ../v.vml",
    )
    assert doubts(xlsx.read(path)) == [
        "工作表“S”第3行：图片未读入；图上有文字的，请录入或先做文字识别（OCR）",
        "工作表“S”第3行：图表或示意图未读入；请把其中文字移到表格里",
        "工作表“S”第2行：表格上的控件未读入：“☑”；请把内容移到表格里",
    ]


def test_a_workbook_without_text_is_refused(read: Read) -> None:
    with pytest.raises(GovlistError, match="没有文字"):
        read(lambda sheet: sheet.parent.create_sheet("二"))


@pytest.mark.parametrize("limit", ["MAX_CELLS", "MAX_TEXT"])
def test_bounds(limit: str, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_text, limit, 9)
    with pytest.raises(GovlistError, match="超过9个"):
        read(lambda sheet: [sheet.append(["公开政策", "清理目录"]) for _each in range(5)])


def test_long_text_used_by_many_cells_is_bounded(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_text, "MAX_TEXT", 1000)
    with pytest.raises(GovlistError, match="超过1,000个"):
        read(lambda sheet: [sheet.append(["x" * 600]) for _each in range(2)])
