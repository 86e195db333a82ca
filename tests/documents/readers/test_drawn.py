"""Tables drawn with characters: rows between lines, cells of several lines, merged cells."""

from __future__ import annotations

from govlist.documents.readers import _drawn

BOX = """\
┌────┬──┬────┐
│甲　　　│１│乙一　　│
│　　　　│　│乙二　　│
│　　　　├──┼────┤
│　　　　│２│丙　　　│
├────┼──┼────┤
│丁　　　│３│戊　　　│
└────┴──┴────┘"""
ASCII = """\
+----+------+
| no | text |
+====+======+
| 1  | a    |
|    | b    |
+----+------+"""


SPANNED = """\
┌──┬────┬──┐
│序号│任务　　│单位│
├──┴────┴──┤
│一、公开　　　　　　│
├──┬────┬──┤
│１　│目录　　│甲局│
│　　│指南　　│乙局│
├──┼────┼──┤
│２　│年报　　│丙局│
└──┴────┴──┘"""


def read(text: str) -> list[str] | None:
    """Each row as `first line: cells`; `^` is merged with the cell above, `<` with the one to the left."""
    found = _drawn.rows(text.splitlines())
    if found is None:
        return None
    signs = ([("^" if c.above else "<" if c.left else "") + c.text for c in cells] for _at, cells in found)
    return [
        f"{at}: {'|'.join(cells)}".replace("\n", "/")
        for (at, _cells), cells in zip(found, signs, strict=True)
    ]


def test_a_row_has_all_lines_between_two_drawn_lines_and_merged_cells_are_marked() -> None:
    assert read(BOX) == ["1: 甲|１|乙一/乙二", "4: ^甲|２|丙", "6: 丁|３|戊"]


def test_a_merged_cell_whose_text_is_on_a_drawn_line_has_that_text() -> None:
    text = BOX.replace("│　　　　├──┼", "│甲二　　├──┼")
    assert read(text) == ["1: 甲/甲二|１|乙一/乙二", "4: ^甲/甲二|２|丙", "6: 丁|３|戊"]


def test_a_title_extends_over_the_columns_that_no_bar_separates() -> None:
    assert read(SPANNED) == [
        "1: 序号|任务|单位",
        "3: 一、公开|<|<",
        "5: １|目录/指南|甲局/乙局",
        "8: ２|年报|丙局",
    ]


def test_one_row_below_the_header_may_have_several_lines() -> None:
    assert read(ASCII) == ["1: no|text", "3: 1|a/b"]


def test_lines_are_rows_if_no_line_is_drawn_between_them() -> None:
    assert read(ASCII.replace("|    | b", "| 2  | b")) is None
    assert read("| a | b |\n|---|---|\n| 1 | c |\n|   | d |") is None
    assert read("┌──┬──┐\n│a │b │\n└──┴──┘") is None


def test_lines_that_do_not_fit_are_no_drawn_table() -> None:
    assert read("┌┬┬┐\n│a│b│c│\n├┼┼┤\nab\n├┼┼┤\n│d│e│f│") is None
    assert read("") is None


def test_a_cell_merged_without_end_is_not_repeated_in_each_row() -> None:
    assert read("\n".join(["┌─┬─┐", *["│甲│乙│", "│甲├─┤"] * 20_000])) is None
