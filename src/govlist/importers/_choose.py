"""Which reader a file is for: its content says it first, then its name; or a person does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from govlist import archive, plugins
from govlist.document import Document, Doubt, Place
from govlist.errors import GovlistError
from govlist.i18n import _


def read(path: Path, kind: str | None = None) -> Document:
    """The document in a file; `kind` (csv, docx, html, pdf, txt, xlsx) overrules what is found out.

    A name that does not fit the content is a doubt. Raises GovlistError where no reader can read it.
    """
    if kind is None:
        found = archive.identify(path, archive.content(path))
        kind = found or _by_name(path)
        document = _reader(kind)(path)
        if found and path.suffix.lower() not in suffixes(found):
            message = _("by its content it is {kind}, whatever its name says; it was read as that")
            doubt = Doubt(Place(), message.format(kind=archive.name(found)))
            return Document(document.blocks, (doubt, *document.doubts))
        return document
    if kind not in kinds():
        message = _("there is no format {kind}").format(kind=kind)
        raise GovlistError(message, hint=_("formats: {names}").format(names=", ".join(kinds())))
    return _reader(kind)(path)


def kinds() -> tuple[str, ...]:
    """The kinds of document that can be read."""
    return plugins.names("importers")


def _by_name(path: Path) -> str:
    """The reader of a text, by the file's name: values, a page without its frame, else plain text."""
    suffix = path.suffix.lower()
    return next((kind for kind in ("csv", "html") if suffix in suffixes(kind)), "txt")


def suffixes(kind: str) -> tuple[str, ...]:
    """How names of a kind of document end."""
    found: tuple[str, ...] = plugins.get("importers", kind).SUFFIXES
    return found


def _reader(kind: str) -> Callable[[Path], Document]:
    read: Callable[[Path], Document] = plugins.get("importers", kind).read
    return read
