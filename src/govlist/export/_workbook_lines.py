"""What stands above and below the table of a sheet, line by line. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govlist.base.i18n import p_
from govlist.export._sheets import Sheet, Table, Value
from govlist.export._workbook_fit import MOST, Area, height, lines, pieces
from govlist.export._workbook_look import HEADER, LABEL, MIDDLE, SUBTITLE, TEXT, TITLE, Look, tones

EDGE = 2.0
"""Columns of text beside what stands in a cell."""
BUTTON = 3
"""As much of a header as the button of its filter hides."""


class Line(NamedTuple):
    """A row: its values, the looks of them, its height, which cells become one, the row itself being 0."""

    values: Sequence[Value]
    looks: Sequence[Look]
    height: float
    areas: Sequence[Area] = ()
    legend: bool = False


def above(sheet: Sheet, widths: Sequence[float]) -> list[Line]:
    """The lines down to the table's header, which is the last where there is a table."""
    made = [*across(sheet.title, TITLE, widths), *across(sheet.subtitle, SUBTITLE, widths)]
    for paragraph in sheet.paragraphs:
        made += across(paragraph, TEXT, widths)
    if sheet.legend:
        made.append(_legend(sheet, widths))
    if sheet.table:
        made += _header(sheet.table, widths)
    return made


def across(text: str, look: Look, widths: Sequence[float]) -> Iterator[Line]:
    """A text over all columns; a long one goes on in the next line."""
    room = (sum(widths) - EDGE) / look.scale
    for part in pieces(text, room, int(MOST / look.scale)) if text else ():
        high = height(lines(part, room), look.scale)
        yield Line([part], [look], high, _areas([(0, len(widths) - 1)]))


def _legend(sheet: Sheet, widths: Sequence[float]) -> Line:
    """The words of a status, each in its colours, from the first column that is not held."""
    held = sheet.table.held if sheet.table else 1
    words = sorted(sheet.legend, key=[*tones(), *sheet.legend].index)
    high = height(max(lines(word, min(widths) - 1) for word in words))
    values = [p_("sheet", "Legend:"), *[None] * (held - 1), *words]
    looks = [LABEL] * held + [MIDDLE] * len(words)
    return Line(values, looks, high, _areas([(0, held - 1)]), legend=True)


def _header(table: Table, widths: Sequence[float]) -> Iterator[Line]:
    """The words over the columns, equal neighbours as one; two rows where there are words above them."""
    looks = [HEADER] * len(table.header)
    rooms = [max(width - EDGE - BUTTON, 2) for width in widths]
    if table.above:
        words = [word or title for word, title in zip(table.above, table.header, strict=True)]
        spans = [span for span in _runs(table.above) if table.above[span[0]]]
        high = max(lines(words[first], sum(widths[first : last + 1]) - EDGE) for first, last in spans)
        yield Line(words, looks, height(high), _areas(spans))
    areas = [Area(-1, c, 0, c) for c, word in enumerate(table.above) if not word]
    high = max(map(lines, table.header, rooms))
    yield Line(table.header, looks, height(high), [*areas, *_areas(_runs(table.header))])


def _runs(words: Sequence[str]) -> list[tuple[int, int]]:
    """The first and last of neighbours that are equal."""
    ends = [index for index in range(len(words)) if words[index : index + 1] != words[index + 1 : index + 2]]
    return list(zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True))


def _areas(spans: Sequence[tuple[int, int]]) -> list[Area]:
    return [Area(0, first, 0, last) for first, last in spans if first < last]
