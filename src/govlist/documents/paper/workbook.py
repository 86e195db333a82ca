"""A workbook from what openpyxl has made: equal content gives equal bytes; text that stays text in a cell."""

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
"""UTF-16 units that a cell holds."""
_CORE = "docProps/core.xml"
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Before what a spreadsheet would read as the number of a character."""


def put(cell: Cell, value: str | float) -> None:
    """Fill a cell: a text stays one whatever it begins with, and shows every character as itself."""
    if isinstance(value, str):
        cell.value = written(value)
        cell.data_type = "s"
    else:
        cell.value = value


def written(text: str) -> str:
    """The text as it stands in the file: controls shown, line breaks kept; cut, it says so."""
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
    said = _("… (a cell holds no more: the rest stands in the list)")
    return whole[: 2 * (CELL - len(said))].decode("utf-16-le", errors="ignore") + said


def saved(workbook: Workbook, title: str, day: date, *, growing: bool = False) -> bytes:
    """The file's bytes. Its only days are the one given and the first that a zip can hold.

    With `growing` a row grows with what is typed into it.
    """
    from openpyxl.writer.excel import ExcelWriter
    from openpyxl.xml.functions import tostring

    core = workbook.properties
    core.title, core.creator = visible(title)[:PROPERTY], ""
    core.created = core.modified = datetime(day.year, day.month, day.day)
    made = BytesIO()
    ExcelWriter(workbook, ZipFile(made, "w", ZIP_STORED)).save()  # Workbook.save would add the time of day
    return repacked(made, {_CORE: tostring(core.to_tree()), **(_growing(made) if growing else {})})


def _growing(made: BytesIO) -> dict[str, bytes]:
    """The sheets, without what openpyxl fixes the height of every row with."""
    with ZipFile(made) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return {name: archive.read(name).replace(b' customHeight="1"', b"") for name in sheets}
