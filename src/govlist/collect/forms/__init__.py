"""Workbooks that units fill in 【填报表】, a format a file; what comes back is read in _workbook and _csv."""

from __future__ import annotations

from pathlib import Path

from govlist.base.i18n import _
from govlist.collect.table import Returned
from govlist.documents import archive

SUFFIXES = (".xlsx", ".csv")
"""The kinds of files that are read back."""


def read(path: Path) -> Returned:
    """What a returned file holds. Raises GovlistError (exit 3) where it cannot be read."""
    if path.suffix.lower() not in SUFFIXES:
        archive.refuse(
            path, _("it is neither .xlsx nor .csv"), _("open it in WPS or Excel and save it as .xlsx")
        )
    if path.suffix.lower() == ".csv":
        from govlist.collect.forms import _csv

        return _csv.read(path)
    from govlist.collect.forms import _workbook

    return _workbook.read(path)
