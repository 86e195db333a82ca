"""Reading returned cells: days, links, statuses, the unit of a table, the task of a row."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import LIST

from govlist.collect import _identity
from govlist.collect._cells import read_day, split_links
from govlist.collect.forms._columns import COLUMNS
from govlist.collect.lookup import Lookup, Options
from govlist.collect.table import Cell, Line, tables
from govlist.documents import columns
from govlist.documents.areas import reference
from govlist.validation import load

TODAY = date(2024, 9, 27)
JUNE = date(2024, 6, 14)


def lookup() -> Lookup:
    checklist = load.check("a.yaml", LIST.encode()).checklist
    assert checklist is not None
    return Lookup(checklist, Options(TODAY))


# Days ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        datetime(2024, 6, 14), datetime(2024, 6, 14, 8, 30), JUNE, 45457, 45457.5, "45457",
        20240614, "20240614", "2024-06-14", "2024-6-14", "2024.6.14", "2024.06.14.", " 2024．6．14 ",
        "2024/6/14", "2024/06/14 0:00", "2024-06-14 00:00:00",
        "2024年6月14日", "2024年06月14", "2024 年 6 月 14 日", "６月１４日", "6月14日", "6月14号",
    ],
)  # fmt: skip
def test_a_day_in_every_writing(value: str | int | float | date) -> None:
    assert read_day(value, 2024, TODAY) == JUNE


@pytest.mark.parametrize(
    "value",
    ["", "上周", "6.14", "6/14", "14/6/2024", "2024-02-30", "2024年6月", "2024", 2024, 3, 0.5, -1, 1e9,
     "x2024-06-14", "2024-06-14至16", "20240230", True, " " * 30_000 + "年"],
)  # fmt: skip
def test_what_is_no_day(value: str | int | float) -> None:
    assert read_day(value, 2024, TODAY) is None


def test_days_may_count_from_1904() -> None:
    assert read_day(45457 - 1462, 2024, TODAY, since_1904=True) == JUNE


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2024, 9, 27), date(2024, 1, 10)),
        (date(2025, 1, 9), date(2024, 1, 10)),
        (date(2025, 1, 10), None),
    ],
)
def test_a_day_without_a_year_that_may_be_of_either_is_none(today: date, day: date | None) -> None:
    assert read_day("1月10日", 2024, today) == day
    assert read_day("12月10日", 2024, today) == date(2024, 12, 10)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_by_number_and_word(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for value in (serial, f"{day:%Y.%m.%d}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}"):
        assert read_day(value, 2024, TODAY) == day
    assert read_day(f"{day.month}月{day.day}日", day.year, day) == day


@given(st.text() | st.integers() | st.floats())
def test_no_value_is_too_much_for_a_day(value: str | float) -> None:
    assert isinstance(read_day(value, 2024, TODAY), date | None)


# Links --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://a.cn/1\nhttps://a.cn/2", ["https://a.cn/1", "https://a.cn/2"]),
        (
            "https://a.cn/1；https://a.cn/2; https://a.cn/3",
            ["https://a.cn/1", "https://a.cn/2", "https://a.cn/3"],
        ),
        ("https://a.cn/1 https://a.cn/2　https://a.cn/1", ["https://a.cn/1", "https://a.cn/2"]),
        ("https://a.cn/1，https://a.cn/2、", ["https://a.cn/1", "https://a.cn/2"]),
        ("https://a.cn/;jsessionid=1?a=b,c", ["https://a.cn/;jsessionid=1?a=b,c"]),
        ("1.https://a.cn/1 2、https://a.cn/2", ["https://a.cn/1", "https://a.cn/2"]),
        ("①https://a.cn/1② https://a.cn/2", ["https://a.cn/1", "https://a.cn/2"]),
        ("说明①.pdf；②https://a.cn/②", ["说明①.pdf", "https://a.cn/②"]),
        ("（1）https://a.cn/1\n公开目录：https://a.cn/2", ["https://a.cn/1", "https://a.cn/2"]),
        ("https://a.cn/1 佐证/说明 定稿 (2).docx", ["https://a.cn/1", "佐证/说明 定稿 (2).docx"]),
        ("佐证/说明, 定稿 (2).docx；佐证/8月.pdf。", ["佐证/说明, 定稿 (2).docx", "佐证/8月.pdf"]),
        ("佐证: 1.pdf", ["佐证: 1.pdf"]),
        ("ｈｔｔｐｓ：／／ａ.cn／１？ｘ＝２", ["https://a.cn/1?x=2"]),
        (
            "网址：http：//a.cn/1；https：//a.cn/2，附件：1.pdf",
            ["http://a.cn/1", "https://a.cn/2，附件：1.pdf"],
        ),
        ("https://a.cn/附件：1.pdf", ["https://a.cn/附件：1.pdf"]),
        (" \n——\n无；", []),
        ("", []),
    ],
)
def test_links_of_a_cell(text: str, links: list[str]) -> None:
    assert list(split_links(text)) == links


# Who and what -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("区教体局", {"区教体局"}),
        ("田家庵区教育体育局台账", {"区教体局"}),
        ("1.区 教 体 局（盖章）", {"区教体局"}),
        ("区教体局、区司法局", {"区教体局", "区司法局"}),
        ("各单位", set()),
    ],
)
def test_units_in_a_text(text: str, units: set[str]) -> None:
    assert lookup().units_in(text) == units


def test_a_task_by_its_words() -> None:
    found = lookup()
    assert found.by_words("组织开展 “政府开放日”\n活动") == 2
    assert found.by_words("组织开展") is None
    placed = found.tasks[2]
    assert found.is_requirement(placed, "组织开展“政府开放日”活动", exact=True)
    assert not found.is_requirement(placed, "政府开放日", exact=True)
    assert found.is_requirement(placed, "政府开放日", exact=False)
    assert found.is_requirement(placed, "聚焦中心工作", exact=False)
    assert not found.is_requirement(placed, "活动", exact=False)


def test_what_tells_a_list_from_another() -> None:
    same = LIST.replace("标注", "x").replace("id: 6", "id: 7").replace("方案已印发", "已办")
    ids = set()
    for text in (LIST, same, LIST.replace("2024年度", "2023年度"), LIST.replace("year: 2024", "year: 2023")):
        checklist = load.check("a.yaml", text.encode()).checklist
        assert checklist is not None
        ids.add(_identity.list_id(checklist))
    assert len(ids) == 3


@given(st.integers(1, 10**9 - 1), st.text(), st.text())
def test_a_key_reads_back(number: int, requirement: str, unit: str) -> None:
    key = _identity.row_key(number, requirement, unit)
    assert _identity.read_key(f" {key}\n") == key


@given(st.text())
def test_no_text_is_too_much_for_a_key(text: str) -> None:
    _identity.read_key(text)


# Tables -------------------------------------------------------------------------------------------


def cells(*rows: list[str]) -> list[tuple[int, Line]]:
    return [
        (r, {c: Cell(reference(r, c), text) for c, text in enumerate(row, 1) if text})
        for r, row in enumerate(rows, 1)
    ]


def test_a_header_is_found_below_a_title_and_repeats() -> None:
    head = ["序 号", "具体要求", "完成状态（下拉）", "自定"]
    (found,) = tables("甲", cells(["台账"], [], head, ["1", "公开", "推进中"], head, ["2", "", "", "x"]))
    assert found.above == ("台账",)
    assert [(row.number, sorted(row.cells)) for row in found.rows] == [
        (4, ["number", "requirement", "status"]),
        (6, ["number"]),
    ]
    assert [cell.text for cell in found.unknown] == ["自定"]
    assert found.place(found.rows[1], "status") == "C6"
    assert found.place(found.rows[1], "date") is None


def test_a_table_without_the_words_of_a_header_is_none() -> None:
    assert list(tables("甲", cells(["序号", "备注"], ["1", "2"]))) == []
    assert list(tables("甲", cells(*([""] for _row in range(60)), ["序号", "完成状态"]))) == []


def test_the_columns_of_a_workbook_are_known_by_their_headers() -> None:
    visible = [column for column in COLUMNS if column.key not in ("key", "last_status", "last_progress")]
    assert columns.keys([column.header for column in visible]) == [column.key for column in visible]
    assert columns.keys(["上次状态", "上次进展", _identity.KEY_HEADER]) == [None, None, None]


@pytest.mark.parametrize(
    "piece", [" ", "；", ";", "1", "：", "a:", "https://", "ｈｔｔｐ：／／", "https://a ", "1.", "①", "、\n"]
)
def test_a_full_cell_takes_no_time(piece: str) -> None:
    """Of 32,767 characters, as many as a cell holds; what grows with their square would take minutes."""
    split_links(piece * (32_767 // len(piece)))
    split_links(piece * (32_767 // len(piece)) + "x")
