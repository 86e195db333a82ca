"""Lines, tables and bars: aligned by display width, whole in a pipe, within the terminal elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govlist.base.text import cut, width
from govlist.cli import tables
from govlist.cli.tables import GAP, Column, Line, Piece
from govlist.model.figures import percent

WIDTHS = [60, 100, 200]

COLUMNS = [
    Column("序号", right=True),
    Column("具体要求", least=20),
    Column("状态"),
    Column("依据", drop=1),
    Column("最近报送", drop=3),
    Column("进展情况", least=16, drop=2),
]
ROWS: list[list[Piece]] = [
    [(cell, "") for cell in row]
    for row in (
        ("4", "涉及重大公共利益的政策文件，应征求意见", "序时推进", "统称涵盖", "09-25", "方案已印发"),
        ("12", "“政府开放日”" * 12, "未报送", "列名", "-", ""),
        ("108", "abc", "退回重报", "认定", "09-24", "缺学校公开目录链接，" * 6),
    )
]

pieces = st.text("区政府（）“”abc 12，。", max_size=60)


def shown(line: Line) -> str:
    return "".join(text for text, _style in line)


def cells(line: Line) -> list[str]:
    """The cells of a table's line: the texts between the gaps."""
    return [text for text, _style in line[0::2]]


def titles(line: Line) -> list[str]:
    return [cell.strip() for cell in cells(line)]


def starts(line: Line) -> list[int]:
    """The display columns at which the cells of a table's line begin."""
    return [width(shown(line[:end])) for end in range(0, len(line), 2)]


# Tables -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("max_width", [*WIDTHS, None])
def test_columns_are_aligned(max_width: int | None) -> None:
    head, *rows = tables.table(COLUMNS, ROWS, max_width)
    assert {tuple(starts(row)) for row in rows} == {tuple(starts(head))}
    assert {width(cells(row)[0]) for row in (head, *rows)} == {4}
    assert [cells(row)[0] for row in rows] == ["   4", "  12", " 108"]


@pytest.mark.parametrize("max_width", WIDTHS)
def test_no_line_is_wider_than_allowed(max_width: int) -> None:
    made = tables.table(COLUMNS, ROWS, max_width)
    assert [line for line in made if width(shown(line)) > max_width] == []


def test_in_a_pipe_nothing_is_cut_or_dropped() -> None:
    head, *rows = tables.table(COLUMNS, ROWS, None)
    assert titles(head) == [column.title for column in COLUMNS]
    assert [[cell.strip() for cell in cells(row)] for row in rows] == [
        [text for text, _style in row] for row in ROWS
    ]


def test_columns_go_in_their_order() -> None:
    dropped: list[str] = []
    before = {column.title for column in COLUMNS}
    for max_width in range(200, 35, -1):
        left = set(titles(tables.table(COLUMNS, ROWS, max_width)[0]))
        dropped += before - left
        before = left
    assert dropped == ["依据", "进展情况", "最近报送"]
    assert before == {"序号", "具体要求", "状态"}


def test_a_column_goes_only_where_the_others_at_their_least_leave_no_space_for_it() -> None:
    least = 4 + 20 + 8 + 8 + 8 + 16 + 5 * len(GAP)
    fits, too_narrow = (tables.table(COLUMNS, ROWS, max_width)[0] for max_width in (least, least - 1))
    assert len(titles(fits)) == len(COLUMNS)
    assert len(titles(too_narrow)) == len(COLUMNS) - 1


@pytest.mark.parametrize("max_width", range(36, 120, 7))
def test_only_cells_that_may_shrink_are_cut_and_never_below_their_least(max_width: int) -> None:
    head, *rows = tables.table(COLUMNS, ROWS, max_width)
    least = {column.title: column.least for column in COLUMNS}
    for row, data in zip(rows, ROWS, strict=True):
        whole = dict(zip((column.title for column in COLUMNS), data, strict=True))
        for title, cell in zip(titles(head), cells(row), strict=True):
            text = whole[title][0]
            if cell.strip() != text:
                assert least[title]
                assert width(cell) >= least[title] - 1  # half of a wide character stays out
                assert cell.rstrip().endswith("..")


def test_a_column_without_content_is_left_out_unless_kept() -> None:
    columns = [Column("a"), Column("b", keep=False), Column("c"), Column("d", keep=False)]
    rows: list[list[Piece]] = [[("1", ""), ("-", ""), ("-", ""), ("", "")], [("2", "")] + [("", "")] * 3]
    assert titles(tables.table(columns, rows, None)[0]) == ["a", "c"]


def test_tables_share_column_widths() -> None:
    made = tables.tables(COLUMNS, [[row] for row in ROWS], 100)
    whole = tables.table(COLUMNS, ROWS, 100)
    assert [line for each in made for line in each] == [line for row in whole[1:] for line in (whole[0], row)]


def test_sections_have_one_heading_line_and_titles_between() -> None:
    titles = [tables.line("甲"), tables.line("乙")]
    made = tables.sections(COLUMNS, [([titles[0]], ROWS[:2]), (titles, ROWS[2:])], 100)
    head, first, second, third = tables.table(COLUMNS, ROWS, 100)
    assert made == [head, titles[0], first, second, tables.line(), *titles, third]


