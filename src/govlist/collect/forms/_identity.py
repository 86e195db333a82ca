"""The hidden sheet with the identity of a form."""

from __future__ import annotations

from openpyxl import Workbook

from govlist.collect._identity import MARK, Identity
from govlist.documents.cells import Sheet

SHEET = "_govlist"


def write(workbook: Workbook, identity: Identity) -> None:
    """Add the sheet with one key and value per row."""
    sheet = workbook.create_sheet(SHEET)
    sheet.sheet_state = "hidden"
    sheet.protection.enable()
    rows = (
        (MARK, str(identity.version)),
        ("list", identity.list_id),
        ("title", identity.title),
        ("unit", identity.unit),
    )
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            sheet.cell(number, column, text).data_type = "s"


def read(sheet: Sheet) -> Identity | None:
    """The identity in the first rows of a sheet, None for any other sheet."""
    texts = {sheet.text(row, 1): sheet.text(row, 2) for row in range(1, 11)}
    version = texts.get(MARK, "")
    if not (version.isascii() and version.isdigit()):
        return None
    return Identity(int(version[:9]), *(texts.get(key, "") for key in ("list", "title", "unit")))
