"""A row for each unit and task as comma-separated values: codes for scripts, words for Excel (with --bom)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from govlist.base.text import guard_formula
from govlist.content import flat
from govlist.content.columns import Table
from govlist.model.view import View

SUFFIX = ".csv"
COLUMNS = flat.COLUMNS


def render(view: View, in_words: bool = False, columns: Sequence[str] = ()) -> str:
    """A row for each pair of the view, every field quoted; `columns` names some, by key or title."""
    return write(flat.table(view, in_words, columns), ",")


def render_record(_view: View, record: Table, in_words: bool = False) -> str:
    """Write the annual record, one row per unit."""
    return render_table(record, in_words)


def render_table(table: Table, in_words: bool = False) -> str:
    """Any table, with the keys of its columns, or with their titles."""
    return write(table if in_words else table.with_keys(), ",")


def write(table: Table, delimiter: str) -> str:
    """A table with this delimiter."""
    heads = [column.title() for column in table.columns]
    rows = ([row.get(column.key) for column in table.columns] for row in table.rows)
    return lines(chain([heads], rows), delimiter)


def lines(rows: Iterable[Iterable[Any]], delimiter: str = ",") -> str:
    """Rows of values as lines, every field quoted, texts guarded that a spreadsheet reads as formulas."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_text(value) for value in row] for row in rows)
    return stream.getvalue()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else guard_formula(str(value))
