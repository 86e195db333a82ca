"""Values parted by commas, semicolons or tabs, as spreadsheets save them and `export` writes them."""

from __future__ import annotations

import csv
from pathlib import Path

from govlist.base.i18n import _
from govlist.base.text import unguard_formula
from govlist.documents import archive
from govlist.documents.decoding import decode
from govlist.documents.document import Cell, Document, Place, Row, Table
from govlist.documents.readers import _text

SUFFIXES = (".csv", ".tsv")


def read(path: Path) -> Document:
    """The table of a file of values.

    A Place carries the line on which a row begins. An apostrophe that guards a cell from being read as a
    formula is taken off again.
    """
    data = archive.content(path)
    archive.expect(path, data, None)
    text, doubt = decode(path, data)
    doubts = _text.Doubts()
    _text.count_text(path, len(text))
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
            _text.count_cells(path, count)
            if any(values):
                rows.append(
                    Row(tuple(Cell(doubts.clean(unguard_formula(value), place)) for value in values), place)
                )
    except csv.Error:
        archive.refuse(path, _("it is no table of values"), _("save it as .xlsx"))
    return Document((Table(tuple(rows), rows[0].place),) if rows else (), doubts.all())


def _delimiter(path: Path, text: str) -> str:
    """What parts values: of those that the first line holds, the most frequent."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    first = text[: text.find("\n")] if "\n" in text else text
    return max(",;\t，；", key=first.count)
