"""Binary workbooks of Excel as displayed, read like the usual ones."""

from __future__ import annotations

from govlist.documents.readers.xlsx import read as read

SUFFIXES = (".xlsb",)
