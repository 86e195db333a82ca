"""The forms that units fill in 【填报表】, one format per file, and the readers for returned ones."""

from __future__ import annotations

from pathlib import Path

from govlist.base import files
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.collect.table import Returned
from govlist.documents import archive, watch

SUFFIXES = (".xlsx", ".xls", ".et", ".xlsb", ".ods", ".docx", ".csv")
"""The endings of returned files that can be read."""


def read(path: Path) -> Returned:
    """Read a returned file by its content. Raises GovlistError (exit 3) if that fails or takes too long."""
    with watch.limited(path):
        return _read(path)


def _read(path: Path) -> Returned:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        from govlist.collect.forms import _csv

        return _csv.read(path)
    found = archive.identify(path, archive.content(path))
    if found == "docx" or (suffix in (".xls", ".et") and found in ("html", None)):
        from govlist.collect.forms import _document  # systems write web pages and texts under this name

        return _document.read(path)
    if suffix not in SUFFIXES:
        message = _("not one of {endings}").format(endings=" ".join(SUFFIXES))
        archive.refuse(path, message, _("open it in WPS or Excel and save it as .xlsx"))
    from govlist.collect.forms import _workbook

    return _workbook.read(path)


def is_form(path: Path) -> bool:
    """Whether a file is a form, also filled in and saved by another program: then it has an identity."""
    from govlist.collect.forms import _identity
    from govlist.documents import workbook

    try:
        with files.opened(path) as file:
            if file.read(2) != b"PK":
                return False
        return any(map(_identity.read, workbook.read(path).sheets))
    except (OSError, GovlistError):
        return False
