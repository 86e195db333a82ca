"""A returned sheet as a table: its header, known columns, rows, and the text above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from unicodedata import normalize

from govlist.base.characters import INVISIBLE
from govlist.base.text import cut, unified, visible
from govlist.collect._identity import KEY_HEADER, Identity
from govlist.documents import columns

FILLED = ("applies", "status", "progress", "evidence", "by", "date")
"""The columns that a unit fills in."""
SHOWN = ("上次状态", "上次进展")
"""The columns of a form that only show earlier reports."""
_SENTENCE_END = "。"
"""In a text above the header: a remark, and no title."""
LONGEST_WORD = 30
"""Characters of a header's cell, with what stands in brackets."""
HEADER_ROWS = 50
"""Rows searched for the header."""
SUMS = ("合计", "小计", "总计", "共计")
"""The first word of a row with sums, which has no status."""
_NUMBER = re.compile(r"(?:第\s*)?([1-9][0-9]{0,8})(?:\.0)?\s*(?:项|[.、])?", re.ASCII)
_SEPARATORS = re.compile(r"[、,;\n和及](?=\s?(?:第\s?)?[1-9])")
NOTHING = ("-", "—", "——", "－", "/", "无", "暂无")
"""What people write instead of leaving a cell empty."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty.

    `shown`: the displayed text without `struck` text. `number`: the number or date, None for a text. `link`:
    the address of a hyperlink. `picture`: a picture formula of WPS or Excel. `area`: the merged area, if it
    covers several rows; in the rows below its first it is `inherited`, with the place of the first.
    """

    place: str
    shown: str
    number: float | date | None = None
    broken: bool = False
    link: str = ""
    picture: bool = False
    struck: str = ""
    area: str = ""
    inherited: bool = False

    @property
    def text(self) -> str:
        """The displayed text, with line feeds as line breaks, without radicals and invisible characters."""
        return re.sub("\r\n?", "\n", INVISIBLE.sub("", unified(self.shown)))

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
    loose: tuple[Cell, ...] = ()
    """Remarks, and cells beside and below the columns; they are not read."""

    def place(self, row: Row, key: str) -> str | None:
        """The name of a row's cell in a column, also if empty; None without such a column."""
        if key in row.cells:
            return row.cells[key].place
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
    beside: tuple[str, ...] = ()
    """Other contents that are not read, with their places: comments, text boxes, objects, pictures."""
    unread: tuple[str, ...] = ()
    """Sheets with texts that are not read: hidden ones with a table, visible ones without."""
    doubts: tuple[str, ...] = ()
    """What is uncertain in a Word document or web page, or was left out of it, with its place."""
    is_letter: bool = False
    """Whether it is a document without any table, such as the letter that came with a form."""
    loose: tuple[str, ...] = ()
    """Tables without a known header, and paragraphs below the tables of a document, with their place."""

    @property
    def left_columns(self) -> list[str]:
        """The headers of columns that are not read, with their place; without those of earlier reports."""
        return [
            _located(table, cell)
            for table in self.tables
            for cell in table.unknown
            if columns.plain(cell.text) not in SHOWN
        ]

    @property
    def left_texts(self) -> list[str]:
        """The texts that are not read, with their place: sentences above a table, cells beside and below."""
        found: list[str] = []
        for table in self.tables:
            if not self.identities and "key" not in table.header:  # a form has a line about its return
                found += [f"“{shortened(text)}”" for text in table.above if _SENTENCE_END in text]
            found += [_located(table, cell) for cell in table.loose]
        return [*found, *self.loose]


def shortened(text: str) -> str:
    """The beginning of a text that is only named."""
    return cut(visible(text.strip()), 40)


def _located(table: Table, cell: Cell) -> str:
    """台账 G6“备注”"""
    return " ".join(filter(None, (table.sheet, cell.place))) + f"“{shortened(cell.text or cell.struck)}”"


def tables(sheet: str | None, lines: Iterable[tuple[int, Line]]) -> Iterator[Table]:
    """The tables in numbered rows of a sheet: from one header to the next with other columns.

    None if there is no header in the first rows.
    """
    rows = list(lines)
    starts = [place for place, (number, _line) in enumerate(rows) if number <= HEADER_ROWS]
    start = next((place for place in starts if _header_at(rows, place)), None)
    above = [" ".join(cell.text for cell in line.values()) for _number, line in rows[:start]]
    while start is not None:
        found = _header_at(rows, start)
        assert found
        keys, header, first = found
        after = range(first, len(rows))
        following = next((place for place in after if _is_other(keys, _header_at(rows, place))), None)
        yield _read_rows(sheet, keys, header, above, rows[first:following], is_last=following is None)
        start = following


