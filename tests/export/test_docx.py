"""The ledger as a Word document: contents, the source's table, type and page, equal bytes, any text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from govlist.base import i18n
from govlist.base.text import visible_lines
from govlist.content.ledger import ledger
from govlist.documents.paper import widths
from govlist.export import docx
from govlist.model.selection import Filter
from govlist.model.view import View
from govlist.validation import load

TESTS = Path(__file__).parents[1]
SHIPPED = TESTS.parent / "data" / "checklist.yaml"
WEEKLY = TESTS / "cases" / "weekly" / "checklist.yaml"
TODAY = date(2024, 9, 27)
HOSTILE = (
    '=HYPERLINK("http://x","y")\n＝1+1 <script>alert()</script> | {{ title }} & \x1b[31m\x00\u202e\ud800 😀\n'
    + "\n"
    + "历史文件核对未完成，" * 1000
)

Run = Callable[..., Any]


def view(path: Path = SHIPPED, **parts: Any) -> View:
    loaded = load.check("checklist.yaml", path.read_bytes())
    assert loaded.checklist is not None
    return View(loaded.checklist, TODAY, **parts)


def opened(data: bytes) -> Any:
    return Document(BytesIO(data))


def rows(table: Any) -> list[list[str]]:
    """The cells as in the file: those that continue a merged one are empty."""
    return [
        ["\n".join(p.text for p in cell.iter(qn("w:p"))) for cell in row._tr.tc_lst] for row in table.rows
    ]


def titled(document: Any) -> list[tuple[str, Any]]:
    """Each table with the paragraph above it."""
    found, title = [], ""
    for element in document.element.body:
        if element.tag == qn("w:p"):
            title = "".join(t.text or "" for t in element.iter(qn("w:t")))
        elif element.tag == qn("w:tbl"):
            found.append((title, next(t for t in document.tables if t._tbl is element)))
    return found


def tasks(document: Any) -> list[Any]:
    """The tables of all tasks, one for each section, whose first row is the section's title."""
    return [t for t in document.tables if len(t.rows[0]._tr.tc_lst) == 1]


def marks(row: Any) -> set[str]:
    properties = row._tr.trPr
    return set() if properties is None else {child.tag.rpartition("}")[2] for child in properties}


def noted(text: str, base: View) -> View:
    """The view with a note on every report."""
    found = base.checklist
    sections = tuple(
        replace(
            section,
            topics=tuple(
                replace(topic, tasks=tuple(_noted(task, text) for task in topic.tasks))
                for topic in section.topics or ()
            ),
        )
        for section in found.sections
    )
    return replace(base, checklist=replace(found, sections=sections))


def _noted(task: Any, text: str) -> Any:
    told = {
        unit: tuple(replace(report, note=text) for report in reports)
        for unit, reports in task.progress.items()
    }
    return replace(task, progress=told)


# Contents -----------------------------------------------------------------------------------------


def test_it_says_what_the_ledger_says() -> None:
    of = view(WEEKLY, since=date(2024, 9, 23))
    made, document = ledger(of, in_one=True), opened(docx.render(of))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:2] == [made.title, made.subtitle]
    assert texts[-1] == made.notes
    told = list(filter(None, texts[2:-1]))  # between two tables is an empty paragraph
    assert told == [text for part in made.parts for text in (part.heading, *part.paragraphs)]
    shown = [part.table.lines() for part in made.parts if part.table and not part.table.merged]
    sections = tasks(document)
    assert [rows(t) for t in document.tables if t._tbl not in [s._tbl for s in sections]] == shown
    (of_tasks,) = [part.table.lines()[1:] for part in made.parts if part.table and part.table.merged]
    assert [[rows(table)[0][0], *row] for table in sections for row in rows(table)[2:]] == of_tasks


def test_the_tasks_are_laid_out_as_in_the_source() -> None:
    i18n.use("en")
    tables = [rows(table) for table in tasks(opened(docx.render(view())))]
    (header,) = {tuple(header) for _title, header, *_body in tables}
    assert header[:4] == ("Heading", "No.", "requirement", "responsible unit")
    assert {"state", "progress made"} <= set(header)
    assert [row[1] for _title, _header, *body in tables for row in body] == [str(n) for n in range(1, 29)]
    assert "deadline" not in header


def test_no_page_lacks_the_section_and_the_topic_of_its_tasks() -> None:
    """The section is in a header row, which every page repeats, the topic in the row of each task."""
    tables = tasks(opened(docx.render(view())))
    assert [rows(table)[0][0][:2] for table in tables] == ["一、", "二、", "三、"]
    for table in tables:
        assert ["tblHeader" in marks(row) for row in table.rows] == [True, True] + [False] * len(
            table.rows[2:]
        )
        assert not list(table._tbl.iter(qn("w:vMerge")))
    topics = [row[0] for table in tables for row in rows(table)[2:]]
    assert all(topic.startswith("（") for topic in topics)
    assert len(set(topics)) == 11


