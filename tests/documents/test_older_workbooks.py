"""Workbooks before 2007, of WPS and of LibreOffice are read like those of today."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from govlist.base.errors import GovlistError
from govlist.documents import reading, workbook
from govlist.documents.cells import Cell
from govlist.documents.document import Table

DATA = Path(__file__).parent / "data"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
LINES = [
    ["1", "公开目录", "已完成", "12,345.60万元", "点击查看", "2024年6月14日"],
    ["2", "公开年报", "推进中", "62.5%", "", "2024-09-01"],
    ["3", "", "推进中", "已完成三批", "", "6月14日"],
]


@pytest.fixture(params=["ledger.xls", "ledger.ods", "ledger.et"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The ledger as another program saved it; WPS writes the older format of Excel under its own name."""
    source = DATA / request.param.replace(".et", ".xls")
    return Path(shutil.copy(source, tmp_path / request.param))


def plain(cell: Cell) -> Cell:
    """A cell without what some formats do not hold: the text of its formula, yes and no."""
    value = cell.text if isinstance(cell.value, bool) or cell.text == "TRUE" else cell.value
    return replace(cell, formula=None, value=value)


def test_every_cell_is_as_in_the_workbook_of_today(ledger: Path) -> None:
    sheets, others = workbook.read(DATA / "ledger.xlsx").sheets, workbook.read(ledger).sheets
    assert [sheet.name for sheet in others] == ["台账", "备查"]
    assert [sheet.is_hidden for sheet in others] == [False, True]
    for sheet, other in zip(sheets, others, strict=True):
        assert (other.merges, other.comments, other.shapes) == (sheet.merges, sheet.comments, sheet.shapes)
        assert (other.hidden_rows, other.hidden_columns) == (sheet.hidden_rows, sheet.hidden_columns)
    cells = {
        place: plain(cell)
        for row, line in others[0].rows.items()
        for column, cell in line.items()
        if (place := (row, column)) != (5, 7)
    }
    shown = [[others[0].text(row, column) for column in range(1, 7)] for row in (4, 5, 6)]
    assert shown == LINES
    assert (cells[6, 2].struck, cells[6, 4].struck) == ("公开预算", "，计划四批")
    for row, line in sheets[0].rows.items():
        for column, cell in line.items():
            if not cell.formula:  # openpyxl writes no results
                assert cells[row, column] == plain(cell)
    assert others[0].rows[5][7].is_error
    assert cells[5, 8].value == 6


def test_arrows_of_a_filter_are_no_lists_of_a_form() -> None:
    [sheet] = workbook.read(DATA / "filter.xls").sheets
    assert sheet.text(2, 2) == "推进中"
    assert sheet.shapes == ()


def test_import_reads_them_and_reports_what_it_leaves_out(ledger: Path) -> None:
    document = reading.read(ledger)
    said = "\n".join(doubt.message for doubt in document.doubts)
    for words in ("隐藏", "公开预算", "另附说明", "请核对金额"):
        assert words in said


TABLE = [["序号", "工作任务", "责任单位"], ["1", "公开目录", "区教体局"], ["2", "公开年报", "区司法局"]]
PAGE = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in TABLE)


@pytest.mark.parametrize("content", [f"<table>{PAGE}</table>", "\n".join(map("\t".join, TABLE))])
def test_what_systems_write_under_the_old_name(content: str, tmp_path: Path) -> None:
    """Web pages and texts named .xls: Excel opens them, with a warning."""
    (tmp_path / "导出.xls").write_text(content, encoding="utf-8")
    document = reading.read(tmp_path / "导出.xls")
    assert "与文件名不符" in document.doubts[0].message
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert [list(row.texts) for row in table.rows] == TABLE


# Damaged and hostile files ------------------------------------------------------------------------


@pytest.mark.parametrize("cut", [100, 600, 2000, 4000, 8000])
def test_a_part_of_an_old_workbook_is_damaged(cut: int, tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes((DATA / "ledger.xls").read_bytes()[:cut])
    with pytest.raises(GovlistError) as caught:
        workbook.read(tmp_path / "a.xls")
    assert "另存" in str(caught.value.hint)


def test_changed_bytes_never_end_in_another_error(tmp_path: Path) -> None:
    data = (DATA / "ledger.xls").read_bytes()
    for start in range(512, len(data), 97):
        (tmp_path / "a.xls").write_bytes(data[:start] + b"\xff\x00\x7f" + data[start + 3 :])
        with suppress(GovlistError):
            assert workbook.read(tmp_path / "a.xls").sheets


def open_document(path: Path, rows: str, **parts: str) -> Path:
    """An OpenDocument workbook of one sheet."""
    spaces = " ".join(
        f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text", "style", "fo")
    )
    content = (
        f"<office:document-content {spaces}><office:body>"
        f'<office:spreadsheet><table:table table:name="一">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content)
        for name, text in parts.items():
            made.writestr(name, text)
    return path


def cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def test_blanks_lines_and_repeats_of_open_documents(tmp_path: Path) -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="3"/>'
        + cell('甲<text:s text:c="2"/>乙<text:line-break/>丙', 'table:number-columns-repeated="2"')
        + "</table:table-row>"
    )
    sheet = workbook.read(open_document(tmp_path / "a.ods", rows)).sheets[0]
    assert {(row, column) for row, line in sheet.rows.items() for column in line} == {
        (row, column) for row in (1_048_571, 1_048_572) for column in (4, 5)
    }
    assert sheet.rows[1_048_571][4].text == "甲  乙\n丙"


ENDLESS = (
    '<table:table-row table:number-rows-repeated="1048576">'
    + cell("甲", 'table:number-columns-repeated="16384"')
    + "</table:table-row>"
)
OUTSIDE = (
    '<table:table-row><table:table-cell table:number-columns-repeated="{}"/>'
    + cell("甲")
    + "</table:table-row>"
)
LOCKED = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
TRAPS: list[tuple[str, str, dict[str, str]]] = [
    ("50,000", ENDLESS, {}),
    ("损坏", OUTSIDE.format(99_999), {}),
    ("损坏", OUTSIDE.format("x"), {}),
    ("密码", "", LOCKED),
    ("宏", "", {"Basic/Standard/Module1.xml": "<module/>"}),
]


@pytest.mark.parametrize(("word", "rows", "parts"), TRAPS)
def test_traps_of_open_documents(word: str, rows: str, parts: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match=word):
        workbook.read(open_document(tmp_path / "a.ods", rows, **parts))
