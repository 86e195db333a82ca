"""A returned sheet as a table: its header, known columns, rows, and the text above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from govlist.collect._identity import KEY_HEADER, Identity
from govlist.documents import columns

FILLED = ("applies", "status", "progress", "evidence", "by", "date")
"""The columns that a unit fills in."""
SHOWN = ("上次状态", "上次进展")
"""The columns of a form that only show earlier reports."""
HEADER_ROWS = 50
"""Rows searched for the header."""
SUMS = ("合计", "小计", "总计", "共计")
"""The first word of a row with sums, which has no status."""
NOTHING = ("-", "—", "——", "－", "/", "无", "暂无")
"""What people write instead of leaving a cell empty."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty.

    `shown`: the displayed text without `struck` text. `number`: the number or date, None for a text. `link`:
    the address of a hyperlink. `picture`: a picture formula of WPS or Excel.
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
        """The displayed text, with line feeds as line breaks."""
        return re.sub("\r\n?", "\n", self.shown)

    @property
    def word(self) -> str:
        """The stripped text; empty for words such as 无."""
        text = self.text.strip()
        return "" if text in NOTHING else text


Line = Mapping[int, Cell]
"""The cells of a row that are not empty, by column from 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header: its cells by column key."""

    number: int
    cells: Mapping[str, Cell]

    def word(self, key: str) -> str:
        """A cell's stripped text, empty if there is no such cell."""
        cell = self.cells.get(key)
        return cell.word if cell else ""

    @property
    def has_report(self) -> bool:
        """Whether the row has a report; only a name or a day is not a report."""
        cells = (
            cell for key in ("applies", "status", "progress", "evidence") if (cell := self.cells.get(key))
        )
        return any(cell.broken or cell.word or cell.struck for cell in cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet; `sheet` is None in files without sheets."""

    sheet: str | None
    header: Mapping[str, str]
    """The header cell of each known column."""
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    """The texts of the rows above the header."""
    unknown: tuple[Cell, ...] = ()
    """Unknown headers of columns that are not empty."""

    def place(self, row: Row, key: str) -> str | None:
        """The name of a row's cell in a column, also if empty; None without such a column."""
        letters = self.header.get(key, "").rstrip("0123456789")
        return f"{letters}{row.number}" if letters else None


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned file. `sheets` are the visible ones; `since_1904` is the date system."""

    path: str
    tables: tuple[Table, ...]
    identities: tuple[Identity, ...] = ()
    sheets: tuple[str, ...] = ()
    since_1904: bool = False
    pictures: bool = False
    """Whether a visible sheet has pictures."""
    beside: tuple[str, ...] = ()
    """Other contents of these sheets that are not read, with their places: comments, text boxes, objects."""


def table(sheet: str | None, lines: Iterable[tuple[int, Line]]) -> Table | None:
    """The table in numbered rows of a sheet, None if there is no header in the first rows."""
    numbered = iter(lines)
    above: list[str] = []
    for number, line in numbered:
        if number > HEADER_ROWS:
            break
        if keys := _header(line):
            return _read_rows(sheet, keys, line, above, numbered)
        above.append(" ".join(cell.text for cell in line.values()))
    return None


def _header(line: Line) -> dict[int, str]:
    """The column keys by position; empty if the row is not a header."""
    words = {column: cell.text for column, cell in line.items()}
    known = zip(words, columns.keys([*words.values()]), strict=True)
    found = {column: key for column, key in known if key}
    found |= {column: "key" for column, word in words.items() if columns.plain(word) == KEY_HEADER}
    keys = set(found.values())
    return found if keys & {"number", "requirement"} and keys & {"status", "progress"} else {}


def _read_rows(
    sheet: str | None, keys: dict[int, str], header: Line, above: list[str], lines: Iterator[tuple[int, Line]]
) -> Table:
    rows: list[Row] = []
    used: set[int] = set()
    for number, line in lines:
        if line and not _header(line):  # the header may be repeated after a page break
            row = Row(number, {keys[column]: cell for column, cell in line.items() if column in keys})
            if columns.plain(next(iter(line.values())).text) in SUMS and not row.word("status"):
                continue
            used |= line.keys()
            rows.append(row)
    return Table(
        sheet,
        {key: header[column].place for column, key in keys.items()},
        tuple(row for row in rows if row.cells),
        tuple(filter(None, above)),
        tuple(cell for column, cell in header.items() if column not in keys and column in used),
    )