def test_no_line_ends_after_the_hyphen_of_a_date() -> None:
    document = opened(docx.render(view(WEEKLY, since=date(2024, 9, 23))))
    told = [text.text for table in document.tables for text in table._tbl.iter(qn("w:t")) if text.text]
    assert not [text for text in told if re.search(r"\d-\d", text)]
    assert [cell for table in document.tables for row in rows(table) for cell in row if cell == "09-24"]


def test_sentences_begin_at_the_left_and_all_else_is_centred() -> None:
    i18n.use("en")
    for table in opened(docx.render(noted("方案已印发", view(WEEKLY, since=date(2024, 9, 23))))).tables:
        header, *body = [row for row in table.rows if len(row._tr.tc_lst) > 1]
        prose = {"Heading", "requirement", "responsible unit", "problem", "progress made", "remarks"}
        prose |= {"the list's words", "units to be settled", "say they are concerned", "say they are not"}
        for title, *cells in zip(*(row.cells for row in (header, *body)), strict=True):
            found = {cell.paragraphs[0].alignment for cell in cells}
            assert found == {WD_ALIGN_PARAGRAPH.LEFT if title.text in prose else WD_ALIGN_PARAGRAPH.CENTER}
            assert {cell.vertical_alignment for cell in cells} == {WD_ALIGN_VERTICAL.CENTER}


def test_a_list_without_topics_has_no_column_of_headings(checklist: Callable[..., Path]) -> None:
    path = checklist("""\
        title: 样例清单
        year: 2024
        units: [{name: 区教体局, kind: department}]
        groups: []
        sections:
          - title: 主动公开
            tasks:
              - {id: 1, requirement: 公开目录, responsible: [区教体局], due: 2024-10-31}
              - {id: 2, requirement: 公开指南, responsible: [区教体局]}
        """)
    i18n.use("en")
    (table,) = tasks(opened(docx.render(view(path))))
    title, header, first, second = rows(table)
    assert title == ["一、主动公开"]
    assert header[:4] == ["No.", "requirement", "responsible unit", "deadline"]
    assert [first[0], second[0]] == ["1", "2"]


def test_a_unit_has_its_own_sheet() -> None:
    i18n.use("en")
    of = view(filter=Filter(units=("区教体局",), one=True))
    document = opened(docx.render(of))
    assert document.paragraphs[0].text.startswith("区教体局")
    tables = dict(titled(document))
    (owed,) = [table for title, table in tables.items() if title.endswith("Tasks")]
    assert [row[0] for row in rows(owed)][1:] == [str(p.task.id) for p in of.pairs if p.basis.owes]


def test_the_record_is_one_table(run: Run, tmp_path: Path) -> None:
    assert run("-f", SHIPPED, "export", "--record", "--format", "docx", "-o", "r.docx").code == 0
    (table,) = Document(str(tmp_path / "r.docx")).tables
    header, *body = rows(table)
    assert len(header) == 14
    assert len(body) == 20
    assert body[-1][:2] == ["合计", "368"]
    assert ["区教体局", "16"] in [row[:2] for row in body]


def test_both_languages_fill_every_message() -> None:
    for language in i18n.LANGUAGES:
        i18n.use(language)
        document = opened(docx.render(view(WEEKLY, since=date(2024, 9, 23))))
        said = [p.text for p in document.paragraphs] + [
            c for t in document.tables for row in rows(t) for c in row
        ]
        assert not set("".join(said)) & set("{}")


# Type and page ------------------------------------------------------------------------------------


def test_the_page_is_landscape_a4() -> None:
    section = opened(docx.render(view())).sections[0]
    assert section.orientation == WD_ORIENTATION.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    footers = (section.footer, section.even_page_footer)
    for footer in footers:
        field = "".join(p.text or "" for p in footer.paragraphs[0]._p.iter(qn("w:t"), qn("w:instrText")))
        assert field == "—  PAGE  —"


def test_fonts_and_outline() -> None:
    document = opened(docx.render(view()))
    found = {}
    for paragraph in document.paragraphs:
        level = paragraph._p.pPr.find(qn("w:outlineLvl"))
        run = paragraph.runs[0]
        font = run._r.rPr.rFonts.get(qn("w:eastAsia"))
        found.setdefault(int(level.get(qn("w:val"))) if level is not None else None, set()).add(
            (font, run.font.size.pt)
        )
    assert found[0] == {("方正小标宋简体", 22)}
    assert found[1] == {("黑体", 16)}
    assert found[2] == {("楷体_GB2312", 16)}
    assert ("仿宋_GB2312", 16) in found[None]