def _is_other(keys: dict[int, str], found: tuple[dict[int, str], Line, int] | None) -> bool:
    """Whether a row is a header, and of other columns: the same one may be repeated after a page break."""
    return found is not None and found[0] != keys


def _header_at(rows: Sequence[tuple[int, Line]], place: int) -> tuple[dict[int, str], Line, int] | None:
    """The column keys and cells of the header that begins with a row, and the row after it; None without one.

    A header may have two rows: 落实情况 above 完成状态 and 进展情况.
    """
    line = rows[place][1]
    below = rows[place + 1][1] if place + 1 < len(rows) else {}
    own = {column: cell for column, cell in below.items() if not cell.inherited}
    keys = _header(line)
    if own and _is_second_row(line, own):
        both = {**line, **own}
        if joined := _header(dict(sorted(both.items()))):
            return joined, both, place + 2
    return (keys, line, place + 1) if keys else None


def _is_second_row(line: Line, own: Line) -> bool:
    """Whether cells are the second row of a header: known words, none of them below 序号 or 具体要求."""
    if not any(_is_word(cell.text) for cell in own.values()):
        return False
    above = dict(zip(line, columns.keys([cell.text for cell in line.values()]), strict=True))
    if not {"number", "requirement"} & set(above.values()):
        return False
    return not any(above.get(column) in ("number", "requirement") for column in own)


def _header(line: Line) -> dict[int, str]:
    """The column keys by position; empty if the row is not a header."""
    if sum(_is_word(cell.text) for cell in line.values()) < 2:
        return {}
    words = {column: cell.text for column, cell in line.items()}
    known = zip(words, columns.keys([*words.values()]), strict=True)
    found = {column: key for column, key in known if key}
    found |= {column: "key" for column, word in words.items() if columns.plain(word) == KEY_HEADER}
    keys = set(found.values())
    return found if keys & {"number", "requirement"} and keys & {"status", "progress"} else {}


@lru_cache(maxsize=4096)
def _is_word(text: str) -> bool:
    """Whether a text is a header's word; asked of every cell, and many files have the same texts."""
    return len(text) <= LONGEST_WORD and columns.keys([text])[0] is not None


def numbers(text: str) -> tuple[int, ...]:
    """The task numbers in a cell: one (4, 第4项), or several (4、6); empty if there is other text."""
    text = re.sub(r"\s+", lambda blank: "\n" if "\n" in blank[0] else " ", normalize("NFKC", text))
    found = [_NUMBER.fullmatch(part.strip()) for part in _SEPARATORS.split(text)]
    return tuple(dict.fromkeys(int(match[1]) for match in found if match)) if all(found) else ()


def _is_between(row: Row, own: list[Cell], *, is_covered: bool) -> bool:
    """Whether a row is no task's: a sum, or a heading between the rows of a merged answer."""
    if columns.plain(own[0].text) in SUMS and (is_covered or not row.word("status")):
        return True
    is_requirement = row.cells.get("requirement") == own[0]
    return is_covered and len(own) == 1 and not is_requirement and not numbers(own[0].text)


def _read_rows(
    sheet: str | None,
    keys: dict[int, str],
    header: Line,
    above: list[str],
    lines: Sequence[tuple[int, Line]],
    *,
    is_last: bool,
) -> Table:
    """The rows of a table; below one that is not the last of its sheet stands the title of the next."""
    rows: list[Row] = []
    used: set[int] = set()
    loose: list[Cell] = []
    below: list[Cell] = []
    """The cells since the last task."""
    for number, line in lines:
        if line and not _header(line):  # the header may be repeated after a page break
            own = {column: cell for column, cell in line.items() if not cell.inherited}
            row = Row(number, {keys[column]: cell for column, cell in line.items() if column in keys})
            if not own or _is_between(row, list(own.values()), is_covered=len(own) < len(line)):
                continue
            used |= line.keys()
            remarks = {column for column in own if column not in header or keys.get(column) == "remarks"}
            loose += [own[column] for column in sorted(remarks) if own[column].word or own[column].struck]
            below += [cell for column, cell in own.items() if column in keys and column not in remarks]
            if row.has_report or "number" not in keys.values() or numbers(row.word("number")):
                below = []
            rows.append(row)
    return Table(
        sheet,
        {key: header[column].place for column, key in keys.items()},
        tuple(row for row in rows if row.cells),
        tuple(filter(None, above)),
        tuple(cell for column, cell in header.items() if column not in keys and column in used),
        (*loose, *(cell for cell in below if is_last or _SENTENCE_END in cell.text)),
    )
