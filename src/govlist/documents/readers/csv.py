"""Values separated by commas, semicolons or tabs, from spreadsheets or from `export`."""

from __future__ import annotations

import csv
from pathlib import Path

from govlist.base.i18n import _
from govlist.base.text import unguard_formula
from govlist.documents import archive
from govlist.documents.decoding import decode
from govlist.documents.delimited import delimiter
from govlist.documents.document import Cell, Document, Place, Row, Table
from govlist.documents.readers import _text

SUFFIXES = (".csv", ".tsv")


def read(path: Path) -> Document:
    """Read the table of a CSV file.

    A Place has the line on which a row begins. An apostrophe that keeps a cell from being read as a formula
    is removed.
    """
    data = archive.content(path)
    archive.expect(path, data, None)
    text, doubt = decode(path, data)
    doubts = _text.Doubts()
    _text.bound(path, characters=len(text))
    if doubt:
        doubts.add(Place(line=1), doubt)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(path, text))
    rows: list[Row] = []
    line, count = 1, 0
    try:
        for values in reader:
            place = Place(line=line)
            line = reader.line_num + 1
            count += len(values)
            _text.bound(path, cells=count)
            if any(values):
                cells = (Cell(doubts.clean(unguard_formula(value), place)) for value in values)
                rows.append(Row(tuple(cells), place))
    except csv.Error:
        archive.refuse(path, _("not a CSV table"), _("save it as .xlsx"))
    return Document((Table(tuple(rows), rows[0].place),) if rows else (), doubts.all())


def _delimiter(path: Path, text: str) -> str:
    return "\t" if path.suffix.lower() == ".tsv" else delimiter(text)
