"""The supervision notice as a Word document: what it says, its type and page, equal bytes, hostile text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING, WD_PARAGRAPH_ALIGNMENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from govlist.base import i18n
from govlist.base.text import visible
from govlist.content import follow_up
from govlist.content.letters import Letter
from govlist.documents.paper import type as face
from govlist.export.notices import _content, docx
from govlist.model.view import View
from govlist.validation import load

TODAY = date(2024, 9, 27)
REPLY_BY = date(2024, 10, 15)
HOSTILE = "<script>alert(1)</script> & \x1b[31m\x00\u202e\ud800 😀 {n} a__b\n" + "历史文件核对未完成，" * 1000

LIST = """\
title: 样例区2024年要点清单
year: 2024
rounds: [2024-06-25, 2024-09-25]
confirm: true
units:
  - {name: 区政府办公室, kind: office}
  - {name: 区教体局, kind: department, contact: 王样例，转8001}
  - {name: 区/司法局.., kind: department}
groups: []
chases:
  - {date: 2024-06-27, unit: 区教体局, tasks: [3], level: reminder}
  - {date: 2024-09-20, unit: 区教体局, tasks: [2, 3], level: notice, reply_by: 2024-09-25}
  - {date: 2024-09-27, unit: 区教体局, tasks: [3], level: supervision}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开招生政策
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-09-10, status: done, evidence: [1.pdf]}
            - {date: 2024-09-12, status: in_progress, review: returned, note: 缺链接}
      - id: 2
        requirement: 公开学校目录
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-09-10, status: behind, note: 目录归并未完成}
      - id: 3
        requirement: 组织“政府开放日”
        responsible: [区教体局, 区/司法局..]
        due: 2024-08-31
      - id: 4
        requirement: 更新公开指南
        responsible: [区教体局, 区政府办公室]
        progress:
          区教体局:
            - {date: 2024-09-11, status: done}
      - id: 5
        requirement: 已经办结的事
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-09-11, status: done, evidence: [2.pdf]}
"""

Run = Callable[..., Any]
Checklist = Callable[..., Path]


def view(text: str = LIST) -> View:
    loaded = load.check("checklist.yaml", text.encode())
    assert loaded.checklist is not None
    return View(loaded.checklist, TODAY)


def due(of: View, unit: str) -> follow_up.Due:
    (found,) = [each for each in follow_up.due(of) if each.unit == unit]
    return found


def made(unit: str = "区教体局", text: str = LIST, reply_by: date | None = REPLY_BY) -> bytes:
    of = view(text)
    return docx.render(of, due(of, unit), Letter(reply_by=reply_by))


def opened(data: bytes) -> Any:
    return Document(BytesIO(data))


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def rows(document: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def runs(document: Any) -> Iterable[Any]:
    yield from document.element.body.iter(qn("w:r"))


def faces(document: Any) -> dict[str, tuple[str, float]]:
    """Font and size of each run's text, by the text."""
    return {
        run.text: (run.rPr.rFonts.get(qn("w:eastAsia")), run.rPr.sz.val.pt)
        for run in runs(document)
        if run.text
    }


# What it says -------------------------------------------------------------------------------------


def test_the_matters_come_most_urgent_first_in_full() -> None:
    header, *body = rows(opened(made()))
    assert len(header) == 3
    assert [row[0] for row in body] == ["3", "1", "2", "4"]
    assert [row[1] for row in body] == ["组织“政府开放日”", "公开招生政策", "公开学校目录", "更新公开指南"]


def test_what_is_wrong_says_the_days_the_reasons_and_how_often_it_was_chased() -> None:
    i18n.use("en")
    problems = {row[0]: row[2].splitlines() for row in rows(opened(made()))[1:]}
    assert problems == {
        "1": ["returned: 缺链接"],
        "2": ["behind: 目录归并未完成", "chase no. 2"],
        "3": ["27 days overdue (due 08-31)", "no report in quarter 3", "chase no. 3"],
        "4": ["reported done without evidence"],
    }


def test_every_task_is_demanded_once_under_the_reason_that_counts_it() -> None:
    i18n.use("en")
    of = view()
    demands = _content.notice(of, due(of, "区教体局"), Letter()).demands
    assert [demand.which.rstrip() for demand in demands] == [
        "Overdue (task 3).",
        "Returned (task 1).",
        "Behind (task 2).",
        "Lacking evidence (task 4).",
    ]


def test_the_opening_counts_every_task_once() -> None:
    i18n.use("en")
    of = view()
    opening = _content.notice(of, due(of, "区教体局"), Letter()).opening
    assert "4 of your tasks" in opening
    assert sum(map(int, re.findall(r"(\d+) [a-z]+", opening.partition("(")[2]))) == 4


