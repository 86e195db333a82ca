"""A row a unit and task as tab-separated values."""

from __future__ import annotations

from govlist.exporters.csv import COLUMNS as COLUMNS
from govlist.exporters.csv import write
from govlist.query import View

SUFFIX = ".tsv"


def render(view: View) -> str:
    """All pairs of the view, every field quoted."""
    return write(view, "\t")
