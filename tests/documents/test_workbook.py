"""The reader of workbooks: cells as shown, struck-through text, comments and shapes, limits."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.workbooks import LINKS, MAIN, cell, row, styles, write

from govlist.base.errors import ExitCode, GovlistError
from govlist.documents import _package, _sheet, workbook
from govlist.documents._package import unescaped
from govlist.documents.areas import Area, letters, position, reference
from govlist.documents.cells import Shape, Sheet

BOOK = Path("a.xlsx")
STRUCK = styles("<font/><font><strike/></font>", '<xf/><xf fontId="1"/>')


def sheet(path: Path) -> Sheet:
    return workbook.read(path).sheets[0]


def texts(path: Path) -> list[list[str]]:
    return [[held.text for held in cells.values()] for cells in sheet(path).rows.values()]


# Cells --------------------------------------------------------------------------------------------


def test_numbers_are_shown_in_their_formats() -> None:
    formats = '164=#,##0.00"万元"\n165=yyyy"年"m"月"\n166="第"000"号"\n167=h:mm'
    xfs = "".join(f'<xf numFmtId="{number}"/>' for number in (164, 165, 166, 167, 9, 31))
    cells = "".join(
        cell(f"{'ABCDEF'[style]}1", value, style)
        for style, value in enumerate(["12345.6", "45536", "7", "0.6041666666666666", "0.8", "45536"])
    )
    write(BOOK, f"<row>{cells}</row>", parts={"xl/styles.xml": styles(xfs=xfs, formats=formats)})
    held = list(sheet(BOOK).rows[1].values())
    assert [each.text for each in held] == [
        "12,345.60万元",
        "2024年9月",
        "第007号",
        "14:30",
        "80%",
        "2024年9月1日",
    ]
    day = datetime(2024, 9, 1)
    assert [each.value for each in held] == [12345.6, day, 7, 0.6041666666666666, 0.8, day]


def test_days_of_strict_workbooks_are_written_out() -> None:
    days = ("2024-09-20", "2024-09-20T14:30:00Z", "14:30:00")
    cells = "".join(f'<c t="d" s="{style}"><v>{days[0]}</v></c>' for style in (0, 1))
    cells += "".join(f'<c t="d"><v>{day}</v></c>' for day in days[1:])
    xfs = '<xf/><xf numFmtId="31"/>'
    write(BOOK, f"<row>{cells}</row>", parts={"xl/styles.xml": styles(xfs=xfs)}, strict=True)
    assert texts(BOOK) == [["2024/9/20", "2024年9月20日", "2024/9/20 14:30", "14:30"]]
    assert sheet(BOOK).rows[1][2].value == datetime(2024, 9, 20)


def test_true_and_false_errors_and_formulas() -> None:
    cells = (
        '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>TODAY()</f></c>'
        '<c t="str"><f>""</f><v></v></c><c><f>1+1</f><v>2</v></c><c><v/></c>'
    )
    held = sheet(write(BOOK, f"<row>{cells}</row>")).rows[1]
    assert {column: each.text for column, each in held.items()} == {
        1: "TRUE", 2: "FALSE", 3: "#DIV/0!", 4: "", 6: "2",
    }  # fmt: skip
    assert [column for column, each in held.items() if each.is_error] == [3]
    assert [(column, each.formula) for column, each in held.items() if each.is_uncounted] == [(4, "TODAY()")]


def test_what_is_struck_through_is_no_text() -> None:
    struck, live = "<r><rPr><strike/></rPr><t>旧</t></r>", '<r><rPr><strike val="0"/></rPr><t>新</t></r>'
    inside = f"<is>{struck}<r><t>中</t></r>{live}<rPh><t>xin</t></rPh></is>"
    cells = f'<c t="inlineStr">{inside}</c><c s="1" t="inlineStr">{inside}</c>'
    rows = f"<row>{cells}</row>" + row(2, "全", "3", style=1)
    held = sheet(write(BOOK, rows, parts={"xl/styles.xml": STRUCK})).rows
    told = [[(each.text, each.struck) for each in cells.values()] for cells in held.values()]
    assert told == [[("中新", "旧"), ("新", "旧中")], [("", "全"), ("", "3")]]


def test_shared_texts_keep_their_runs() -> None:
    strings = f'<sst xmlns="{MAIN}"><si><r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r></si></sst>'
    parts = {"xl/sharedStrings.xml": strings}
    held = sheet(write(BOOK, '<row><c t="s"><v>0</v></c></row>', parts=parts)).rows[1][1]
    assert (held.text, held.struck) == ("新", "旧")


@pytest.mark.parametrize(
    "look",
    [
        styles('<font><color rgb="#FF0000"/></font>'),
        styles(fills="<fill/>"),
        styles(xfs='<xf><alignment vertical="middle"/></xf>'),
        styles(xfs='<xf numFmtId="999" fontId="7"/>'),
        styles(xfs=""),
    ],
    ids=["colour", "fill", "alignment", "format", "none"],
)
def test_odd_styles_are_no_damage(look: str) -> None:
    core = '<x xmlns:d="http://purl.org/dc/terms/"><d:created>2024/9/20 10:00</d:created></x>'
    parts = {"xl/styles.xml": look, "docProps/core.xml": core}
    assert texts(write(BOOK, row(1, "序号", "7"), parts=parts)) == [["序号", "7"]]


def test_strict_workbooks_are_read() -> None:
    assert texts(write(BOOK, row(1, "序号"), strict=True)) == [["序号"]]


PIECES = ("_", "x", "005F", "005f", "000D", "0041", "\r", "\x07", "甲", "_x000D_", "_x005F_")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_excel_escapes_reads_back(text: str) -> None:
    """A control character is stored as its number; a text that only looks like one is escaped."""
    marked = re.sub("_(?=x[0-9A-Fa-f]{4}[_\r\x07])", "_x005F_", text)
    escaped = "".join(f"_x{ord(char):04X}_" if char < " " else char for char in marked)
    assert unescaped(escaped) == text


# Comments, shapes, hidden rows --------------------------------------------------------------------


def test_merges_links_and_what_is_hidden() -> None:
    rows = row(1, "甲", "乙", "丙") + row(2, "丁").replace("<row", '<row hidden="1"') + '<row r="9" ht="0"/>'
    after = (
        '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="nothing"/></mergeCells>'
        '<hyperlinks><hyperlink ref="C1" r:id="r1"/></hyperlinks>'
    )
    path = write(BOOK, rows, after=after, related="hyperlink https://a.example/")
    found = sheet(path)
    assert (found.merges, found.hidden_rows) == ((Area(1, 1, 2, 2),), (2,))
    assert found.rows[1][3].link.endswith("a.example")


def test_comments_and_threads() -> None:
    comments = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="D2"><text><r><t>甲：</t></r><r><t>改</t></r>'
        '</text></comment><comment ref="E2"><text><t>[线程批注]</t></text></comment></commentList></comments>'
    )
    threads = (
        '<ThreadedComments xmlns="x"><threadedComment ref="E2"><text>问</text></threadedComment>'
        '<threadedComment ref="E2"><text>答</text></threadedComment></ThreadedComments>'
    )
    parts = {"xl/comments1.xml": comments, "xl/threads.xml": threads}
    related = "comments ../comments1.xml\nthreadedComment ../threads.xml"
    found = sheet(write(BOOK, row(1, "甲"), parts=parts, related=related))
    assert found.comments == {(2, 4): "甲：改", (2, 5): "问\n答"}


def test_what_lies_on_a_sheet() -> None:
    corner = "<f:from><f:col>3</f:col><f:colOff>9</f:colOff><f:row>1</f:row></f:from>"
    words = "<f:p><f:r><f:t>已更新</f:t></f:r><f:r><f:t>12次</f:t></f:r></f:p><f:p/><f:p><f:t>完</f:t></f:p>"
    box = f"<f:anchor>{corner}<f:sp><f:txBody>{words}</f:txBody></f:sp></f:anchor>"
    drawing = f'<f:wsDr xmlns:f="f">{box}<f:anchor>{corner}<f:pic/></f:anchor><f:sp/></f:wsDr>'
    place = "<objectPr><anchor><from><col>0</col><row>4</row></from></anchor></objectPr>"
    after = f'<oleObjects><oleObject shapeId="1">{place}</oleObject><oleObject shapeId="1"/></oleObjects>'
    path = write(BOOK, row(1, "甲"), after=after, parts={"xl/d.xml": drawing}, related="drawing ../d.xml")
    assert sheet(path).shapes == (
        Shape("text", 2, 4, "已更新12次\n完"),
        Shape("picture", 2, 4),
        Shape("object", 5, 1),
    )


def vml(number: int, kind: str, inside: str, text: str = "") -> str:
    inside = f"<x:Anchor>3, 15, 1, 2, 5, 9, 2, 4</x:Anchor>{inside}"
    data = f'<x:ClientData ObjectType="{kind}">{inside}</x:ClientData>'
    return f'<v:shape id="_x0000_s{number}"><v:textbox><div>{text}</div></v:textbox>{data}</v:shape>'


def test_fields_of_forms_and_charts() -> None:
    """The text of a field is in the drawing too; it is read once. An object's place may be its shape's."""
    older = (
        '<xml xmlns:v="v" xmlns:x="x">'
        + vml(1025, "Checkbox", "<x:Checked>1</x:Checked>", "涉及")
        + vml(1026, "Radio", "", "不涉及")
        + vml(1027, "Drop", "<x:Sel>2</x:Sel>")
        + vml(1028, "Note", "", "批注")
        + vml(1029, "Pict", "")
        + "</xml>"
    )
    box = '<f:nvSpPr><f:compatExt spid="_x0000_s1025"/></f:nvSpPr><f:p><f:t>涉及</f:t></f:p>'
    drawing = f'<f:wsDr xmlns:f="f"><f:sp>{box}</f:sp><f:graphicFrame/></f:wsDr>'
    after = (
        '<oleObjects><oleObject shapeId="1029"/></oleObjects>'
        '<controls><control shapeId="9" r:id="r3"/><control shapeId="1025" r:id="r9"/></controls>'
    )
    parts = {"xl/d.xml": drawing, "xl/v.vml": older}
    related = "drawing ../d.xml\nvmlDrawing ../v.vml\ncontrol ../activeX1.xml"
    assert sheet(write(BOOK, row(1, "甲"), after=after, parts=parts, related=related)).shapes == (
        Shape("chart", 0, 0),
        Shape("field", 2, 4, "☑涉及"),
        Shape("field", 2, 4, "☐不涉及"),
        Shape("field", 2, 4, "第2个选项"),
        Shape("object", 2, 4),
        Shape("object", 0, 0),
    )


def test_the_state_of_a_field_is_that_of_its_own_part() -> None:
    """Newer programs write it there; LibreOffice only there, with numbers that fit no other part."""
    older = (
        '<xml xmlns:v="v" xmlns:x="x">'
        + vml(1025, "Checkbox", "", "涉及")
        + vml(1026, "Drop", "<x:Sel>1</x:Sel>")
        + vml(0, "Checkbox", "", "已完成").replace("_x0000_s0", "shape_0")
        + "</xml>"
    )
    state = '<formControlPr xmlns="x" objectType="{}" {}/>'
    empty = "<anchor><from><col>0</col><row>0</row></from><to><col>0</col><row>0</row></to></anchor>"
    after = (
        '<controls><control shapeId="1025" r:id="r2" name="Check Box 1"/><control shapeId="1026" r:id="r3"/>'
        f'<control shapeId="7" r:id="r4" name="已完成">{empty}</control></controls>'
    )
    parts = {
        "xl/v.vml": older,
        "xl/p1.xml": state.format("CheckBox", 'checked="Checked"'),
        "xl/p2.xml": state.format("Drop", 'sel="3"'),
        "xl/p3.xml": state.format("CheckBox", 'checked="Checked"'),
        "xl/d.xml": '<f:wsDr xmlns:f="f"><f:sp><f:cNvPr id="7"/><f:p><f:t>已完成</f:t></f:p></f:sp></f:wsDr>',
    }
    related = (
        "vmlDrawing ../v.vml\nctrlProp ../p1.xml\nctrlProp ../p2.xml\nctrlProp ../p3.xml\ndrawing ../d.xml"
    )
    assert sheet(write(BOOK, row(1, "甲"), after=after, parts=parts, related=related)).shapes == (
        Shape("field", 2, 4, "☑涉及"),
        Shape("field", 2, 4, "第3个选项"),
        Shape("field", 2, 4, "☑已完成"),
    )


def test_headers_and_footers_of_pages_without_their_codes() -> None:
    after = (
        "<headerFooter><oddHeader>&amp;L&amp;&quot;黑体,常规&quot;&amp;12内部资料&amp;C&amp;A</oddHeader>"
        "<oddFooter>&amp;R第&amp;P页A&amp;&amp;B</oddFooter><evenFooter>&amp;P</evenFooter></headerFooter>"
    )
    assert sheet(write(BOOK, row(1, "甲"), after=after)).margins == ("内部资料", "第 页A&B")


@pytest.mark.parametrize(
    "older", ["<xml><br></xml>", "", vml(1, "Checkbox", "").replace("3, 15", "-1"), '<x><shape id="1"/></x>']
)
def test_older_drawings_are_no_damage(older: str) -> None:
    older = older.replace("<v:", "<").replace("</v:", "</").replace("<x:", "<").replace("</x:", "</")
    path = write(BOOK, row(1, "甲"), parts={"xl/v.vml": older}, related="vmlDrawing ../v.vml")
    assert texts(path) == [["甲"]]
    assert all((shape.row, shape.column) == (0, 0) for shape in sheet(path).shapes)


def test_signs_of_symbol_fonts() -> None:
    """In the font of the cell, or of a run; Chinese and unknown letters stay."""
    look = styles('<font/><font><name val="Wingdings 2"/></font>', '<xf/><xf fontId="1"/>')
    inside = '<is><r><rPr><rFont val="Wingdings"/></rPr><t>\u00fe</t></r><r><t>有R</t></r></is>'
    rows = row(1, "R涉及~", style=1) + f'<row r="2"><c r="A2" t="inlineStr">{inside}</c></row>'
    assert texts(write(BOOK, rows, parts={"xl/styles.xml": look})) == [["☑涉及~"], ["☑有R"]]


def test_hidden_sheets_are_marked() -> None:
    other = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="S" state="veryHidden" r:id="r1"/>'
    )
    path = write(BOOK, row(1, "甲"), parts={"xl/workbook.xml": f"{other}</sheets></workbook>"})
    assert sheet(path).is_hidden


# Limits and damage --------------------------------------------------------------------------------


def refused(rows: str, **more: str) -> GovlistError:
    with pytest.raises(GovlistError) as caught:
        workbook.read(write(BOOK, rows, **more))  # type: ignore[arg-type]
    assert caught.value.exit_code is ExitCode.FAILED
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("bound", "rows"),
    [
        ("MAX_PLACES", "<row/>" * 10),
        ("MAX_PLACES", "<row>" + "<c/>" * 9 + "</row>"),
        ("MAX_CELLS", row(1, *"甲" * 10)),
        ("MAX_TEXT", row(1, "甲乙丙丁戊己庚辛壬癸")),
    ],
)
def test_bounds(bound: str, rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sheet, bound, 9)
    assert "超过9个" in refused(rows).message


@pytest.mark.parametrize(
    ("bound", "rows"), [("MAX_ELEMENTS", "<x/>" * 99), ("MAX_INSIDE", "<c>" + "<x/>" * 99 + "</c>")]
)
def test_bounds_of_elements(bound: str, rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_package, bound, 50)
    assert "损坏" in refused(f"<row>{rows}</row>").message


def test_merged_areas_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sheet, "MAX_PLACES", 9)
    assert "超过9个" in refused("", after='<mergeCell ref="A1:B2"/>' * 10).message


@pytest.mark.parametrize(
    "rows",
    [
        "<a>" * 200 + "</a>" * 200,
        '<row r="1048577"><c><v>1</v></c></row>',
        "<row><c/>" * 3,
        '<row r="x"/>',
        '<row><c s="x"><v>1</v></c></row>',
        '<row><c t="s"><v>7</v></c></row>',
        "<row><c><v>1e999</v></c></row>",
    ],
    ids=["depth", "row", "cut", "row's number", "style", "shared text", "number"],
)
def test_damage(rows: str) -> None:
    assert "损坏" in refused(rows).message


# Cell references ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA"), (16384, "XFD")])
def test_names_of_columns(number: int, name: str) -> None:
    assert letters(number) == name
    assert position(reference(7, number)) == (7, number)


@pytest.mark.parametrize("ref", ["-", "A", "7", "A0", "XFE1", "A1048577", "a1", "A1:B2"])
def test_what_names_no_cell(ref: str) -> None:
    with pytest.raises(ValueError, match=re.escape(ref)):
        position(ref)


def test_areas() -> None:
    area = Area.read("$B$2:D9")
    assert (area, area.ref) == (Area(2, 2, 9, 4), "B2:D9")
    assert area.meets(Area.read("D9"))
    assert not area.meets(Area.read("E9"))
