"""The workbook: complete texts, never formulas; cells merged as in the source; figures as in status."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.cell_range import CellRange
from tests import oracle, strategies

from govlist.base import i18n
from govlist.base.text import visible_lines, width
from govlist.content.json_output import status_record
from govlist.documents.paper.workbook import CELL, written
from govlist.export import _sheets, _workbook, _workbook_flat, _workbook_look, _workbook_rows, xlsx
from govlist.export._sheets import Sheet, Table
from govlist.model.selection import Filter
from govlist.model.view import View
from govlist.validation import load
from govlist.yamlfile.writing import quote

TESTS = Path(__file__).parents[1]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"
TODAY = date(2024, 9, 27)
WEEK = date(2024, 9, 23)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Run = Callable[..., Any]


def view(source: str | Path, **parts: Any) -> View:
    data = source.read_bytes() if isinstance(source, Path) else source.encode()
    loaded = load.check("checklist.yaml", data)
    assert loaded.errors == ()
    assert loaded.checklist is not None
    return View(loaded.checklist, parts.pop("day", TODAY), **parts)


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def one(text: str = "方案已印发", since: date | None = WEEK) -> View:
    """A list of three tasks with the same text in every place."""
    held = quote(text)
    return view(
        f"""\
title: 某区2024年度重点工作清单
year: 2024
rounds: [2024-09-25]
units:
  - {{name: 甲局, kind: department}}
  - {{name: 乙局, kind: department}}
groups: [{{name: 有关部门, members: department, scope: concerned}}]
sections:
  - title: 大项
    topics:
      - title: 小项
        tasks:
          - id: 1
            requirement: {held}
            responsible: [甲局]
            responsible_text: {held}
            due: 2024-08-31
            overall: [{{date: 2024-09-26, status: behind, note: {held}}}]
            progress:
              甲局:
                - {{date: 2024-09-25, status: in_progress, note: {held}, evidence: [1.pdf, 2.pdf]}}
                - {{date: 2024-09-26, status: behind, note: {held}}}
          - {{id: 2, requirement: 公开, responsible: [有关部门]}}
  - title: 没有小项
    tasks:
      - {{id: 3, requirement: 公开, responsible: [乙局]}}
