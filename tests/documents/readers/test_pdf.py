"""PDF files: ruled tables over pages, paragraphs joined over lines, refused files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.readers import writers
from tests.documents.readers.shapes import doubts, grid, grids, words

from govlist.base import progress
from govlist.base.errors import GovlistError
from govlist.documents.document import Document, Place, Table
from govlist.documents.readers import _flowing, _pages, pdf
from govlist.documents.readers._pages import Char, Page

HEIGHT = 842.0


@pytest.fixture
def read(tmp_path: Path, chinese_font: None) -> Callable[..., Document]:  # noqa: ARG001 - asked for
    """`read(draw, draw, …)` reads a PDF with a page for each function that draws on a canvas."""

    def make(*draws: Callable[[Any], None]) -> Document:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, HEIGHT), invariant=1)
        for draw in draws:
            canvas.setFont("STSong-Light", 10)
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return pdf.of_pages(tmp_path / "a.pdf", list(_pages.pages(tmp_path / "a.pdf")))

    return make


Read = Callable[..., Document]
Draw = Callable[[Any], None]


def text(*lines: str, x: float = 60, y: float = 100) -> Draw:
    """Lines below each other."""

    def draw(canvas: Any) -> None:
        for i, line in enumerate(lines):
            canvas.drawString(x, HEIGHT - y - 16 * i, line)

    return draw


def table(
    rows: list[list[str]], *, widths: tuple[int, ...] = (60, 120, 80), y: float = 200, bottom: bool = True
) -> Draw:
    """A ruled table of rows 40 points high; line feeds separate the lines of a cell."""

    def draw(canvas: Any) -> None:
        edges = [60 + sum(widths[:i]) for i in range(len(widths) + 1)]
        for i in range(len(rows) + bottom):
            canvas.line(edges[0], HEIGHT - y - 40 * i, edges[-1], HEIGHT - y - 40 * i)
        for edge in edges:
            canvas.line(edge, HEIGHT - y, edge, HEIGHT - y - 40 * len(rows))
        for i, row in enumerate(rows):
            for edge, cell in zip(edges, row, strict=False):
                for k, line in enumerate(cell.split("\n")):
                    canvas.drawString(edge + 4, HEIGHT - y - 40 * i - 14 - 12 * k, line)

    return draw


def both(*draws: Draw) -> Draw:
    """Draw all of them on one page."""

    def draw(canvas: Any) -> None:
        for each in draws:
            each(canvas)

    return draw


HEADER = ["序号", "具体要求", "责任单位"]


def test_a_table_continues_on_the_next_page(read: Read) -> None:
    foot = text("- 1 -", x=280, y=810)
    document = read(
        both(text("清单", x=250), table([HEADER, ["1", "公开", "甲局"]]), foot),
        both(
            table([HEADER, ["", "政策", ""], ["2", "清理", "乙局"]], y=60),
            text("第 2 页 共 2 页", x=280, y=810),
        ),
    )
    assert words(document) == ["清单"]
    assert grid(document) == [HEADER, ["1", "公开", "甲局"], HEADER, ["", "政策", ""], ["2", "清理", "乙局"]]
    only = document.blocks[-1]
    assert isinstance(only, Table)
    assert [(row.place.page, row.place.row) for row in only.rows] == [(1, 1), (1, 2), (2, 3), (2, 4), (2, 5)]
    assert str(only.rows[2].place) == "第2页第1表第3行"


def test_another_table_or_words_between_end_a_table(read: Read) -> None:
    document = read(
        table([HEADER, ["1", "公开", "甲局"]]),
        both(text("二、解读", y=60), table([HEADER, ["2", "清理", "乙局"]], y=100)),
        table([["a", "b"], ["c", "d"]], widths=(100, 100)),
    )
    assert [len(rows) for rows in grids(document)] == [2, 2, 2]
    assert [block.place for block in document.blocks] == [
        Place(page=1, table=1),
        Place(page=2, paragraph=1),
        Place(page=2, table=2),
        Place(page=3, table=3),
    ]


def test_columns_merged_on_one_page_are_set_by_the_other(read: Read) -> None:
    document = read(
        table([["任务", "任务", "单位"], ["一", "甲", "乙"]]),
        table([["总计", "单位"], ["二", "丙"]], widths=(180, 80)),
    )
    assert grid(document)[2:] == [["总计", "<总计", "单位"], ["二", "<二", "丙"]]


def test_a_table_that_the_page_cuts_open_keeps_its_last_row(read: Read) -> None:
    assert grid(read(table([HEADER, ["1", "公开", "甲局"]], bottom=False))) == [HEADER, ["1", "公开", "甲局"]]


def test_a_merged_cell_that_the_page_cuts_open_is_a_cell(read: Read) -> None:
    def draw(canvas: Any) -> None:
        for left, y in ((60, 200), (60, 240), (120, 280), (120, 320)):
            canvas.line(left, HEIGHT - y, 320, HEIGHT - y)
        for x in (60, 120, 240, 320):
            canvas.line(x, HEIGHT - 200, x, HEIGHT - 320)
        for x, y, word in (
            (64, 220, "大项"),
            (124, 220, "具体要求"),
            (244, 220, "责任单位"),
            (64, 290, "公开"),
        ):
            canvas.drawString(x, HEIGHT - y, word)
        for y, word in ((260, "目录"), (300, "年报")):
            canvas.drawString(124, HEIGHT - y, word)
            canvas.drawString(244, HEIGHT - y, "甲局")

    assert grid(read(draw)) == [
        ["大项", "具体要求", "责任单位"],
        ["公开", "目录", "甲局"],
        ["^公开", "年报", "甲局"],
    ]


def test_lines_of_a_cell_are_joined_where_its_width_broke_them(read: Read) -> None:
    rows = [
        HEADER,
        ["1", "及时公开惠农政策举措，", ""],
        ["2", "及时公开惠农政策举措，\n和成效。", "市司法局\n市财政局"],
    ]
    document = read(table(rows))
    assert grid(document)[2] == ["2", "及时公开惠农政策举措，和成效。", "市司法局\n市财政局"]


def test_a_line_of_labelled_units_that_is_full_ends_before_a_number_or_another_label(read: Read) -> None:
    full = "责任单位：" + "、".join(["市教育局"] * 8)
    document = read(text("1．做甲事。建立制度。", full, "完成时限：6月底前", full, "2．做乙事。开展培训。"))
    assert words(document) == [
        "1．做甲事。建立制度。",
        full,
        "完成时限：6月底前",
        full,
        "2．做乙事。开展培训。",
    ]


def test_paragraphs_are_as_they_were_before_the_page_broke_them(read: Read) -> None:
    wide = "为贯彻落实政务公开工作要求，结合本区实际，制定本清单，请各单位认真抓好贯彻落实工作任务"
    document = read(
        both(
            text("田家庵区清单", x=260, y=80),
            text(wide, x=80, y=110),
            text("，并按季度报送进展。", "责任单位：区教体局", x=60, y=126),
            text("use of open", "data", x=60, y=170),
        )
    )
    assert words(document) == [
        "田家庵区清单",
        f"{wide}，并按季度报送进展。",
        "责任单位：区教体局",
        "use of open",
        "data",
    ]


WIDE = ("为贯彻落实政务公开工作要求结合本区实际制定本清单请各单位认真抓好贯彻落实工作任务" * 2)[:43]
"""As long as a line."""


def test_a_full_line_ends_before_the_next_number(read: Read) -> None:
    lines = [f"1.{WIDE}", f"2.{WIDE}", "3.公开目录", f"（1）{WIDE[2:]}；", "①更新"]
    assert words(read(text(*lines))) == lines


@pytest.mark.parametrize("start", ["（二）项。", "3.公开。"])
def test_a_number_at_the_start_of_a_line_may_belong_to_the_line_above(read: Read, start: str) -> None:
    assert words(read(text(f"1.{WIDE}", start))) == [f"1.{WIDE}{start}"]


@pytest.mark.slow
def test_two_hundred_pages_are_read_and_no_more(read: Read) -> None:
    rows = [HEADER, *([str(n), "公开\n" * 2, "甲局"] for n in range(1, 12))]
    pages = [table(rows, y=60)] * 200
    document = read(*pages)
    assert len(grid(document)) == 200 * len(rows)
    with pytest.raises(_pages.Unreadable, match="large"):
        read(*pages, *pages[:1])


def test_page_numbers_and_running_heads_are_left_out(read: Read) -> None:
    pages = [
        both(text("田家庵区政务公开", x=60, y=40), text(f"第{n}段", y=200), text(f"— {n} —", x=280, y=800))
        for n in range(1, 5)
    ]
    document = read(*pages)
    assert words(document) == ["第1段", "第2段", "第3段", "第4段"]
    assert doubts(document) == ["第1页：页眉页脚未读入：“田家庵区政务公开”"]


def test_a_running_head_that_the_text_has_is_not_reported(read: Read) -> None:
    head = text("田家庵区政务公开", x=60, y=40)
    pages = [both(head, text(f"第{n}段", y=200)) for n in range(1, 5)]
    assert not doubts(read(both(head, text("田家庵区政务公开要点", y=200)), *pages))


def test_a_picture_beside_text_is_reported(read: Read) -> None:
    def draw(canvas: Any) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        text("田家庵区政务公开重点工作清单")(canvas)
        canvas.drawImage(ImageReader(Image.new("RGB", (9, 9))), 100, 500, 80, 60)
        canvas.drawImage(ImageReader(Image.new("RGB", (9, 8))), 0, 0, 595, HEIGHT)

    assert doubts(read(draw)) == ["第1页：图片未读入；图上有文字的，请录入或先做文字识别（OCR）"]


@pytest.mark.parametrize(
    "number", ["1", "- 1 -", "— 12 —", "第1页", "第 1 页 共 7 页", "1/7", "第3页，共9页", "·3·"]
)
def test_bare_page_numbers(number: str) -> None:
    assert pdf._is_page_number(number)


@pytest.mark.parametrize("line", ["2024年清单", "1.公开", "一", "第1项", ""])
def test_no_page_numbers(line: str) -> None:
    assert not pdf._is_page_number(line)


def test_lost_borders_are_reported(read: Read) -> None:
    def draw(canvas: Any) -> None:
        for i, row in enumerate([HEADER, ["1", "公开", "甲局"]]):
            for j, cell in enumerate(row):
                canvas.drawString(60 + 150 * j, HEIGHT - 100 - 20 * i, cell)

    document = read(draw)
    assert words(document) == ["序号 具体要求 责任单位", "1 公开 甲局"]
    assert doubts(document) == ["第1页：此处像是没有框线的表格，已按段落读入"]


def test_a_frame_around_words_is_no_table(read: Read) -> None:
    document = read(table([["通知"]], widths=(200,)))
    assert words(document) == ["通知"]


def test_a_font_that_is_nowhere_is_told(tmp_path: Path) -> None:
    chars = [Char("公", 60, 60, 70, 70)]
    pages = [Page(1, 595, HEIGHT, chars, []), Page(2, 595, HEIGHT, chars, [], fontless=True)]
    (doubt,) = pdf.of_pages(tmp_path / "a.pdf", pages).doubts
    assert doubt.place == Place(page=2)
    assert "fonts-noto-cjk" in doubt.message


def test_sideways_text_is_left_out_and_reported(read: Read) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(60, 700, "清单")
        canvas.rotate(90)
        canvas.drawString(300, -500, "竖排")

    document = read(draw)
    assert words(document) == ["清单"]
    assert doubts(document) == ["第1页：有2个侧排的字未读入"]


def test_a_watermark_is_left_out_and_reported(read: Read) -> None:
    def slanted(canvas: Any) -> None:
        canvas.saveState()
        canvas.setFont("STSong-Light", 60)
        canvas.translate(100, 500)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    def pale(canvas: Any) -> None:
        canvas.saveState()
        canvas.setFont("STSong-Light", 60)
        canvas.setFillGray(0.8)
        canvas.drawString(70, HEIGHT - 260, "征求意见稿")
        canvas.restoreState()

    rows = table([HEADER, ["1", "公开", "甲局"]])
    document = read(both(slanted, rows), both(pale, rows), both(slanted, rows))
    assert {tuple(row) for row in grid(document)} == {tuple(HEADER), ("1", "公开", "甲局")}
    assert doubts(document) == ["第1页：水印文字未读入：“内部资料”", "第2页：水印文字未读入：“征求意见稿”"]


def test_pale_words_of_the_usual_size_are_read(read: Read) -> None:
    def draw(canvas: Any) -> None:
        text("政务公开")(canvas)
        canvas.setFillGray(0.6)
        text("每季度更新", y=140)(canvas)

    assert words(read(draw)) == ["政务公开", "每季度更新"]


def test_words_with_a_line_through_them_are_left_out(read: Read) -> None:
    def draw(canvas: Any) -> None:
        table([HEADER, ["1", "公开目录年报", "甲局"], ["2", "清理", "乙局"]])(canvas)
        canvas.line(124, HEIGHT - 250, 164, HEIGHT - 250)  # 公开目录
        canvas.rect(124, HEIGHT - 290.2, 20, 0.4, stroke=0, fill=1)  # 清理
        canvas.line(244, HEIGHT - 256, 264, HEIGHT - 256)  # below 甲局

    document = read(draw)
    assert grid(document) == [HEADER, ["1", "年报", "甲局"], ["2", "", "乙局"]]
    assert doubts(document) == ["第1页：带删除线的文字未读入：“公开目录清理”"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_shown(read: Read, turn: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(*{90: (HEIGHT, 0), 180: (595, HEIGHT), 270: (0, 595)}[turn])
        canvas.rotate(turn)
        table([HEADER, ["1", "公开", "甲局"]])(canvas)

    document = read(draw)
    assert grid(document) == [HEADER, ["1", "公开", "甲局"]]
    assert not doubts(document)


def test_notes_are_reported_and_fields_of_forms_are_read(read: Read) -> None:
    def draw(canvas: Any) -> None:
        text("单位：")(canvas)
        canvas.textAnnotation("请改为区乙局", Rect=[60, 600, 80, 620])
        canvas.acroForm.textfield(value="Bureau", x=100, y=HEIGHT - 104, width=100, height=16, borderWidth=0)

    document = read(draw)
    assert words(document) == ["单位： Bureau"]
    assert doubts(document) == ["第1页：批注未读入：“请改为区乙局”；有用的内容请移到表格里"]


def chars(line: str) -> list[Char]:
    """A line's characters, ten points wide each."""
    return [Char(sign, 10.0 * i, 100, 10.0 * i + 10, 110) for i, sign in enumerate(line)]