def test_headers_are_repeated_and_rows_stay_whole() -> None:
    document = opened(docx.render(view(WEEKLY, since=date(2024, 9, 23))))
    for table in document.tables:
        heads = [row for row in table.rows if "tblHeader" in marks(row)]
        assert {frozenset(marks(row)) for row in table.rows[len(heads) :]} == {frozenset({"cantSplit"})}
        assert all("cantSplit" in marks(row) for row in heads)


def test_only_a_row_longer_than_a_page_may_break() -> None:
    of = noted("长" * 1500, view(WEEKLY, filter=Filter(units=("区教体局",), one=True)))
    free = [
        "长" * 1500 in "".join(cell.text for cell in row.cells)
        for table in opened(docx.render(of)).tables
        for row in table.rows
        if "cantSplit" not in marks(row)
    ]
    assert free
    assert all(free)


def test_every_table_is_as_wide_as_the_text() -> None:
    for table in opened(docx.render(view(WEEKLY, since=date(2024, 9, 23)))).tables:
        assert abs(sum(column.width.mm for column in table.columns) - 247) < 0.5


# The file -----------------------------------------------------------------------------------------


def test_equal_input_gives_equal_bytes() -> None:
    assert docx.render(view(WEEKLY)) == docx.render(view(WEEKLY))


def test_the_file_carries_no_clock_and_no_name() -> None:
    data = docx.render(view())
    with ZipFile(BytesIO(data)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(map(file.read, file.namelist())).lower()
    assert b"python" not in everything
    assert opened(data).core_properties.created.date() == TODAY


def test_hostile_text_is_text_and_whole() -> None:
    of = noted(HOSTILE, view(WEEKLY, filter=Filter(units=("区教体局",), one=True)))
    cells = {cell for table in opened(docx.render(of)).tables for row in rows(table) for cell in row}
    assert visible_lines(HOSTILE) in cells
    assert "\\x1b[31m\\x00\\u202e\\ud800" in visible_lines(HOSTILE)


@settings(max_examples=15)
@given(st.text(max_size=60))
def test_any_note_is_in_the_document(note: str) -> None:
    of = noted(note, view(WEEKLY, filter=Filter(units=("区教体局",), one=True)))
    cells = {cell for table in opened(docx.render(of)).tables for row in rows(table) for cell in row}
    assert visible_lines(note) in cells


def test_a_document_does_not_go_to_a_terminal_but_to_a_file(run: Run, tmp_path: Path) -> None:
    done = run("-f", SHIPPED, "export", "--format", "docx", "--per-unit", "out")
    assert done.code == 0
    files = sorted((tmp_path / "out").glob("*.docx"))
    assert len(files) == 19
    assert Document(str(files[0])).paragraphs[0].text.startswith(files[0].stem)


# Columns ------------------------------------------------------------------------------------------

TABLES = st.integers(1, 8).flatmap(
    lambda n: st.lists(
        st.lists(st.text("一二三ab-\n 0", max_size=60), min_size=n, max_size=n), min_size=1, max_size=6
    )
)


@given(TABLES, st.floats(40, 200))
def test_columns_share_the_room_whole(table: list[list[str]], room: float) -> None:
    header, *body = table
    made = widths.shares(header, body, room)
    assert len(made) == len(header)
    assert min(made) > 0
    assert sum(made) == pytest.approx(room)


def test_a_long_column_takes_the_most_and_short_ones_stay_on_one_line() -> None:
    header = ["序号", "具体要求", "完成状态", "报送日期"]
    body = [[str(n), "公开招生政策，" * 20, "序时推进", "2024-09-27"] for n in range(1, 20)]
    made = widths.shares(header, body, 100)
    assert max(made) == made[1] > 60
    for column, cells in zip(made, zip(*body, strict=True), strict=True):
        assert column == made[1] or {widths.lines(cell, column) for cell in cells} == {1}


def test_wide_characters_count_twice() -> None:
    assert widths.lines("一二三四五", 4) == 3
    assert widths.lines("abcd", 4) == 1
    assert widths.lines("a\n\nb", 4) == 3
    assert re.fullmatch(r"\d+", str(widths.lines("", 0)))


@pytest.mark.parametrize("lines", [100, 2_000])
def test_a_note_of_many_lines_is_whole_and_cheap(lines: int) -> None:
    """Beyond a hundred lines they are breaks in one paragraph: a paragraph each takes eight nodes."""
    note = "\n".join(f"第{n}行，2024-01-{n:02}" for n in range(lines))
    made = opened(docx.render(noted(note, view(WEEKLY, filter=Filter(units=("区教体局",), one=True)))))
    cell = next(c for t in made.tables for r in t.rows for c in r.cells if "第99行" in c.text)
    shown = [line for line in cell.text.replace("\u2011", "-").split("\n") if "行" in line]
    assert shown == note.split("\n")
    assert sum(1 for _ in cell._tc.iter()) < 20 * lines
