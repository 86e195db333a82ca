"""Word documents: tables, list numbers, headings, tracked changes, text outside the body."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as library
import PIL.Image
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.readers.shapes import doubts, grid, grids, words

from govlist.base.errors import GovlistError
from govlist.documents.document import Document, Place
from govlist.documents.readers import _grid, _numbering, docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WPS = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def read(path: Path, body: str, numbering: str = "", styles: str = "") -> Document:
    """Read a document with this body; `numbering` and `styles` are separate parts."""
    document = library.Document()
    element = document.element.body
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:body {W} {WPS}>{body}</w:body>"):
        element.append(child)
    for root, more in ((document.part.numbering_part.element, numbering), (document.styles.element, styles)):
        for i, child in enumerate(parse_xml(f"<w:body {W}>{more}</w:body>")):
            root.insert(i, child)
    document.save(str(path))
    return docx.read(path)


def p(text: str, form: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{form}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def tc(text: str, form: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{form}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows, each a run of cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def listed(level: int = 0, number: int = 71) -> str:
    """The form of an item of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def lists(*levels: tuple[str, str], more: str = "", number: int = 71) -> str:
    """A list whose levels have these forms and patterns."""
    made = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{made}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>{more}'
    )


# -- tables ----------------------------------------------------------------------------------------


def test_merged_cells_fill_the_grid(tmp_path: Path) -> None:
    span, start, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        tc("工作任务", span) + tc("要求"),
        tc("一、公开", start) + tc("（一）") + tc("做"),
        tc("", goes_on) + tc("（二）") + tc("改"),
        tc("合计", span + start) + tc("甲"),
        tc("", span + goes_on) + tc("乙"),
    )
    assert grid(read(tmp_path / "a.docx", table)) == [
        ["工作任务", "<工作任务", "要求"],
        ["一、公开", "（一）", "做"],
        ["^一、公开", "（二）", "改"],
        ["合计", "<合计", "甲"],
        ["^合计", "^<合计", "乙"],
    ]


