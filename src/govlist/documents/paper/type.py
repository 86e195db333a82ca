"""The type of official documents, GB/T 9704: fonts, sizes, paragraph formats.

If a font is missing, programs use the next one of `FALLBACKS`, which is in the document's font table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

TITLE = "方正小标宋简体"  # → 小标宋 → 宋体
BODY = "仿宋_GB2312"  # → 仿宋 → 宋体
HEADING = "黑体"
LEAD = "楷体_GB2312"  # → 楷体 → 宋体
PAGE_NUMBER = "宋体"
LATIN = "Times New Roman"

FALLBACKS = {
    TITLE: "方正小标宋_GBK,小标宋,华文中宋,宋体,SimSun",
    BODY: "仿宋,FangSong,宋体,SimSun",
    HEADING: "SimHei",
    LEAD: "楷体,KaiTi,宋体,SimSun",
    PAGE_NUMBER: "SimSun",
}

TWO, THREE, FOUR, SMALL_FOUR, FIVE = 22.0, 16.0, 14.0, 12.0, 10.5
"""Sizes in points: 二号, 三号, 四号, 小四, 五号."""
LINE = 28.0
"""The line spacing of the body, exactly, in points."""


class Face(NamedTuple):
    """A font in a size."""

    font: str = BODY
    size: float = THREE
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """The format of a paragraph; all measures in points."""

    align: Literal["left", "center", "right", "justify"] = "justify"
    first: float = 0
    left: float = 0
    right: float = 0
    line: float = LINE
    before: float = 0
    after: float = 0
    together: bool = False
    """Whether it stays on the same page as the next paragraph."""
    level: int = 0
    """The heading level, from 1; 0 for text."""


def shape(paragraph: Paragraph, look: Look) -> Paragraph:
    """Apply a format to a paragraph."""
    from docx.enum.text import WD_LINE_SPACING, WD_PARAGRAPH_ALIGNMENT
    from docx.shared import Pt

    layout = paragraph.paragraph_format
    layout.alignment = WD_PARAGRAPH_ALIGNMENT[look.align.upper()]
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.first_line_indent = Pt(look.first)
    layout.left_indent, layout.right_indent = Pt(look.left), Pt(look.right)
    layout.keep_with_next = look.together or None
    properties = paragraph._p.get_or_add_pPr()
    _remove_digit_gap(properties)
    if look.level:  # in the document's outline, without another format
        properties.insert_element_before(element("outlineLvl", val=look.level - 1), "w:rPr", "w:sectPr")
    return paragraph


def element(name: str, **values: object) -> Any:
    """An element of WordprocessingML with its attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    return OxmlElement(f"w:{name}", {qn(f"w:{key}"): str(value) for key, value in values.items()})


def _remove_digit_gap(properties: Any) -> None:
    """Remove the gap between digits and Chinese characters: 2024年9月27日.

    `overflowPunct` is on by default in Word; LibreOffice reads it the other way round and loses a full stop
    outside the margin.
    """
    for name, value in (("overflowPunct", 1), ("autoSpaceDE", 0), ("autoSpaceDN", 0)):
        properties.insert_element_before(element(name, val=value), "w:spacing", "w:ind", "w:jc")


def write(paragraph: Paragraph, text: str, face: Face) -> None:
    """Add text, which must not have control characters."""
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size = Pt(face.size)
    run.bold = face.bold or None
    set_font(run._r.get_or_add_rPr(), face.font)


def write_form(paragraph: Paragraph, text: str, face: Face) -> None:
    """Add text in which every `__` is an underlined blank of one character, to fill in by hand."""
    for piece in re.split("((?:__)+)", text):
        if piece.startswith("__"):
            write(paragraph, "　" * (len(piece) // 2), face)
            paragraph.runs[-1].underline = True
        elif piece:
            write(paragraph, piece, face)


def set_font(properties: Any, font: str) -> None:
    """Set the font of a run or style: `font` for Chinese, LATIN for Latin letters and digits."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{name}"), value)
    fonts.set(qn("w:hint"), "eastAsia")  # “ ” — … are Chinese punctuation here
