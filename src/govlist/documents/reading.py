"""Reads a file with the reader for its kind: given, or detected from content and name."""

from __future__ import annotations

from pathlib import Path

from govlist.base import registry
from govlist.base.i18n import _
from govlist.documents import archive, watch
from govlist.documents.document import Document, Doubt, DoubtKind, Place
from govlist.documents.readers import _text
from govlist.model.words import choose

_BINARY = ("docx", "ods", "pdf", "xlsb", "xlsx")
"""Kinds that are recognised by their content; a text file is never one of them."""
_UNDER_OTHER_NAMES = {"xls": ("html", "ods", "txt", "xlsx"), "xlsx": ("xls",)}
"""What programs write under the names of workbooks; office programs open it by its content."""


def read(path: Path, kind: str | None = None) -> Document:
    """Read a document; `kind` (csv, docx, html, ods, pdf, txt, xls, xlsb, xlsx) overrides detection.

    A name that contradicts the content is refused; an unknown ending (.doc) is a doubt. Raises GovlistError
    if no reader can read the file, if it is larger than any list, or if reading takes too long.
    """
    if kind is not None:
        kind = choose(kind, kinds(), "--format")
    with watch.limited(path):
        document = _detect(path) if kind is None else _read(path, kind)
        _text.bound(path, characters=sum(map(len, _text.texts(document.blocks))))
    return document


def _detect(path: Path) -> Document:
    """Read a file by its content, unless its name contradicts."""
    found = archive.identify(path, archive.content(path))
    suffix = path.suffix.lower()
    named = _kind_by_suffix(suffix, found)
    if found is None and named in _BINARY:
        message = _("not a {kind} file, or damaged").format(kind=named)
        archive.refuse(path, message, _("get the document again; --format txt reads it as plain text"))
    found = "txt" if named == "xls" and found is None else found
    if found is not None and named not in (None, found) and found not in _UNDER_OTHER_NAMES.get(named, ()):
        message = _("the content is {kind}, unlike the file name").format(kind=archive.name(found))
        hint = _("check where it comes from; --format {kind} reads it by its content").format(kind=found)
        archive.refuse(path, message, hint)
    document = _read(path, found or named or "txt")
    if found is not None and suffix and named != found:
        message = _("the content is {kind}, unlike the file name; it was read as that")
        doubt = Doubt(Place(), message.format(kind=archive.name(found)), DoubtKind.UNREAD)
        return Document(document.blocks, (doubt, *document.doubts))
    return document


def _kind_by_suffix(suffix: str, found: str | None) -> str | None:
    """The kind for a suffix. Likely kinds come first, since each loads its library."""
    likely = [found] if found else ["csv", "html", "txt"]
    readers = ((kind, registry.get("documents.readers", kind)) for kind in (*likely, *kinds()))
    return next((kind for kind, reader in readers if suffix in reader.SUFFIXES), None)


def kinds() -> tuple[str, ...]:
    """The kinds of document that can be read."""
    return registry.names("documents.readers")


def _read(path: Path, kind: str) -> Document:
    document: Document = registry.get("documents.readers", kind).read(path)
    return document
