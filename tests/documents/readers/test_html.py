"""Web pages as shown in a browser: spans, nested tables, encodings, skipped content."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.readers.shapes import doubts, grid, grids, words

from govlist.base.errors import GovlistError
from govlist.documents.document import Document
from govlist.documents.readers import html


def read(path: Path, page: str | bytes) -> Document:
    """Read a page."""
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return html.read(path)


TABLE = """
<table><thead><tr><th>序号<th colspan=2>工作任务<th>具体
要求</thead>
<tbody><tr><td>1<td rowspan=2>一、<b>公</b><i>开</i><td>（一）<td>做</tr>
<tr><td>2<td>（二）<td>改</tr>
<tr><td colspan=999>合计</tr></table>"""
EXPECTED = [
    ["序号", "工作任务", "<工作任务", "具体要求"],
    ["1", "一、公开", "（一）", "做"],
    ["2", "^一、公开", "（二）", "改"],
    ["合计", "<合计", "<合计", "<合计"],
]


def test_spans_fill_the_grid(tmp_path: Path) -> None:
    assert grid(read(tmp_path / "a.html", TABLE)) == EXPECTED


@pytest.mark.parametrize(
    ("rowspan", "whole"), [("0", True), ("999999", True), ("-1", False), ("abc", False), ("", False)]
)
def test_spans_that_are_no_number_or_end_nowhere(rowspan: str, whole: bool, tmp_path: Path) -> None:
    x, y = ("", "") if whole else ("<td>x", "<td>y")
    page = f"<table><tr><td rowspan='{rowspan}'>甲<td>1<tr>{x}<td>2<tr>{y}<td>3</table>"
    first = [row[0] for row in grid(read(tmp_path / "a.html", page))]
    assert first == (["甲", "^甲", "^甲"] if whole else ["甲", "x", "y"])


def test_cells_move_aside_for_those_that_come_down(tmp_path: Path) -> None:
    page = "<table><tr><td>a<td rowspan=2>b<td rowspan=3>c<tr><td>d<tr><td>e<td>f</table>"
    assert grid(read(tmp_path / "a.html", page)) == [["a", "b", "c"], ["d", "^b", "^c"], ["e", "f", "^c"]]


def test_tables_that_lay_out_the_page_are_unfolded(tmp_path: Path) -> None:
    page = f"""<table><tr><td>首页</td><td>政务公开</td></tr><tr><td colspan=2>
<table><tr><td><h1>清单</h1>{TABLE}</td></tr></table></td></tr><tr><td>主办：区政府</td></tr></table>"""
    document = read(tmp_path / "a.html", page)
    assert words(document) == ["首页", "政务公开", "# 清单", "主办：区政府"]
    assert grid(document) == EXPECTED


def test_a_table_in_a_cell_of_a_list_is_lines(tmp_path: Path) -> None:
    inner = "<table><tr><td>牵头<td>甲<tr><td>配合<td>乙</table>"
    page = f"<table><tr><th>序号<th>具体要求<th>责任单位<tr><td>1<td>做<td>{inner}</table>"
    assert grid(read(tmp_path / "a.html", page))[1] == ["1", "做", "牵头 甲\n配合 乙"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", ['<meta charset="{}">', '<meta content="text/html; charset={}">', ""])
def test_encodings(encoding: str, declared: str, tmp_path: Path) -> None:
    said = {"gbk": "gb2312", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    page = f"<html><head>{declared.format(said)}</head><body><p>政务公开，区教体局</p></body></html>"
    assert words(read(tmp_path / "a.html", page.encode(encoding))) == ["政务公开，区教体局"]


def test_a_wrong_word_for_the_encoding_does_no_harm(tmp_path: Path) -> None:
    for said in ("utf-8", "nonsense"):
        page = f"<meta charset={said}><p>政务公开，区教体局".encode("gbk")
        assert words(read(tmp_path / "a.html", page)) == ["政务公开，区教体局"]


def test_paragraphs_lists_and_breaks(tmp_path: Path) -> None:
    page = """<body>前言<p>一&nbsp;二<br>三 &lt;四&gt;</p><div>五<span>六</span><div>七</div>八</div>
<ol start=3><li>甲</li><li><p>乙</p></li></ol><ul><li>丙</li></ul>
<h2>标题<br>二</h2><pre>1  2
3</pre><p>政务
公开 and
words</p><caption>无表</caption></body>"""
    assert words(read(tmp_path / "a.html", page)) == [
        "前言",
        "一 二\n三 <四>",
        "五六",
        "七",
        "八",
        "3.甲",
        "4.乙",
        "丙",
        "## 标题\n二",
        "1  2\n3",
        "政务公开 and words",
        "无表",
    ]


def test_what_is_not_shown_is_left_out(tmp_path: Path) -> None:
    page = """<html><head><title>题</title><style>p{}</style></head><body><!-- 注 -->
