"""The ledger as an official Word document: type as in GB/T 9704, on landscape A4 for its wide tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from govlist.base.text import visible, visible_lines, width
from govlist.content import annual
from govlist.content.brief import brief
from govlist.content.columns import Table
from govlist.content.ledger import Ledger, Part, ledger
from govlist.documents.paper import page
from govlist.documents.paper.package import saved
from govlist.documents.paper.page import Page
from govlist.documents.paper.table import add_table
from govlist.documents.paper.type import (
    FIVE,
    HEADING,
    LEAD,
    SMALL_FOUR,
    THREE,
    TITLE,
    TWO,
    Face,
    Look,
    shape,
    write,
)
from govlist.model.view import View

if TYPE_CHECKING:
    from docx.document import Document

SUFFIX = ".docx"
COLUMNS = ()

TEXT, SMALL = Face(), Face(size=SMALL_FOUR)
FACES = {2: Face(HEADING), 3: Face(LEAD), 4: Face(bold=True)}
"""The type of headings by level."""
INDENT = 2
"""The indentation of a paragraph's first line, in characters."""
TITLE_COLUMNS = 40
"""The width of a title in one line on upright A4, in columns of text."""
NOTES = Look(first=INDENT * SMALL_FOUR, line=20, before=8)
FEW = 6
"""A table with more columns is set in smaller type."""
MANY = 10
"""A table with more columns needs a page in landscape."""


def render(view: View) -> bytes:
    """The ledger of all units, or of one; equal input gives equal bytes."""
    return _paper(ledger(view, in_one=True), view.day, page.LANDSCAPE)


def render_brief(view: View) -> bytes:
    """The brief, on A4 upright."""
    return render_paper(brief(view), view.day)


def render_paper(made: Ledger, day: date) -> bytes:
    """Any paper for A4, upright if its tables are narrow enough; `day` is that of its figures."""
    wide = any(part.table and len(part.table.columns) > MANY for part in made.parts)
    return _paper(made, day, page.LANDSCAPE if wide else page.PORTRAIT)


def _paper(made: Ledger, day: date, paper: Page) -> bytes:
    narrow = paper is page.PORTRAIT
    lines = made.lines if narrow and width(made.title) > TITLE_COLUMNS else (made.title,)
    document = _begun(lines, made.subtitle.split("　　") if narrow else [made.subtitle], paper)
    for part in made.parts:
        _add_part(document, part, paper)
    if made.notes:
        _add(document, made.notes, NOTES, SMALL)
    return saved(document, visible(made.title), day)


def render_record(view: View, record: Table) -> bytes:
    """The year's record as one table."""
    title = annual.title(view)
    document = _begun([title], [annual.subtitle(view)], page.LANDSCAPE)
    if record.rows:
        _add_table(document, annual.paper(record), page.LANDSCAPE)
    _add(document, annual.notes(view), NOTES, SMALL)
    return saved(document, visible(title), view.day)


def _begun(title: Sequence[str], subtitle: Sequence[str], paper: Page) -> Document:
    from docx import Document

    document = Document()
    page.set_page(document, paper)
    page.set_language(document)
    for number, line in enumerate(title):
        _add(document, line, Look("center", line=36, level=0 if number else 1), Face(TITLE, TWO))
    for line in subtitle:
        _add(document, line, Look("center", after=6 if line == subtitle[-1] else 0), Face(LEAD))
    return document


def _add_part(document: Document, part: Part, paper: Page) -> None:
    look = Look("left", first=INDENT * THREE, before=6, after=4, together=True, level=part.level)
    _add(document, part.heading, look, FACES[part.level])
    for paragraph in part.paragraphs:
        _add(document, paragraph, Look(first=INDENT * THREE, after=4), TEXT)
    if part.table:
        _add_table(document, part.table, paper)


def _add_table(document: Document, table: Table, paper: Page) -> None:
    """Add a table; the first of its headings is above each of its parts, so that it is on every page."""
    above = next((column for column in table.columns if column.merged), None)
    titles = [visible_lines(str(row[above.key])) for row in table.rows] if above else []
    table = Table(tuple(column for column in table.columns if column is not above), table.rows)
    header, *rows = ([visible_lines(cell) for cell in row] for row in table.lines())
    frame = paper.frame(SMALL_FOUR, 18) if len(header) <= FEW else paper.frame(FIVE, 16)
    prose = [place for place, column in enumerate(table.columns) if column.prose]
    add_table(document, header, rows, frame, prose, titles)


def _add(document: Document, text: str, look: Look, face: Face) -> None:
    write(shape(document.add_paragraph(), look), visible(text), face)
