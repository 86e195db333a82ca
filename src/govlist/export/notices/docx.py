"""The supervision notice 【督办单】 as a Word document ready to sign, in the style of GB/T 9704.

What is not known of number, contact, telephone and reply date is blank: the office fills it in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlist.base.i18n import _, p_
from govlist.base.text import width
from govlist.content.follow_up import Due
from govlist.content.ledger import heading_number, subheading_number
from govlist.content.letters import Letter
from govlist.documents.paper import page
from govlist.documents.paper.package import saved
from govlist.documents.paper.table import add_table
from govlist.documents.paper.type import (
    FOUR,
    HEADING,
    LEAD,
    THREE,
    TITLE,
    TWO,
    Face,
    Look,
    shape,
    write,
    write_form,
)
from govlist.export.notices import _content
from govlist.export.notices._content import Demand, Notice
from govlist.model.view import View

if TYPE_CHECKING:
    from docx.document import Document

SUFFIX = ".docx"

INDENT = 2 * THREE
GAP = 42
"""Points before the signature: a line and a half, so that a notice about one task fits on one page."""
BODY = Face()
TABLE_LINE = 21.0


def render(view: View, due: Due, letter: Letter) -> bytes:
    """One notice to one unit; equal input gives equal bytes."""
    from docx import Document

    notice = _content.notice(view, due, letter)
    document = Document()
    page.set_page(document)
    page.set_language(document)
    _head(document, notice)
    _sections(document, notice)
    _signature(document, notice)
    return saved(document, notice.title[-1], view.day)


def _head(document: Document, notice: Notice) -> None:
    for line in notice.title:
        _add(document, line, Look("center", line=36), Face(TITLE, TWO))
    number = shape(document.add_paragraph(), Look("center", before=10))
    write_form(number, notice.number, BODY)
    _add(document, notice.unit, Look("left", before=28))
    _add(document, notice.opening, Look(first=INDENT))


def _sections(document: Document, notice: Notice) -> None:
    _heading(document, 1, p_("notice", "Matters and what is wrong"), after=6)
    rows = [(str(each.number), each.requirement, "\n".join(each.problems)) for each in notice.matters]
    header = (_("No."), p_("notice", "matter"), _("what is wrong"))
    add_table(document, header, rows, page.PORTRAIT.frame(FOUR, TABLE_LINE), prose=(1, 2))
    _heading(document, 2, p_("notice", "What is to be done"), before=10)
    for number, demand in enumerate(notice.demands, 1):
        _demand(document, number if len(notice.demands) > 1 else None, demand)
    _heading(document, 3, p_("notice", "Answer by"))
    write_form(shape(document.add_paragraph(), Look(first=INDENT, together=True)), notice.reply, BODY)


def _demand(document: Document, number: int | None, demand: Demand) -> None:
    # Not justified: LibreOffice breaks no line within 1、2、4 and would stretch the words before it.
    paragraph = shape(document.add_paragraph(), Look("left", first=INDENT))
    lead = subheading_number(number) if number else ""
    write(paragraph, lead + demand.which, Face(LEAD))
    write(paragraph, demand.what, BODY)


def _signature(document: Document, notice: Notice) -> None:
    """The date ends four characters before the margin, the office is centred above it, the contact below."""
    edge, half = 4 * THREE, THREE / 2
    if notice.office:
        aside = (width(notice.day) - width(notice.office)) * half / 2
        _add(document, notice.office, Look("right", right=max(edge + aside, 0), before=GAP, together=True))
    before = 0 if notice.office else GAP
    _add(document, notice.day, Look("right", right=edge, before=before, together=True))
    write_form(shape(document.add_paragraph(), Look("left", first=INDENT)), notice.contact, BODY)


def _heading(document: Document, number: int, title: str, before: float = 0, after: float = 0) -> None:
    text = heading_number(number) + title
    look = Look(first=INDENT, before=before, after=after, together=True)
    _add(document, text, look, Face(HEADING))


def _add(document: Document, text: str, look: Look, face: Face = BODY) -> None:
    write(shape(document.add_paragraph(), look), text, face)
