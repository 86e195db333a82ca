"""The ledger as a workbook: all rows to filter, all tasks, figures by unit, tasks by unit, follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from govlist.base.i18n import p_
from govlist.content import annual, flat
from govlist.content.columns import Table
from govlist.content.ledger import Ledger
from govlist.documents.paper.workbook import saved
from govlist.export import _sheets, _workbook, _workbook_flat
from govlist.export._sheets import Sheet
from govlist.model.view import View

SUFFIX = ".xlsx"
COLUMNS = ()


def render(view: View) -> bytes:
    """The workbook of all units, or of one. No text becomes a formula; equal input gives equal bytes.

    That of all units begins with a row for each unit and task; the ledger of one unit already has such rows.
    """
    rows = flat.table(view, in_words=True)
    return _book(_sheets.sheets(view), view.day, rows if rows.rows and not view.one else None)


def render_record(view: View, record: Table) -> bytes:
    """The year's record as one sheet."""
    title = annual.title(view)
    day = annual.subtitle(view)
    paper, total = annual.paper(record), len(record.rows) > 1
    table = _sheets.laid_out(paper, total=total, held=1) if record.rows else None
    sheet = Sheet(p_("sheet", "Record"), title, day, table=table, notes=annual.notes(view))
    return _book([sheet], view.day)


def render_paper(made: Ledger, day: date) -> bytes:
    """Any paper: its first table with the overview, then a sheet for each part with a table."""
    return _book(_sheets.of_paper(made), day)


def _book(sheets: Sequence[Sheet], day: date, rows: Table | None = None) -> bytes:
    book = Workbook(write_only=True)
    book.calculation.fullCalcOnLoad = False  # without formulas, Excel does not ask to save on closing
    if rows:
        _workbook_flat.draw(book, rows)
    for sheet in sheets:
        _workbook.draw(book, sheet)
    return saved(book, sheets[0].title, day)
