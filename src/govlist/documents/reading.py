"""Which reader a file is for: its content says it first, then its name; or a person does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from govlist.base import registry
from govlist.base.i18n import _
from govlist.documents import archive
from govlist.documents.document import Document, Doubt, Place, Table
from govlist.documents.readers import _text
from govlist.model.words import choose

_NO_TEXTS = ("docx", "xlsx", "pdf")
"""Kinds whose content shows itself: a text is none of them, whatever its name says."""


def read(path: Path, kind: str | None = None) -> Document:
    """The document in a file; `kind` (csv, docx, html, pdf, txt, xlsx) overrules what is found out.

    A name of another kind than the content is refused; one that says none of them (.doc) is a doubt. Raises
    GovlistError where no reader can read it, or what it holds is more than any list.
    """
    document = _found_out(path) if kind is None else _reader(choose(kind, kinds(), "--format"))(path)
    _text.count_text(path, sum(map(len, _texts(document))))
    return document


def _found_out(path: Path) -> Document:
    """The document, read as what its content is, if its name does not say otherwise."""
    found = archive.identify(path, archive.content(path))
    said = path.suffix.lower()
    named = _named(said, found)
    if found is None and named in _NO_TEXTS:
        message = _("it is no {kind}, or it is damaged").format(kind=named)
        archive.refuse(path, message, _("get the document itself again; --format txt reads it as plain text"))
    if found is not None and named not in (None, found):
        message = _("by its content it is {kind}, whatever its name says").format(kind=archive.name(found))
        hint = _("look where it comes from; --format {kind} reads it as what it is").format(kind=found)
        archive.refuse(path, message, hint)
    document = _reader(found or named or "txt")(path)
    if found is not None and said and named is None:
        message = _("by its content it is {kind}, whatever its name says; it was read as that")
        doubt = Doubt(Place(), message.format(kind=archive.name(found)))
        return Document(document.blocks, (doubt, *document.doubts))
    return document


def _named(said: str, found: str | None) -> str | None:
    """The kind that a name's ending stands for; the likely ones first, for each brings its library."""
    likely = [found] if found else ["csv", "html", "txt"]
    return next((kind for kind in [*likely, *kinds()] if said in suffixes(kind)), None)


def _texts(document: Document) -> Iterator[str]:
    """Every text of a document, of merged cells once."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (
                cell.text for row in block.rows for cell in row.cells if not (cell.above or cell.left)
            )
        else:
            yield block.text


def kinds() -> tuple[str, ...]:
    """The kinds of document that can be read."""
    return registry.names("documents.readers")


def suffixes(kind: str) -> tuple[str, ...]:
    """How names of a kind of document end."""
    found: tuple[str, ...] = registry.get("documents.readers", kind).SUFFIXES
    return found


def _reader(kind: str) -> Callable[[Path], Document]:
    read: Callable[[Path], Document] = registry.get("documents.readers", kind).read
    return read
