"""Reads files from offices safely: limited size, kind detected by content, archives checked for attacks.

The first bytes decide the kind of a file, not its name. A Word or Excel document is a zip archive of XML
parts; all parts are unpacked and counted once before any library reads them.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from traceback import clear_frames
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from govlist.base import files
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.documents import _compound

MAX_FILE = 50_000_000
"""Bytes of a file on disk."""
MAX_UNPACKED = 200_000_000
"""Bytes of all parts together, mostly pictures."""
MAX_XML = 20_000_000
"""Bytes of all XML parts together; parsed, they need about ten times as much memory."""
MAX_PARTS = 5_000

_ENTRY = b"PK\x01\x02"
"""The start of each entry in a zip archive's directory."""
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_XML_ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?>(?><!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|meta|body|table|div|p|h\d)\b",
    re.I | re.S,
)

_MAGIC = (
    (b"{\\rtf", N_("an RTF document")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"II*\0", N_("a picture")),
    (b"MM\0*", N_("a picture")),
    (b"Rar!", N_("an archive")),
    (b"7z\xbc\xaf", N_("an archive")),
    (b"\x1f\x8b", N_("an archive")),
    (b"MIME-Version:", N_("a web page in one file (.mht)")),
    (b"From: <Saved by", N_("a web page in one file (.mht)")),
)
"""File kinds recognised by their first bytes but not read."""
_NAMES = {
    "docx": N_("a Word document"),
    "xlsx": N_("an Excel workbook"),
    "xls": N_("an older Excel workbook"),
    "ods": N_("an OpenDocument workbook"),
    "xlsb": N_("a binary Excel workbook"),
    "pdf": N_("a PDF file"),
    "html": N_("a web page"),
    "txt": N_("plain text"),
}


