"""Word documents as printed: merged cells, list numbers, headings, tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from lxml import etree

from govlist.base.i18n import _
from govlist.documents import archive
from govlist.documents.document import Document, Place
from govlist.documents.readers import _text
from govlist.documents.readers._grid import Builder, Raw, Span, Words
from govlist.documents.readers._numbering import number, val
from govlist.documents.readers._paragraphs import Paragraphs, text

SUFFIXES = (".docx",)

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_TRANSPARENT = {qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


def read(path: Path) -> Document:
    """Read the tables and paragraphs of a Word document.

    A Place has the table and row, or the paragraph, counted from the start without empty paragraphs and those
    in tables. Inserted text is read, deleted, struck-out and hidden text is not; each is a doubt. So is every
    text box, comment, note, picture and embedded object, because they have no position in the text. Signs of
    symbol fonts, chosen entries and boxes of forms, and equations are read as text.
    """
    data = archive.read(path, "docx")
    builder = Builder(path)
    try:
        part = docx.Document(BytesIO(data)).part
        reader = _Reader(builder, part)
        margins = list(_margins(part))
        body = part.element.body
    except Exception:  # a broken package can raise anything
        archive.refuse_damaged(path)
    if body is None:
        archive.refuse_damaged(path)
    document = builder.document(reader.flow(body))
    _text.report_margins(builder.doubts, margins, document.blocks)
    document = replace(document, doubts=builder.doubts.all())
    if not document.blocks:
        archive.refuse(path, _("it has no text"), _("a scanned page needs text recognition (OCR) first"))
    return document


class _Reader:
    """Reads the body of one document."""

    def __init__(self, builder: Builder, part: Any) -> None:
        self.builder = builder
        self.read = 0
        """Number of paragraphs read, including empty ones and those in cells."""
        kinds = (RT.STYLES, RT.NUMBERING, RT.FOOTNOTES, RT.ENDNOTES, RT.COMMENTS)
        roots = {kind: _root(part, kind) for kind in kinds}
        comments = _notes(roots[RT.COMMENTS], "comment")
        notes = _notes(roots[RT.FOOTNOTES], "footnote") | _notes(roots[RT.ENDNOTES], "endnote")
        styles, numbering = roots[RT.STYLES], roots[RT.NUMBERING]
        self.paragraphs = Paragraphs(styles, numbering, notes, comments, builder.doubts)

    def flow(self, body: Any) -> Iterator[Words | Raw]:
        """The body's paragraphs and tables; the builder supplies their places."""
        yield from self._content(body, None)

    def _content(self, container: Any, place: Place | None) -> Iterator[Words | Raw]:
        """The paragraphs and tables of a container; in a cell, all have the cell's place."""
        begun = Words("")
        for element in _children(container):
            if element.tag == qn("w:p"):
                self.read += 1
                _text.bound(self.builder.path, paragraphs=self.read)
                words, goes_on = self.paragraphs.read(
                    element, place or Place(paragraph=self.builder.paragraphs + 1)
                )
                if words:
                    begun = Words(begun.text + words.text, words.level if not begun.text else begun.level)
                if not goes_on:
                    yield begun
                    begun = Words("")
            elif element.tag == qn("w:tbl"):
                yield self._table(element, place)
            elif element.tag == qn("w:altChunk"):
                message = _("an embedded document was not read; paste its content into the page")
                self.builder.doubts.add(place or Place(paragraph=self.builder.paragraphs + 1), message)
        yield begun

    def _table(self, table: Any, outer: Place | None) -> Raw:
        rows: list[list[Span]] = []
        for row in (child for child in _children(table) if child.tag == qn("w:tr")):
            place = outer or Place(table=self.builder.tables + 1, row=len(rows) + 1)
            properties = row.find(qn("w:trPr"))
            if properties is not None and properties.find(qn("w:del")) is not None:
                self.builder.doubts.add(place, _("tracked changes: skipped a deleted row"))
                continue
            rows.append(self._row(row, properties, place))
        return Raw(rows)

    def _row(self, row: Any, properties: Any | None, place: Place) -> list[Span]:
        column = 0 if properties is None else number(val(properties, "w:gridBefore"), 0)
        spans: list[Span] = []
        for cell in (child for child in _children(row) if child.tag == qn("w:tc")):
            form = cell.find(qn("w:tcPr"))
            columns = 1 if form is None else max(number(val(form, "w:gridSpan"), 1), 1)
            content = [item for item in self._content(cell, place) if item.text]
            if spans and _merged(form, "w:hMerge") == "continue":
                spans[-1].columns += columns
            else:
                spans.append(Span(column, columns, _merged(form, "w:vMerge") == "continue", content))
            column += columns
            if column > _text.MAX_COLUMNS:
                _text.refuse_size(self.builder.path, _("a table with {n:,} columns").format(n=column))
        return spans


def _children(container: Any) -> Iterator[Any]:
    """The elements in a container, including those in content controls and insertions."""
    for child in container:
        if child.tag in _TRANSPARENT:
            yield from _children(child)
        else:
            yield child


def _merged(form: Any | None, tag: str) -> str | None:
    """The merge state of a cell: restart, continue (also if the attribute is missing), or None."""
    element = None if form is None else form.find(qn(tag))
    return None if element is None else str(element.get(qn("w:val")) or "continue")


def _root(part: Any, kind: str) -> Any | None:
    try:
        blob = part.part_related_by(kind).blob
    except KeyError:
        return None
    return etree.fromstring(blob, _PARSER)


def _margins(part: Any) -> Iterator[tuple[str, Place]]:
    """The words of the headers and footers of pages."""
    for each in part.rels.values():
        if each.reltype in (RT.HEADER, RT.FOOTER) and not each.is_external:
            root = etree.fromstring(each.target_part.blob, _PARSER)
            for paragraph in root.iter(qn("w:p")):
                yield " ".join(text(paragraph).split()), Place()


def _notes(root: Any | None, kind: str) -> dict[str, str]:
    """The text of each footnote, endnote or comment by id."""
    notes = () if root is None else root.iter(qn(f"w:{kind}"))
    return {f"{kind} {note.get(qn('w:id'))}": text(note) for note in notes}