""",
        since=since,
    )


def texts(data: bytes) -> Iterator[str]:
    """The texts of all cells in the file, including those under merged cells."""
    with ZipFile(BytesIO(data)) as file:
        for name in file.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for cell in etree.fromstring(file.read(name)).iter(f"{MAIN}c"):
                    assert cell.find(f"{MAIN}f") is None, "a formula"
                    assert cell.get("t", "n") in ("inlineStr", "n")
                    yield from (each.text or "" for each in cell.iter(f"{MAIN}t"))


def area(sheet: Any) -> tuple[int, int, int, int]:
    """The header and the rows below it; what is merged over all columns is no row."""
    if found := sheet.auto_filter.ref or next((each.ref for each in sheet.tables.values()), None):
        return range_boundaries(found)  # type: ignore[no-any-return]
    top = int(re.sub("[A-Z]", "", sheet.freeze_panes)) - 1
    across = [each.min_row for each in sheet.merged_cells.ranges if each.size["columns"] == sheet.max_column]
    return 1, top, sheet.max_column, min([sheet.max_row, *(row - 1 for row in across if row > top)])


def column(sheet: Any, title: str) -> list[Any]:
    """The cells below a header, down to the last of the rows."""
    left, top, right, bottom = area(sheet)
    header = {sheet.cell(top, c).value: c for c in range(left, right + 1)}
    return [sheet.cell(row, header[title]) for row in range(top + 1, bottom + 1)]


def values(sheet: Any, title: str) -> list[Any]:
    return [cell.value for cell in column(sheet, title)]


# Texts --------------------------------------------------------------------------------------------

HOSTILE = [
    *('=HYPERLINK("http://x.example","点我")', "=1+1", "＝1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1"),
    *("{=1}", "#N/A", "#REF!", "TRUE", "007", "1e5", "2024-09-27", "50%", "<script>alert(1)</script>", "a|b"),
    *("一\n二\n\n三", "  前后有空格  ", "_x0041_", "_x005F_x0041_", "长文" * 5000, "a" * 10_000),
    *("行\n" * 400, "\U0001f600" * 100, "e\u0301" * 100, "\u2028", "%s {n} {0}", "&P", "]]>", "甲" * 20_000),
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_a_text_and_whole(text: str) -> None:
    """If it is too long for a row, its parts in consecutive rows are joined."""
    data = xlsx.render(one(text))
    assert all(text == "" or "\x00" not in text for text in texts(data))
    book = opened(data)
    shown = visible_lines(text)
    for sheet, title in (("台账", "具体要求"), ("台账", "进展情况"), ("本周进展", "进展情况")):
        cells = [cell for cell in column(book[sheet], title) if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        said = "".join(unescaped(cell.value) for cell in cells)
        assert shown in said
        assert max(len(cell.value) for cell in cells) <= CELL


def unescaped(text: str) -> str:
    """A text as shown by a spreadsheet."""
    return re.sub("_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", text)


@settings(max_examples=15)
@given(strategies.notes().filter(lambda note: note.strip() not in ("", "-")))
@example("=1+1")
def test_every_note_is_in_the_ledger(note: str) -> None:
    data = xlsx.render(one(note))
    assert visible_lines(note) in "".join(map(unescaped, texts(data)))


def test_controls_are_shown_and_line_breaks_kept() -> None:
    assert written("a\x1b[31m\r\nb\x00\u202e") == "a\\x1b[31m\nb\\x00\\u202e"
    assert written("_x0041_ _x00_ _xyz_") == "_x005F_x0041_ _x00_ _xyz_"


def test_what_a_cell_cannot_hold_says_so() -> None:
    for char in "长\U0001f600":
        made = written(char * 40_000)
        assert len(made.encode("utf-16-le")) // 2 <= CELL
        assert made.rstrip(char) == made
        assert made.startswith(char * 16_000)
    assert written("长" * CELL) == "长" * CELL


LONG = ["长文" * 3000, "字\n" * 900, "a b " * 4000, "短", "", "e" + "\u0301" * 30_000]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_parts_of_a_text_are_the_text_and_fit_a_row(text: str) -> None:
    parts = _workbook_rows.pieces(text, 30)
    assert "".join(parts) == text
    for part in parts:
        assert _workbook_rows.lines(part.rstrip("\n"), 30) <= _workbook_rows.MOST
        assert len(part) < CELL


def test_no_row_is_lower_than_its_text_or_higher_than_may_be() -> None:
    sheet = opened(xlsx.render(one("长文，" * 2000)))["台账"]
    left, top, right, bottom = area(sheet)
    for row in range(top, bottom + 1):
        high = sheet.row_dimensions[row].height
        assert high <= 409
        for c in range(left, right + 1):
            value = sheet.cell(row, c).value
            room = sheet.column_dimensions[get_column_letter(c)].width
            if isinstance(value, str) and row > top:
                assert high >= 12 * width(value) / room


def test_beside_a_text_of_several_rows_cells_are_merged() -> None:
    data = xlsx.render(one("长文" * 1000))
    sheet = opened(data)["台账"]
    numbers = values(sheet, "序号")
    assert numbers.count(None) > 1
    assert [number for number in numbers if number] == [1, 2, 3]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    letter, first = column(sheet, "序号")[0].column_letter, column(sheet, "序号")[0].row
    last = first + numbers.index(2) - 1
    assert f"{letter}{first}:{letter}{last}" in merged
    with ZipFile(BytesIO(data)) as file:
        root = etree.fromstring(file.read("xl/worksheets/sheet2.xml"))
    below = [cell for cell in root.iter(f"{MAIN}c") if cell.get("r") == f"{letter}{last}"]
    assert [cell.findtext(f"{MAIN}v") for cell in below] == ["1"]


# Sheets -------------------------------------------------------------------------------------------


def test_the_sheets_are_those_of_the_ledger() -> None:
    made = ["明细", "台账", "分单位情况", "各单位进展一览表", "需督办事项"]
    assert opened(xlsx.render(one(since=None))).sheetnames == [*made, "待认定事项"]
    assert opened(xlsx.render(one())).sheetnames == [*made, "本周进展", "待认定事项"]


def test_sections_and_topics_are_merged_as_in_the_source() -> None:
    sheet = opened(xlsx.render(view(SHIPPED)))["台账"]
    _left, top, _right, bottom = area(sheet)
    assert sheet.cell(top, 1).value == "工作任务"
    areas = [area for area in sheet.merged_cells.ranges if top < area.min_row <= bottom]
    sections = sorted((area.min_row, area.max_row) for area in areas if area.min_col == 1)
    topics = sorted((area.min_row, area.max_row) for area in areas if area.min_col == 2)
    assert [last - first + 1 for first, last in sections] == [8, 9, 11]
    assert [last - first + 1 for first, last in topics] == [3, 3, 2, 4, 2, 3, 2, 3, 2, 2, 2]
    assert sheet.cell(sections[1][0], 1).value.startswith("二、")
    assert sheet.cell(topics[3][0], 2).value.startswith("（四）")
    assert values(sheet, "序号") == list(range(1, 29))
    assert f"A{top}:B{top}" in sheet.merged_cells


def test_a_section_without_topics_takes_both_columns() -> None:
    sheet = opened(xlsx.render(one()))["台账"]
    (row,) = [cell.row for cell in column(sheet, "序号") if cell.value == 3]
    assert f"A{row}:B{row}" in sheet.merged_cells
    plain = one().checklist
    bare = View(plain, TODAY, Filter(sections=("没有小项",)))
    sheet = opened(xlsx.render(bare))["台账"]
    assert [cell.value for cell in sheet[area(sheet)[1]]][1] == "序号"


@pytest.mark.parametrize("made", [one("长文" * 1000), view(WEEKLY, since=WEEK)], ids=["long", "weekly"])
def test_no_cells_are_merged_where_rows_are_filtered(made: View) -> None:
    book = opened(xlsx.render(made))
    filtered = [sheet for sheet in book if sheet.auto_filter.ref or sheet.tables]
    assert {"明细", "分单位情况", "各单位进展一览表"} <= {sheet.title for sheet in filtered}
    for sheet in filtered:
        left, top, right, bottom = area(sheet)
        inside = CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom)
        assert [str(each) for each in sheet.merged_cells.ranges if not each.isdisjoint(inside)] == []


def test_rows_are_together_as_high_as_the_heading_beside_them() -> None:
    plain = one().checklist
    section = replace(plain.sections[1], title="长标题" * 60)
    sheet = opened(xlsx.render(View(replace(plain, sections=(section,)), TODAY)))["台账"]
    (cell,) = column(sheet, "序号")
    room = sheet.column_dimensions["A"].width
    assert sheet.row_dimensions[cell.row].height >= 12 * width("长标题" * 60) / room


def test_where_nothing_is_selected_the_workbook_says_so() -> None:
    book = opened(xlsx.render(one().narrowed(search="没有这样的字")))
    assert "各单位进展一览表" not in book.sheetnames
    assert "没有" in book["台账"]["A3"].value


def test_what_a_list_does_not_use_has_no_column() -> None:
    titles = [cell.value for cell in opened(xlsx.render(view(SHIPPED)))["台账"][4]]
    assert "完成时限" not in titles
    assert {"具体要求", "责任单位", "完成状态", "完成家数/应办家数"} <= set(titles)


def test_title_day_sentence_and_notes_surround_the_table() -> None:
    book = opened(xlsx.render(view(WEEKLY, since=WEEK)))
    sheet = book["台账"]
    first = [row[0].value for row in sheet.iter_rows(max_col=1)]
    assert first[0].endswith("推进情况台账（周）")
    assert first[1].startswith("统计时段：")
    assert status_record(view(WEEKLY))["sentence"] in first[2]
    assert first[-1].startswith("统计口径：")
    assert book["需督办事项"]["A1"].value == "需督办事项"


def test_the_matrix_has_a_word_where_a_unit_owes_a_task() -> None:
    made = view(WEEKLY)
    sheet = opened(xlsx.render(made))["各单位进展一览表"]
    left, top, right, bottom = area(sheet)
    units = [sheet.cell(top, c).value for c in range(left + 2, right + 1)]
    assert sorted(units) == sorted(made.units)
    found = {
        (sheet.cell(row, left).value, sheet.cell(top, c).value)
        for row in range(top + 1, bottom + 1)
        for c in range(left + 2, right + 1)
        if sheet.cell(row, c).value
    }
    assert found == {(pair.task.id, pair.unit) for pair in made.pairs}
    legend = {cell.value for row in sheet.iter_rows(3, top - 2) for cell in row} - {None, "图例："}
    cells = {cell.value for row in sheet.iter_rows(top + 1, bottom, left + 2, right) for cell in row}
    assert legend == cells - {None}
    assert max(cell.column for row in sheet.iter_rows(3, top - 2) for cell in row if cell.value) <= right


def many(units: int, requirement: str = "公开") -> View:
    """A list of one task that many units owe."""
    names = [f"第{number}局" for number in range(units)]
    text = "title: 清单\nyear: 2024\ngroups: [{name: 各局, members: department, scope: every}]\nunits:\n"
    text += "".join(f"  - {{name: {name}, kind: department}}\n" for name in names)
    tasks = f"[{{id: 1, requirement: {requirement}, responsible: [各局]}}]"
    return view(f"{text}sections: [{{title: 一, tasks: {tasks}}}]\n")


@pytest.mark.parametrize("units", [1, 3, 18, 19, 60])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_matrix_is_ruled_and_centred_and_its_words_fit(units: int, language: str) -> None:
    i18n.use(language)
    sheet = opened(xlsx.render(many(units, "公开" * 200)))[i18n.p_("sheet", "Tasks by unit")]
    left, top, right, bottom = area(sheet)
    for row in sheet.iter_rows(top, bottom, left, right):
        assert all(cell.border.left.style and cell.border.bottom.style for cell in row)
    for cell in next(sheet.iter_rows(bottom, bottom, left + 2, right)):
        room = sheet.column_dimensions[cell.column_letter].width - 1
        words = cell.value.split() if " " in cell.value else [cell.value]
        assert cell.alignment.horizontal == "center"
        assert max(map(width, words)) <= room or width(cell.value) <= 2 * room
    requirement = sheet.cell(bottom, left + 1)
    room = sheet.column_dimensions[requirement.column_letter].width
    assert room < width(requirement.value) <= 2 * room
    assert sheet.column_dimensions["B"].width >= 50


def test_one_long_word_leaves_its_column_centred() -> None:
    """报不涉及（待核实） takes two lines in a column of one-line words."""
    sheet = opened(xlsx.render(view(WEEKLY)))["各单位进展一览表"]
    left, top, right, bottom = area(sheet)
    cells = [cell for row in sheet.iter_rows(top + 1, bottom, left + 2, right) for cell in row]
    assert {cell.alignment.horizontal for cell in cells} == {"center"}
    assert any(width(cell.value or "") > sheet.column_dimensions[cell.column_letter].width for cell in cells)


# The rows -----------------------------------------------------------------------------------------


def test_first_are_all_rows_with_real_days_and_numbers() -> None:
    made = view(WEEKLY, since=WEEK)
    sheet = opened(xlsx.render(made)).worksheets[0]
    assert sheet.title == "明细"
    (table,) = sheet.tables.values()
    titles = [cell.value for cell in sheet[1]]
    assert [each.name for each in table.tableColumns] == titles
    assert table.autoFilter.ref == table.ref == f"A1:{get_column_letter(len(titles))}{len(made.pairs) + 1}"
    assert not sheet.merged_cells.ranges
    rows = [dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(2, values_only=True)]
    row = next(row for row in rows if (row["序号"], row["单位"]) == (2, "区教体局"))
    assert (row["完成时限"], row["报送日期"]) == (datetime(2024, 8, 31), datetime(2024, 9, 24))
    assert (row["逾期天数"], row["完成状态"], row["联络员"]) == (27, "退回重报", "王某")
    days = [cell for cell in column(sheet, "完成时限") if cell.value]
    assert {cell.number_format for cell in days} == {"yyyy-mm-dd"}


def test_the_rows_add_up_to_the_figures_of_the_units() -> None:
    book = opened(xlsx.render(view(WEEKLY)))
    rows = book["明细"]
    late = sum(value is not None for value in values(rows, "逾期天数"))
    sums = {title: values(book["分单位情况"], title) for title in ("逾期", "本期未报", "缺佐证")}
    assert (late, values(rows, "本期未报").count("是"), values(rows, "缺佐证").count("是")) == tuple(
        sum(each) for each in sums.values()
    )


def test_titles_of_a_table_are_all_different_and_in_one_line() -> None:
    made = _workbook_flat._titles(["甲", "甲\n乙", "甲 乙", "a", "A", "", "长" * 900])
    assert made == ["甲", "甲 乙", "甲 乙_", "a", "A_", "_", "长" * 200]


def test_values_that_excel_would_change_are_texts() -> None:
    values = [
        _workbook_flat._value(value) for value in (1, 1.5, True, 10**15, "", None, date(2024, 9, 1), [1])
    ]
    assert values == [1, 1.5, "True", "1000000000000000", None, None, date(2024, 9, 1), "[1]"]


def test_a_unit_has_its_own_sheets() -> None:
    for args in ({}, {"since": WEEK}):
        made = view(WEEKLY, filter=Filter(units=("区教体局",), one=True), **args)
        book = opened(xlsx.render(made))
        assert book.sheetnames[0] == "台账"
        assert not {"分单位情况", "各单位进展一览表"} & set(book.sheetnames)
        owed = [pair.task.id for pair in made.pairs if pair.basis.owes]
        assert values(book["台账"], "序号") == owed
        assert book["台账"]["A1"].value.startswith("区教体局")
        assert "依据" in [cell.value for cell in book["台账"][4]]


def test_a_unit_that_owes_nothing_has_a_ledger_that_says_so() -> None:
    made = one().narrowed(units=("丙局",), one=True)
    book = opened(xlsx.render(made))
    assert book.sheetnames[0] == "台账"
    assert len({cell.value for row in book["台账"].iter_rows() for cell in row} - {None}) >= 3


def test_names_of_sheets_are_names() -> None:
    assert _workbook.sheet_name("a/b:c*d?[e]\\f", []) == "a_b_c_d__e__f"
    assert _workbook.sheet_name("'" + "长" * 40, []) == "长" * 31
    assert _workbook.sheet_name("", []) == "_"
    assert _workbook.sheet_name("Ledger", ["LEDGER"]) == "Ledger (2)"
    again = _workbook.sheet_name("长" * 31, ["长" * 31])
    assert len(again) <= 31
    assert again != "长" * 31


# Look and print -----------------------------------------------------------------------------------


def test_every_sheet_prints_on_landscape_a4_with_header_and_page_number() -> None:
    for sheet in opened(xlsx.render(view(WEEKLY, since=WEEK))):
        paper = 8 if sheet.title == "明细" else 9
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", paper)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "第&P页，共&N页"
        header = area(sheet)[1]
        if sheet._charts:  # all rows are on the first page, the chart may be on the second
            assert sheet.print_title_rows is None
        else:
            assert sheet.print_title_rows.endswith(f"${header}")
        assert sheet.freeze_panes.endswith(str(header + 1))


@pytest.mark.parametrize(("units", "paper", "pages"), [(18, 9, 1), (37, 8, 1), (80, 8, 1), (200, 8, 3)])
def test_a_matrix_prints_on_one_page_wide_while_it_is_legible(units: int, paper: int, pages: int) -> None:
    sheet = opened(xlsx.render(many(units)))["各单位进展一览表"]
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.fitToWidth) == (paper, pages)
    assert sheet.print_title_cols == "$A:$B"


def test_the_lines_above_the_rows_are_frozen_unless_they_fill_the_screen() -> None:
    assert opened(xlsx.render(one()))["台账"].freeze_panes
    sheet = Sheet("一", "题" * 3000, table=Table(("甲",), [("乙",)]))
    book = opened(xlsx._book([sheet], one().day))
    assert book["一"].freeze_panes is None


def test_texts_wrap_and_widths_follow_the_columns_of_text() -> None:
    sheet = opened(xlsx.render(view(SHIPPED)))["台账"]
    requirement, number = column(sheet, "具体要求")[0], column(sheet, "序号")[0]
    assert requirement.alignment.wrap_text
    wide = {letter: each.width for letter, each in sheet.column_dimensions.items()}
    assert wide[requirement.column_letter] > 3 * wide[number.column_letter]
    assert sum(wide.values()) == pytest.approx(_sheets.ROOM, abs=1)


def rules(sheet: Any) -> dict[str, list[Any]]:
    """The rules of conditional formats by kind."""
    found: dict[str, list[Any]] = {}
    for areas in sheet.conditional_formatting:
        for rule in areas.rules:
            found.setdefault(rule.type, []).append((areas.sqref, rule))
    return found


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_word_of_a_status_has_its_colours(language: str) -> None:
    i18n.use(language)
    for made in (view(WEEKLY), view(WEEKLY, filter=Filter(units=("区教体局",), one=True))):
        words = _workbook_look.tones()
        shown = {word for sheet in _sheets.sheets(made) for word in _states(sheet)}
        assert shown
        assert shown <= {*words, i18n._("support")}


def _states(sheet: Sheet) -> set[Any]:
    table = sheet.table
    return {row[c] for row in table.rows for c in table.states if row[c]} if table else set()


def test_the_rules_cover_the_words_and_name_them() -> None:
    book = opened(xlsx.render(view(WEEKLY)))
    ledger = book["台账"]
    letter = column(ledger, "完成状态")[0].column_letter
    ours = [rule for areas, rule in rules(ledger)["cellIs"] if str(areas).startswith(letter)]
    assert {rule.formula[0].strip('"') for rule in ours} == set(_workbook_look.tones())
    assert all(rule.dxf.fill.bgColor.rgb != rule.dxf.font.color.rgb for rule in ours)


def test_colours_are_legible() -> None:
    for tone in _workbook_look.tones().values():
        assert contrast(tone.ink, tone.tint) >= 7
        assert contrast("000000", tone.bar) >= 4.5


def contrast(first: str, second: str) -> float:
    """The contrast of two colours by WCAG 2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_the_summary_has_bars_and_a_chart_of_its_units() -> None:
    made = view(WEEKLY)
    sheet = opened(xlsx.render(made))["分单位情况"]
    ((areas, bar),) = rules(sheet)["dataBar"]
    assert str(areas).startswith(column(sheet, "进度")[0].column_letter)
    assert [float(each.val) for each in bar.dataBar.cfvo] == [0, 1]
    (chart,) = sheet._charts
    rows = column(sheet, "单位")
    for series in chart.series:
        *_left, first, _right, last = range_boundaries(series.val.numRef.f.split("!")[1].replace("$", ""))
        assert (first, last) == (rows[0].row, rows[-1].row)
    titles = [sheet[series.tx.strRef.f.split("!")[1].replace("$", "")].value for series in chart.series]
    for unit, *counts in zip(values(sheet, "应办"), *(values(sheet, title) for title in titles), strict=True):
        assert sum(counts) == unit


