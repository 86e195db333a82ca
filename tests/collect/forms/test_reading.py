"""Reading returned files: cells as displayed, never evaluated; limits hold for any file."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from tests.documents.workbooks import cell, row, styles, write
from tests.returned import Filled, handed_out, table
from tests.strategies import LIST

from govlist.base.errors import ExitCode, GovlistError
from govlist.collect import forms
from govlist.collect.table import Returned

Checklist = Callable[..., Path]
HEAD = ["序号", "完成状态", "进展情况", "填报日期"]


def values(returned: Returned, table: int = 0) -> list[dict[str, Any]]:
    """The texts of the rows' cells by column key; days as dates."""
    return [
        {key: cell.number if key == "date" else cell.text for key, cell in row.cells.items()}
        for row in returned.tables[table].rows
    ]


def texts(returned: Returned) -> list[str]:
    return [row.cells["progress"].text for row in returned.tables[0].rows]


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one part changed."""
    old = path.read_bytes()
    with ZipFile(BytesIO(old)) as before, ZipFile(path, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data) if name == part else data)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def with_rows(path: Path, rows: str) -> Path:
    """A workbook with these rows of XML below its header."""
    table(path, [HEAD])
    return changed(path, SHEET, lambda data: data.replace(b"</sheetData>", f"{rows}</sheetData>".encode()))


def test_values_of_every_kind() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEAD)
    sheet.append([1, "推进中", "文", datetime(2024, 6, 14)])
    sheet.append([2.0, 0.8, True, 45457])
    sheet["B3"].number_format = "0%"
    sheet.append(["3", None, 1.5, date(2024, 6, 14)])
    sheet["D4"].number_format = 'yyyy"年"m"月"d"日"'
    book.save("a.xlsx")
    assert values(forms.read(Path("a.xlsx"))) == [
        {"number": "1", "status": "推进中", "progress": "文", "date": datetime(2024, 6, 14)},
        {"number": "2", "status": "80%", "progress": "TRUE", "date": 45457},
        {"number": "3", "progress": "1.5", "date": datetime(2024, 6, 14)},
    ]


def test_days_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.worksheets[0].append(HEAD)
    book.worksheets[0].append([1, "推进中", "", datetime(2024, 6, 14)])
    book.save("a.xlsx")
    found = forms.read(Path("a.xlsx"))
    assert found.since_1904
    assert values(found)[0]["date"] == datetime(2024, 6, 14)


def test_a_formula_is_what_it_showed() -> None:
    rows = (
        '<row r="2"><c r="A2" t="str"><f>1+1</f><v>2</v></c><c r="C2"><f>SUM(1)</f><v>7</v></c></row>'
        '<row r="3"><c r="A3"><v>1</v></c><c r="C3"><f>TODAY()</f></c></row>'
        '<row r="4"><c r="A4"><v>1</v></c><c r="C4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="5"><c r="A5"><v>1</v></c><c r="C5" t="str"><f>""</f><v></v></c></row>'
    )
    found = forms.read(with_rows(Path("a.xlsx"), rows)).tables[0].rows
    told = [(row.cells["progress"].text, row.cells["progress"].broken) for row in found[:3]]
    assert told == [("7", False), ("=TODAY()", True), ("#DIV/0!", True)]
    assert "progress" not in found[3].cells
    assert (found[0].cells["number"].text, found[0].cells["number"].number) == ("2", None)


def test_an_address_in_a_formula_lies_behind_its_text() -> None:
    formula = "HYPERLINK(&quot;https://www.tja.gov.cn/a?b=1&quot;,&quot;点击查看&quot;)"
    rows = f'<row r="2"><c r="A2"><v>1</v></c><c r="C2" t="str"><f>{formula}</f><v>点击查看</v></c></row>'
    cell = forms.read(with_rows(Path("a.xlsx"), rows)).tables[0].rows[0].cells["progress"]
    assert (cell.text, cell.link) == ("点击查看", "https://www.tja.gov.cn/a?b=1")


@pytest.mark.parametrize(
    "cell",
    [
        't="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>',
        't="e"><f>dispimg("ID_1",1)</f><v>#NAME?</v>',
        't="e" vm="1"><v>#VALUE!</v>',
    ],
    ids=["wps", "wps, saved by libreoffice", "excel"],
)
def test_a_picture_in_a_cell_is_one(cell: str) -> None:
    path = with_rows(Path("a.xlsx"), f'<row r="2"><c r="A2"><v>1</v></c><c r="C2" {cell}</c></row>')
    assert forms.read(path).tables[0].rows[0].cells["progress"].picture


def test_a_picture_in_a_cell_is_one_in_csv_too() -> None:
    Path("a.csv").write_text('序号,完成状态,进展情况\n1,推进中,"=DISPIMG(""ID_1"",1)"\n', encoding="utf-8")
    assert forms.read(Path("a.csv")).tables[0].rows[0].cells["progress"].picture


def test_texts_with_formats_readings_and_escapes() -> None:
    inside = "<r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r><rPh><t>jia</t></rPh>"
    rows = (
        f'<row><c/><c/><c t="inlineStr"><is>{inside}</is></c></row>'
        '<row><c/><c/><c t="inlineStr"><is><t> 一_x000D_\n二_x005F_x000D_ </t></is></c></row>'
    )
    assert texts(forms.read(with_rows(Path("a.xlsx"), rows))) == ["甲乙", " 一\n二_x000D_ "]


def test_an_address_behind_a_text(checklist: Checklist) -> None:
    form = Filled(handed_out(checklist(LIST), "区教体局"))
    form.fill(2, status="推进中", evidence="点击查看")
    form.sheet[form.place(2, "evidence")].hyperlink = "https://www.tja.gov.cn/a"
    found = forms.read(form.saved(Path("a.xlsx")))
    cells = [row.cells["evidence"] for row in found.tables[0].rows if "evidence" in row.cells]
    assert [(cell.text, cell.link) for cell in cells] == [("点击查看", "https://www.tja.gov.cn/a")]


def test_hidden_sheets_are_not_read_but_the_identity_is(checklist: Checklist) -> None:
    form = Filled(handed_out(checklist(LIST), "区教体局"))
    copy = form.book.copy_worksheet(form.sheet)
    copy.sheet_state = "hidden"
    found = forms.read(form.saved(Path("a.xlsx")))
    assert (len(found.tables), [each.unit for each in found.identities]) == (1, ["区教体局"])
    assert found.sheets == ("填报表", "填报说明")


def test_what_lies_beside_the_cells_is_named_with_its_place() -> None:
    box = '<f:d xmlns:f="f"><f:sp><f:p><f:t>已更新</f:t></f:p></f:sp></f:d>'
    path = write(
        Path("a.xlsx"),
        row(1, *HEAD),
        after='<oleObjects><oleObject shapeId="1"/></oleObjects>',
        parts={"xl/d.xml": box, "xl/c.xml": '<c><comment ref="D2"><text><t>详见</t></text></comment></c>'},
        related="drawing ../d.xml\ncomments ../c.xml",
    )
    assert forms.read(path).beside == ("S D2 批注“详见”", "S 文本框“已更新”", "S 嵌入对象")


def test_numbers_are_taken_as_shown() -> None:
    look = styles(xfs='<xf/><xf numFmtId="164"/>', formats='164=#,##0.00"万元"')
    rows = row(1, *HEAD) + f'<row r="2">{cell("A2", "1")}{cell("C2", "12345.6", 1)}</row>'
    found = forms.read(write(Path("a.xlsx"), rows, parts={"xl/styles.xml": look}))
    assert texts(found) == ["12,345.60万元"]


def test_the_other_edition_of_the_format() -> None:
    """Strict Open XML: the same element names in another namespace."""
    old = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    path = table(Path("a.xlsx"), [HEAD, ["1", "推进中", "甲", "2024-06-14"]])
    for part in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        changed(path, part, lambda data: data.replace(old, b"http://purl.oclc.org/ooxml/spreadsheetml/main"))
    assert texts(forms.read(path)) == ["甲"]


# Limits -------------------------------------------------------------------------------------------


def bounded(path: Path) -> Returned:
    """Read within a few tens of megabytes; reading all the rows that are claimed would never end."""
    tracemalloc.start()
    found = forms.read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000
    return found


ROW_2 = '<row r="2"><c r="A2"><v>1</v></c><c r="C2" t="str"><v>甲</v></c></row>'


@pytest.mark.parametrize(
    "rows",
    [
        ROW_2 + '<row r="1048576"><c r="XFD1048576" s="0"/></row>',
        ROW_2 + "".join(f'<row r="{n}" ht="12"/>' for n in range(3, 200_000)),
        ROW_2 + '<row r="9">' + "<c/>" * 20_000 + "</row>",
        ROW_2 + '<row r="1048576"><c r="C1048576" t="str"><v>far away</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c><c r="C2" t="str"><v>甲</v></c><c r="XFD2"><v>7</v></c></row>',
        ROW_2 + '<row r="99999999999999999999"><c r="A3"/></row>',
    ],
    ids=[
        "last cell",
        "formatted rows",
        "a wide row",
        "a cell far away",
        "a column far away",
        "row number",
    ],
)
def test_a_sheet_that_claims_to_be_huge(rows: str) -> None:
    path = with_rows(Path("a.xlsx"), rows)
    changed(
        path, SHEET, lambda data: data.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    )
    assert texts(bounded(path)) == (["甲", "far away"] if "far away" in rows else ["甲"])


def test_rows_behind_a_gap_are_still_read() -> None:
    path = with_rows(Path("a.xlsx"), '<row r="900"><c r="C900" t="str"><v>甲</v></c></row>')
    assert [row.number for row in forms.read(path).tables[0].rows] == [900]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda data: data[:-40]),
        (SHEET, lambda data: data.replace(b"</row>", b'<c t="s"><v>999</v></c></row>', 1)),
        (SHEET, lambda data: data.replace(b"</row>", b"<c><v>x</v></c></row>", 1)),
        (SHEET, lambda data: data.replace(b'<row r="1"', b'<row r="x"', 1)),
        (SHEET, lambda data: data.replace(b'<row r="1"', b'<row r="1e999"', 1)),
        (SHEET, lambda data: data.replace(b"</row>", b'<c t="d"><v>x</v></c></row>', 1)),
        ("xl/workbook.xml", lambda data: data.replace(b'r:id="rId1"', b'r:id="rId77"')),
        ("xl/workbook.xml", lambda data: data.replace(b'r:id="rId1"', b"")),
        ("xl/styles.xml", lambda _data: b"<styleSheet"),
        ("xl/_rels/workbook.xml.rels", lambda data: data.replace(b"sheet1.xml", b"sheet9.xml")),
        ("_rels/.rels", lambda data: data.replace(b"officeDocument\"", b"other\"")),
    ],
)  # fmt: skip
def test_a_damaged_workbook(part: str, change: Callable[[bytes], bytes]) -> None:
    path = changed(table(Path("a.xlsx"), [HEAD, ["1", "推进中", "甲", "2024-06-14"]]), part, change)
    with pytest.raises(GovlistError) as caught:
        forms.read(path)
    assert caught.value.exit_code is ExitCode.FAILED


# Comma-separated values ---------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x81\x81\xff", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_csv(data: bytes) -> None:
    Path("a.csv").write_bytes(data)
    with pytest.raises(GovlistError) as caught:
        forms.read(Path("a.csv"))
    assert caught.value.exit_code is ExitCode.FAILED


def test_a_cell_without_end() -> None:
    Path("a.csv").write_bytes(b'"' + b"x" * 2_000_000)
    with pytest.raises(GovlistError):
        forms.read(Path("a.csv"))
