"""The page of official documents, GB/T 9704: A4, its margins, the page number, and a ruled table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from govlist.paper.type import BODY, FOUR, HEADING, PAGE_NUMBER, Face, Look, set_font, shape, write
from govlist.text import width

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer
    from docx.table import Table, _Cell, _Row

TOP, LEFT, RIGHT, BOTTOM = 37, 28, 26, 35
"""Margins in millimetres."""
FOOTER = 25
"""From the page's edge: the number then stands 7 mm below the text."""

WIDTHS, WIDE = (14, 92, 50), (14, 56, 86)
"""Millimetres of the table's columns, together as wide as the text; the second where the last says more."""
TABLE_LINE = 21.0
PADDING = 3.0
"""Above and below the text of a cell, in points."""
PAGE_LINES = 27
"""Lines of a table that a page holds below the header; a longer row must break."""

CELL = Face(BODY, FOUR)
Row = tuple[str, str, Sequence[str]]
"""Number, text, and the lines of the last column."""


def set_page(document: Document) -> None:
    """A4, margins, page numbers outside: odd pages right, even pages left, one character in."""
    from docx.oxml.ns import qn
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.footer_distance = Mm(FOOTER)
    for grid in section._sectPr.findall(qn("w:docGrid")):  # the paragraphs say their own line spacing
        section._sectPr.remove(grid)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, Look("right", right=FOUR, line=18))
    _number(section.even_page_footer, Look("left", left=FOUR, line=18))


def set_language(document: Document) -> None:
    """Chinese type by default, and Chinese rules for breaking lines and squeezing marks."""
    from docx.oxml.ns import qn

    set_font(document.styles["Normal"].element.get_or_add_rPr(), BODY)
    for root, tag, key, value in (
        (document.styles.element, "w:lang", "w:eastAsia", "zh-CN"),
        (document.settings.element, "w:themeFontLang", "w:eastAsia", "zh-CN"),
        (document.settings.element, "w:characterSpacingControl", "w:val", "compressPunctuation"),
    ):
        found: Any = root.find(f".//{qn(tag)}")
        if found is not None:
            found.set(qn(key), value)


def _number(footer: _Footer, look: Look) -> None:
    """— 1 —"""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph = shape(footer.paragraphs[0], look)
    write(paragraph, "— ", Face(PAGE_NUMBER, FOUR))
    for kind in ("begin", None, "end"):
        write(paragraph, "", Face(PAGE_NUMBER, FOUR))
        mark = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
        field = f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'
        paragraph.runs[-1]._r.append(parse_xml(mark if kind else field))
    write(paragraph, " —", Face(PAGE_NUMBER, FOUR))


def add_table(document: Document, header: tuple[str, str, str], rows: Sequence[Row]) -> None:
    """A ruled table as wide as the text: its header stands on every page, no row breaks that fits on one."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    widths = _widths(rows)
    table = document.add_table(0, len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, millimetres in zip(table.columns, widths, strict=True):
        column.width = Mm(millimetres)
    _pad(table)
    head = table.add_row()
    _mark(head, "tblHeader", "cantSplit")
    for cell, title in zip(_cells(head, widths), header, strict=True):
        _fill(cell, [title], "center", Face(HEADING, FOUR))
    for number, text, lines in rows:
        row = table.add_row()
        if _lines(widths, text, lines) <= PAGE_LINES:
            _mark(row, "cantSplit")
        first, second, third = _cells(row, widths)
        _fill(first, [number], "center")
        _fill(second, [text])
        _fill(third, lines, "left")


def _pad(table: Table) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = "".join(f'<w:{side} w:w="{PADDING * 20:.0f}" w:type="dxa"/>' for side in ("top", "bottom"))
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _widths(rows: Sequence[Row]) -> tuple[int, ...]:
    text = sum(width(text) for _number, text, _lines in rows)
    lines = sum(width(line) for _number, _text, lines in rows for line in lines)
    return WIDE if lines > text else WIDTHS


def _cells(row: _Row, widths: Sequence[int]) -> tuple[_Cell, ...]:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.shared import Mm

    cells = row.cells
    for cell, millimetres in zip(cells, widths, strict=True):
        cell.width = Mm(millimetres)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    return cells


def _fill(cell: _Cell, lines: Sequence[str], align: Any = "justify", face: Face = CELL) -> None:
    paragraph = cell.paragraphs[0]
    for number, text in enumerate(lines):
        if number:
            paragraph = cell.add_paragraph()
        shape(paragraph, Look(align, line=TABLE_LINE))
        write(paragraph, text, face)


def _lines(widths: Sequence[int], text: str, lines: Sequence[str]) -> int:
    """About how many lines a row takes."""

    def needed(text: str, millimetres: int) -> int:
        return -(-width(text) // int((millimetres - 4) / 25.4 * 72 / FOUR * 2))

    return max(needed(text, widths[1]), sum(max(needed(each, widths[2]), 1) for each in lines))


def _mark(row: _Row, *names: str) -> None:
    """Properties of a row: `cantSplit`, `tblHeader`."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    for name in sorted(names):
        properties.append(OxmlElement(f"w:{name}"))