def content(path: Path) -> bytes:
    """Read a file of at most MAX_FILE bytes. Raises GovlistError (exit 3) if that fails."""
    try:
        with files.opened(path) as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise unreadable(path, error, _("check the file name and the folder")) from None
    if len(data) > MAX_FILE:
        refuse(path, _("too large"), _("documents up to {n} MB are read").format(n=MAX_FILE // 10**6))
    if not data.strip(b"\0 \t\r\n"):
        refuse(path, _("it is empty"), _("check that it is the right file, or get it again"))
    return data


def read(path: Path, kind: str | None = None) -> bytes:
    """Read the bytes of an office document, or only of one of this kind.

    Raises GovlistError (exit 3) with the reason and a hint.
    """
    data = content(path)
    found = identify(path, data)
    if found in (None, "pdf", "html") or (kind and found != kind):
        refuse_other(path, kind, found)
    return data


def identify(path: Path, data: bytes) -> str | None:
    """The kind of a file by its content: docx, xlsx, xls, xlsb, ods, pdf, html, or None for text.

    The parts of an archive are checked. Raises GovlistError (exit 3) for any other kind.
    """
    if data.startswith(b"PK"):
        return _office(path, data)
    if data.startswith(_compound.START):
        return _older(path, data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, other in _MAGIC:
        if data.startswith(magic):
            refuse(path, _("it is {kind}").format(kind=_(other)), _remedy(other))
    start = data[:4096].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    if b"<?mso-application" in start:
        refuse(path, _("XML of an older Office version"), _save_again())
    return "html" if _HTML.match(start) else None


def name(kind: str) -> str:
    """The display name of a kind of document."""
    return _(_NAMES[kind])


def recognised(data: bytes) -> tuple[str, bool] | None:
    """The display name of a document with these bytes, and whether it can be read; None for text."""
    if data.startswith(b"PK"):
        parts = {"docx": b"word/document.xml", "xlsx": b"xl/workbook.xml"}
        kind = next((kind for kind, part in parts.items() if part in data), None)
        return (name(kind), True) if kind else (_("an archive"), False)
    if data.startswith(b"%PDF-"):
        return name("pdf"), True
    if data.startswith(_compound.START):
        return _("an older Word or Excel document"), False
    return next(((_(other), False) for magic, other in _MAGIC if data.startswith(magic)), None)


def expect(path: Path, data: bytes, kind: str | None) -> None:
    """Raise GovlistError (exit 3) unless the content is of this kind (None: text)."""
    found = identify(path, data)
    if found != kind:
        refuse_other(path, kind, found)


def unreadable(path: Path, error: OSError, missing: str) -> GovlistError:
    """The error (exit 3) for a file that cannot be opened; `missing` is the hint if it does not exist."""
    message = _("{path} cannot be read: {error}")
    hint = _("check the disk, and whether another program has the file open")
    kind = files.other_kind(path)
    if isinstance(error, FileNotFoundError):
        message, hint = _("there is no file {path}"), missing
        if os.path.islink(path):  # noqa: PTH114 - Path.is_symlink may raise
            message = _("{path} is a link to a file that does not exist")
            hint = _("delete the link, or restore the file")
    elif kind:
        return not_a_file(path, kind)
    elif isinstance(error, PermissionError):
        message, hint = _("no permission to read {path}"), _("ask for read permission")
    message = message.format(path=path, error=_(error.strerror or str(error)))
    return GovlistError(message, ExitCode.FAILED, hint=hint)


def not_a_file(path: Path, kind: str) -> GovlistError:
    """The error (exit 3) for a path that is something else, as `files.other_kind` says."""
    message = _("{path} is {kind}, not a file").format(path=path, kind=kind)
    hint = _("name the file inside it") if path.is_dir() else _("name a file")
    return GovlistError(message, ExitCode.FAILED, hint=hint)


def refuse(path: Path, what: str, hint: str) -> NoReturn:
    """Raise GovlistError (exit 3): the file is not read."""
    raise GovlistError(_("{path}: {what}").format(path=path, what=what), ExitCode.FAILED, hint=hint)


def refuse_damaged(path: Path) -> NoReturn:
    """Raise GovlistError (exit 3): the file is damaged."""
    refuse(path, _("not a Word or Excel file, or damaged"), _save_again())


@contextmanager
def whole(path: Path) -> Iterator[None]:
    """Report what a document's libraries raise for parts that are damaged as a damaged file (exit 3)."""
    try:
        yield
    except _BROKEN as error:
        clear_frames(error.__traceback__)  # what a library left open is closed before what it writes into
        refuse_damaged(path)


_BROKEN = (LookupError, ValueError, ArithmeticError, TypeError, AttributeError, SyntaxError, OSError)
"""The libraries trust the parts of a document: a missing attribute is a TypeError somewhere."""


# -- zip archives ----------------------------------------------------------------------------------


def _office(path: Path, data: bytes) -> str:
    """The kind of a valid Word or Excel archive; any other archive is refused."""
    if data.count(_ENTRY) > MAX_PARTS:
        refuse(path, _("too large when unpacked"), _save_again())
    with _refusing_damaged(path), ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            _refuse_locked(path)
        if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
            refuse_damaged(path)
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            refuse(path, _("too large when unpacked"), _save_again())
        if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
            _refuse_locked(path)
        _check_parts(path, archive, parts)
        return _kind(path, archive)


@contextmanager
def _refusing_damaged(path: Path) -> Iterator[None]:
    """Report the exceptions of a broken archive as a damaged file."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        refuse_damaged(path)


def _check_parts(path: Path, archive: ZipFile, parts: list[ZipInfo]) -> None:
    """Unpack each part once. zipfile stops at the size in the header; a wrong size fails the checksum."""
    xml = 0
    for part in parts:
        with archive.open(part) as file:
            start = file.read(4096)
            if part.filename.endswith((".xml", ".rels", ".vml")) or _plain(start).startswith(b"<"):
                xml += part.file_size
                if xml > MAX_XML:
                    refuse(path, _("too large when unpacked"), _save_again())
                _check_xml(path, start + file.read())
            else:
                while file.read(1 << 20):
                    pass
        if re.search(r"vbaProject|/macrosheets/|^(Basic|Scripts)/", part.filename, re.IGNORECASE):
            _refuse_macros(path)


def _part(archive: ZipFile, name: str) -> bytes:
    """The contents of a small part, empty if there is none."""
    found = archive.NameToInfo.get(name)
    return archive.read(name) if found and found.file_size <= MAX_XML else b""


def _plain(data: bytes) -> bytes:
    """XML of any Unicode encoding as bytes whose ASCII can be searched."""
    return data.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")


def _check_xml(path: Path, data: bytes) -> None:
    """Refuse XML that declares entities, or whose encoding could hide them."""
    plain = _plain(data)
    declared = _DECLARED.match(plain)
    if plain and (not plain.startswith(b"<") or (declared and declared[1].lower() not in _XML_ENCODINGS)):
        refuse_damaged(path)
    if _ENTITY.search(plain):
        refuse(path, _("it declares XML entities, which office programs never do"), _save_again())


def _kind(path: Path, archive: ZipFile) -> str:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        types = archive.read("[Content_Types].xml")
        if b"ms-excel.sheet.binary.macroEnabled.main" in types:
            return "xlsb"  # has this type also without macros, which are a part of their own
        if b"macroEnabled" in types:
            _refuse_macros(path)
        if b"wordprocessingml.document.main" in types:
            return "docx"
        if b"spreadsheetml.sheet.main" in types or b"spreadsheetml.template.main" in types:
            return "xlsx"
        for mark, other in (
            (b"wordprocessingml.template", N_("a Word template")),
            (b"presentationml", N_("a presentation")),
        ):
            if mark in types:
                refuse(path, _("it is {kind}").format(kind=_(other)), _save_again())
    if "OFD.xml" in names:
        refuse(path, _("it is {kind}").format(kind=_("an OFD document")), _("save it as PDF or as .docx"))
    if _part(archive, "mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    if "mimetype" in names and "content.xml" in names:
        refuse(path, _("it is {kind}").format(kind=_("an OpenDocument file")), _save_again())
    if not names & {"[Content_Types].xml", "_rels/.rels"}:
        refuse(
            path, _("it is {kind}").format(kind=_("an archive")), _("unpack it and use the document inside")
        )
    return refuse_damaged(path)


# -- refusals --------------------------------------------------------------------------------------


def _save_again() -> str:
    return _("open it in Word, Excel or WPS and save it again as .docx or .xlsx")


def _remedy(other: str) -> str:
    """What to do with a kind of file that is not read."""
    remedies = {
        "a picture": _("run text recognition (OCR) on it, or ask for the file that it was made from"),
        "an archive": _("unpack it and use the document inside"),
    }
    return remedies.get(other, _save_again())


def _refuse_locked(path: Path) -> NoReturn:
    refuse(path, _("protected by a password"), _("remove the password and save it again"))


def _refuse_macros(path: Path) -> NoReturn:
    refuse(path, _("it contains macros"), _("save it again as .docx or .xlsx, without macros"))


def _older(path: Path, data: bytes) -> str:
    """The kind of a file of a format before 2007; only workbooks are read."""
    names = _compound.names(data)
    if "EncryptedPackage" in names:
        _refuse_locked(path)
    if "WordDocument" in names:
        refuse(path, _("it is {kind}").format(kind=_("an older Word document")), _save_again())
    if not names & {"Workbook", "Book"}:
        refuse(path, _("protected by a password, or an older format"), _save_again())
    if "_VBA_PROJECT_CUR" in names:
        _refuse_macros(path)
    return "xls"


def refuse_other(path: Path, kind: str | None, found: str | None) -> NoReturn:
    """Raise GovlistError (exit 3): the content is of another kind than expected (None: text)."""
    if kind and kind in _NAMES and not found:
        refuse(path, _("not a {kind} file, or damaged").format(kind=kind), _save_again())
    if not found:
        refuse_damaged(path)
    refuse(
        path,
        _("the content is {kind}, unlike the file name").format(kind=name(found)),
        _("check the file, or give the right format"),
    )
