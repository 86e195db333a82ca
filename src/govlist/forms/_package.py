"""A workbook's bytes: equal content gives equal bytes, and no name of a program."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

_PROGRAM = "docProps/app.xml"
_CORE = "docProps/core.xml"
_PLAIN = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_FIXED = b' customHeight="1"'
"""What keeps a row from growing with what is typed into it."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def saved(workbook: Workbook, title: str, day: date) -> bytes:
    """The file's bytes. Its only days are the one given and the first that a zip can hold."""
    properties = workbook.properties
    properties.title, properties.creator = title[:255], ""
    properties.created = datetime(day.year, day.month, day.day)
    made, out = BytesIO(), BytesIO()
    workbook.save(made)
    modified = rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode()
    with ZipFile(made) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = _PLAIN if name == _PROGRAM else old.read(name)
            if name == _CORE:
                data = _MODIFIED.sub(modified, data)
            if name.startswith("xl/worksheets/"):
                data = data.replace(_FIXED, b"")
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            new.writestr(info, data)
    return out.getvalue()
