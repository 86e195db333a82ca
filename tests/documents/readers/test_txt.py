"""Plain text: encodings, rows and paragraphs, the place of every cell."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.readers.shapes import doubts, grid, grids, words
from tests.documents.readers.writers import SEED

from govlist.base.errors import GovlistError
from govlist.documents.document import Document, Place, Table
from govlist.documents.readers import _text, txt

PROSE = "田家庵区政务公开重点工作\n1.及时公开政策举措，回应群众关切。\n责任单位：区教体局、区卫健委\n"


def read(path: Path, text: str | bytes) -> Document:
    """Read a text file."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return txt.read(path)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PROSE.encode("utf-8"), id="utf-8"),
        pytest.param(PROSE.encode("utf-8-sig"), id="utf-8 with its mark"),
        pytest.param(PROSE.encode("gbk"), id="gbk"),
        pytest.param(PROSE.encode("gb18030"), id="gb18030"),
        pytest.param(codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"), id="utf-16 le"),
        pytest.param(codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"), id="utf-16 be"),
        pytest.param(PROSE.encode("utf-16-le"), id="utf-16 le without its mark"),
        pytest.param(PROSE.encode("utf-16-be"), id="utf-16 be without its mark"),
        pytest.param(PROSE.replace("\n", "\r\n").encode("gbk"), id="gbk with crlf"),
        pytest.param(PROSE.replace("\n", "\r").encode(), id="utf-8 with cr"),
    ],
)
def test_encodings_are_found_out(data: bytes, tmp_path: Path) -> None:
    document = read(tmp_path / "a.txt", data)
    assert words(document) == PROSE.splitlines()
    assert document.doubts == ()


@given(
    st.text(st.sampled_from("政务公开第一二三，。、（）“”0123456789abc \n"), min_size=12).filter(
        lambda t: t.strip()
    )
)
def test_chinese_reads_the_same_in_every_encoding(tmp_path: Path, text: str) -> None:
    sample = "区政府办公室、区教体局等有关部门按职责分工负责。\n" + text
    read_as = {
        encoding: words(read(tmp_path / "a.txt", sample.encode(encoding)))
        for encoding in ("utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
    }
    assert len(set(map(tuple, read_as.values()))) == 1


def test_a_rare_sign_of_gb_18030_is_read(tmp_path: Path) -> None:
    assert words(read(tmp_path / "a.txt", "责任人：王𬀩、李㛃，负责落实各项工作".encode("gb18030"))) == [
        "责任人：王𬀩、李㛃，负责落实各项工作"
    ]


def test_a_text_cut_within_a_sign_is_read_and_reported(tmp_path: Path) -> None:
    document = read(tmp_path / "a.txt", PROSE.strip().encode()[:-1])
    assert words(document)[-1].startswith("责任单位：区教体局、区卫健")
    assert doubts(document) == ["第1行：有1个字读不出来"]


def test_control_and_invisible_characters_are_left_out_and_reported(tmp_path: Path) -> None:
    document = read(tmp_path / "a.txt", "公开\x07目\x1b[31m录\n\u200b政\u00a0策\ufeff\n")
    assert words(document) == ["公开目[31m录", "政 策"]
    assert doubts(document) == ["第1行：去掉了2个控制字符"]


def test_the_seed_keeps_every_cell_and_its_line(tmp_path: Path) -> None:
    document = txt.read(SEED)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    source = SEED.read_text(encoding="utf-8").splitlines()
    assert words(document) == ["田家庵区 2024 年度政务公开重点工作清单"]
    assert [list(row.texts) for row in table.rows] == [
        [cell.strip() for cell in line.split("\t")] for line in source if "\t" in line
    ]
    assert [row.place.line for row in table.rows] == [n for n, line in enumerate(source, 1) if "\t" in line]
    assert table.rows[-1].texts == ("--", "----", "----", "---", "--------")
    del tmp_path


def test_bars_part_cells_and_frames_are_left_out(tmp_path: Path) -> None:
    text = """\
清单
| 序号 | 具体要求 | 责任单位 |
| --- | :---: | --- |
| 1 | 公开 a\\|b | 区教体局 |
|  | 政策 | |
说明：甲|乙不是表格
序号｜任务｜单位
2｜清理｜区司法局
"""
    document = read(tmp_path / "a.md", text)
    assert grids(document) == [
        [["序号", "具体要求", "责任单位"], ["1", "公开 a|b", "区教体局"], ["", "政策", ""]],
        [["序号", "任务", "单位"], ["2", "清理", "区司法局"]],
    ]
    assert words(document) == ["清单", "说明：甲|乙不是表格"]


def test_a_drawn_frame_is_no_text(tmp_path: Path) -> None:
    text = "┌──┬──┬──┐\n│序号│任务│单位│\n├──┼──┼──┤\n│1│公开│区教体局│\n└──┴──┴──┘\n"
    assert grid(read(tmp_path / "a.txt", text)) == [["序号", "任务", "单位"], ["1", "公开", "区教体局"]]
    ascii_frame = "+----+----+----+\n| a  | b  | c  |\n+----+----+----+\n| 1  | 2  | 3  |\n+----+----+----+\n"
    assert grid(read(tmp_path / "a.txt", ascii_frame)) == [["a", "b", "c"], ["1", "2", "3"]]


def test_spaces_separate_cells_below_each_other(tmp_path: Path) -> None:
    text = """\
重点工作清单

序号    具体要求                  责任单位
1       及时公开惠农政策          区政府有关部门
        举措和进展成效。          各乡镇街道
10      清理目录                  区教体局

一、结尾是段落。
"""
    document = read(tmp_path / "a.txt", text)
    assert grid(document) == [
        ["序号", "具体要求", "责任单位"],
        ["1", "及时公开惠农政策", "区政府有关部门"],
        ["", "举措和进展成效。", "各乡镇街道"],
        ["10", "清理目录", "区教体局"],
    ]
    assert words(document) == ["重点工作清单", "一、结尾是段落。"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("序号\n具体要求\n责任单位\n1\n公开政策\n区教体局\n", id="one cell a line"),
        pytest.param("序号 具体要求 责任单位\n1 公开政策 区教体局\n", id="single blanks"),
        pytest.param("    首行缩进的段落。\n　　另一段，有  两个空格。\n", id="indented"),
        pytest.param("（牵头单位：市政府办公室；责任单位：各县区政府）\n", id="a bracket"),
    ],
)
def test_what_shows_no_cells_is_a_paragraph_a_line(text: str, tmp_path: Path) -> None:
    document = read(tmp_path / "a.txt", text)
    assert words(document) == [line.strip() for line in text.splitlines()]
    assert [block.place for block in document.blocks] == [
        Place(line=n + 1) for n in range(len(document.blocks))
    ]


