"""The streams of a compound file (OLE), the container of Word and Excel files before 2007."""

from __future__ import annotations

from io import StringIO

START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Its first bytes; documents with a password are such files, too."""
KNOWN = ("EncryptedPackage", "WordDocument", "Workbook")


def names(data: bytes) -> set[str]:
    """The names of the streams and storages at the top level; of a damaged file the known ones anywhere."""
    from xlrd.compdoc import CompDoc

    try:
        root, *entries = CompDoc(data, logfile=StringIO()).dirlist
        return {entries[place - 1].name for place in root.children}
    except Exception:  # a broken file can raise anything
        return {name for name in KNOWN if name.encode("utf-16-le") in data}


def stream(data: bytes, name: str) -> bytes:
    """The contents of a stream, empty if there is none; the file has been read once before."""
    from xlrd.compdoc import CompDoc

    return bytes(CompDoc(data, logfile=StringIO()).get_named_stream(name) or b"")
