"""A returned sheet as rows under known columns: where its header is, what stands above and below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from govlist.collect._identity import KEY_HEADER, Identity
from govlist.documents import columns

Value = str | int | float | date
FILLED = ("applies", "status", "progress", "evidence", "by", "date")
"""The columns that a unit fills in."""
SHOWN = ("上次状态", "上次进展")
"""The columns of a workbook to fill in that only show what was reported before."""
HEADER_ROWS = 50
"""Rows among which the header is looked for."""
SUMS = ("合计", "小计", "总计", "共计")
"""How a row begins that adds up those above it."""
NOTHING = ("-", "—", "——", "－", "/", "无", "暂无")
"""What people write into a cell that stays empty."""


PICTURE = re.compile(r"=\s*(?:_xlfn\.)?DISPIMG\(.*\)", re.IGNORECASE)
"""What WPS writes into a cell that holds a picture."""
MAX_COLUMNS = 256
"""Columns of a sheet that are read at most."""


def place(row: int, column: int) -> str:
    """The name of a cell, row and column from 1: E7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something. A `broken` one is a formula without a value that could be taken.

    `link` is the address that lies behind the text. A `picture` in a cell is a formula of its own kind.
    """

    place: str
    value: Value
    broken: bool = False
    link: str = ""
    picture: bool = False

    @property
    def text(self) -> str:
        """What the cell shows, line breaks as line feeds."""
        value = self.value
        if isinstance(value, str):
            return re.sub("\r\n?", "\n", value)
        if isinstance(value, datetime) and value.time() == time():
            value = value.date()
        return f"{value:.15g}" if isinstance(value, float) else str(value)

    @property
    def word(self) -> str:
        """The text without blanks around it; nothing where it only says that there is nothing."""
        text = self.text.strip()
        return "" if text in NOTHING else text


Line = Sequence[Cell | None]
"""A row of a sheet, cell by cell from column A."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header: its cells by the keys of their columns."""

    number: int
    cells: Mapping[str, Cell]

    def word(self, key: str) -> str:
        """A cell's text without blanks around it, nothing where there is no such cell."""
        cell = self.cells.get(key)
        return cell.word if cell else ""

    @property
    def says(self) -> bool:
        """Whether a unit reports something in it; a name or a day alone is no report."""
        told = (
            cell for key in ("applies", "status", "progress", "evidence") if (cell := self.cells.get(key))
        )
        return any(cell.broken or cell.word for cell in told)


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet (None: of a file that has no sheets)."""

    sheet: str | None
    header: Mapping[str, str]
    """The place of each known column's header."""
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    """The texts of the rows above the header."""
    strangers: tuple[Cell, ...] = ()
    """The headers that are not known, of columns in which rows hold something."""

    def place(self, row: Row, key: str) -> str | None:
        """The place of a row's cell under a key, also of an empty one; None without such a column."""
        letters = self.header.get(key, "").rstrip("0123456789")
        return f"{letters}{row.number}" if letters else None


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back. `sheets` are those that a person sees; `since_1904` is how it counts days."""

    path: str
    tables: tuple[Table, ...]
    identities: tuple[Identity, ...] = ()
    sheets: tuple[str, ...] = ()
    since_1904: bool = False
    pictures: bool = False
    """Whether pictures lie on a sheet that a person sees."""


def table(sheet: str | None, lines: Iterable[Line]) -> Table | None:
    """The table of a sheet, None where no row of its first ones is a header."""
    numbered = enumerate(lines, 1)
    above: list[str] = []
    for number, line in numbered:
        if keys := _header(line):
            return _below(sheet, keys, line, above, numbered)
        above.append(" ".join(cell.text for cell in line if cell))
        if number == HEADER_ROWS:
            break
    return None


def _header(line: Line) -> dict[int, str]:
    """The keys of the columns by their position, nothing where the row is no header."""
    words = [cell.text if cell else "" for cell in line]
    found = {index: key for index, key in enumerate(columns.keys(words)) if key}
    found |= {index: "key" for index, word in enumerate(words) if columns.plain(word) == KEY_HEADER}
    keys = set(found.values())
    return found if keys & {"number", "requirement"} and keys & {"status", "progress"} else {}


def _is_sum(held: Mapping[int, Cell], row: Row) -> bool:
    """Whether a row only adds up those above it: it begins with 合计 or the like and gives no status."""
    first = next(iter(held.values()))
    return columns.plain(first.text) in SUMS and not row.word("status")


@dataclass(slots=True)
class _Below:
    """What is gathered below a header."""

    rows: list[Row] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def _below(
    sheet: str | None, keys: dict[int, str], header: Line, above: list[str], lines: Iterator[tuple[int, Line]]
) -> Table:
    titles = {index: cell for index, cell in enumerate(header) if cell}
    found = _Below()
    for number, line in lines:
        held = {index: cell for index, cell in enumerate(line) if cell}
        if held and not _header(line):  # which may stand there again, as behind a page break
            row = Row(number, {keys[i]: cell for i, cell in held.items() if i in keys})
            if not _is_sum(held, row):
                found.used |= held.keys()
                found.rows.append(row)
    return Table(
        sheet,
        {key: titles[index].place for index, key in keys.items()},
        tuple(row for row in found.rows if row.cells),
        tuple(filter(None, above)),
        tuple(cell for index, cell in titles.items() if index not in keys and index in found.used),
    )