def test_the_frame_names_unit_list_office_and_days() -> None:
    found = texts(opened(made()))
    assert found[0].startswith("样例区2024年要点")
    assert "2024" in found[1]
    assert found[2].startswith("区教体局")
    assert found[-3:-1] == ["区政府办公室", "2024年9月27日"]
    assert any("2024年10月15日" in text for text in found)


def test_unknown_values_stay_blank() -> None:
    data = made(reply_by=None)
    document = opened(data)
    blanks = [run.text for run in runs(document) if run.rPr.find(qn("w:u")) is not None]
    assert blanks
    assert all(text and not text.strip("　") for text in blanks)
    ruled = [i for i, p in enumerate(document.paragraphs) if any(r.underline for r in p.runs)]
    assert len(ruled) == 3  # number, day of the answer, contact
    assert not any("2024年10月" in text for text in texts(document))
    assert "8001" not in "".join(texts(document))


def test_without_an_office_nobody_signs() -> None:
    text = LIST.replace("kind: office", "kind: department")
    found = texts(opened(made(text=text)))
    assert found[-2] == "2024年9月27日"
    assert "区政府办公室" not in found


def test_the_list_names_the_office_and_whom_to_ask() -> None:
    office = "office: {name: 样例县政府办公室, contact: 王样例, phone: 0551-1234567}"
    found = texts(opened(made(text=LIST.replace("year: 2024", f"year: 2024\n{office}", 1))))
    assert found[-3:-1] == ["样例县政府办公室", "2024年9月27日"]
    assert re.search("王样例.*0551-1234567", found[-1])


def test_the_office_does_not_write_to_itself() -> None:
    assert "区政府办公室" not in texts(opened(made("区政府办公室")))


def test_a_long_title_has_two_lines() -> None:
    long = "样例区2024年度政务公开重点工作和政务服务提升年行动任务清单"
    found = texts(opened(made(text=LIST.replace("样例区2024年要点清单", long))))
    assert found[0] == long.removesuffix("清单")
    assert found[1]
    assert "2024" in found[2]


def test_both_languages_fill_every_message() -> None:
    for language in i18n.LANGUAGES:
        i18n.use(language)
        document = opened(made())
        said = "\n".join([*texts(document), *(cell for row in rows(document) for cell in row)])
        assert not set(said) & set("{}_")


# Type and page ------------------------------------------------------------------------------------


def test_the_page_is_a4_with_the_margins_of_official_documents() -> None:
    section = opened(made()).sections[0]
    sizes = ("page_width", "page_height", "top_margin", "left_margin", "right_margin", "bottom_margin")
    assert [round(getattr(section, name).mm) for name in sizes] == [210, 297, 37, 28, 26, 35]


def test_fonts_and_sizes() -> None:
    document = opened(made())
    found = faces(document)
    title, unit = texts(document)[0], texts(document)[2]
    assert found[title] == ("方正小标宋简体", 22)
    assert found[unit] == ("仿宋_GB2312", 16)
    headings = [text for text in texts(document) if re.match("[一二三]、", text)]
    assert len(headings) == 3
    assert {found[text] for text in headings} == {("黑体", 16)}
    leads = [face for text, face in found.items() if text.startswith("（一）")]
    assert leads == [("楷体_GB2312", 16)]
    assert found["公开学校目录"] == ("仿宋_GB2312", 14)


def test_the_font_table_names_what_to_take_instead() -> None:
    table = ZipFile(BytesIO(made())).read("word/fontTable.xml").decode()
    for name, others in face.FALLBACKS.items():
        assert f'w:name="{name}"><w:altName w:val="{others}"/>' in table


def test_the_line_spacing_of_the_body_is_exactly_28_points() -> None:
    _title, *body = opened(made()).paragraphs
    assert {p.paragraph_format.line_spacing_rule for p in body} == {WD_LINE_SPACING.EXACTLY}
    assert {p.paragraph_format.line_spacing.pt for p in body} == {28}


def test_lines_with_many_task_numbers_are_not_stretched() -> None:
    found = [p for p in opened(made()).paragraphs if re.match("（.）", p.text)]
    assert len(found) == 4
    assert {p.alignment for p in found} == {WD_PARAGRAPH_ALIGNMENT.LEFT}


def test_pages_are_numbered_outside() -> None:
    document = opened(made())
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        field = "".join(part.text or "" for part in paragraph._p.iter(qn("w:t"), qn("w:instrText")))
        assert field == "—  PAGE  —"
        assert paragraph.alignment.name.lower() == side
        assert {run.font.size.pt for run in paragraph.runs} == {14}


def test_the_header_is_repeated_and_rows_stay_whole() -> None:
    head, *body = opened(made()).tables[0].rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (head, *body))