# Figures ------------------------------------------------------------------------------------------

COLUMNS = {
    "应办": "obligations",
    "序时推进": "in_progress",
    "进度滞后": "behind",
    "未报送": "not_reported",
    "不涉及": "not_applicable",
    "退回重报": "returned",
    "逾期": "overdue",
    "本期未报": "missing",
    "缺佐证": "lacking_evidence",
    "待认定": "candidates",
}


def assert_figures(book: Workbook, status: dict[str, Any]) -> None:
    """The summary has the counts of `status --json`, per unit and in total; the ledger has every task."""
    sheet = book["分单位情况"]
    units = {each["unit"]: each for each in status["units"]}
    names = values(sheet, "单位")
    assert sorted(names) == sorted(units)
    header = {cell.value: cell.column for cell in sheet[area(sheet)[1]]}
    below = area(sheet)[3] + 1
    for word, key in COLUMNS.items():
        # a span after the round names it: 一季度未报
        title = next((t for t in header if key == "missing" and str(t).endswith("未报")), word)
        if title not in header:
            assert {each[key] for each in units.values()} <= {0}
            continue
        assert values(sheet, title) == [units[name][key] for name in names]
        assert sheet.cell(below, header[title]).value == status["total"][key]
    if status["tasks"]["total"]:
        assert len([number for number in values(book["台账"], "序号") if number]) == status["tasks"]["total"]


