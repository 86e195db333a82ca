"""The forms that units fill in 【填报表】, one format per file, and the readers for returned ones."""

from __future__ import annotations

from pathlib import Path

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.collect.table import Returned
from govlist.documents import archive

SUFFIXES = (".xlsx", ".csv")
"""The kinds of returned files that can be read."""


def read(path: Path) -> Returned:
    """Read a returned file. Raises GovlistError (exit 3) if that fails."""
    if path.suffix.lower() not in SUFFIXES:
        archive.refuse(path, _("neither .xlsx nor .csv"), _("open it in WPS or Excel and save it as .xlsx"))
    if path.suffix.lower() == ".csv":
        from govlist.collect.forms import _csv

        return _csv.read(path)
    from govlist.collect.forms import _workbook

    return _workbook.read(path)


def is_form(path: Path) -> bool:
    """Whether a file is a form, also filled in and saved by another program: then it has an identity."""
    from govlist.collect.forms import _identity
    from govlist.documents import workbook

    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                return False
        return any(map(_identity.read, workbook.read(path).sheets))
    except (OSError, GovlistError):
        return False