def test_older_merges_and_rows_set_in(tmp_path: Path) -> None:
    table = tbl(
        tc("头", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("丙"),
        '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("乙") + tc("丁"),
        tc("1") + tc("2"),
    )
    assert grid(read(tmp_path / "a.docx", table)) == [["头", "<头", "丙"], ["", "乙", "丁"], ["1", "2"]]


def test_columns_without_a_cell_and_empty_rows_are_left_out(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="3"/>'
    document = read(
        tmp_path / "a.docx",
        tbl(tc("序号") + tc("要求", wide), tc("") + tc("", wide), tc("1") + tc("做", wide)),
    )
    assert grid(document) == [["序号", "要求"], ["1", "做"]]
    (table,) = document.blocks
    assert [row.place for row in table.rows] == [Place(table=1, row=1), Place(table=1, row=3)]


def test_a_table_in_a_cell_is_lines_of_its_text(tmp_path: Path) -> None:
    inner = tbl(tc("牵头") + tc("甲局"), tc("配合") + tc("乙局"))
    cell = f"<w:tc>{p('分工')}{inner}{p('')}</w:tc>"
    table = tbl(
        tc("序号") + tc("具体要求") + tc("责任单位"), tc("1") + tc("做") + cell, tc("2") + tc("改") + tc("丙")
    )
    assert grid(read(tmp_path / "a.docx", table)) == [
        ["序号", "具体要求", "责任单位"],
        ["1", "做", "分工\n牵头 甲局\n配合 乙局"],
        ["2", "改", "丙"],
    ]


def test_a_table_that_lays_out_the_page_is_unfolded(tmp_path: Path) -> None:
    inner = tbl(tc("序号") + tc("要求"), tc("1") + tc("做"), tc("2") + tc("改"))
    page = tbl(f"<w:tc>{p('清单')}{inner}{p('附注')}</w:tc>")
    document = read(tmp_path / "a.docx", p("前言") + page)
    assert words(document) == ["前言", "清单", "附注"]
    assert grid(document) == [["序号", "要求"], ["1", "做"], ["2", "改"]]


def test_paragraphs_of_a_cell_and_soft_breaks_are_lines(tmp_path: Path) -> None:
    cell = (
        "<w:tc><w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p><w:p/>"
        + p(" 丁 ")
        + "</w:tc>"
    )
    assert grid(read(tmp_path / "a.docx", tbl(cell + tc("x"), tc("y") + tc("z"))))[0] == [
        "甲\n乙 丙\n丁",
        "x",
    ]


def test_paragraphs_separated_by_tabs_are_a_table(tmp_path: Path) -> None:
    row = "<w:p><w:r><w:t>{}</w:t><w:tab/><w:t>{}</w:t><w:tab/><w:t>{}</w:t></w:r></w:p>"
    document = read(
        tmp_path / "a.docx", p("清单") + row.format("序号", "要求", "单位") + row.format("1", "做", "甲")
    )
    assert grid(document) == [["序号", "要求", "单位"], ["1", "做", "甲"]]
    assert words(document) == ["清单"]


def test_places_count_tables_and_paragraphs_with_words(tmp_path: Path) -> None:
    table = tbl(tc("a") + tc("b"))
    document = read(tmp_path / "a.docx", p("一") + p("") + table + p("二") + table)
    assert [block.place for block in document.blocks] == [
        Place(paragraph=1),
        Place(table=1),
        Place(paragraph=2),
        Place(table=2),
    ]


# -- lists and headings ----------------------------------------------------------------------------


def test_lists_numbers_are_written(tmp_path: Path) -> None:
    numbering = lists(("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    body = "".join(
        p(text, listed(level))
        for level, text in [
            (0, "公开"),
            (1, "甲"),
            (2, "做"),
            (2, "改"),
            (1, "乙"),
            (2, "查"),
            (0, "解读"),
            (1, "丙"),
        ]
    )
    assert words(read(tmp_path / "a.docx", body, numbering)) == [
        "一、公开",
        "（一）甲",
        "1.做",
        "2.改",
        "（二）乙",
        "1.查",
        "二、解读",
        "（一）丙",
    ]


def test_a_number_alone_is_all_that_a_cell_has(tmp_path: Path) -> None:
    cell = f"<w:tc><w:p><w:pPr>{listed()}</w:pPr></w:p></w:tc>"
    document = read(tmp_path / "a.docx", tbl(cell + tc("做"), cell + tc("改")), lists(("decimal", "%1")))
    assert grid(document) == [["1", "做"], ["2", "改"]]


def test_lists_by_style_restart(tmp_path: Path) -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="base"/>'
        f"<w:pPr>{listed()}<w:outlineLvl w:val='1'/></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="mine"/>'
        '<w:basedOn w:val="base"/></w:style>'
    )
    again = (
        '<w:num w:numId="72"><w:abstractNumId w:val="71"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
    )
    numbering = lists(("decimal", "第%1条"), more=again)
    mine = '<w:pStyle w:val="mine"/>'
    body = (
        p("甲", mine)
        + p("乙", mine)
        + p("丙", listed(0, 72))
        + p("丁", listed(0, 72))
        + p("无", mine + listed(0, 0))
    )
    assert words(read(tmp_path / "a.docx", body, numbering, style)) == [
        "## 第1条 甲",
        "## 第2条 乙",
        "第3条 丙",
        "第4条 丁",
        "## 无",
    ]


def test_bullets_leave_no_mark(tmp_path: Path) -> None:
    assert words(read(tmp_path / "a.docx", p("甲", listed()), lists(("bullet", "\uf06c")))) == ["甲"]


def test_headings_have_their_level(tmp_path: Path) -> None:
    body = (
        p("一", '<w:pStyle w:val="Heading1"/>')
        + p("二", '<w:outlineLvl w:val="2"/>')
        + p("三", '<w:outlineLvl w:val="9"/>')
    )
    assert words(read(tmp_path / "a.docx", body)) == ["# 一", "### 二", "三"]


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    assert words(
        read(tmp_path / "a.docx", p("一、公开 3", '<w:pStyle w:val="TOC1"/>') + p("正文"), styles=style)
    ) == ["正文"]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCounting", "一百零五"),
        (110, "taiwaneseCounting", "一百一十"),
        (1001, "chineseCounting", "一千零一"),
        (12, "ideographDigital", "一二"),
        (3, "chineseLegalSimplified", "叁"),
        (1, "ideographTraditional", "甲"),
        (11, "ideographTraditional", "11"),
        (12, "ideographZodiac", "亥"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "㉑"),
        (51, "decimalEnclosedCircle", "51"),
        (2, "decimalEnclosedParen", "⑵"),
        (2, "decimalEnclosedFullstop", "⒉"),
        (12, "decimalFullWidth", "１２"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (2, "upperLetter", "B"),
        (28, "lowerLetter", "bb"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (3, "numberInDash", "- 3 -"),
        (5, "hebrew1", "5"),
        (0, "chineseCounting", "0"),
        (10_000, "chineseCounting", "10000"),
    ],
)
def test_forms_of_numbers(number: int, form: str, expected: str) -> None:
    assert _numbering.written(number, form) == expected


@given(st.integers(1, 9999))
def test_counted_numbers_are_all_different(number: int) -> None:
    made = _numbering.counted(number)
    digits = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
    total, digit = 0, 0
    for sign in made if not made.startswith("十") else f"一{made}":
        if sign in digits:
            digit = digits[sign]
        else:
            total, digit = total + digit * {"十": 10, "百": 100, "千": 1000}[sign], 0
    assert total + digit == number


# -- printed text and doubts ----------------------------------------------------------------------


def test_content_controls_links_and_fields_are_read(tmp_path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:fldSimple><w:r><w:t>域</w:t></w:r></w:fldSimple><w:r><w:t>不</w:t><w:noBreakHyphen/><w:t>断</w:t></w:r>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>zheng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>政</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    document = read(tmp_path / "a.docx", body)
    assert words(document) == ["控件", "链接域不-断", "政"]
    assert document.doubts == ()


def test_tracked_changes_are_decided_and_reported(tmp_path: Path) -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    body = (
        "<w:p><w:r><w:t>公开</w:t></w:r><w:del><w:r><w:delText>旧目录</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新目录</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>"
        + p("上半", gone)
        + p("下半")
        + tbl(tc("a") + tc("b"), "<w:trPr><w:del/></w:trPr>" + tc("删") + tc("除"), tc("c") + tc("d"))
    )
    document = read(tmp_path / "a.docx", body)
    assert words(document) == ["公开新目录", "上半下半"]
    assert grid(document) == [["a", "b"], ["c", "d"]]
    assert doubts(document) == [
        "第1段：修订：已删除的文字未读入：“旧目录”",
        "第1段：修订：新插入的文字已读入：“新目录”",
        "第1表第2行：修订：已删除的一行未读入",
    ]


def test_a_text_box_is_reported_once_with_its_place(tmp_path: Path) -> None:
    box = "<w:txbxContent>" + p("联系人：王样例") + "</w:txbxContent>"
    drawn = (
        "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    document = read(tmp_path / "a.docx", p("前") + drawn + tbl(f"<w:tc>{drawn}</w:tc>" + tc("x")))
    assert words(document) == ["前", "正文"]
    message = "：文本框未读入：“联系人：王样例”；请把其中文字移到正文或表格里"
    assert doubts(document) == [f"第2段{message}", f"第1表第1行{message}"]


def test_hidden_text_notes_and_objects_are_reported(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>看见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>也看见</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="2"/><w:commentReference w:id="1"/></w:r><w:r><w:object/></w:r></w:p>'
        "<w:altChunk/>"
    )
    path = tmp_path / "a.docx"
    read(path, body)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{p("见附件")}</w:footnote></w:footnotes>'
    parts["word/footnotes.xml"] = notes.encode()
    types, related = "[Content_Types].xml", "word/_rels/document.xml.rels"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    parts[types] = parts[types].replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    parts[related] = parts[related].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    document = docx.read(path)
    assert words(document) == ["看见也看见"]
    assert doubts(document) == [
        "第1段：隐藏文字未读入：“看不见”",
        "第1段：脚注（尾注）未读入：“见附件”",
        "第1段：嵌入的对象未读入；请把其内容粘贴到正文里",
        "第2段：嵌入的文档未读入；请把其内容粘贴到正文里",
    ]


def test_nothing_but_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GovlistError, match="没有文字") as caught:
        read(tmp_path / "a.docx", "<w:p><w:r><w:drawing/></w:r></w:p>")
    assert "OCR" in caught.value.hint


@given(st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_spans_make_a_grid_whose_cells_are_whole(tmp_path: Path, rows: list[list[int]]) -> None:
    raw = _grid.Raw(
        [
            [_grid.Span(sum(row[:j]), span, content=[_grid.Words(f"{i}-{j}")]) for j, span in enumerate(row)]
            for i, row in enumerate(rows)
        ]
    )
    made = grid(_grid.Builder(tmp_path).document([raw]))
    assert [[cell for cell in row if not cell.startswith("<")] for row in made] == [
        [f"{i}-{j}" for j in range(len(row))] for i, row in enumerate(rows)
    ]


def test_levels_that_restart_never_and_are_written_in_digits(tmp_path: Path) -> None:
    numbering = lists(("chineseCounting", "%1、"), ("decimal", "%1.%2"))
    numbering = numbering.replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:lvlRestart w:val="0"/><w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    body = "".join(
        p(text, listed(level)) for level, text in [(0, "甲"), (1, "乙"), (0, "丙"), (1, "丁"), (5, "无")]
    )
    assert words(read(tmp_path / "a.docx", body, numbering)) == ["一、甲", "1.1 乙", "二、丙", "2.2 丁", "无"]


def test_a_list_by_another_list_s_style(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="80"><w:styleLink w:val="mine"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="2"/>'
        '<w:numFmt w:val="ideographTraditional"/><w:lvlText w:val="%1．"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="81"><w:numStyleLink w:val="mine"/></w:abstractNum>'
        '<w:num w:numId="81"><w:abstractNumId w:val="81"/></w:num>'
        '<w:num w:numId="82"><w:abstractNumId w:val="999"/></w:num>'
    )
    body = p("一", listed(0, 81)) + p("二", listed(0, 81)) + p("三", listed(0, 82))
    assert words(read(tmp_path / "a.docx", body, numbering)) == ["乙．一", "丙．二", "三"]


def test_a_package_without_a_body_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    for text in (f"<w:document {W}/>", "<x/>", f"<w:document {W}><w:body/></w:document>"):
        read(path, p("甲"))
        with ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        with ZipFile(path, "w") as archive:
            for name, data in (parts | {"word/document.xml": text.encode()}).items():
                archive.writestr(name, data)
        with pytest.raises(GovlistError):
            docx.read(path)


def test_two_tables_are_two(tmp_path: Path) -> None:
    assert len(grids(read(tmp_path / "a.docx", tbl(tc("a")) + tbl(tc("b"))))) == 2


def run(text: str, properties: str) -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{text}</w:r><w:r><w:t>乙</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    "properties",
    [
        "<w:strike/>",
        '<w:dstrike w:val="1"/>',
        '<w:rStyle w:val="Old"/>',
        '<w:rStyle w:val="Older"/><w:b/>',
    ],
)
def test_struck_out_text_is_left_out_and_reported(tmp_path: Path, properties: str) -> None:
    styles = (
        '<w:style w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:styleId="Older"><w:basedOn w:val="Old"/></w:style>'
    )
    document = read(tmp_path / "a.docx", run("<w:t>甲</w:t>", properties), styles=styles)
    assert words(document) == ["乙"]
    assert doubts(document) == ["第1段：带删除线的文字未读入：“甲”"]


def test_a_run_that_takes_its_strike_back_is_read(tmp_path: Path) -> None:
    styles = '<w:style w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>'
    body = run("<w:t>甲</w:t>", '<w:rStyle w:val="Old"/><w:strike w:val="0"/>')
    document = read(tmp_path / "a.docx", body, styles=styles)
    assert (words(document), doubts(document)) == (["甲乙"], [])


@pytest.mark.parametrize(
    ("inside", "properties", "text"),
    [
        ('<w:sym w:font="Wingdings 2" w:char="F052"/>', "", "☑乙"),
        ('<w:sym w:font="Wingdings" w:char="00A8"/>', "", "☐乙"),
        ("<w:t>\u00fe甲</w:t>", '<w:rFonts w:ascii="Wingdings"/>', "☑甲乙"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/><w:t>95</w:t>', '<w:rFonts w:ascii="Symbol"/>', "≥95乙"),
    ],
)
def test_signs_of_symbol_fonts(tmp_path: Path, inside: str, properties: str, text: str) -> None:
    document = read(tmp_path / "a.docx", run(inside, properties))
    assert (words(document), doubts(document)) == ([text], [])


@pytest.mark.parametrize("char", ["F021", "zz", "E123"])
def test_an_unknown_sign_is_reported(tmp_path: Path, char: str) -> None:
    document = read(tmp_path / "a.docx", run(f'<w:sym w:font="Wingdings" w:char="{char}"/>', ""))
    assert words(document) == ["乙"]
    assert doubts(document) == ["第1段：有一个符号字体的符号未读入；请改用普通字符"]


def field(inside: str, result: str = "") -> str:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>{result}{end}'
    )


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (
            field(
                '<w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList>'
            ),
            "乙",
        ),
        (field('<w:ddList><w:listEntry w:val="甲"/></w:ddList>', "<w:r><w:t>甲</w:t></w:r>"), "甲"),
        (field("<w:checkBox><w:checked/></w:checkBox>") + "<w:r><w:t>有</w:t></w:r>", "☑有"),
        (field('<w:checkBox><w:default w:val="0"/></w:checkBox>') + "<w:r><w:t>有</w:t></w:r>", "☐有"),
    ],
)
def test_what_the_fields_of_a_form_show(tmp_path: Path, made: str, text: str) -> None:
    document = read(tmp_path / "a.docx", f"<w:p>{made}</w:p>")
    assert (words(document), doubts(document)) == ([text], [])


M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def test_equations_are_read(tmp_path: Path) -> None:
    plain = f"<m:oMath {M}><m:r><m:t>≥95%</m:t></m:r></m:oMath>"
    built = (
        f"<m:oMath {M}><m:f><m:fPr/><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r>"
        "</m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
        "</m:sSup></m:oMath>"
    )
    document = read(tmp_path / "a.docx", f"<w:p>{plain}<w:r><w:t>以上</w:t></w:r></w:p><w:p>{built}</w:p>")
    assert words(document) == ["≥95%以上", "1/3x^2"]
    assert doubts(document) == ["第2段：公式按“1/3x^2”读入"]


def test_comments_and_pictures_are_reported(tmp_path: Path) -> None:
    document = library.Document()
    paragraph = document.add_paragraph("公开目录")
    document.add_comment(paragraph.runs, "改由区乙局牵头")
    image = BytesIO()
    PIL.Image.new("RGB", (2, 2)).save(image, "png")
    image.seek(0)
    document.add_paragraph("附图").add_run().add_picture(image)
    document.save(str(tmp_path / "a.docx"))
    assert doubts(docx.read(tmp_path / "a.docx")) == [
        "第1段：批注未读入：“改由区乙局牵头”；有用的内容请移到表格里",
        "第2段：图片未读入；图上有文字的，请录入或先做文字识别（OCR）",
    ]


def test_headers_and_footers_are_reported_unless_the_text_has_them(tmp_path: Path) -> None:
    document = library.Document()
    document.add_paragraph("样例区 2024年清单")
    section = document.sections[0]
    section.header.paragraphs[0].text = "样例区2024年清单"
    section.header.add_paragraph("请于6月25日前反馈")
    section.footer.paragraphs[0].text = "— 第 1 页，共 3 页 —"
    document.save(str(tmp_path / "a.docx"))
    assert doubts(docx.read(tmp_path / "a.docx")) == ["：页眉页脚未读入：“请于6月25日前反馈”"]


def test_a_broken_header_is_damage(tmp_path: Path) -> None:
    document = library.Document()
    document.sections[0].header.paragraphs[0].text = "甲"
    document.save(str(tmp_path / "a.docx"))
    with ZipFile(tmp_path / "a.docx") as old, ZipFile(tmp_path / "b.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w:hdr" if name == "word/header1.xml" else old.read(name))
    with pytest.raises(GovlistError, match="损坏"):
        docx.read(tmp_path / "b.docx")
