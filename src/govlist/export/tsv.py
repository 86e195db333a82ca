"""A row for each unit and task as tab-separated values."""

from __future__ import annotations

from govlist.export import csv
from govlist.model.view import View

SUFFIX = ".tsv"
COLUMNS = csv.COLUMNS


def render(view: View) -> str:
    """A row for each pair of the view, every field quoted."""
    return csv.write(view, "\t")