@pytest.mark.parametrize(
    "args", [[], ["--since", "this-week"], ["--as-of", "2024-06-30"], ["--section", "1"]]
)
@pytest.mark.parametrize("path", [SHIPPED, WEEKLY], ids=["shipped", "weekly"])
def test_the_figures_are_those_of_the_status(run: Run, tmp_path: Path, path: Path, args: list[str]) -> None:
    assert run("-f", path, "export", "--format", "xlsx", "-o", "made.xlsx", *args).code == 0
    status = json.loads(run("-f", path, "export", "--format", "json", *args).out)
    assert_figures(opened((tmp_path / "made.xlsx").read_bytes()), status)


def test_whole_status(run: Run) -> None:
    status = json.loads(run("-f", WEEKLY, "status", "--json").out)
    book = opened(run("-f", WEEKLY, "export", "--format", "xlsx").out_bytes)
    assert_figures(book, status)
    share = status["total"]["done"] / (status["total"]["obligations"] - status["total"]["not_applicable"])
    sheet = book["分单位情况"]
    (last,) = [row for row in sheet.iter_rows() if row[0].value == "合计"]
    header = [cell.value for cell in sheet[area(sheet)[1]]]
    shown, number = header.index("完成率"), header.index("进度")
    assert last[number].value == share
    assert last[shown].value == f"{share:.0%}"


