"""Tables in plain text without borders: one cell per line, or cells separated by single blanks.

A table is rebuilt only if every row fits its header; else the import reports that the borders are lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlist.documents import columns, marks, tidy
from govlist.documents.document import Cell, Paragraph, Row, Table
from govlist.importing.interpret.responsible import unit_names
from govlist.importing.interpret.tables._columns import number
from govlist.importing.interpret.tables._header_words import TEXT, WHO, word

_MIN, _MAX = 3, 12
"""Number of columns of a table."""
_HEADS = ("section", "topic", "task")
_WORD = re.compile("|".join(sorted(columns.known_words(), key=len, reverse=True)))


def header_at(paragraphs: Sequence[Paragraph]) -> str | None:
    """The header of a table among paragraphs, for the error message; None if there is none."""
    for index, paragraph in enumerate(paragraphs):
        words = paragraph.text.split()
        for header in (words, _header_words("".join(words)), _stacked_header(paragraphs, index)):
            if _is_header(header):
                return " ".join(header)
    return None


def table(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], Table] | None:
    """The paragraphs before a table, and the rebuilt table; None if there is none or a row does not fit."""
    for index, paragraph in enumerate(paragraphs):
        words = paragraph.text.split()
        if _is_header(words):
            header = _Header(words)
            rows = _spaced_rows(header, paragraphs[index + 1 :])
        elif words := _stacked_header(paragraphs, index):
            header = _Header(words)
            rows = _stacked_rows(header, paragraphs[index + len(words) :])
        else:
            continue
        if not rows:
            return None
        first = Row(tuple(map(Cell, header.columns)), paragraph.place)
        return list(paragraphs[:index]), Table((first, *rows), paragraph.place)
    return None


def _is_header(words: Sequence[str]) -> bool:
    if not _MIN <= len(words) <= _MAX:
        return False
    kinds = {found.kind if (found := word(each)) and found.sure else None for each in words}
    return None not in kinds and bool(kinds & {*TEXT}) and bool(kinds & {*WHO})


def _keys(words: Sequence[str]) -> list[str]:
    """The key of each header; the requirement is the last of the finest texts."""
    found = [known for each in words if (known := word(each))]
    finest = max((known.rank, place) for place, known in enumerate(found) if known.kind in TEXT)[1]
    kinds = ["task" if known.kind in (*TEXT, "heading") else known.kind for known in found]
    return ["requirement" if place == finest else kind for place, kind in enumerate(kinds)]


def _header_words(text: str) -> list[str]:
    """The header words that a text without blanks consists of; empty if it has other text."""
    words = _WORD.findall(text)
    return words if "".join(words) == text else []


def _stacked_header(paragraphs: Sequence[Paragraph], start: int) -> list[str]:
    """The header with one word per line from a paragraph on; empty if there is none."""
    words: list[str] = []
    for paragraph in paragraphs[start : start + _MAX]:
        known = word(paragraph.text)
        if known is None or not known.sure or not (words or columns.key(paragraph.text)):
            break  # a title above the header may be made like a header's word: 重点工作安排
        words.append(columns.plain(paragraph.text))
    return words if _is_header(words) else []


class _Header:
    """The header's words, and the columns of the rebuilt table."""

    def __init__(self, words: Sequence[str]) -> None:
        keys = _keys(words)
        at = keys.index("requirement")
        first = keys.index("number") + 1 if "number" in keys else len(words)
        self.words = list(words)
        self.headings = words[first:at]
        """The heading columns between number and requirement; other headings are rows."""
        self.after = keys[at + 1 :]
        """The keys of the columns after the requirement."""
        rest = (word for word, key in zip(words, keys, strict=True) if key not in ("number", *_HEADS))
        self.columns = ["序号", *self.headings, *rest]


def _title(paragraph: Paragraph, text: str, size: int) -> Row:
    return Row((Cell(text), *(Cell(text, left=True) for _ in range(size - 1))), paragraph.place)


