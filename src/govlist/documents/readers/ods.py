"""OpenDocument workbooks of LibreOffice and WPS as displayed, read like those of Excel."""

from __future__ import annotations

from govlist.documents.readers.xlsx import read as read

SUFFIXES = (".ods", ".ots")