<script>var a = "<p>脚本</p>"</script><nav>菜单</nav><p hidden>藏</p><p style="color:red;display: none">藏</p>
<select><option>选</select><noscript>无</noscript><table><tr><td>a<td>b<tr style="display:none"><td>c<td>d
<tr><td>e<td style="visibility:hidden">f</table></body></html>"""
    document = read(tmp_path / "a.html", page)
    assert words(document) == []
    assert grid(document) == [["a", "b"], ["e", ""]]
    assert doubts(document) == ["第1表第2行：有一行被隐藏，未读入"]


def test_paragraphs_of_a_cell_are_lines(tmp_path: Path) -> None:
    page = "<table><tr><td><p>甲</p><p>乙</p><td>丙<br>丁<td><ol><li>戊<li>己</ol></table>"
    assert grid(read(tmp_path / "a.html", page)) == [["甲\n乙", "丙\n丁", "1.戊\n2.己"]]


def test_a_caption_precedes_its_table(tmp_path: Path) -> None:
    document = read(tmp_path / "a.html", "<table><caption>清单</caption><tr><td>a<td>b</table>")
    assert words(document) == ["清单"]
    assert len(document.blocks) == 2


def test_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><p>甲&x;<img src="http://192.0.2.1/"></p>'
    assert "秘密" not in "".join(words(read(tmp_path / "a.html", page)))


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match="没有文字"):
        read(tmp_path / "a.html", "<html><body><script>load()</script></body></html>")


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_any_spans_make_a_grid_that_holds_every_cell_once(
    tmp_path: Path, rows: list[list[tuple[int, int]]]
) -> None:
    page = "".join(
        "<tr>" + "".join(f"<td rowspan={down} colspan={wide}>{i}-{j}" for j, (down, wide) in enumerate(row))
        for i, row in enumerate(rows)
    )
    (made,) = grids(read(tmp_path / "a.html", f"<table>{page}</table>"))
    begun = [cell for row in made for cell in row if cell and cell[0] not in "^<"]
    assert begun == [f"{i}-{j}" for i, row in enumerate(rows) for j in range(len(row))]


@given(st.text("<>/&;tablerdp \"'=spano!-[]政", max_size=80))
def test_any_page_is_read_or_refused(tmp_path: Path, text: str) -> None:
    with suppress(GovlistError):
        assert read(tmp_path / "a.html", "<table>" + text).blocks


def test_blocks_within_inline_elements_and_fields(tmp_path: Path) -> None:
    page = "<p><font>甲<b>乙</b><h3>丙</h3>丁</font>戊<input value='己'><input type=hidden value='庚'></p>"
    assert words(read(tmp_path / "a.html", page)) == ["甲乙", "### 丙", "丁戊己"]


def test_what_a_page_calls_its_encoding_is_believed_only_where_it_can_be(tmp_path: Path) -> None:
    text = "政務公開，區政府辦公室負責"
    page = f"<meta charset=big5><p>{text}".encode("big5")
    assert words(read(tmp_path / "a.html", page)) == [text]
    for said in ("utf-16", "punycode", "unicode_escape", "zip"):
        assert words(read(tmp_path / "a.html", f"<meta charset={said}><p>公开".encode())) == ["公开"]


def test_signs_lost_in_decoding_are_reported(tmp_path: Path) -> None:
    page = f"<p>{'政务公开' * 20}".encode() + b"\xff\xfe\xfd</p>"
    assert doubts(read(tmp_path / "a.html", page)) == ["：有3个字读不出来"]


def test_another_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match="PDF"):
        read(tmp_path / "a.html", b"%PDF-1.4")


def test_struck_out_text_is_left_out_and_reported(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>序号<td>要求<td>单位<tr><td>1<td>做<td><del>甲局</del>乙局"
        "<tr><td>2<td>改<td><span style='text-decoration: line-through'>丙</span><s>丁</s>戊局</table>"
    )
    document = read(tmp_path / "a.html", page)
    assert grid(document) == [["序号", "要求", "单位"], ["1", "做", "乙局"], ["2", "改", "戊局"]]
    assert doubts(document) == [
        "第1表第2行：带删除线的文字未读入：“甲局”",
        "第1表第3行：带删除线的文字未读入：“丙”",
        "第1表第3行：带删除线的文字未读入：“丁”",
    ]


def test_fields_and_equations_are_read_and_pictures_reported(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>序号<td>要求<td>单位"
        "<tr><td><input type=checkbox checked>住房<input type=checkbox>交通"
        "<td>达到<math><mo>≥</mo><mn>95</mn><mo>%</mo></math>以上<textarea>说明</textarea>"
        "<td><select><option>甲局<option selected>乙局</select><img src=a.png></table>"
    )
    document = read(tmp_path / "a.html", page)
    assert grid(document)[1] == ["☑住房☐交通", "达到≥95%以上说明", "乙局"]
    assert doubts(document) == ["第1表第2行：图片未读入；图上有文字的，请录入或先做文字识别（OCR）"]


def test_signs_of_symbol_fonts_and_comments(tmp_path: Path) -> None:
    cell = '<td><comment>请改</comment><font face="Wingdings 2">R<b>R</b></font>公开</td><td>甲</td>'
    document = read(tmp_path / "a.html", f"<table><tr>{cell}</tr><tr><td>乙</td><td>丙</td></tr></table>")
    assert grid(document)[0] == ["☑☑公开", "甲"]
    assert doubts(document) == ["第1表第1行：批注未读入：“请改”；有用的内容请移到表格里"]