def test_pages_that_are_pictures(tmp_path: Path) -> None:
    words_page, picture = (
        Page(1, 595, HEIGHT, chars("政务公开重点工作清单" * 3), []),
        Page(2, 595, HEIGHT, [], [], images=1),
    )
    document = pdf.of_pages(tmp_path, [words_page, picture])
    assert doubts(document) == ["第2页：本页是图片，未读入"]
    with pytest.raises(GovlistError, match="只有图片") as caught:
        pdf.of_pages(tmp_path, [picture, picture])
    assert "OCR" in caught.value.hint


def test_fonts_that_do_not_say_their_characters(tmp_path: Path) -> None:
    document = pdf.of_pages(
        tmp_path, [Page(1, 595, HEIGHT, chars("政务公开重点工作清单" * 3), [], unknown=2)]
    )
    assert doubts(document) == ["第1页：有2个字读不出来"]
    with pytest.raises(GovlistError, match="字体"):
        pdf.of_pages(tmp_path, [Page(1, 595, HEIGHT, chars("政务公开"), [], unknown=40)])


def test_the_process_that_reads_gives_the_same(tmp_path: Path) -> None:
    path = writers.write("pdf", tmp_path / "a.pdf")
    pages = list(_pages.read(path))
    assert pages == list(_pages.pages(path))
    assert pdf.read(path) == pdf.of_pages(path, pages)


