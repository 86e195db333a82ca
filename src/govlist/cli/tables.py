"""Lines, tables and bars as data: pieces of text with a style's name. Pure; output prints them.

A width of None is a pipe: nothing is cut or dropped there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govlist.base.text import cut, pad, visible, width, wrap
from govlist.model.figures import percent

Piece = tuple[str, str]
"""A text and the name of its style, "" for none."""
Line = list[Piece]
GAP = "  "
FLOOR = 8
"""How far a cell is cut where even the least is too wide."""
MARKS = 40


@dataclass(frozen=True)
class Column:
    """A table's column.

    `drop` orders what goes first where width is short (0 never goes); `least` is how far a column may
    shrink by cutting its cells, 0 not at all; `keep` keeps it though every cell is empty. The last column's
    cells may be broken into lines instead (`wraps`).
    """

    title: str
    right: bool = False
    drop: int = 0
    least: int = 0
    keep: bool = True
    wraps: bool = False


def line(text: str = "", style: str = "") -> Line:
    """One line of one style; what data holds is made visible."""
    return [(visible(text), style)]


def spread(left: str, right: str, columns: int | None, style: str = "") -> list[Line]:
    """A text at each edge, below one another where both do not fit; side by side in a pipe."""
    left, right = visible(left), visible(right)
    room = (columns or 0) - width(left) - width(right)
    if columns is not None and room < 2:
        return [*paragraph(left, columns, style), *paragraph(right, columns, "dim")]
    return [[(left, style), (" " * max(room, 2), ""), (right, "dim")]]


def paragraph(text: str, columns: int | None, style: str = "", indent: str = "") -> list[Line]:
    """A text broken into lines that fit; whole in a pipe."""
    text = visible(text)
    if columns is None:
        return [[(indent + text, style)]]
    return [[(indent + part, style)] for part in wrap(text, max(columns - width(indent), 10))]


def bar(done: int, total: int, columns: int | None) -> str:
    """`[####------------] 25%`: one mark a task while they fit, so that it can be counted."""
    marks = total if total <= min(MARKS, (columns or 100) - 12) else MARKS // 2
    filled = done if marks == total else done * marks // total
    return f"[{'#' * filled}{'-' * (marks - filled)}] {percent(done, total)}"


def flowing(parts: Iterable[str], columns: int | None) -> list[Line]:
    """Short texts side by side, two blanks apart; a line breaks between them where it must."""
    made = [""]
    for part in map(visible, filter(None, parts)):
        longer = f"{made[-1]}{GAP}{part}" if made[-1] else part
        if columns is None or width(longer) <= columns or not made[-1]:
            made[-1] = longer
        else:
            made.append(part)
    return [each for text in made for each in paragraph(text, columns)]


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Piece]],
    room: int | None,
    among: Sequence[Sequence[Piece]] = (),
) -> list[Line]:
    """A heading line and the rows, aligned by display width.

    Columns without any content are left out unless kept; where the room is short first whole columns go,
    then cells are cut. `among` are the rows of all tables that this one shall stand in line with.
    """
    all_cells = [[(visible(text), style) for text, style in row] for row in (among or rows)]
    used = [
        index
        for index, column in enumerate(columns)
        if column.keep or any(row[index][0] not in ("", "-") for row in all_cells)
    ]
    sizes = _sizes(columns, all_cells, used, room)
    titles: list[Piece] = [(column.title, "head") for column in columns]
    cells = [[(visible(text), style) for text, style in row] for row in rows]
    return [each for row in (titles, *cells) for each in _row(columns, row, sizes)]


def _sizes(
    columns: Sequence[Column], cells: list[list[Piece]], used: list[int], room: int | None
) -> dict[int, int]:
    """The width of each column that stays."""
    sizes = {i: max([width(columns[i].title), *(width(row[i][0]) for row in cells)]) for i in used}
    if room is None:
        return sizes
    least = {i: min(size, columns[i].least or size) for i, size in sizes.items()}
    for index in sorted((i for i in used if columns[i].drop), key=lambda i: columns[i].drop):
        if _total(least) <= room:
            break
        del least[index], sizes[index]
    for floor in (least, dict.fromkeys(least, FLOOR)):
        for index in sorted((i for i in sizes if columns[i].least), key=lambda i: -sizes[i]):
            over = _total(sizes) - room
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
