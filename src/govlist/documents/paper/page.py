"""The page of official documents, GB/T 9704: A4, margins, page number, language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from govlist.documents.paper.table import Frame
from govlist.documents.paper.type import BODY, FOUR, PAGE_NUMBER, Face, Look, set_font, shape, write

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer


class Page(NamedTuple):
    """A page with its margins, in millimetres."""

    width: float
    height: float
    top: float
    left: float
    right: float
    bottom: float

    def frame(self, size: float, line: float) -> Frame:
        """The space for a table on the page."""
        width, height = self.width - self.left - self.right, self.height - self.top - self.bottom
        return Frame(width * POINTS, height * POINTS, size, line)


POINTS = 72 / 25.4
"""Points per millimetre."""
PORTRAIT = Page(210, 297, top=37, left=28, right=26, bottom=35)
LANDSCAPE = Page(297, 210, top=28, left=25, right=25, bottom=26)
"""For wide tables. The binding edge is at the top, 28 mm by the standard."""
FOOTER_DEPTH = 10
"""Millimetres from the text to the end of the footer; the number is 7 mm below the text."""


def set_page(document: Document, page: Page = PORTRAIT) -> None:
    """Set margins and page numbers: right on odd pages, left on even pages, indented one character."""
    from docx.enum.section import WD_ORIENTATION
    from docx.oxml.ns import qn
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    landscape = page.width > page.height
    section.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.footer_distance = Mm(page.bottom - FOOTER_DEPTH)
    for grid in section._sectPr.findall(qn("w:docGrid")):  # paragraphs set their own line spacing
        section._sectPr.remove(grid)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, Look("right", right=FOUR, line=18))
    _number(section.even_page_footer, Look("left", left=FOUR, line=18))


def set_language(document: Document) -> None:
    """Set Chinese fonts, line breaking and punctuation compression as defaults."""
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
    """Write the page number: — 1 —."""
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