@settings(max_examples=15)
@given(plain=oracle.checklists(), day=oracle.days)
def test_the_figures_of_any_list_are_those_of_the_status(plain: oracle.Plain, day: str) -> None:
    made = view(oracle.dump(plain), day=date.fromisoformat(day), since=date(2024, 6, 1))
    assert_figures(opened(xlsx.render(made)), status_record(made))


def test_where_nothing_is_owed_there_is_no_share() -> None:
    sheet = opened(xlsx.render(view(SHIPPED).narrowed(topics=("数字转型再加快",))))["分单位情况"]
    assert set(zip(values(sheet, "完成率"), values(sheet, "进度"), strict=True)) <= {("—", "—"), ("0%", 0)}


# The record ---------------------------------------------------------------------------------------


def test_the_record_is_a_table_of_figures(run: Run) -> None:
    made = run("-f", WEEKLY, "export", "--record", "--format", "xlsx")
    assert (made.code, made.err) == (0, "")
    (sheet,) = opened(made.out_bytes)
    units = json.loads(run("-f", WEEKLY, "export", "--record", "--format", "json").out)["units"]
    _left, top, _right, bottom = area(sheet)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(top + 1, bottom)]
    assert rows == [list(unit.values()) for unit in units]
    assert sheet.title == "年度底稿"


