"""The layout of a sheet's rows before they are written: heights and merged cells. Pure.

Text that is too long for one row continues in the next.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from govlist.base.i18n import p_
from govlist.base.text import visible_lines, width
from govlist.content.columns import Value
from govlist.documents.paper import widths
from govlist.export._sheets import Sheet, Table
from govlist.export._workbook_look import (
    HEADER,
    LABEL,
    MIDDLE,
    SUBTITLE,
    TEXT,
    TITLE,
    UPRIGHT,
    Look,
    tones,
)

LINE, PADDING = 13.6, 6.0
"""The height of a line, enough for the tallest substitute of 宋体, and the padding of a row, in points."""
HIGHEST = 409.0
"""The greatest possible height of a row in points."""
MOST = 26
"""The most lines in a row."""
LONGEST = 8_000
"""The most characters of a text in a row, of any width."""
PAGE = 400.0
"""A cell that is higher, in points, has its text at the top; every printed page has at least this height."""
EDGE = 2.0
"""The margins of a cell in characters."""
BUTTON = 3
"""The characters of a header that its filter button hides."""


class Area(NamedTuple):
    """An area of merged cells; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Fitted(NamedTuple):
    """A row of a sheet: its values, its height in points, and the columns that continue the row above."""

    values: Sequence[Value]
    height: float
    below: Sequence[int] = ()


def height(count: int, scale: float = 1.0) -> float:
    """The height of a row with this many lines in type of this scale."""
    return min(count * LINE * scale + PADDING, HIGHEST)


def lines(text: str, room: float) -> int:
    """The approximate number of lines of a text in a column."""
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return widths.lines(text, room) + (len(text) - 1) // LONGEST * MOST


def fitted(row: Sequence[Value], rooms: Sequence[float], merged: int) -> Iterator[Fitted]:
    """The row, or several rows if a text is too long for one.

    The other cells are then repeated in each of them and merged, so that a filter finds all of them. The
    first `merged` columns are not measured here: their cells are as high as all the rows beside them.
    """
    counts = [_lines(value, room) for value, room in zip(row[merged:], rooms[merged:], strict=True)]
    most = max(counts, default=1)
    if most <= MOST:
        yield Fitted(row, height(most))
        return
    long = [index for index, count in enumerate(counts, merged) if count > MOST]
    whole = [index for index in range(len(row)) if index not in long]
    parts = [pieces(str(row[index]), rooms[index]) for index in long]
    for number, texts in enumerate(zip_longest(*parts, fillvalue="")):
        values = list(row)
        for index, text in zip(long, texts, strict=True):
            values[index] = text
        most = max(_lines(values[index], rooms[index]) for index in long)
        yield Fitted(values, height(most), whole if number else ())


def pieces(text: str, room: float, most: int = MOST) -> list[str]:
    """Split a text into parts that fit into a row each."""
    text = visible_lines(text)
    if lines(text, room) <= most:
        return [text]
    made, start, line, used = [], 0, 0, 0
    for place, char in enumerate(text):
        size = width(char)
        if char == "\n" or used + size > room:
            line, used = line + 1, 0
        if line >= most or place - start >= LONGEST:
            end = place + (char == "\n")
            made.append(text[start:end])
            start, line, used = end, 0, 0
        used += size if char != "\n" else 0
    return [*made, text[start:]] if start < len(text) else made


def _lines(value: Value, room: float) -> int:
    return lines(value, room) if isinstance(value, str) else 1


class Body(NamedTuple):
    """The rows with their heights, the merged areas, and for each row the columns with text at the top."""

    rows: list[Fitted]
    heights: list[float]
    areas: list[Area]
    tall: dict[int, set[int]]


def body(table: Table, widths: Sequence[float]) -> Body:
    """Lay out the rows of a table in columns of these widths."""
    rooms = [width - 1 for width in widths]
    rows = [made for row in table.rows for made in fitted(row, rooms, table.merged)]
    heights = [row.height for row in rows]
    areas = list(_headings(rows, table.merged))
    for area in areas:
        _raise(area, rows, heights, rooms)
    areas = [area for area in areas if area[:2] != area[2:]]
    areas += _continued(rows, table.merged)
    tall: dict[int, set[int]] = {}
    for area in areas:
        if sum(heights[area.top : area.bottom + 1]) > PAGE:
            tall.setdefault(area.top, set()).add(area.left)
    return Body(rows, heights, areas, tall)


def _headings(rows: Sequence[Fitted], merged: int) -> Iterator[Area]:
    """Areas of equal cells below each other; an area with an empty column beside it includes that column."""
    for column in range(merged):
        top = 0
        for end in range(1, len(rows) + 1):
            if end < len(rows) and rows[end].values[: column + 1] == rows[top].values[: column + 1]:
                continue
            values = rows[top].values
            bare = all(row.values[column + 1] == "" for row in rows[top:end])
            if values[column] != "":
                yield Area(top, column, end - 1, column + bare)
            top = end