def test_a_mark_before_a_tab_is_no_cell(tmp_path: Path) -> None:
    document = read(tmp_path / "a.txt", "1.\t公开政策\n2.\t清理目录\n（三）\t其他\n责任单位：\t区教体局\n")
    assert words(document) == ["1.公开政策", "2.清理目录", "（三）其他", "责任单位： 区教体局"]


def test_a_quoted_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    text = '序号\t要求\t单位\n1\t"1、公开\n2、说""明"""\t区教体局\n2\t清理\t"甲局\n乙局"\n3\t"未完\t丙局\n'
    document = read(tmp_path / "a.txt", text)
    assert grid(document) == [
        ["序号", "要求", "单位"],
        ["1", '1、公开\n2、说"明"', "区教体局"],
        ["2", "清理", "甲局\n乙局"],
        ["3", '"未完', "丙局"],
    ]


def test_headings_of_markdown_have_their_level(tmp_path: Path) -> None:
    assert words(read(tmp_path / "a.md", "# 清单\n## 一、公开\n#3 号\n")) == [
        "# 清单",
        "## 一、公开",
        "#3 号",
    ]


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    document = read(tmp_path / "a.txt", "第一页\n甲\n\f第二页\n\f\n第三页")
    assert [(block.place.page, block.place.line) for block in document.blocks] == [
        (1, 1),
        (1, 2),
        (2, 3),
        (3, 5),
    ]


def test_a_document_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match="网页"):
        read(tmp_path / "a.txt", "<html><body>清单</body></html>")


@given(st.text())
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    try:
        document = read(tmp_path / "a.txt", text.encode("utf-8", "replace"))
    except GovlistError:
        return
    for row in (row for block in document.blocks if isinstance(block, Table) for row in block.rows):
        assert row.place.line


def test_utf_16_cut_within_a_sign_and_nuls_in_utf_8(tmp_path: Path) -> None:
    cut = read(tmp_path / "a.txt", PROSE.strip().encode("utf-16-le")[:-1])
    assert words(cut) == [*PROSE.splitlines()[:2], "责任单位：区教体局、区卫健\ufffd"]
    document = read(tmp_path / "a.txt", b"open government work list, \0 district office, tasks. " * 4)
    assert words(document) == [("open government work list,  district office, tasks. " * 4).strip()]


@pytest.mark.parametrize(
    ("text", "limit"),
    [("a\n" * 30, "MAX_PARAGRAPHS"), ("a" * 30, "MAX_TEXT"), ("a\tb\tc\n" * 10, "MAX_CELLS")],
)
def test_bounds(text: str, limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_text, limit, 19)
    with pytest.raises(GovlistError, match="超过19个") as caught:
        read(tmp_path / "a.txt", text)
    assert caught.value.hint


def test_doubts_have_an_end() -> None:
    collected = _text.Doubts()
    for number in range(1000):
        collected.clean("\x00", Place(line=number))
    assert len(collected.all()) == _text.MAX_DOUBTS