def test_a_row_longer_than_a_page_may_break() -> None:
    text = LIST.replace("目录归并未完成", "目录归并未完成，" * 200)
    broken = [
        row.cells[0].text
        for row in opened(made(text=text)).tables[0].rows
        if row._tr.trPr is None or row._tr.trPr.find(qn("w:cantSplit")) is None
    ]
    assert broken == ["2"]


def test_the_table_is_as_wide_as_the_text() -> None:
    for text in (LIST, LIST.replace("目录归并未完成", "目录归并未完成，" * 200)):
        table = opened(made(text=text)).tables[0]
        assert round(sum(column.width.mm for column in table.columns)) == 156


# The file -----------------------------------------------------------------------------------------


def test_equal_input_gives_equal_bytes() -> None:
    assert made() == made()


def test_the_file_carries_no_clock_and_no_name() -> None:
    data = made()
    with ZipFile(BytesIO(data)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(map(file.read, file.namelist())).lower()
    assert b"python" not in everything
    assert b"macintosh" not in everything
    core = opened(data).core_properties
    assert core.author == core.last_modified_by == core.comments == ""
    assert core.created.date() == core.modified.date() == TODAY


def test_hostile_text_is_text() -> None:
    text = LIST.replace("note: 目录归并未完成", "note: 目录归并未完成，待办")
    of = view(text)
    one = due(of, "区教体局")
    items = tuple((reason, _with_note(pair)) for reason, pair in one.items)
    data = docx.render(of, follow_up.Due(one.unit, one.contact, items), Letter())
    (cell,) = [row[2] for row in rows(opened(data)) if row[0] == "2"]
    assert "<script>alert(1)</script> & \\x1b[31m\\x00\\u202e\\ud800 😀 {n} a__b" in cell
    assert cell.count("历史文件核对未完成") == 1000


def _with_note(pair: Any) -> Any:
    if pair.task.id != 2:
        return pair
    return replace(pair, reports=(replace(pair.last, note=HOSTILE),))


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_title_and_note_make_a_document(title: str, note: str) -> None:
    of = view()
    of = View(replace(of.checklist, title=title), TODAY)
    one = due(of, "区教体局")
    items = tuple(
        (reason, replace(pair, reports=tuple(replace(report, note=note) for report in pair.reports)))
        for reason, pair in one.items
    )
    document = opened(docx.render(of, follow_up.Due(one.unit, None, items), Letter()))
    assert visible(title.removesuffix("清单")) in texts(document)[0]


# The command --------------------------------------------------------------------------------------


def test_chase_writes_a_notice_a_unit_under_safe_names(
    run: Run, checklist: Checklist, tmp_path: Path
) -> None:
    checklist(LIST)
    done = run("chase", "--format", "docx", "--per-unit", "notices", "--reply-by", "2024-10-15")
    assert (done.code, done.out) == (0, "")
    files = sorted(tmp_path.glob("notices/*"))
    assert [file.name for file in files] == sorted(["区_司法局.docx", "区教体局.docx"])
    assert (tmp_path / "notices" / "区教体局.docx").read_bytes() == made()


def test_chase_for_one_unit_writes_one(run: Run, checklist: Checklist, tmp_path: Path) -> None:
    checklist(LIST)
    assert run("chase", "教体局", "--format", "docx", "--per-unit", "notices").code == 0
    assert [file.name for file in tmp_path.glob("notices/*")] == ["区教体局.docx"]


@pytest.mark.parametrize(
    "args",
    [
        ["--format", "docx"],
        ["--per-unit", "notices"],
        ["--format", "pdf", "--per-unit", "notices"],
        ["水利局", "--format", "docx", "--per-unit", "notices"],
    ],
)
def test_what_does_not_go_together_writes_nothing(
    run: Run, checklist: Checklist, tmp_path: Path, args: list[str]
) -> None:
    checklist(LIST)
    assert run("chase", *args).code == 2
    assert not (tmp_path / "notices").exists()


def test_what_is_given_of_the_sender_is_not_blank() -> None:
    of = view()
    letter = Letter("区政办督〔2024〕12号", REPLY_BY, "王某", "0554-1234567")
    text = "\n".join(each.text for each in opened(docx.render(of, due(of, "区教体局"), letter)).paragraphs)
    assert "区政办督〔2024〕12号" in text
    assert "（联系人：王某　联系电话：0554-1234567）" in text


@pytest.mark.parametrize(
    ("number", "following"),
    [
        ("政办督〔2024〕12号", "政办督〔2024〕14号"),
        ("〔2024〕099号", "〔2024〕101号"),
        ("12", "14"),
        ("通知", "通知"),
        ("", ""),
    ],
)
def test_notices_are_numbered_on(number: str, following: str) -> None:
    assert Letter(number).following(2).number == following
