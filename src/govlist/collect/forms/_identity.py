"""The hidden sheet by which a workbook is known again, whatever becomes of its other sheets."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from govlist.collect._identity import MARK, Identity
from govlist.collect.table import Line

SHEET = "_govlist"


def write(workbook: Workbook, identity: Identity) -> None:
    """Add the sheet: a key and its value a row."""
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
            cell = sheet.cell(number, column, text)
            cell.data_type = "s"


def read(lines: Sequence[Line]) -> Identity | None:
    """The identity that a sheet's rows hold, None where it is another sheet."""
    texts = {line[0].text: line[1].text for line in lines[:10] if len(line) > 1 and line[0] and line[1]}
    version = texts.get(MARK, "")
    if not (version.isascii() and version.isdigit()):
        return None
    return Identity(int(version[:9]), *(texts.get(key, "") for key in ("list", "title", "unit")))
