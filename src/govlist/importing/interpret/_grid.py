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
from govlist.model.words import one_of

WHO = ("responsible", "lead", "support")
_HEADINGS = {"section": marks.SECTION, "topic": marks.TOPIC, "task": None}
_EXTRA = ("leader", "remarks", "extra")
GIVEN = (
    "number", "section", "topic", "task", "requirement", "responsible", "lead", "support", "due", "remarks",
    "skip",
)  # fmt: skip
"""The column names that `--columns` accepts."""

_GUESSES = (
    ("lead", "牵头|主办"),
    ("support", "配合|协同|协办|协助|参与"),
    ("due", "时限|时间|期限|节点"),
    ("responsible", "单位|部门|科室|处室"),
    ("requirement", "要求|内容|措施|举措"),
    ("task", "任务|工作|事项|类别|分类|项目"),
)
_TASKS = {
    "id", "section", "topic", "requirement", "responsible_text", "due", "due_text", "standing",
}  # fmt: skip
"""The columns about tasks in a CSV that `export` wrote; the others are about unit and task."""
_NUMBER = re.compile(r"[（(]?\d{1,9}[)）]?[.．、]?")
_ENCLOSED = re.compile(r"附(?:件|表)[0-9一二三四五六七八九十]*[:：]?")
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
    guessed: tuple[str, ...] = ()
    """Unknown header words whose key was guessed from a part of them."""

    @property
    def number(self) -> int | None:
        """The number column."""
        return self.keys.index("number") if "number" in self.keys else None

    @property
    def requirement(self) -> int:
        """The requirement column."""
        return self.keys.index("requirement")

    def repeats(self, row: Row) -> bool:
        """Whether a row repeats the header, as at the top of each page."""
        return bool(self.header) and _plain(row) == self.header


def number(text: str) -> int | None:
    """The number in a cell that has nothing else: 3, 3., （3）."""
    bare = text.strip()
    return int(re.sub(r"\D", "", bare)) if _NUMBER.fullmatch(bare) else None


def layout(table: Table, given: Sequence[str] = ()) -> Layout | None:
    """The columns of a task table; None for any other table. `given` names the columns from the left."""
    if given:
        return _given(table, given)
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        keys = _keys(row)
        if "requirement" in keys and set(keys) & {*WHO, "unit"}:
            rows, last = table.rows, index
            while last + 1 < len(rows) and _is_second_header_row(rows[last + 1], rows[last]):
                last += 1
            return _layout(table, rows[last], last + 1)
    return None


def parts(table: Table) -> Iterator[Table]:
    """Split a table (a worksheet, for example) that contains several, at headers and at 附件2."""
    header: tuple[str, ...] | None = None
    start, place = 0, table.place
    for index, row in enumerate(table.rows):
        texts = [text for text in dict.fromkeys(row.texts) if text.strip()]
        enclosed = len(texts) == 1 and _ENCLOSED.fullmatch(tidy.line(texts[0])) is not None
        known = columns.keys(["" if cell.left else cell.text for cell in row.cells])
        heads = "requirement" in known and bool(set(known) & set(WHO))
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


def _is_second_header_row(row: Row, above: Row) -> bool:
    """Whether a row is the second row of a header: 责任单位 above 牵头单位 and 配合单位."""
    keys = _keys(row)
    has_merged = any(cell.above for cell in row.cells) and len(row.cells) == len(above.cells)
    return has_merged and "requirement" in keys and bool(set(keys) & set(WHO))


def _keys(row: Row) -> list[str | None]:
    texts = ["" if cell.left else cell.text for cell in row.cells]
    known: list[str | None] = list(columns.keys(texts))
    if not any(known):
        return known
    if set(texts) >= _TASKS:
        return [key if text in _TASKS else "ours" for text, key in zip(texts, known, strict=True)]
    for key, pattern in _GUESSES:
        for index, text in enumerate(texts):
            word = columns.plain(text)
            single = key in ("requirement", "due")
            if known[index] is None and 1 < len(word) <= 10 and re.search(pattern, word):
                known[index] = key if not (single and key in known) else "extra"
    if "requirement" not in known and "task" in known:
        known[max(i for i, key in enumerate(known) if key == "task")] = "requirement"
    return known