def test_patience_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pages, "PAGE_TIMEOUT", 0.001)
    with pytest.raises(GovlistError, match="过久"):
        pdf.read(writers.write("pdf", tmp_path / "a.pdf"))


def test_too_much_for_a_page_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = writers.write("pdf", tmp_path / "a.pdf")
    for limit in ("MAX_CHARACTERS", "MAX_PAGES", "MAX_CELLS", "MAX_SIDE"):
        with monkeypatch.context() as patch:
            patch.setattr(_pages, limit, 2)
            with pytest.raises(_pages.Unreadable, match="large"):
                list(_pages.pages(path))


def test_the_main_program_says_pages_and_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_pages, "_limit_memory", lambda: None)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\n")
    for path, last in (
        (writers.write("pdf", tmp_path / "a.pdf"), '"end"'),
        (tmp_path / "broken.pdf", '"damaged"'),
    ):
        monkeypatch.setattr(sys, "argv", ["pages", str(path)])
        _pages.main()
        assert capsys.readouterr().out.splitlines()[-1] == last


def test_the_progress_over_the_pages_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[int, int, str]] = []

    def bar(items: Iterable[Any], total: int, what: str) -> Iterator[Any]:
        for number, item in enumerate(items, 1):
            shown.append((number, total, what))
            yield item

    monkeypatch.setattr(progress, "_bars", [bar])
    pages = list(_pages.read(writers.write("pdf", tmp_path / "a.pdf")))
    assert shown == [(number, len(pages), "正在读取页面") for number in range(1, len(pages) + 1)]


