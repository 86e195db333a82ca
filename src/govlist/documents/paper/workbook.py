"""Writes openpyxl workbooks reproducibly, and keeps text in cells as text."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

from govlist.base.i18n import _
from govlist.base.text import visible, visible_lines
from govlist.documents.paper.package import PROPERTY, repacked

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

CELL = 32_767
"""UTF-16 units that fit in a cell."""
_CORE = "docProps/core.xml"
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that a spreadsheet would read as the start of an escaped character."""


def put(cell: Cell, value: str | float | date | None) -> None:
    """Fill a cell, or empty it; a text is never read as a formula or an escape."""
    if isinstance(value, str):
        cell.value = written(value)
        cell.data_type = "s"
    else:
        cell.value = value


def written(text: str) -> str:
    """The text as stored: control characters visible, line breaks kept, too long text cut with a note."""
    if not text.isprintable():
        text = visible_lines(text)
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    if len(text) > CELL // 2:
        text = _cut(text)
    return text


def _cut(text: str) -> str:
    whole = text.encode("utf-16-le")
    if len(whole) <= 2 * CELL:
        return text
    note = _("… (cell is full; the rest is in the list)")
    return whole[: 2 * (CELL - len(note))].decode("utf-16-le", errors="ignore") + note


def saved(workbook: Workbook, title: str, day: date, *, auto_height: bool = False) -> bytes:
    """The file's bytes. The only dates in it are `day` and the earliest date of the zip format.

    With `auto_height`, rows grow with their text.
    """
    from openpyxl.writer.excel import ExcelWriter
    from openpyxl.xml.functions import tostring

    core = workbook.properties
    core.title, core.creator = visible(title)[:PROPERTY], ""
    core.created = core.modified = datetime(day.year, day.month, day.day)
    buffer = BytesIO()
    ExcelWriter(workbook, ZipFile(buffer, "w", ZIP_STORED)).save()  # Workbook.save would add the time of day
    sheets = _without_heights(buffer) if auto_height else {}
    return repacked(buffer, {_CORE: tostring(core.to_tree()), **sheets})


def _without_heights(buffer: BytesIO) -> dict[str, bytes]:
    """The sheets without the fixed row heights that openpyxl writes."""
    with ZipFile(buffer) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return {name: archive.read(name).replace(b' customHeight="1"', b"") for name in sheets}