def _raise(area: Area, rows: Sequence[Fitted], heights: list[float], rooms: Sequence[float]) -> None:
    """Raise the rows of an area so that its text fits."""
    span = range(area.top, area.bottom + 1)
    room = sum(rooms[area.left : area.right + 1])
    needed = lines(str(rows[area.top].values[area.left]), room) * LINE + PADDING
    lacking = (needed - sum(heights[row] for row in span)) / len(span)
    for row in span if lacking > 0 else ():
        heights[row] = min(heights[row] + lacking, HIGHEST)


def _continued(rows: Sequence[Fitted], merged: int) -> Iterator[Area]:
    """The areas of the cells beside a text that continues in the rows below."""
    top = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and rows[end].below:
            continue
        if end - top > 1:
            yield from (Area(top, c, end - 1, c) for c in rows[end - 1].below if c >= merged)
        top = end


class Line(NamedTuple):
    """A row: its values, their looks, its height, and merged areas, relative to the row."""

    values: Sequence[Value]
    looks: Sequence[Look]
    height: float
    areas: Sequence[Area] = ()
    legend: bool = False


def above(sheet: Sheet, widths: Sequence[float]) -> list[Line]:
    """The lines above the table's rows; the last one is its header, if there is a table."""
    made = [*across(sheet.title, TITLE, widths), *across(sheet.subtitle, SUBTITLE, widths)]
    for paragraph in sheet.paragraphs:
        made += across(paragraph, TEXT, widths)
    if sheet.legend:
        made += _legend(sheet, widths)
    if sheet.table:
        made += _header(sheet.table, widths)
    return made


def across(text: str, look: Look, widths: Sequence[float]) -> Iterator[Line]:
    """A text merged over all columns; a long one continues in the next line."""
    room = (sum(widths) - EDGE) / look.scale
    for part in pieces(text, room, int(MOST / look.scale)) if text else ():
        high = height(lines(part, room), look.scale)
        yield Line([part], [look], high, _areas([(0, len(widths) - 1)]))


def _legend(sheet: Sheet, widths: Sequence[float]) -> Iterator[Line]:
    """The words for the statuses in their colours, in the columns after the `held` ones, never beyond them.

    A word takes as many narrow columns as it needs, and what does not fit in one row continues in the next.
    """
    held = sheet.table.held if sheet.table else 1
    room = min(widths[held:])
    rows: list[list[tuple[str, int, int]]] = [[]]
    place = held
    for word in sorted(sheet.legend, key=[*tones(), *sheet.legend].index):
        span = min(math.ceil((width(word) + EDGE) / room), len(widths) - held)
        if place + span > len(widths):
            place = held
            rows.append([])
        rows[-1].append((word, place, place + span - 1))
        place += span
    for number, row in enumerate(rows):
        values: list[Value] = [None] * (row[-1][2] + 1)
        values[0] = None if number else p_("sheet", "Legend:")
        for word, first, _last in row:
            values[first] = word
        looks = [*[LABEL] * held, *[MIDDLE] * (len(values) - held)]
        high = height(max(lines(word, (last + 1 - first) * room - 1) for word, first, last in row))
        areas = _areas([(0, held - 1), *((first, last) for _word, first, last in row)])
        yield Line(values, looks, high, areas, legend=True)


def _header(table: Table, widths: Sequence[float]) -> Iterator[Line]:
    """The header, with equal neighbours merged; a row of words above it if the table has them."""
    looks = [HEADER] * len(table.header)
    rooms = [max(width - EDGE - BUTTON, 2) for width in widths]
    if table.above:
        spans = [span for span in _runs(table.above) if table.above[span[0]]]
        high = max(lines(table.above[first], sum(widths[first : last + 1]) - EDGE) for first, last in spans)
        yield Line(table.above, [*looks], height(high), _areas(spans))
    counts = list(map(lines, table.header, rooms))
    if table.upright:
        looks[table.held :] = [UPRIGHT] * (len(looks) - table.held)
        counts[table.held :] = [
            len(title) + 1 for title in table.header[table.held :]
        ]  # 1: the filter button
    yield Line(table.header, looks, height(max(counts)), _areas(_runs(table.header)))


def _runs(words: Sequence[str]) -> list[tuple[int, int]]:
    """The first and last index of equal neighbours."""
    ends = [index for index in range(len(words)) if words[index : index + 1] != words[index + 1 : index + 2]]
    return list(zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True))


def _areas(spans: Sequence[tuple[int, int]]) -> list[Area]:
    return [Area(0, first, 0, last) for first, last in spans if first < last]
