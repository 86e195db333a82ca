"""Ruled tables as wide as the text, their headers repeated on every page, rows not broken over pages.

Cells are copied from a pattern, because python-docx needs a millisecond per paragraph and the ledger of a
quarter has tens of thousands of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from govlist.documents.paper.type import BODY, FOUR, HEADING, Face, Look, element, shape, write
from govlist.documents.paper.widths import Row, lines, shares

if TYPE_CHECKING:
    from docx.document import Document

PADDING = 3.0
"""Points above and below the text of a cell."""
SIDE = 4.0
"""Points left and right of it."""
GAP = 8.0
"""Points between two tables."""
HYPHEN = re.compile(r"(?<=\d)-(?=\d)")
"""A hyphen in a date or a range, after which no line is broken."""


PARAGRAPHS = 100
"""The most lines of a cell that are paragraphs of their own."""


class Frame(NamedTuple):
    """The space for a table on a page, and its type, in points."""

    width: float
    height: float
    size: float = FOUR
    line: float = 21.0


def add_table(
    document: Document,
    header: Row,
    rows: Sequence[Row],
    frame: Frame,
    prose: Collection[int] = (),
    titles: Sequence[str] = (),
) -> None:
    """Add a table; every row has as many cells as the header, and a cell may have several lines.

    Cells of the columns `prose` are aligned left, all others centred. `titles` has a title for each row: a
    table begins wherever it changes, and has it above its header on every page. Equal neighbours in the
    header are merged.
    """
    columns = shares(header, rows, (frame.width - 2 * SIDE * len(header)) / frame.size * 2)
    points = [share * frame.size / 2 + 2 * SIDE for share in columns]
    aligns = ["left" if c in prose else "center" for c in range(len(header))]
    # The lines of a row that fit on a page below the title and the header.
    highest = int((frame.height - 4 * PADDING) / frame.line) - max(map(lines, header, columns)) - 2
    cells = _Cells(document, frame)
    for title, numbers in groupby(range(len(rows)), lambda number: titles[number] if titles else ""):
        table = _empty(document, points)
        if title:
            above = cells.create(title, sum(points), "left", HEADING, gridSpan=len(points))
            table.append(_row([above], "cantSplit", "tblHeader"))
        table.append(_head(cells, header, points))
        for row in (rows[number] for number in numbers):
            result = [cells.empty(*each) for each in zip(points, aligns, strict=True)]
            table.append(_row(result, "cantSplit" if max(map(lines, row, columns)) <= highest else None))
            for cell, text in zip(result, row, strict=True):  # lxml moves a filled cell node by node
                cells.fill(cell, text)


class _Cells:
    """Makes the cells of a table from patterns of its document."""

    def __init__(self, document: Document, frame: Frame) -> None:
        self._document, self._frame = document, frame
        self._patterns: dict[tuple[object, ...], Any] = {}

    def create(self, text: str, points: float, align: str, font: str = BODY, **marks: object) -> Any:
        """A cell with a text; `marks` are properties, left out if empty."""
        cell = self.empty(points, align, font, **marks)
        self.fill(cell, text)
        return cell

    def empty(self, points: float, align: str, font: str = BODY, **marks: object) -> Any:
        """A cell with one paragraph, to be filled."""
        key = (points, align, font, *marks.values())
        if key not in self._patterns:
            self._patterns[key] = self._pattern(points, align, font, marks)
        return deepcopy(self._patterns[key])

    def fill(self, cell: Any, text: str) -> None:
        """Put a text into an empty cell: a paragraph per line.

        The lines of a text that fills pages are one paragraph with breaks, which needs a sixth of the memory.
        """
        first, *others = text.split("\n")
        pattern = deepcopy(cell[-1]) if others else cell[-1]
        _fill(cell[-1][-1], first)
        for line in others:
            if len(others) > PARAGRAPHS:
                run = cell[-1][-1]
                run.append(element("br"))
                run.append(deepcopy(pattern[-1][-1]))
            else:
                cell.append(deepcopy(pattern))
            _fill(cell[-1][-1], line)

    def _pattern(self, points: float, align: Any, font: str, marks: Mapping[str, object]) -> Any:
        """A cell with one paragraph and one run; its blank makes Word keep blanks at the edges of a text."""
        cell = element("tc")
        properties = _child(cell, "tcPr")
        _child(properties, "tcW", w=_twips(points), type="dxa")
        for name, value in marks.items():
            if value:
                _child(properties, name, val=value)
        _child(properties, "vAlign", val="center")
        paragraph = shape(self._document.add_paragraph(), Look(align, line=self._frame.line))
        write(paragraph, " ", Face(font, self._frame.size))
        cell.append(paragraph._p)
        return cell


def _fill(run: Any, line: str) -> None:
    """Set the text of a pattern's run."""
    first, *others = HYPHEN.split(line)
    text = run[-1]
    for other in others:
        run.append(element("noBreakHyphen"))
        run.append(deepcopy(text))
        run[-1].text = other
    text.text = first


def _empty(document: Document, points: Sequence[float]) -> Any:
    """A table without rows, with columns of the given widths."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml.ns import qn
    from docx.shared import Pt

    if any(each.tag == qn("w:tbl") for each in document.element.body[-2:-1]):  # Word would join the two
        write(shape(document.add_paragraph(), Look(line=GAP)), "", Face(size=GAP))
    table = document.add_table(0, len(points), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, points, strict=True):
        column.width = Pt(width)
    margins = element("tblCellMar")
    for side, size in (("top", PADDING), ("left", SIDE), ("bottom", PADDING), ("right", SIDE)):
        _child(margins, side, w=_twips(size), type="dxa")
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    return table._tbl


def _head(cells: _Cells, header: Row, points: Sequence[float]) -> Any:
    result = [
        cells.create(
            title, sum(points[first:end]), "center", HEADING, gridSpan=end - first if end - first > 1 else 0
        )
        for title, first, end in _runs(header)
    ]
    return _row(result, "cantSplit", "tblHeader")


def _runs(header: Row) -> Iterator[tuple[str, int, int]]:
    """The words of a header, each with its first column and the one after its last."""
    first = 0
    for end in range(1, len(header) + 1):
        if end == len(header) or header[end] != header[first]:
            yield header[first], first, end
            first = end


def _row(cells: Sequence[Any], *marks: str | None) -> Any:
    row = element("tr")
    if any(marks):
        properties = _child(row, "trPr")
        for mark in filter(None, marks):
            _child(properties, mark)
    row.extend(cells)
    return row


def _child(parent: Any, name: str, **values: object) -> Any:
    result = element(name, **values)
    parent.append(result)
    return result


def _twips(points: float) -> int:
    return round(points * 20)