# The file -----------------------------------------------------------------------------------------


def test_equal_input_gives_equal_bytes_whatever_the_hashes(process: Run) -> None:
    made = {
        process(
            "-f", WEEKLY, "export", "--format", "xlsx", "--since", "this-week", env={"PYTHONHASHSEED": seed}
        ).out_bytes
        for seed in ("1", "2")
    }
    assert len(made) == 1
    assert made == {xlsx.render(view(WEEKLY, since=WEEK))}


def test_the_file_carries_no_clock_and_no_name() -> None:
    data = xlsx.render(view(WEEKLY))
    with ZipFile(BytesIO(data)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(map(file.read, file.namelist())).lower()
    assert b"openpyxl" not in everything
    assert b"microsoft excel" not in everything
    core = opened(data).properties
    assert (core.creator, core.lastModifiedBy) == (None, None)
    assert core.created.date() == core.modified.date() == TODAY
    assert core.title == opened(data)["台账"]["A1"].value


@pytest.mark.parametrize("text", ["=1+1", "&P", "<b>", "\x07", "长" * 3000])
def test_any_title_makes_a_workbook(text: str) -> None:
    plain = one().checklist
    book = opened(xlsx.render(View(replace(plain, title=text), TODAY, since=WEEK)))
    said = "".join(str(cell.value) for row in book["台账"].iter_rows() for cell in row if cell.value)
    assert visible_lines(text) in said
    assert "长" not in (book["台账"].oddFooter.center.text or "")


def test_one_workbook_a_unit(run: Run, tmp_path: Path) -> None:
    assert run("-f", WEEKLY, "export", "--format", "xlsx", "--per-unit", "made").code == 0
    files = sorted(tmp_path.glob("made/*.xlsx"))
    assert len(files) == len(view(WEEKLY).units)
    for file in files:
        assert opened(file.read_bytes())["台账"]["A1"].value.startswith(file.stem)
