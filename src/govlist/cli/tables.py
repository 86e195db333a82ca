"""Lines, tables and bars as data: pieces of text with the name of a style; `console` prints them.

`max_width` is the width of the terminal in columns; None is a pipe, where nothing is cut or left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govlist.base.text import cut, pad, visible, width, wrap
from govlist.model.figures import percent

Piece = tuple[str, str]
"""A text and the name of its style, "" for none."""
Line = list[Piece]
GAP = "  "
MIN_CELL = 8
"""Width to which a cell is cut if the table is too wide even with the least widths."""
NAME = 40
"""The least width of a column of units: other columns are left out before a usual name is cut."""
MIN_TEXT = 10
"""The least width of a text beside a head or an indent."""
MAX_MARKS = 40
"""The longest bar with one mark per task."""


class Column(NamedTuple):
    """A table's column.

    If the table is too wide, columns are left out in the order of `drop` (0: never). `least` is the width to
    which the column's cells may be cut (0: not cut); the widest is cut first, those with `room` last, so that
    they get the room that is left. With `keep` the column is shown even if all cells are empty. The cells of
    the last column may be wrapped instead of cut (`wraps`).
    """

    title: str
    right: bool = False
    drop: int = 0
    least: int = 0
    keep: bool = True
    wraps: bool = False
    room: bool = False


def line(text: str = "", style: str = "") -> Line:
    """One line of one style, with control characters made visible."""
    return [(visible(text), style)]


def spread(left: str, right: str, max_width: int | None, style: str = "") -> list[Line]:
    """A text at each edge; below each other if they do not fit, side by side in a pipe."""
    left, right = visible(left), visible(right)
    gap = (max_width or 0) - width(left) - width(right)
    if max_width is not None and gap < 2:
        return [*paragraph(left, max_width, style), *paragraph(right, max_width, "dim")]
    return [[(left, style), (" " * max(gap, 2), ""), (right, "dim")]]


def paragraph(text: str, max_width: int | None, style: str = "", indent: str = "") -> list[Line]:
    """A text wrapped to the width; on one line in a pipe."""
    text = visible(text)
    if max_width is None:
        return [[(indent + text, style)]]
    return [[(indent + part, style)] for part in wrap(text, max(max_width - width(indent), MIN_TEXT))]


def hanging(
    head: Line, text: str, max_width: int | None, style: str = "", indent: int | None = None
) -> list[Line]:
    """A text after a head, wrapped below itself or at `indent`; on one line in a pipe."""
    text, before = visible(text), sum(width(piece) for piece, _style in head)
    if max_width is None:
        return [[*head, (text, style)]]
    indent = before if indent is None else indent
    first = wrap(text, max_width - before)[0] if max_width - before >= MIN_TEXT else ""
    rest = text[len(first) :].lstrip(" ")
    more = paragraph(rest, max_width, style, " " * indent) if rest else []
    return [[*head, (first, style)], *more]


def bar(done: int, total: int, max_width: int | None) -> str:
    """`[####------------] 25%`: one mark per task if they fit, so that tasks can be counted."""
    marks = total if total <= min(MAX_MARKS, (max_width or 100) - 12) else MAX_MARKS // 2
    filled = done if marks == total else done * marks // total
    return f"[{'#' * filled}{'-' * (marks - filled)}] {percent(done, total)}"


def flowing(parts: Iterable[str], max_width: int | None) -> list[Line]:
    """Short texts side by side, two blanks apart, wrapped between texts."""
    made = [""]
    for part in map(visible, filter(None, parts)):
        longer = f"{made[-1]}{GAP}{part}" if made[-1] else part
        if max_width is None or width(longer) <= max_width or not made[-1]:
            made[-1] = longer
        else:
            made.append(part)
    return [each for text in made for each in paragraph(text, max_width)]


def table(columns: Sequence[Column], rows: Sequence[Sequence[Piece]], max_width: int | None) -> list[Line]:
    """A heading line and the rows, aligned by display width.

    Empty columns are left out unless `keep` is set. If the table is too wide, columns are dropped first, then
    cells are cut.
    """
    return tables(columns, [rows], max_width)[0]


def tables(
    columns: Sequence[Column], groups: Sequence[Sequence[Sequence[Piece]]], max_width: int | None
) -> list[list[Line]]:
    """A table for each group of rows, all with the same columns and widths."""
    groups = [[[(visible(text), style) for text, style in row] for row in rows] for rows in groups]
    cells = [row for rows in groups for row in rows]
    used = [
        index
        for index, column in enumerate(columns)
        if column.keep or any(row[index][0] not in ("", "-") for row in cells)
    ]
    sizes = _sizes(columns, cells, used, max_width)
    titles: list[Piece] = [(column.title, "head") for column in columns]
    return [[each for row in (titles, *rows) for each in _row(columns, row, sizes)] for rows in groups]


def sections(
    columns: Sequence[Column],
    groups: Sequence[tuple[Sequence[Line], Sequence[Sequence[Piece]]]],
    max_width: int | None,
) -> list[Line]:
    """One table whose rows stand in groups: the heading line once, then each group's title and rows."""
    head, *shown = tables(columns, [[], *(rows for _title, rows in groups)], max_width)
    made = head
    for number, ((title, _rows), each) in enumerate(zip(groups, shown, strict=True)):
        made = [*made, *([line()] if number else []), *title, *each[len(head) :]]
    return made


def _sizes(
    columns: Sequence[Column], cells: Sequence[Sequence[Piece]], used: list[int], max_width: int | None
) -> dict[int, int]:
    """The width of each column that is shown."""
    sizes = {i: max([width(columns[i].title), *(width(row[i][0]) for row in cells)]) for i in used}
    if max_width is None:
        return sizes
    least = {i: min(size, columns[i].least or size) for i, size in sizes.items()}
    for index in sorted((i for i in used if columns[i].drop), key=lambda i: columns[i].drop):
        if _total(least) <= max_width:
            break
        del least[index], sizes[index]
    for floor in (least, dict.fromkeys(least, MIN_CELL)):
        for index in sorted(
            (i for i in sizes if columns[i].least), key=lambda i: (columns[i].room, -sizes[i])
        ):
            over = _total(sizes) - max_width
            if over > 0:
                sizes[index] = max(sizes[index] - over, min(floor[index], sizes[index]))
    return sizes


def _total(sizes: dict[int, int]) -> int:
    return sum(sizes.values()) + len(GAP) * (len(sizes) - 1)


def _row(columns: Sequence[Column], row: Sequence[Piece], sizes: dict[int, int]) -> list[Line]:
    made: Line = []
    last = max(sizes)
    more: list[str] = []
    for index, size in sizes.items():
        text, style = row[index]
        if columns[index].wraps:
            text, *more = wrap(text, size)
        text = cut(text, size)
        right = columns[index].right
        if index != last or right:
            text = pad(text, size, right=right)
        made += [(text, style), (GAP, "")] if index != last else [(text, style)]
    under = " " * (_total(sizes) - sizes[last])
    return [made, *([(under, ""), (text, row[last][1])] for text in more)]
