"""A row for each unit and task as tab-separated values."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.content import flat
from govlist.content.columns import Table
from govlist.export import csv
from govlist.model.view import View

SUFFIX = ".tsv"
COLUMNS = flat.COLUMNS


def render(view: View, in_words: bool = False, columns: Sequence[str] = ()) -> str:
    """A row for each pair of the view, every field quoted; `columns` names some, by key or title."""
    return csv.write(flat.table(view, in_words, columns), "\t")


def render_table(table: Table, in_words: bool = False) -> str:
    """Any table, with the keys of its columns, or with their titles."""
    return csv.write(table if in_words else table.with_keys(), "\t")
