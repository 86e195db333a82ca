"""Documents that are zip archives (docx, xlsx): read whole, within bounds, if nothing in them is a trap."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from govlist.errors import ExitCode, GovlistError
from govlist.i18n import _

MAX_FILE = 50_000_000
"""Bytes of a document as it lies on the disk."""
MAX_UNPACKED = 200_000_000
"""Bytes of all its parts together."""
MAX_PARTS = 5_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the older Office formats begin, and any document under a password."""
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read(path: Path) -> bytes:
    """The bytes of a document. Raises GovlistError (exit 3) naming what is wrong and the remedy."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_FILE else b""
    except OSError as error:
        message = _("{path} cannot be read: {error}").format(path=path, error=error.strerror or error)
        raise GovlistError(message, ExitCode.FAILED) from None
    if size > MAX_FILE:
        _refuse(path, _("it is too large"), _("documents up to {n} MB are read").format(n=MAX_FILE // 10**6))
    if data.startswith(_OLE):
        hint = _("take the password off, or save it in the newer format (.docx, .xlsx)")
        _refuse(path, _("it has a password or is of an older format"), hint)
    _check(path, data)
    return data


def _check(path: Path, data: bytes) -> None:
    damaged = _("it is no document of Word or Excel, or it is damaged")
    again = _("open it in Word, Excel or WPS and save it again as .docx or .xlsx")
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                _refuse(path, _("it would unpack to more than is read"), again)
            for part in parts:
                with archive.open(part) as file:
                    unpacked = file.read(MAX_UNPACKED + 1)
                if part.filename.endswith((".xml", ".rels")) and _DOCTYPE.search(unpacked[:4096]):
                    _refuse(path, _("it declares entities, which no program of an office does"), again)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        _refuse(path, damaged, again)


def _refuse(path: Path, what: str, hint: str) -> None:
    raise GovlistError(_("{path}: {what}").format(path=path, what=what), ExitCode.FAILED, hint=hint)
