"""A row a unit and task as tab-separated values."""

from __future__ import annotations

from govlist.export.csv import write
from govlist.model.view import View

SUFFIX = ".tsv"


def render(view: View) -> str:
    """All pairs of the view, every field quoted."""
    return write(view, "\t")
