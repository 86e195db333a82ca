"""The form for a unit: its contents, cells to fill in, protection from slips."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.returned import Filled, handed_out
from tests.strategies import LIST

from govlist.base.text import width, wrap
from govlist.collect._identity import read_key
from govlist.collect.forms.xlsx import HEADER

Run = Callable[..., Any]
Checklist = Callable[..., Path]
UNIT = "区教体局"


@pytest.fixture
def path(checklist: Checklist) -> Path:
    text = LIST.replace("standing: true", "due: 2024-06-30\n            standing: true")
    supported = text.replace(
        "responsible: [区司法局, 有关部门]", "responsible: [区司法局, {unit: 区教体局, role: support}]"
    )
    return checklist(supported.replace("groups:", "rounds: [2024-06-25, 2024-12-10]\ngroups:", 1))


def texts(sheet: Worksheet) -> list[list[str]]:
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def test_obligations_candidates_and_support_are_separate(path: Path) -> None:
    form = Filled(handed_out(path, UNIT))
    rows = [row[1] for row in texts(form.sheet)[form.header :]]
    assert rows == [
        "一、应办事项（1项）", "2",
        "二、待认定事项（2项）：先选是否涉及，涉及的再填完成状态", "1", "6",
        "三、配合事项（1项）：有情况的填报", "3",
    ]  # fmt: skip


def test_what_was_reported_is_shown_and_not_filled_in(path: Path) -> None:
    form = Filled(handed_out(path, UNIT))
    head = [cell.value for cell in form.sheet[form.header]]
    row = dict(zip(head, [cell.value for cell in form.sheet[form.row(2)]], strict=True))
    assert (row["上次状态"], row["上次进展"], row["完成时限"]) == (
        "长期坚持\n2024-06-14",
        "方案已印发",
        "06-30",
    )
    assert [row[word] for word in ("完成状态", "进展情况", "佐证材料", "填报人", "填报日期")] == [None] * 5
    assert head.index("是否涉及") < head.index("完成状态")
    township = Filled(handed_out(path, "田东街道")).sheet
    assert "上次进展" not in {cell.value for row in township for cell in row}


def test_only_what_is_to_be_filled_in_is_open(path: Path) -> None:
    form = Filled(handed_out(path, UNIT))
    protection = form.sheet.protection
    assert (protection.sheet, protection.password) == (True, None)
    assert not any((protection.sort, protection.autoFilter, protection.formatColumns, protection.formatRows))
    open_ = {cell.coordinate for row in form.sheet for cell in row if not cell.protection.locked}
    keys = ("status", "progress", "evidence", "by", "date")
    expected = {form.place(number, key) for number in (1, 2, 3, 6) for key in keys}
    assert open_ == expected | {form.place(number, "applies") for number in (1, 6)}
    tints = {form.sheet[place].fill.fgColor.rgb for place in open_}
    assert len(tints) == 1
    assert tints.isdisjoint({form.sheet[form.place(2, "requirement")].fill.fgColor.rgb})


def test_every_row_has_the_words_to_choose_from(path: Path) -> None:
    form = Filled(handed_out(path, UNIT))
    found = {
        cell: made.formula1
        for made in form.sheet.data_validations.dataValidation
        for cell in str(made.sqref).split()
    }
    usual = '"未启动,序时推进,进度滞后,已完成,不涉及"'
    assert found[form.place(2, "status")] == usual.replace("序时推进", "长期坚持")
    for number in (1, 3):
        cell = form.sheet[form.place(number, "status")]
        covering = [
            made for made in form.sheet.data_validations.dataValidation if cell.coordinate in made.sqref
        ]
        assert [made.formula1 for made in covering] == [usual]
    cell = form.place(6, "applies")
    assert [m.formula1 for m in form.sheet.data_validations.dataValidation if cell in m.sqref] == [
        '"涉及,不涉及"'
    ]


def test_it_says_whose_it_is(path: Path) -> None:
    """The label identifies a copy without the hidden sheets."""
    title, line = (str(row[1].value) for row in Filled(handed_out(path, UNIT)).sheet["A1:B2"])
    assert title == "田家庵区2024年度政务公开重点工作任务分解填报表"
    assert line.startswith(f"填报单位：{UNIT}　")
    assert "2024年9月27日" in line


def test_identity_of_list_unit_and_row_is_hidden(path: Path) -> None:
    form = Filled(handed_out(path, UNIT))
    assert form.sheet.column_dimensions["A"].hidden
    hidden = [sheet for sheet in form.book.worksheets if sheet.sheet_state == "hidden"]
    held = dict(row[:2] for row in texts(hidden[0]))
    assert (held["govlist"], held["title"], held["unit"]) == (
        "1",
        "田家庵区2024年度政务公开重点工作清单",
        UNIT,
    )
    keys = [read_key(str(form.sheet.cell(form.row(number), 1).value)) for number in (1, 2, 3, 6)]
    assert [key.number for key in keys if key] == [1, 2, 3, 6]


def test_the_instructions_name_the_day_of_return(path: Path) -> None:
    told = "".join(cell for row in texts(Filled(handed_out(path, UNIT)).book.worksheets[1]) for cell in row)
    assert "2024年12月10日前" in told
    assert "待认定" in told
    township = Filled(handed_out(path, "区政府办公室")).book.worksheets[1]
    assert "待认定" not in "".join(cell for row in texts(township) for cell in row)


def test_all_is_text_and_nothing_a_formula(checklist: Checklist) -> None:
    wild = "=HYPERLINK('http://x')\\n＝1+1 <script>"
    text = LIST.replace("方案已印发", f'"{wild}"').replace("requirement: 纳入", "requirement: =1+")
    for unit in (UNIT, "区政府办公室"):
        book = openpyxl.load_workbook(BytesIO(handed_out(checklist(text), unit)))
        cells = [
            cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=1+") for cell in cells)


def test_it_prints_on_a4_with_its_header(path: Path) -> None:
    sheet = Filled(handed_out(path, UNIT)).sheet
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "D5"
    assert "&P" in str(sheet.oddFooter.center.text)


def test_rows_are_as_high_as_their_text_and_grow(path: Path) -> None:
    data = handed_out(path, UNIT)
    form = Filled(data)
    for number in form.tasks:
        said = str(form.sheet[form.place(number, "requirement")].value)
        assert form.sheet.row_dimensions[form.row(number)].height >= 14 * len(wrap(said, 38))
        assert width(said) > 0
    with ZipFile(BytesIO(data)) as zipped:
        assert b"customHeight" not in zipped.read("xl/worksheets/sheet1.xml")


def test_a_hidden_column_does_not_make_rows_higher(path: Path) -> None:
    """LibreOffice makes a row as high as its lines when somebody types into it, hidden ones too."""
    sheet = Filled(handed_out(path, UNIT)).sheet
    hidden = [cell for column in sheet.iter_cols() for cell in column if _is_hidden(cell)]
    assert [cell for cell in hidden if cell.value and cell.row > HEADER and cell.alignment.wrap_text] == []
    assert sum(cell.value is not None for cell in hidden) > len(Filled(handed_out(path, UNIT)).tasks)


def _is_hidden(cell: Any) -> bool:
    return bool(cell.parent.column_dimensions[cell.column_letter].hidden)


def test_what_is_to_be_filled_in_is_on_the_first_screen(path: Path) -> None:
    """A screen of 1366 pixels shows about 180 characters: 7 pixels each and 5 for a column."""
    form = Filled(handed_out(path, UNIT))
    shown = [form.sheet.column_dimensions[cell.column_letter] for cell in form.sheet[form.header]]
    last = form.column("date")
    assert sum(7 * each.width + 5 for each in shown[:last] if not each.hidden) < 1366 - 40


def test_the_examples_of_days_are_in_the_list_s_year(checklist: Checklist) -> None:
    path = checklist(LIST.replace("year: 2024", "year: 2025").replace("2024年", "2025年"))
    book = openpyxl.load_workbook(BytesIO(handed_out(path, "区政府办公室")))
    told = "".join(cell for row in texts(book.worksheets[1]) for cell in row)
    assert "2025-06-14、2025.6.14" in told


def test_equal_input_gives_equal_bytes(path: Path) -> None:
    data = handed_out(path, UNIT)
    assert data == handed_out(path, UNIT)
    with ZipFile(BytesIO(data)) as zipped:
        assert {info.date_time[0] for info in zipped.infolist()} == {1980}
        assert b"2024-09-27T00:00:00Z" in zipped.read("docProps/core.xml")
        assert b"openpyxl" not in b"".join(map(zipped.read, zipped.namelist()))


def test_a_unit_without_a_task(checklist: Checklist) -> None:
    path = checklist(LIST.replace("groups:", "  - {name: 区档案馆, kind: other}\ngroups:", 1))
    form = Filled(handed_out(path, "区档案馆"))
    assert form.sheet.max_row == form.header


def test_in_english_the_headers_stay_what_collect_knows(path: Path) -> None:
    from govlist.base import i18n

    i18n.use("en")
    form = Filled(handed_out(path, UNIT))
    assert form.sheet.title == "Form"
    assert form.sheet[form.place(2, "status")].value is None


def test_workbooks_that_may_be_filled_in_are_not_written_over(run: Run, path: Path) -> None:
    words = ("export", "--format", "xlsx", "--per-unit", "填报", "--to-fill")
    assert (run(*words).code, run(*words).code) == (0, 0), "the same again is no loss"
    filled = path.parent / "填报" / f"{UNIT}.xlsx"
    filled.write_bytes(filled.read_bytes() + b"filled in")
    before = {file: file.read_bytes() for file in filled.parent.iterdir()}
    result = run(*words)
    assert (result.code, result.out) == (3, "")
    assert f"{UNIT}.xlsx" in result.err
    assert {file: file.read_bytes() for file in filled.parent.iterdir()} == before


@pytest.mark.parametrize("resaved", [False, True], ids=["as written", "saved by a unit's program"])
@pytest.mark.parametrize(
    "words",
    [
        ("export", "--format", "xlsx", "--per-unit", "填报"),
        ("export", "--format", "xlsx", "--per-unit", "填报", "--force"),
        ("export", "--format", "xlsx", "--per-unit", "填报", "--to-fill", "--force"),
        ("export", "-o", f"填报/{UNIT}.xlsx", "--force"),
        ("schema", "-o", f"填报/{UNIT}.xlsx", "--force"),
    ],
    ids=" ".join,
)
def test_no_output_overwrites_a_form(run: Run, path: Path, words: tuple[str, ...], resaved: bool) -> None:
    assert run("export", "--format", "xlsx", "--per-unit", "填报", "--to-fill").code == 0
    form = path.parent / "填报" / f"{UNIT}.xlsx"
    if resaved:
        book = openpyxl.load_workbook(form)
        book["_govlist"].title = "Sheet3"
        book.save(form)
    before = {file: file.read_bytes() for file in form.parent.iterdir()}
    result = run("--today", "2024-09-30", *words)
    assert (result.code, result.out) == (3, "")
    assert form.name in result.err
    assert "--force" not in result.err
    assert {file: file.read_bytes() for file in form.parent.iterdir()} == before


def test_export_writes_one_a_unit(run: Run, path: Path) -> None:
    result = run("export", "--format", "xlsx", "--per-unit", "填报", "--to-fill")
    assert result.code == 0, result.err
    assert (path.parent / "填报" / f"{UNIT}.xlsx").read_bytes() == handed_out(path, UNIT)
    assert len(list((path.parent / "填报").iterdir())) == 6


# Its return ---------------------------------------------------------------------------------------

OFFICE = "office: {name: 区政务公开办, contact: 王某, phone: 0554-1234567}\ngroups:"


def back(run: Run, path: Path, *args: str) -> str:
    """The line of a form about its return, which its instructions repeat."""
    made = run("export", "--format", "xlsx", "--per-unit", "填报", "--to-fill", *args)
    assert made.code == 0, made.err
    book = openpyxl.load_workbook(path.parent / "填报" / f"{UNIT}.xlsx")
    told = str(book.worksheets[0]["B3"].value)
    assert told in [cell.value for row in book.worksheets[1] for cell in row]
    return told


def test_the_form_says_by_when_and_to_whom_it_is_returned(run: Run, path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("groups:", OFFICE, 1), "utf-8")
    said = "存为 .xlsx 格式，于2024年12月10日前交回区政务公开办。（联系人：王某　联系电话：0554-1234567）"
    assert back(run, path) == said


def test_options_come_before_the_list(run: Run, path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("groups:", OFFICE, 1), "utf-8")
    letter = (
        "--reply-by",
        "10月8日",
        "--number",
        "区政办〔2024〕3号",
        "--contact",
        "李某",
        "--phone",
        "12345",
    )
    said = "文号：区政办〔2024〕3号。存为 .xlsx 格式，于2024年10月8日前交回区政务公开办。"
    assert back(run, path, *letter) == said + "（联系人：李某　联系电话：12345）"


def test_what_nobody_knows_is_blank(run: Run, path: Path) -> None:
    assert back(run, path).endswith("（联系人：______　联系电话：____________）")


@pytest.mark.parametrize("option", ["--reply-by", "--number", "--contact", "--phone"])
def test_they_are_refused_where_nothing_is_returned(run: Run, path: Path, option: str) -> None:
    made = run("export", "-o", "a.xlsx", option, "2024-10-08")
    assert (made.code, made.out) == (2, "")
    assert not (path.parent / "a.xlsx").exists()


def test_a_form_of_an_earlier_version_is_still_read(run: Run, path: Path) -> None:
    """It has no line about its return, and other words for evidence."""
    form = Filled(handed_out(path, UNIT))
    form.fill(2, status="已完成", progress="已印发", evidence="2.pdf")
    form.put(form.sheet.cell(form.header, form.column("evidence")).coordinate, "佐证链接")
    form.sheet.delete_rows(3)
    form.saved(path.parent / "回收" / f"{UNIT}.xlsx")
    made = run("collect", "回收", "--yes")
    assert made.code == 0, made.err
    assert "2.pdf" in path.read_text("utf-8")
