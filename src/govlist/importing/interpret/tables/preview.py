"""The first rows of a table by its columns, so that a person can name the columns and see what was read."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.base import i18n
from govlist.base.text import cut
from govlist.documents import columns, tidy
from govlist.documents.document import Row, Table
from govlist.importing.interpret.tables._columns import columns_of, key_name
from govlist.importing.interpret.tables._header_words import WHO, word
from govlist.importing.interpret.tables.grid import SKIPPED, Layout, key_of, most_fit

_ROWS = 3
_LONGEST = 24
"""Characters shown of a cell."""
_MOST_COLUMNS = 30
_TASK = 6
"""Characters that a task has on average, at least."""


def first_rows(table: Table, layout: Layout) -> list[list[str]]:
    """The names of the columns as they were read, then the cells of the first rows."""
    named = zip(layout.keys, layout.words, strict=True)
    names = [f"x-{word}" if key == "extra" else key_name(key or "skip") for key, word in named]
    rows = [row for row in table.rows[layout.first :] if len({*row.texts} - {""}) > 1]
    return [names, *(_cells(row) for row in rows[:_ROWS])]


def to_name(tables: Sequence[Table]) -> tuple[str, str]:
    """An example of `--columns` for the largest table, and a line for each column with its first cells.

    Both are empty if no table has several columns.
    """
    table, rows = _largest(tables)
    if table is None:
        return "", ""
    size = min(max(len(row.cells) for row in rows), _MOST_COLUMNS)
    cells = [_cells(row) for row in rows]
    listed = (" | ".join(row[place] for row in cells if place < len(row)) for place in range(size))
    names = ",".join(map(_name, _guesses(table, rows[0], size)))
    return names, "\n".join(f"{number}: {text}" for number, text in enumerate(listed, 1))


def by_cells(tables: Sequence[Table]) -> list[str]:
    """The columns of the largest table by what stands in them; empty if they cannot be those of a task table.

    It has units, and texts as long as tasks. Columns that say nothing are kept as the office's own.
    """
    table, rows = _largest(tables)
    if table is None or len(rows) < _ROWS or len(rows[0].cells) > _MOST_COLUMNS:
        return []
    size = len(rows[0].cells)
    names = _guesses(table, rows[0], size)
    if not {*names} & {*WHO} or "requirement" not in names:
        return []
    texts = [cell.text for cell in list(columns_of(table.rows[1:], size))[names.index("requirement")]]
    if sum(map(len, texts)) < len(texts) * _TASK or most_fit("responsible", texts):
        return []
    return ["remarks" if name == "skip" else name for name in names]


def _largest(tables: Sequence[Table]) -> tuple[Table | None, list[Row]]:
    """The largest table with several columns, and its first rows with several texts."""
    found = [
        (len(table.rows), [row for row in table.rows if len({*row.texts} - {""}) > 1]) for table in tables
    ]
    best = max(range(len(tables)), key=lambda at: (bool(found[at][1]), found[at][0]), default=None)
    if best is None or not found[best][1]:
        return None, []
    return tables[best], found[best][1][: _ROWS + 1]


def _guesses(table: Table, header: Row, size: int) -> list[str]:
    """A key for each column: what its header or most cells say, and the longest texts as the requirement."""
    texts = [*map(tidy.line, header.texts), *[""] * size][:size]
    keys = [key_of(text) if (known := word(text)) and known.sure else None for text in texts]
    named = ["skip" if key is None or key == "extra" else key for key in keys]
    below = [[cell.text for cell in cells] for cells in columns_of(table.rows[1:], size)]
    for key in ("number", "responsible", "due"):
        if key not in named and not (key == "responsible" and {*named} & {*WHO}):
            fitting = (at for at in range(size) if named[at] == "skip" and most_fit(key, below[at]))
            if (place := next(fitting, None)) is not None:
                named[place] = key
    if "requirement" not in named:
        lengths = [sum(map(len, texts)) for texts in below]
        free = [place for place in range(size) if named[place] not in (*WHO, "number", "due")]
        if free:
            named[max(free, key=lambda place: (named[place] == "task", lengths[place]))] = "requirement"
    return named


def _cells(row: Row) -> list[str]:
    return [cut(tidy.line(cell.text), _LONGEST) for cell in row.cells]


def _name(key: str) -> str:
    """The name of a column for `--columns`, in the user's language."""
    if i18n.language() != "zh":
        return key
    return columns.HEADERS[key].split()[0] if key in columns.HEADERS else SKIPPED
