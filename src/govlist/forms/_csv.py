"""A returned file of comma-separated values, as Excel, WPS and scripts write it; a formula's guard undone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from govlist import archive
from govlist.collected.table import MAX_COLUMNS, Cell, Line, Returned, place, table
from govlist.i18n import _

GUARDED = tuple("=+-@\t\r\n＝＋－＠")
"""Before a text that begins so, or with an apostrophe, an exporter sets an apostrophe."""
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
        archive.refuse(path, _("it cannot be read as CSV"))
    finally:
        csv.field_size_limit(limit)
    return Returned(str(path), (found,) if found else ())


def unguarded(text: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from reading it as a formula."""
    bare = text[1:]
    guards = text.startswith("'") and (bare.startswith("'") or bare.lstrip(" ").startswith(GUARDED))
    return bare if guards else text


def _lines(text: str) -> Iterator[Line]:
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    for number, row in enumerate(rows, 1):
        yield [
            Cell(place(number, column), unguarded(value)) if value.strip() else None
            for column, value in enumerate(row[:MAX_COLUMNS], 1)
        ]


def _delimiter(text: str) -> str:
    """The one of the delimiters that the first rows hold most of."""
    head = text[:4096]
    return max(_DELIMITERS, key=head.count)


def _text(path: Path) -> str:
    """The file's text: UTF-8 with or without BOM, UTF-16 with one, else GBK as Chinese Excel writes it."""
    data = archive.content(path)
    archive.expect(path, data, None)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return archive.refuse(path, _("it is neither UTF-8 nor GBK"))
