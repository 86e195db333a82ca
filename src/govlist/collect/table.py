"""A returned sheet as rows under known columns: where its header is, what stands above and below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from govlist.collect._identity import KEY_HEADER, Identity
from govlist.documents import columns

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


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something. A `broken` one is a formula without a value that could be taken.

    `shown` is its text as a person sees it, without what is `struck` through; `number` the number or the day
    behind it, None for a text. `link` is the address behind the text. A `picture` in a cell is a formula of
    its own kind.
    """

    place: str
    shown: str
    number: float | date | None = None
    broken: bool = False
    link: str = ""
    picture: bool = False
    struck: str = ""

    @property
    def text(self) -> str:
        """What the cell shows, line breaks as line feeds."""
        return re.sub("\r\n?", "\n", self.shown)

    @property
    def word(self) -> str:
        """The text without blanks around it; nothing where it only says that there is nothing."""
        text = self.text.strip()
        return "" if text in NOTHING else text


Line = Mapping[int, Cell]
"""The cells of a sheet's row that hold something, by column from 1."""


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
        return any(cell.broken or cell.word or cell.struck for cell in told)


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
    beside: tuple[str, ...] = ()
    """What else is not read of these sheets, with its place: comments, text boxes, objects."""


def table(sheet: str | None, lines: Iterable[tuple[int, Line]]) -> Table | None:
    """The table of a sheet's rows with their numbers, None where none of the first ones is a header."""
    numbered = iter(lines)
    above: list[str] = []
    for number, line in numbered:
        if number > HEADER_ROWS:
            break
        if keys := _header(line):
            return _below(sheet, keys, line, above, numbered)
        above.append(" ".join(cell.text for cell in line.values()))
    return None


def _header(line: Line) -> dict[int, str]:
    """The keys of the columns, nothing where the row is no header."""
    words = {column: cell.text for column, cell in line.items()}
    known = zip(words, columns.keys([*words.values()]), strict=True)
    found = {column: key for column, key in known if key}
    found |= {column: "key" for column, word in words.items() if columns.plain(word) == KEY_HEADER}
    keys = set(found.values())
    return found if keys & {"number", "requirement"} and keys & {"status", "progress"} else {}


def _is_sum(line: Line, row: Row) -> bool:
    """Whether a row only adds up those above it: it begins with 合计 or the like and gives no status."""
    first = next(iter(line.values()))
    return columns.plain(first.text) in SUMS and not row.word("status")


@dataclass(slots=True)
class _Below:
    """What is gathered below a header."""

    rows: list[Row] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def _below(
    sheet: str | None, keys: dict[int, str], header: Line, above: list[str], lines: Iterator[tuple[int, Line]]
) -> Table:
    found = _Below()
    for number, line in lines:
        if line and not _header(line):  # which may stand there again, as behind a page break
            row = Row(number, {keys[column]: cell for column, cell in line.items() if column in keys})
            if not _is_sum(line, row):
                found.used |= line.keys()
                found.rows.append(row)
    return Table(
        sheet,
        {key: header[column].place for column, key in keys.items()},
        tuple(row for row in found.rows if row.cells),
        tuple(filter(None, above)),
        tuple(cell for column, cell in header.items() if column not in keys and column in found.used),
    )
