"""Workbooks of Excel 95 to 2003 and of WPS as displayed, read like those of today."""

from __future__ import annotations

from govlist.documents.readers.xlsx import read as read

SUFFIXES = (".xls", ".xlt", ".et", ".ett")
