"""Reproducible zip documents: equal content gives equal bytes, without the name of a program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from govlist.documents.paper.type import FALLBACKS

if TYPE_CHECKING:
    from docx.document import Document

PROPERTY = 255
"""Maximum length of a document property."""
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONTS = "word/fontTable.xml"
_UNUSED = ("thumbnail", "customXml", "stylesWithEffects")
"""Parts of python-docx's empty document that are not needed."""
_NO_PROGRAM = {"docProps/app.xml": f'{_DECLARATION}<Properties xmlns="{_PROPERTIES}"/>'.encode()}


def saved(document: Document, title: str, day: date) -> bytes:
    """The file's bytes. The only dates in it are `day` and the earliest date of the zip format."""
    _describe(document, title, day)
    _drop(document)
    buffer = BytesIO()
    document.save(buffer)
    return repacked(buffer, {_FONTS: _font_table().encode()})


def repacked(buffer: BytesIO, replacements: Mapping[str, bytes]) -> bytes:
    """Write an archive again without dates and program names; parts keep their order.

    `replacements` are parts by name.
    """
    out = BytesIO()
    with ZipFile(buffer) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            new.writestr(info, {**_NO_PROGRAM, **replacements}.get(name) or old.read(name))
    return out.getvalue()


def _describe(document: Document, title: str, day: date) -> None:
    core = document.core_properties
    core.title, core.language, core.revision = title[:PROPERTY], "zh-CN", 1
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.created = core.modified = datetime(day.year, day.month, day.day)


def _drop(document: Document) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_UNUSED):
                del relations[key]


def _font_table() -> str:
    """The fonts with their fallbacks; 0x86 (134) is the GBK character set."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    return f'{_DECLARATION}<w:fonts xmlns:w="{_NAMESPACE}">{fonts}</w:fonts>'
