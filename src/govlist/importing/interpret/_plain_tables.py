"""Tables in plain text without borders: one cell per line, or cells separated by single blanks.

A table is rebuilt only if every row fits its header; else the import reports that the borders are lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlist.documents import columns, marks, tidy
from govlist.documents.document import Cell, Paragraph, Row, Table
from govlist.importing.interpret import _names
from govlist.importing.interpret._grid import WHO, number

_MIN, _MAX = 3, 12
"""Number of columns of a table."""
_HEADS = ("section", "topic", "task")
_KNOWN = frozenset(columns.known_words())
_WORD = re.compile("|".join(sorted(_KNOWN, key=len, reverse=True)))


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
            rows = _spaced_rows(words, paragraphs[index + 1 :])
        elif run := _stacked_header(paragraphs, index):
            words = run
            rows = _stacked_rows(words, paragraphs[index + len(run) :])
        else:
            continue
        if not rows:
            return None
        header = Row(tuple(map(Cell, _columns(words))), paragraph.place)
        return list(paragraphs[:index]), Table((header, *rows), paragraph.place)
    return None


def _is_header(words: Sequence[str]) -> bool:
    if not _MIN <= len(words) <= _MAX:
        return False
    keys = columns.keys(words)
    return None not in keys and "requirement" in keys and bool(set(keys) & set(WHO))


def _header_words(text: str) -> list[str]:
    """The header words that a text without blanks consists of; empty if it has other text."""
    words = _WORD.findall(text)
    return words if "".join(words) == text else []


def _stacked_header(paragraphs: Sequence[Paragraph], start: int) -> list[str]:
    """The header with one word per line from a paragraph on; empty if there is none."""
    words: list[str] = []
    for paragraph in paragraphs[start : start + _MAX]:
        if columns.plain(paragraph.text) not in _KNOWN:
            break
        words.append(columns.plain(paragraph.text))
    return words if _is_header(words) else []


def _columns(words: Sequence[str]) -> list[str]:
    """The header of the rebuilt table: number, headings, requirement, and the other columns."""
    keys = columns.keys(words)
    rest = (word for word, key in zip(words, keys, strict=True) if key not in ("number", *_HEADS))
    return ["序号", *_heading_columns(words), *rest]


def _heading_columns(words: Sequence[str]) -> Sequence[str]:
    """The heading columns between number and requirement; other headings are rows."""
    keys = columns.keys(words)
    first = keys.index("number") + 1 if "number" in keys else len(words)
    return words[first : keys.index("requirement")]


def _keys_after_requirement(words: Sequence[str]) -> list[str | None]:
    """The keys of the columns after the requirement."""
    keys = columns.keys(words)
    return keys[keys.index("requirement") + 1 :]


def _title(paragraph: Paragraph, text: str, size: int) -> Row:
    return Row((Cell(text), *(Cell(text, left=True) for _ in range(size - 1))), paragraph.place)


def _spaced_rows(words: Sequence[str], paragraphs: Sequence[Paragraph]) -> list[Row]:
    """Rows whose cells are separated by single blanks; empty if one does not fit."""
    size = len(_columns(words))
    rows: list[Row] = []
    for paragraph in paragraphs:
        pieces = paragraph.text.split()
        if pieces == list(words):
            continue
        at = next((i for i, piece in enumerate(pieces) if number(piece) is not None), None)
        if at is None and marks.level(paragraph.text) and marks.is_title(paragraph.text):
            rows.append(_title(paragraph, paragraph.text, size))
            continue
        if at is None or not all(map(marks.level, pieces[:at])) or not _fits(pieces[at + 1 :], words):
            return []
        rows += (_title(paragraph, head, size) for head in pieces[:at])
        rows.append(_row(paragraph, pieces[at], pieces[at + 1 :], words))
    return rows


def _stacked_rows(words: Sequence[str], paragraphs: Sequence[Paragraph]) -> list[Row]:
    """Rows with one cell per line: headings, a number, the requirement and the other columns."""
    size = len(_columns(words))
    header = {columns.plain(word) for word in words}
    lines = [paragraph for paragraph in paragraphs if columns.plain(paragraph.text) not in header]
    rows: list[Row] = []
    for heads, first, cells in _records(lines):
        rows += (_title(head, head.text, size) for head in heads)
        if first is None:
            continue
        texts = _join_broken([cell.text for cell in cells])
        if not _fits(texts, words):
            return []
        rows.append(_row(first, first.text, texts, words))
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


def _fits(pieces: Sequence[str], words: Sequence[str]) -> bool:
    """Whether pieces are a requirement and the columns after it, with units in the unit columns."""
    tail, middle = _keys_after_requirement(words), _heading_columns(words)
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
        bare = re.sub(r"[（(].*?[）)]", "", text)
        parts = [part for part in re.split(r"[、，,；;\s]|等(?=有关|相关|区|市|县|$)", bare) if part]
        if (
            key in WHO
            and not tidy.empty(text)
            and not all(_names.whole(part) or len(part) < 2 for part in parts)
        ):
            return False
    return not _names.whole(pieces[len(pieces) - len(tail) - 1]) or len(pieces) == len(tail) + 1


def _row(paragraph: Paragraph, count: str, pieces: Sequence[str], words: Sequence[str]) -> Row:
    edge, middle = len(pieces) - len(_keys_after_requirement(words)), len(_heading_columns(words))
    heads = list(pieces[:middle]) if edge > middle else [""] * middle
    texts = [count, *heads, "\n".join(pieces[middle if edge > middle else 0 : edge]), *pieces[edge:]]
    return Row(tuple(map(Cell, texts)), paragraph.place)
