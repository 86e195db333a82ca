"""The columns of a table: found by their header or contents, or named by the user."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.documents import columns, marks, tidy
from govlist.documents.document import Row, Table
from govlist.importing.interpret import deadline_words
from govlist.importing.interpret.tables import marked_columns
from govlist.importing.interpret.tables._columns import assign, columns_of, names_units, number
from govlist.importing.interpret.tables._header_words import TEXT, WHO, word
from govlist.model.words import one_of

_HEADINGS = {"section": marks.SECTION, "topic": marks.TOPIC, "task": None}
_EXTRA = ("remarks", "extra")
_SKIP, SKIPPED = "skip", "跳过"
"""The name of a column that is not read, in English and Chinese."""
GIVEN = (
    "number", "section", "topic", "task", "requirement", "responsible", "lead", "support", "due", "city_task",
    "remarks", "skip",
)  # fmt: skip
"""The column names that `--columns` accepts."""

_TASKS = {
    "id", "section", "topic", "requirement", "responsible_text", "due", "due_text", "standing",
}  # fmt: skip
"""The columns about tasks in a CSV that `export` wrote; the others are about unit and task."""
_ENCLOSED = re.compile(r"附(?:件|表)[0-9一二三四五六七八九十]*[:：]?")
_ANY_YEAR = 2000
_HEADER_ROWS = 20
"""Rows searched for the header; titles, units and dates may be above it."""


@dataclass(frozen=True)
class Layout:
    """A table's columns: the key of each (None: ignored), the header's words, heading levels."""

    keys: tuple[str | None, ...]
    words: tuple[str, ...]
    levels: tuple[int | None, ...]
    header: tuple[str, ...]
    first: int
    """The row after the header."""
    doubts: tuple[str, ...] = ()
    """What is uncertain about the columns."""

    @property
    def number(self) -> int | None:
        """The number column."""
        return self.keys.index("number") if "number" in self.keys else None

    @property
    def requirement(self) -> int:
        """The requirement column."""
        return self.keys.index("requirement")

    @property
    def names_units(self) -> bool:
        """Whether a column says who owes the tasks."""
        return bool({*self.keys} & {*WHO, "marked"})

    def repeats(self, row: Row) -> bool:
        """Whether a row repeats the header, as at the top of each page."""
        return bool(self.header) and _plain(row) == self.header


def layout(table: Table, given: Sequence[str] = ()) -> Layout | None:
    """The columns of a task table; None for any other table. `given` names the columns from the left."""
    if given:
        return _given(table, given)
    at = _header_at(table.rows)
    return None if at is None else _layout(table, table.rows[at], at + 1)


def _header_at(rows: Sequence[Row]) -> int | None:
    """The last row of the header; None if there is none."""
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        if _is_header(row):
            last = index
            while last + 1 < len(rows) and _is_second_header_row(rows[last + 1], rows[last]):
                last += 1
            return last
    return None


def _is_header(row: Row) -> bool:
    """Whether a row is the header of a task table: most cells are words of columns, some of the main ones."""
    texts = {cell.text for cell in row.cells if cell.text.strip() and not cell.left}
    if texts >= _TASKS:
        return True
    known = [found for text in texts if (found := word(text))]
    units = sum(marked_columns.is_unit(text) for text in texts)  # with marks in their cells
    if len(known) < 2 or len(known) * 2 + units < len(texts):
        return False
    kinds = {found.kind for found in known}
    names = bool(kinds & {*WHO, "unit", "overseer"})
    if kinds & {*TEXT}:
        return names or len(known) > 2 or (len(known) > 1 and "number" in kinds)
    return names and "number" in kinds and len(known) < len(texts)


def parts(table: Table) -> Iterator[Table]:
    """Split a table (a worksheet, for example) that contains several, at headers and at 附件2."""
    header: tuple[str, ...] | None = None
    start, place = 0, table.place
    for index, row in enumerate(table.rows):
        texts = [text for text in dict.fromkeys(row.texts) if text.strip()]
        enclosed = len(texts) == 1 and _ENCLOSED.fullmatch(tidy.line(texts[0])) is not None
        heads = _begins(row)
        deeper = index > 0 and _is_second_header_row(row, table.rows[index - 1])
        if enclosed or (heads and header is not None and not deeper and _plain(row) != header):
            if index > start:
                yield Table(table.rows[start:index], place)
                place = row.place
            start, header = index, None
        header = _plain(row) if heads else header
    yield Table(table.rows[start:], place)


def headers(table: Table) -> str:
    """The first row with several words, for the error message."""
    rows = (row.texts for row in table.rows if len({text for text in row.texts if text.strip()}) > 1)
    return " | ".join(tidy.line(text) for text in next(rows, ()))


def continued(table: Table, before: Layout) -> Layout | None:
    """The columns of a table without header that continues the previous one after a page break."""
    size = len(before.keys)
    fitting = [row for row in table.rows if len(row.cells) in (size, size - 1)]
    column = before.number
    counted = column is None or any(
        number(text) is not None for row in fitting for text in row.texts[: column + 1]
    )
    headed = sum(key is not None for key in columns.keys(table.rows[0].texts)) > 1
    if headed or len(fitting) * 2 <= len(table.rows) or not counted:
        return None
    return Layout(before.keys, before.words, before.levels, before.header, 0)


def _begins(row: Row) -> bool:
    """Whether a row within a table begins another: it has only words of columns, with units and texts."""
    found = [word(cell.text) for cell in row.cells if cell.text.strip() and not cell.left]
    kinds = {each.kind for each in found if each and each.sure}
    return len(found) > 2 and None not in found and bool(kinds & {*TEXT}) and bool(kinds & {*WHO, "unit"})


def _is_second_header_row(row: Row, above: Row) -> bool:
    """Whether a row is the second row of a header: 责任单位 above 牵头单位 and 配合单位."""
    has_merged = any(cell.above for cell in row.cells) and len(row.cells) == len(above.cells)
    return has_merged and _is_header(row)


def _plain(row: Row) -> tuple[str, ...]:
    return tuple(columns.plain(cell.text) for cell in row.cells)


def _layout(table: Table, row: Row, first: int) -> Layout | None:
    words = ["" if cell.left else tidy.line(cell.text) for cell in row.cells]
    if set(row.texts) >= _TASKS:
        keys = [
            key if text in {*_TASKS, "city_task"} else "ours"
            for text, key in zip(words, columns.keys(words), strict=True)
        ]
        return Layout(*_levels(keys, words), _plain(row), first)
    spans = [cell.left for cell in row.cells]
    body = [each for each in table.rows[first:] if len(set(filter(None, each.texts))) > 1]
    body = [each for each in body if _plain(each) != _plain(row)]
    if not any((found := word(text)) and found.kind == "number" for text in words):
        _add_number(words, spans, body)
    assigned = assign(words, list(columns_of(body, len(words))), spans)
    if assigned is None:
        return None
    return Layout(*_levels(assigned.keys, words), _plain(row), first, tuple(assigned.doubts))


def _add_number(words: list[str], spans: list[bool], body: Sequence[Row]) -> None:
    """Add a number column without label, if rows have one cell more than the header."""
    longer = [row for row in body if len(row.cells) == len(words) + 1]
    if len(longer) * 2 < len(body) or not longer:
        return
    places = Counter(
        next((i for i, text in enumerate(row.texts) if number(text) is not None), None) for row in longer
    )
    places.pop(None, None)
    if places:
        place = places.most_common(1)[0][0] or 0
        words.insert(place, "")
        spans.insert(place, False)


def _levels(
    keys: Sequence[str | None], words: Sequence[str]
) -> tuple[tuple[str | None, ...], tuple[str, ...], tuple[int | None, ...]]:
    """The keys with `heading` for section, topic and task, the words, and each heading's level.

    A list has two levels of headings; further heading columns become extra keys of the tasks.
    """
    places = [index for index, key in enumerate(keys) if key in _HEADINGS]
    levels: list[int | None] = [None] * len(keys)
    for order, index in enumerate(places):
        by_place = marks.SECTION if order == 0 and len(places) > 1 else marks.TOPIC
        levels[index] = _HEADINGS[str(keys[index])] or by_place
    keys = ["extra" if i in places[2:] and words[i] else key for i, key in enumerate(keys)]
    plain = ["heading" if key in _HEADINGS else "extra" if key in _EXTRA else key for key in keys]
    return tuple(plain), tuple(words), tuple(levels)


def key_of(name: str) -> str:
    """The key for a column name given by the user: number, 序号, or a word of the document's own header.

    Raises GovlistError for a name that means no column.
    """
    if name in GIVEN:
        return name
    key = _SKIP if name == SKIPPED else columns.key(name)
    if key in GIVEN:
        return key
    found = word(name)
    kinds = {"text": "task", "heading": "section", "skip": _SKIP, "unit": "responsible"}
    key = kinds.get(found.kind, found.kind) if found and found.sure else None
    if key is None:
        words = {key: known.split()[0] for key, known in columns.HEADERS.items()} | {_SKIP: SKIPPED}
        hint = one_of(f"{each} {words[each]}" for each in GIVEN)
        raise GovlistError(_("{name!r} is not a column").format(name=name), hint=hint)
    return key if key in GIVEN else "extra"


def _given(table: Table, names: Sequence[str]) -> Layout | None:
    """The columns as given by the user; None if the table has another number of columns."""
    given = [key_of(name) for name in names]
    if "requirement" not in given and "task" in given:
        given[max(place for place, key in enumerate(given) if key == "task")] = "requirement"
    if "requirement" not in given:
        raise GovlistError(_("--columns lacks requirement"), hint=_("name the column with the requirements"))
    sizes = Counter(len(row.cells) for row in table.rows)
    if not sizes or sizes.most_common(1)[0][0] != len(given):
        return None
    at = _header_at(table.rows)
    at = _unknown_header_at(table.rows, given) if at is None else at
    header = table.rows[at] if at is not None else None
    words = ["" if cell.left else tidy.line(cell.text) for cell in header.cells] if header else []
    words = (words + [""] * len(given))[: len(given)]
    result = _levels(given, words)
    return Layout(*result, _plain(header) if header else (), at + 1 if at is not None else 0)


def _unknown_header_at(rows: Sequence[Row], given: Sequence[str]) -> int | None:
    """The header whose words are unknown: it has no number, unit or day where most rows have one."""
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        if len(row.cells) == len(given) and all(cell.text.strip() and not cell.left for cell in row.cells):
            checks = [place for place, key in enumerate(given) if key in ("number", "due", *WHO)]
            below = [each.texts for each in rows[index + 1 :] if len(each.cells) == len(given)]
            for place in checks:
                fits = most_fit(given[place], [texts[place] for texts in below])
                if fits and not _fits(given[place], row.texts[place]):
                    return index
            return None
    return None


def most_fit(key: str, texts: Sequence[str]) -> bool:
    """Whether most of a column's texts can be what its key says."""
    return sum(_fits(key, text) for text in texts) * 2 > len(texts)


def _fits(key: str, text: str) -> bool:
    """Whether a cell can be a number, units, or a deadline."""
    if key == "number":
        return number(text) is not None
    if key == "due":
        deadline = deadline_words.read(text, _ANY_YEAR)
        return bool(deadline.due or deadline.standing)
    return names_units(tidy.line(text))
