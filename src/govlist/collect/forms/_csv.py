"""A returned file of comma-separated values, as Excel, WPS and scripts write it; a formula's guard undone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from govlist.base.i18n import _
from govlist.base.text import unguard_formula
from govlist.collect.table import MAX_COLUMNS, PICTURE, Cell, Line, Returned, place, table
from govlist.documents import archive
from govlist.documents.decoding import decode

_DELIMITERS = ",\t;"
_FIELD = 1_000_000
"""Characters of one cell that are read at most."""


def read(path: Path) -> Returned:
    """The file's table. Raises GovlistError (exit 3) where it cannot be read."""
    text = _text(path)
    limit = csv.field_size_limit(_FIELD)
    try:
        found = table(None, _lines(text))
    except csv.Error:
        archive.refuse(path, _("it cannot be read as CSV"), _("open it in WPS or Excel and save it as .xlsx"))
    finally:
        csv.field_size_limit(limit)
    return Returned(str(path), (found,) if found else ())


def _lines(text: str) -> Iterator[Line]:
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    for number, row in enumerate(rows, 1):
        yield [
            _cell(place(number, column), unguard_formula(value)) if value.strip() else None
            for column, value in enumerate(row[:MAX_COLUMNS], 1)
        ]


def _cell(where: str, text: str) -> Cell:
    return Cell(where, text, picture=PICTURE.fullmatch(text) is not None)


def _delimiter(text: str) -> str:
    """The one of the delimiters that the first rows hold most of."""
    head = text[:4096]
    return max(_DELIMITERS, key=head.count)


def _text(path: Path) -> str:
    """The file's text; one in which a character is lost is refused, for it would go into the list."""
    data = archive.content(path)
    archive.expect(path, data, None)
    text, lost = decode(path, data)
    return archive.refuse(path, lost, _("open it in WPS or Excel and save it as .xlsx")) if lost else text