def _plain(row: Row) -> tuple[str, ...]:
    return tuple(columns.plain(cell.text) for cell in row.cells)


def _layout(table: Table, row: Row, first: int) -> Layout:
    keys = _keys(row)
    if not set(keys) & set(WHO):
        keys = ["responsible" if key == "unit" else key for key in keys]
    words = ["" if cell.left else tidy.line(cell.text) for cell in row.cells]
    sure = {*columns.known_words(), *columns.TOKENS}
    headed = [
        (word, key) for word, key in zip(words, keys, strict=True) if key not in (None, "extra", "ours")
    ]
    guessed = [word for word, _key in headed if not {columns.plain(word), word.lower()} & sure]
    body = [each for each in table.rows[first:] if len(set(filter(None, each.texts))) > 1]
    if "number" not in keys:
        _add_number(keys, words, body)
    _split_span(keys, words, body)
    for index, key in enumerate(keys):
        if key is None:
            keys[index] = _inferred(keys, words, index, body)
    return Layout(*_levels(keys, words), _plain(row), first, tuple(guessed))


def _add_number(keys: list[str | None], words: list[str], body: Sequence[Row]) -> None:
    """Add a number column without label, if rows have one cell more than the header."""
    longer = [row for row in body if len(row.cells) == len(keys) + 1]
    if len(longer) * 2 < len(body) or not longer:
        return
    places = Counter(
        next((i for i, text in enumerate(row.texts) if number(text) is not None), None) for row in longer
    )
    places.pop(None, None)
    if places:
        place = places.most_common(1)[0][0] or 0
        keys.insert(place, "number")
        words.insert(place, "")


def _split_span(keys: list[str | None], words: list[str], body: Sequence[Row]) -> None:
    """Find the requirement under 工作任务 above several columns: the column with the longest texts."""
    first = keys.index("requirement")
    last = first
    while last + 1 < len(keys) and keys[last + 1] is None and not words[last + 1]:
        last += 1
    if last > first:
        size = {
            i: sum(len(row.texts[i]) for row in body if i < len(row.texts)) for i in range(first, last + 1)
        }
        keys[first] = None
        keys[max(size, key=lambda i: size[i])] = "requirement"


def _inferred(keys: list[str | None], words: list[str], index: int, body: Sequence[Row]) -> str | None:
    """Guess the key of a column with an unknown header."""
    if words[index] and index > keys.index("requirement"):
        return "extra"
    cells = [row.cells[index] for row in body if index < len(row.cells)]
    texts = [cell.text for cell in cells if cell.text.strip() and not cell.above and not cell.left]
    counted = sum(number(text) is not None for text in texts)
    if "number" not in keys and texts and counted * 10 >= len(texts) * 6:
        return "number"
    return "task" if index < keys.index("requirement") else None


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


def _key_of(name: str) -> str:
    """The key for a column name given by the user, in English or Chinese: 序号 is number, 跳过 is skip."""
    key = "skip" if name == "跳过" else name if name in GIVEN else columns.key(name)
    if key not in GIVEN:
        raise GovlistError(_("{name!r} is not a column").format(name=name), hint=one_of(GIVEN))
    return key


def _given(table: Table, names: Sequence[str]) -> Layout | None:
    """The columns as given by the user; None if the table has another number of columns."""
    given = [_key_of(name) for name in names]
    if "requirement" not in given:
        raise GovlistError(_("--columns lacks requirement"), hint=_("name the column with the requirements"))
    sizes = Counter(len(row.cells) for row in table.rows)
    if not sizes or sizes.most_common(1)[0][0] != len(given):
        return None
    found = next((i for i, row in enumerate(table.rows[:_HEADER_ROWS]) if "requirement" in _keys(row)), None)
    header = table.rows[found] if found is not None else None
    words = [tidy.line(cell.text) for cell in header.cells] if header else [""] * len(given)
    words = (words + [""] * len(given))[: len(given)]
    result = _levels(given, words)
    return Layout(*result, _plain(header) if header else (), (found + 1) if found is not None else 0)
