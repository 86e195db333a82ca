"""The appearance of a form: fonts, colours, lines, printed page."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from govlist.base.i18n import _
from govlist.base.text import wrap
from govlist.documents.paper import workbook

HEAD, BODY = "黑体", "宋体"
"""The fonts of headings and text; Office and WPS have them or a substitute."""
_EDGE = Side(style="thin", color="B7BDC6")
LINES = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
RULES = Border(top=_EDGE, bottom=_EDGE)
FILL = PatternFill("solid", fgColor="FFF8E1")
"""The colour of cells to fill in."""
TOP = PatternFill("solid", fgColor="E3EAF4")
BAND = PatternFill("solid", fgColor="F1F3F6")
OPEN = Protection(locked=False)
ACROSS = Alignment(horizontal="centerContinuous", vertical="center")
"""Centred across columns without merging, so that columns can still be moved."""
TEXT = "@"
"""The number format of text, so that input is never read as a formula."""
DAY = "yyyy-mm-dd"


def font(size: float = 10.5, *, face: str = BODY, bold: bool = False, color: str = "FF1F2933") -> Font:
    """A font of the form."""
    return Font(name=face, size=size, bold=bold, color=color)


def placed(*, centred: bool = False, wrap: bool = True) -> Alignment:
    """The alignment of a text in its cell."""
    if centred:
        return Alignment(horizontal="center", vertical="center", wrap_text=wrap)
    return Alignment(horizontal="left", vertical="center", wrap_text=wrap, indent=1)


def put(sheet: Worksheet, row: int, column: int, value: str) -> Cell:
    """Fill a cell with a text that is never read as a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    workbook.put(cell, value)
    return cell


def height(cells: Iterable[tuple[str, float]], least: float = 32) -> float:
    """The height of a row of texts in columns of these widths, at most 409, the limit of Excel."""
    most = max((len(wrap(text, max(int(size) - 2, 4))) for text, size in cells), default=1)
    return min(max(14 * most + 9, least), 409)


def protect(sheet: Worksheet, *, filters: bool = False) -> None:
    """Protect locked cells from accidental changes; no password, formatting stays allowed."""
    protection = sheet.protection
    protection.enable()
    protection.formatColumns = protection.formatRows = False  # False means allowed
    if filters:
        protection.sort = protection.autoFilter = protection.insertHyperlinks = False


def page(sheet: Worksheet, *, landscape: bool) -> None:
    """Set A4, fit to width, page numbers."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.6, 0.3
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = _("page {page} of {pages}").format(page="&P", pages="&N")
