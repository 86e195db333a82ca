"""Web pages as shown in a browser: rowspan and colspan; layout tables are read as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from govlist.base.i18n import _
from govlist.base.text import first_words
from govlist.documents import archive, signs
from govlist.documents.decoding import decode
from govlist.documents.document import Document, Place
from govlist.documents.readers import _text
from govlist.documents.readers._grid import Builder, Raw, Span, Words

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

MAX_DEPTH = 200
"""Nested elements; an office's page has about thirty."""
MAX_ELEMENTS = 100_000
MAX_SPAN = 1000
"""Columns that a cell may span, as in browsers."""

_SILENT = {
    "script", "style", "head", "noscript", "template", "nav", "button", "svg", "annotation", "datalist",
    "iframe", "object", "rt", "rp", "audio", "video",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr", "rb", "o:p", "input", "select", "textarea", "math",
    "mi", "mn", "mo", "mrow", "mtext", "semantics", "msup", "msub", "mfrac", "msqrt",
}  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=[\s\"']*([\w-]{2,20})", re.I)
_KNOWN = dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030"), "gb18030") | {
    "big5": "big5hkscs"
}
"""Declared encodings other than UTF-8 that are trusted, with the codec to use."""


def read(path: Path) -> Document:
    """Read the tables and paragraphs of a page.

    A Place has the table and row, or the paragraph, counted from the start. Scripts, styles, menus and hidden
    content are skipped; hidden rows, struck-out text and pictures in tables are doubts. Nothing is
    downloaded.
    """
    data = archive.content(path)
    if archive.identify(path, data) is not None:
        archive.expect(path, data, "html")
    if data.count(b"<") > MAX_ELEMENTS:
        _text.refuse_size(path, _("more than {n:,} elements").format(n=MAX_ELEMENTS))
    declared = _CHARSET.search(data[:4096])
    text, doubt = decode(path, data, _KNOWN.get(declared[1].decode("ascii").lower()) if declared else None)
    builder = Builder(path)
    if doubt:
        builder.doubts.add(Place(), doubt)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text.replace("\0", "").encode("utf-8", "ignore") or b"<p/>", parser)
    if root is None:
        archive.refuse(path, _("it has no text"), _("check that it is the right file, or get it again"))
    document = builder.document(_Reader(builder).flow(root))
    if not document.blocks:
        hint = _("save the page from the browser as a complete page, or copy its text into a .txt file")
        archive.refuse(path, _("it has no text"), hint)
    return document