def test_without_the_library_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = writers.write("pdf", tmp_path / "a.pdf")
    monkeypatch.setattr(pdf, "find_spec", lambda _name: None)
    with pytest.raises(GovlistError) as caught:
        pdf.read(path)
    assert "pip install pypdfium2" in caught.value.hint


@given(st.lists(st.tuples(st.sampled_from("政务a1，。"), st.integers(0, 50), st.integers(0, 50))))
def test_lines_hold_every_character_once(places: list[tuple[str, int, int]]) -> None:
    given_chars = [Char(sign, 10.0 * x, 12.0 * y, 10.0 * x + 9, 12.0 * y + 10) for sign, x, y in places]
    made = _flowing.lines(given_chars)
    assert sorted("".join(line.text.replace(" ", "") for line in made)) == sorted(
        sign for sign, _x, _y in places
    )
    assert [line.top for line in made] == sorted(line.top for line in made)


def test_low_marks_stay_in_their_line_in_fonts_that_say_how_small_they_are() -> None:
    marks = [Char("，", 40, 108, 50, 111), Char("。", 80, 107, 90, 111)]
    (line,) = _flowing.lines([*chars("甲乙丙丁"), *marks, Char("戊", 50, 100, 60, 110)])
    assert line.text.replace(" ", "") == "甲乙丙丁，戊。"