@pytest.mark.parametrize("max_width", range(70, 200, 10))
def test_a_column_with_room_is_cut_only_after_the_others(max_width: int) -> None:
    columns = [Column("单位", least=tables.NAME), Column("甲", least=12), Column("乙", least=12, room=True)]
    row: list[Piece] = [("区行政审批和数据资源管理局", ""), ("进展" * 20, ""), ("要求" * 20, "")]
    name, other, room = cells(tables.table(columns, [row], max_width)[1])
    assert name == row[0][0]
    if room != row[2][0]:
        assert width(other) == 12


def test_a_table_without_rows_has_its_heading() -> None:
    (head,) = tables.table([Column("甲"), Column("乙")], [], 60)
    assert titles(head) == ["甲", "乙"]


def test_what_data_holds_is_made_visible_and_its_style_stays() -> None:
    _head, row = tables.table([Column("a"), Column("b")], [[("x\x1b[1m\ny", "good"), ("[red]", "")]], 60)
    assert row[0] == ("x\\x1b[1m y", "good")
    assert row[-1] == ("[red]", "")


@given(st.lists(st.tuples(pieces, pieces, pieces), max_size=5), st.integers(30, 120))
def test_any_cells_fit_and_are_aligned(rows: list[tuple[str, ...]], max_width: int) -> None:
    columns = [Column("a", right=True, least=6), Column("b", least=6), Column("c", least=6)]
    made = tables.table(columns, [[(cell, "") for cell in row] for row in rows], max_width)
    assert max(width(shown(line)) for line in made) <= max_width
    assert len({tuple(starts(line)) for line in made}) == 1


# Lines, paragraphs, bars --------------------------------------------------------------------------


def test_a_line_shows_controls() -> None:
    assert tables.line("a\x07\nb", "bad") == [("a\\x07 b", "bad")]


@given(pieces, st.integers(40, 100))
def test_a_paragraph_fits_and_is_whole_in_a_pipe(text: str, max_width: int) -> None:
    made = tables.paragraph(text, max_width, "", "  ")
    assert max(width(shown(line)) for line in made) <= max_width
    assert all(shown(line).startswith("  ") for line in made if shown(line))
    assert [shown(line) for line in tables.paragraph(text, None)] == [text]


@given(pieces, pieces, st.integers(24, 100), st.sampled_from([None, 2]))
def test_a_text_hangs_below_itself_or_at_an_indent(
    head: str, text: str, max_width: int, indent: int | None
) -> None:
    head = cut(head, max_width - tables.MIN_TEXT)
    text = " ".join(text.split())
    made = tables.hanging([(head, "dim")], text, max_width, "bad", indent)
    assert max(width(shown(line)) for line in made) <= max_width
    assert made[0][0] == (head, "dim")
    assert "".join(shown(made[0])[len(head) :].split()) + "".join(
        "".join(shown(line).split()) for line in made[1:]
    ) == "".join(text.split())
    depth = width(head) if indent is None else indent
    assert all(shown(line).startswith(" " * depth) for line in made[1:])
    assert tables.hanging([(head, "dim")], text, None, "bad") == [[(head, "dim"), (text, "bad")]]


@given(pieces, pieces)
def test_spread_puts_the_right_part_on_the_right_edge(left: str, right: str) -> None:
    assume(width(left) + width(right) <= 98)
    (made,) = map(shown, tables.spread(left, right, 100))
    assert width(made) == 100
    assert made.startswith(left)
    assert made.endswith(right)
    assert [shown(line) for line in tables.spread(left, right, None)] == [f"{left}  {right}"]


@given(pieces, pieces, st.integers(20, 70))
def test_spread_never_exceeds(left: str, right: str, max_width: int) -> None:
    made = "\n".join(map(shown, tables.spread(left, right, max_width)))
    assert max(map(width, made.split("\n"))) <= max_width
    assert "".join(made.split()) == "".join((left + right).split())


def test_a_bar_can_be_counted() -> None:
    assert tables.bar(4, 16, 100) == "[####------------] 25%"
    assert tables.bar(4, 16, None) == "[####------------] 25%"


def test_a_bar_of_nothing_shows_no_share() -> None:
    assert tables.bar(0, 0, 100) == "[] —"


@given(st.integers(1, 500), st.data(), st.sampled_from([60, 100, 200, None]))
def test_a_bar_is_exact(total: int, data: st.DataObject, max_width: int | None) -> None:
    done = data.draw(st.integers(0, total))
    made = tables.bar(done, total, max_width)
    marks, share = made.rsplit(" ", 1)
    if total <= tables.MAX_MARKS:
        assert (marks.count("#"), marks.count("-")) == (done, total - done)
    assert ("-" not in marks) == (share == "100%") == (done == total)
    assert share == percent(done, total)
    assert width(made) <= (max_width or 60)


@pytest.mark.parametrize("max_width", [60, 40])
def test_a_column_that_wraps_is_broken_below_itself_and_never_cut(max_width: int) -> None:
    columns = [Column("行", right=True), Column("存疑", least=20, wraps=True)]
    text = "“三季度前”没有写明到哪一天，取较晚的一天，请与原文核对" * 2
    lines = tables.table(columns, [[("12", ""), (text, "warn")], [("3", ""), ("短", "")]], max_width)
    assert max(width(shown(line)) for line in lines) <= max_width
    assert "".join(line[-1][0] for line in lines[1:-1]) == text
    assert {shown(line)[:4].strip() for line in lines[2:-1]} == {""}
    (_head, whole, _short) = tables.table(columns, [[("12", ""), (text, "")], [("3", ""), ("短", "")]], None)
    assert whole[-1][0] == text