class _Reader:
    """Reads one page's elements in their order."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.cells = 0
        """Number of cells read, with those inside others; the grid's are counted by the builder."""
        self.items: dict[Any, int] = {}
        """Number of items read of each ordered list."""
        self.place = Place()
        """The row that is being read, for doubts."""

    def flow(self, element: Any, depth: int = 0, font: str = "") -> Iterator[Words | Raw]:
        """The paragraphs and tables in an element; inline content between blocks is a paragraph.

        `font` is that of the text around the element.
        """
        if depth > MAX_DEPTH:
            _text.refuse_size(self.builder.path, _("elements are nested too deeply"))
        if _tag(element) in _SHOWN:  # outside tables a list of choices is a menu of the page
            if self.place.table or _tag(element) != "select":
                yield Words(_SHOWN[_tag(element)](element))
            return
        heading = _HEADING.fullmatch(_tag(element))
        level = int(heading[1]) if heading else None
        font = element.get("face") or font
        words = signs.in_font(_plain(element, element.text), font)
        for child in element:
            tag = _tag(child)
            if tag == "br":
                words += "\n"
            elif _is_struck(child):
                self._leave_out(child)
            elif tag == "comment":
                self._doubt_comment(child)
            elif tag == "img":
                self._doubt_picture(child)
            elif tag in _INLINE and not _shows_nothing(child):
                for item in self.flow(child, depth + 1, font):
                    if isinstance(item, Words) and not item.level:
                        words += item.text
                    else:
                        yield Words(words, level)
                        words = ""
                        yield item
            elif not _shows_nothing(child):
                yield Words(words, level)
                words = ""
                yield from self._block(child, tag, level, depth)
            words += signs.in_font(_plain(element, child.tail), font)
        yield Words(words, level)

    def _block(self, element: Any, tag: str, level: int | None, depth: int) -> Iterator[Words | Raw]:
        if tag == "table":
            for caption in element.iterchildren("caption"):
                yield from self.flow(caption, depth + 1)
            yield self._table(element, depth)
        elif tag == "li":
            mark = self._list_mark(element)
            for item in self.flow(element, depth + 1):
                if mark and isinstance(item, Words) and item.text.strip():
                    item.text, mark = mark + item.text.lstrip(), ""
                yield item
        else:
            for item in self.flow(element, depth + 1):
                yield Words(item.text, item.level or level) if isinstance(item, Words) else item

    def _leave_out(self, element: Any) -> None:
        if words := first_words(_text.tidy("".join(element.itertext()))):
            message = _("struck-out text was left out: “{words}”")
            self.builder.doubts.add(self.place, message.format(words=words))

    def _doubt_comment(self, element: Any) -> None:
        """Add a doubt for the comment of a cell, as LibreOffice writes it."""
        if words := first_words(_text.tidy("".join(element.itertext()))):
            message = _("a comment was not read: “{words}”; move what matters of it into the table")
            self.builder.doubts.add(self.place, message.format(words=words))

    def _doubt_picture(self, element: Any) -> None:
        """Add a doubt for a picture in a table; elsewhere a page has many for its looks."""
        if self.place.table and not _shows_nothing(element):
            message = _("a picture was not read; if it has text, type it in or use text recognition (OCR)")
            self.builder.doubts.add(self.place, message)

    def _list_mark(self, item: Any) -> str:
        """The number that a browser shows before an item of an ordered list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        self.items[parent] = self.items.get(parent, _span(parent.get("start")) - 1) + 1
        return f"{self.items[parent]}."

    def _table(self, table: Any, depth: int) -> Raw:
        """The grid of a table; cells spanning from above move later ones to the right."""
        rows: list[list[Span]] = []
        open_spans: dict[int, tuple[int, Span]] = {}
        for element in _rows(table):
            place = self.place = Place(table=self.builder.tables + 1, row=len(rows) + 1)
            if _shows_nothing(element):
                self.builder.doubts.add(place, _("skipped a hidden row"))
                continue
            spans = [Span(span.column, span.columns, above=True) for _left, span in open_spans.values()]
            taken = {column for span in spans for column in range(span.column, span.column + span.columns)}
            open_spans = {column: (left - 1, span) for column, (left, span) in open_spans.items() if left > 1}
            column = 0
            for cell in element.iterchildren("td", "th"):
                while column in taken:
                    column += 1
                span = Span(column, self._room(cell, column, taken), content=self._content(cell, depth))
                spans.append(span)
                taken.update(range(column, column + span.columns))
                if column > MAX_SPAN:
                    _text.refuse_size(self.builder.path, _("a table with {n:,} columns").format(n=column))
                down = _span(cell.get("rowspan"), every=True)
                if down > 1:
                    open_spans[column] = (down - 1, span)
            rows.append(sorted(spans, key=lambda span: span.column))
            self.cells += len(spans)
            _text.bound(self.builder.path, cells=self.cells)
        self.place = Place()
        return Raw(rows)

    def _room(self, cell: Any, column: int, taken: set[int]) -> int:
        """The columns that a cell takes, up to the next that comes down from above."""
        requested = min(_span(cell.get("colspan")), MAX_SPAN)
        return next((count for count in range(1, requested) if column + count in taken), requested)

    def _content(self, cell: Any, depth: int) -> list[Words | Raw]:
        if _shows_nothing(cell):
            return []
        return [item for item in self.flow(cell, depth + 1) if item.text.strip()]


def _tag(element: Any) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _plain(element: Any, text: str | None) -> str:
    """Text between elements: blanks and line ends are one blank, no line end parts two Chinese signs."""
    if not text or element.tag == "pre":
        return text or ""
    one = re.sub(r"[ \t\r\n\f]+", " ", text)
    return re.sub(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])", "", one) if "\n" in text else one


def _input(element: Any) -> str:
    """What an input field shows: its text, or a box, ticked or not."""
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☐" if element.get("checked") is None else "☑"
    return element.get("value") or "" if kind in ("text", "date", "number", "url", "tel") else ""


def _select(element: Any) -> str:
    """The chosen entries of a list; a browser shows the first one if none is chosen."""
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    return "、".join("".join(option.itertext()).strip() for option in chosen or options[:1])


_SHOWN: dict[str, Callable[[Any], str]] = {
    "input": _input,
    "select": _select,
    "textarea": lambda element: "".join(element.itertext()),
}
"""What form fields show."""


def _is_struck(element: Any) -> bool:
    return _tag(element) in ("s", "strike", "del") or any(
        name.strip().startswith("text-decoration") and "line-through" in value
        for name, _colon, value in (
            each.partition(":") for each in (element.get("style") or "").lower().split(";")
        )
    )


def _shows_nothing(element: Any) -> bool:
    tag = _tag(element)
    if not tag or tag in _SILENT or element.get("hidden") is not None:
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table in any row group, without those of nested tables."""
    for child in table:
        if _tag(child) == "tr":
            yield child
        elif _tag(child) in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _span(text: str | None, *, every: bool = False) -> int:
    """The value of a span attribute: 1 if it is not a number; 0 means all following rows."""
    found = re.match(r"\s*(\d{1,7})", text or "")
    number = int(found[1]) if found else 1
    return number or (MAX_SPAN if every else 1)