def _spaced_rows(header: _Header, paragraphs: Sequence[Paragraph]) -> list[Row]:
    """Rows whose cells are separated by single blanks; empty if one does not fit."""
    size = len(header.columns)
    rows: list[Row] = []
    for paragraph in paragraphs:
        pieces = paragraph.text.split()
        if pieces == header.words:
            continue
        at = next((i for i, piece in enumerate(pieces) if number(piece) is not None), None)
        if at is None and marks.level(paragraph.text) and marks.is_title(paragraph.text):
            rows.append(_title(paragraph, paragraph.text, size))
            continue
        if at is None or not all(map(marks.level, pieces[:at])) or not _fits(pieces[at + 1 :], header):
            return []
        rows += (_title(paragraph, head, size) for head in pieces[:at])
        rows.append(_row(paragraph, pieces[at], pieces[at + 1 :], header))
    return rows


def _stacked_rows(header: _Header, paragraphs: Sequence[Paragraph]) -> list[Row]:
    """Rows with one cell per line: headings, a number, the requirement and the other columns."""
    size = len(header.columns)
    known = set(map(columns.plain, header.words))
    lines = [paragraph for paragraph in paragraphs if columns.plain(paragraph.text) not in known]
    rows: list[Row] = []
    for heads, first, cells in _records(lines):
        rows += (_title(head, head.text, size) for head in heads)
        if first is None:
            continue
        texts = _join_broken([cell.text for cell in cells])
        if not _fits(texts, header):
            return []
        rows.append(_row(first, first.text, texts, header))
    return rows


def _records(
    lines: Sequence[Paragraph],
) -> Iterator[tuple[list[Paragraph], Paragraph | None, list[Paragraph]]]:
    """The headings, number and cells of each row; marks identify headings."""
    heads: list[Paragraph] = []
    first: Paragraph | None = None
    cells: list[Paragraph] = []
    for line in lines:
        heading = marks.level(line.text) is not None and marks.is_title(line.text)
        if heading or number(line.text) is not None:
            if first is not None or cells:
                yield heads, first, cells
                heads, first, cells = [], None, []
            if heading:
                heads.append(line)
            else:
                first = line
        elif first is None:
            yield [], line, []  # a cell without a row: nothing fits
            return
        else:
            cells.append(line)
    if heads or first is not None:
        yield heads, first, cells


def _join_broken(texts: Sequence[str]) -> list[str]:
    """The cells; one that ends with 、 or ， is joined with the next line."""
    result: list[str] = []
    for text in texts:
        if result and result[-1].endswith(("、", "，")):
            result[-1] += text
        else:
            result.append(text)
    return result


def _fits(pieces: Sequence[str], header: _Header) -> bool:
    """Whether pieces are a requirement and the columns after it, with units in the unit columns."""
    tail, middle = header.after, header.headings
    if len(pieces) <= len(tail):
        return False
    if middle and len(pieces) != len(tail) + 1:  # else the heading cell is merged with the one above
        heads = pieces[: len(middle)]
        if len(pieces) != len(tail) + 1 + len(middle) or any(map(tidy.finished, heads)):
            return False
        if not all(map(marks.is_title, heads)):
            return False
    ends = pieces[len(pieces) - len(tail) :]
    for text, key in zip(ends, tail, strict=True):
        bare = re.sub("[（(][^（）()]*[）)]", "", text)
        parts = [part for part in re.split(r"[、，,；;\s]|等(?=有关|相关|区|市|县|$)", bare) if part]
        if (
            key in WHO
            and not tidy.empty(text)
            and not all(unit_names.whole(part) or len(part) < 2 for part in parts)
        ):
            return False
    return not unit_names.whole(pieces[len(pieces) - len(tail) - 1]) or len(pieces) == len(tail) + 1


def _row(paragraph: Paragraph, count: str, pieces: Sequence[str], header: _Header) -> Row:
    edge, middle = len(pieces) - len(header.after), len(header.headings)
    heads = list(pieces[:middle]) if edge > middle else [""] * middle
    texts = [count, *heads, "\n".join(pieces[middle if edge > middle else 0 : edge]), *pieces[edge:]]
    return Row(tuple(map(Cell, texts)), paragraph.place)