@pytest.mark.parametrize(("below", "paragraphs"), [(60, 1), (92, 2)])
def test_an_indented_line_with_a_gap_as_wide_at_its_end_is_not_centred(below: float, paragraphs: int) -> None:
    above, line = [Char("甲", 10.0 * i, 100, 10.0 * i + 10, 110) for i in range(9, 50)], chars("（CTD等）")
    moved = [Char(each.text, each.x0 + below, 120, each.x1 + below, 130) for each in line]
    assert len(_flowing.joined(_flowing.lines([*above, *moved]), 60, 529)) == paragraphs


@pytest.mark.parametrize(("end", "begin", "paragraphs"), [("局", "二、优化环境", 2), ("第", "一、二产业", 1)])
def test_a_heading_with_a_mark_never_continues_a_full_line(end: str, begin: str, paragraphs: int) -> None:
    text = "甲" * 20 + end
    above = [Char(sign, 10.0 * i, 100, 10.0 * i + 10, 110) for i, sign in enumerate(text)]
    below = [Char(sign, 10.0 * i, 120, 10.0 * i + 10, 130) for i, sign in enumerate(begin)]
    assert len(_flowing.joined(_flowing.lines([*above, *below]), 0, 210)) == paragraphs


def test_cells_far_apart_make_no_endless_grid(tmp_path: Path) -> None:
    cells = [(10.0 * i, 10.0 * i, 10.0 * i + 9, 10.0 * i + 9) for i in range(300)]
    page = Page(1, 3000, 3000, [Char("政", 1, 1, 8, 8), *chars("政务公开重点")], [cells])
    with pytest.raises(GovlistError, match="单元格"):
        pdf.of_pages(tmp_path, [page])
