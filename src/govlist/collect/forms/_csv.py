"""Reads returned CSV files from Excel, WPS and scripts; removes the apostrophe before formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from govlist.base.i18n import _
from govlist.base.text import RETURN, unguard_formula
from govlist.collect.table import Cell, Line, Returned, tables
from govlist.documents import archive
from govlist.documents.areas import reference
from govlist.documents.cells import PICTURE
from govlist.documents.decoding import decode
from govlist.documents.delimited import delimiter

_FIELD = 1_000_000
"""Maximum characters of one cell."""


def read(path: Path) -> Returned:
    """Read a CSV file. Raises GovlistError (exit 3) if that fails."""
    text = _text(path)
    limit = csv.field_size_limit(_FIELD)
    try:
        found = tuple(tables(None, _lines(text)))
    except csv.Error:
        archive.refuse(path, _("cannot be read as CSV"), _("open it in WPS or Excel and save it as .xlsx"))
    finally:
        csv.field_size_limit(limit)
    return Returned(str(path), found)


def _lines(text: str) -> Iterator[tuple[int, Line]]:
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter(text))
    for number, row in enumerate(rows, 1):
        values = (value.replace(RETURN, "") for value in row)
        texts = {column: unguard_formula(value) for column, value in enumerate(values, 1) if value.strip()}
        yield (
            number,
            {
                column: Cell(reference(number, column), text, picture=PICTURE.fullmatch(text) is not None)
                for column, text in texts.items()
            },
        )


def _text(path: Path) -> str:
    """The file's text. A text with lost characters is refused, to keep them out of the list."""
    data = archive.content(path)
    archive.expect(path, data, None)
    text, lost = decode(path, data)
    return archive.refuse(path, lost, _("open it in WPS or Excel and save it as .xlsx")) if lost else text
