"""Tables whose frame is lost in plain text: one cell a line, or cells between single blanks.

They are put together again only where every row fits its header; else the borders are lost, which is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlist.documents import columns, marks, tidy
from govlist.documents.document import Cell, Paragraph, Row, Table
from govlist.importing.interpret import _names
from govlist.importing.interpret._grid import WHO, number

_MIN, _MAX = 3, 12
"""Columns that a table has."""
_HEADS = ("section", "topic", "task")
_KNOWN = frozenset(columns.known_words())
_WORD = re.compile("|".join(sorted(_KNOWN, key=len, reverse=True)))


def header_at(paragraphs: Sequence[Paragraph]) -> str | None:
    """The words of a table's header among paragraphs, for a refusal; None where there is none."""
    for index, paragraph in enumerate(paragraphs):
        words = paragraph.text.split()
        for header in (words, _glued("".join(words)), _run(paragraphs, index)):
            if _is_header(header):
                return " ".join(header)
    return None


def table(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], Table] | None:
    """The paragraphs before a table and the table put together; None where none is, or it does not fit."""
    for index, paragraph in enumerate(paragraphs):
        words = paragraph.text.split()
        if _is_header(words):
            rows = _spaced(words, paragraphs[index + 1 :])
        elif run := _run(paragraphs, index):
            words = run
            rows = _stacked(words, paragraphs[index + len(run) :])
        else:
            continue
        if not rows:
            return None
        header = Row(tuple(map(Cell, _flat(words))), paragraph.place)
        return list(paragraphs[:index]), Table((header, *rows), paragraph.place)
    return None


def _is_header(words: Sequence[str]) -> bool:
    if not _MIN <= len(words) <= _MAX:
        return False
    keys = columns.keys(words)
    return None not in keys and "requirement" in keys and bool(set(keys) & set(WHO))


def _glued(text: str) -> list[str]:
    """The header's words that a text is made of, though nothing parts them; empty where more stands there."""
    words = _WORD.findall(text)
    return words if "".join(words) == text else []


def _run(paragraphs: Sequence[Paragraph], start: int) -> list[str]:
    """The header that stands one word a line from a place on; empty where none does."""
    words: list[str] = []
    for paragraph in paragraphs[start : start + _MAX]:
        if columns.plain(paragraph.text) not in _KNOWN:
            break
        words.append(columns.plain(paragraph.text))
    return words if _is_header(words) else []


def _flat(words: Sequence[str]) -> list[str]:
    """The header of the table that is made: number, headings behind it, requirement, and what follows."""
    keys = columns.keys(words)
    rest = (word for word, key in zip(words, keys, strict=True) if key not in ("number", *_HEADS))
    return ["序号", *_middle(words), *rest]


def _middle(words: Sequence[str]) -> Sequence[str]:
    """The columns of headings between number and requirement; others stand in rows of their own."""
    keys = columns.keys(words)
    first = keys.index("number") + 1 if "number" in keys else len(words)
    return words[first : keys.index("requirement")]


def _tail(words: Sequence[str]) -> list[str | None]:
    """The keys of the columns after the requirement."""
    keys = columns.keys(words)
    return keys[keys.index("requirement") + 1 :]


def _title(paragraph: Paragraph, text: str, size: int) -> Row:
    return Row((Cell(text), *(Cell(text, left=True) for _ in range(size - 1))), paragraph.place)


def _spaced(words: Sequence[str], paragraphs: Sequence[Paragraph]) -> list[Row]:
    """Rows whose cells single blanks part; empty where one does not fit."""
    size = len(_flat(words))
    rows: list[Row] = []
    for paragraph in paragraphs:
        pieces = paragraph.text.split()
        if pieces == list(words):
            continue
        at = next((i for i, piece in enumerate(pieces) if number(piece) is not None), None)
        if at is None and marks.level(paragraph.text) and marks.is_title(paragraph.text):
            rows.append(_title(paragraph, paragraph.text, size))
            continue
        if at is None or not _marked(pieces[:at]) or not _fits(pieces[at + 1 :], words):
            return []
        rows += (_title(paragraph, head, size) for head in pieces[:at])
        rows.append(_row(paragraph, pieces[at], pieces[at + 1 :], words))
    return rows


def _stacked(words: Sequence[str], paragraphs: Sequence[Paragraph]) -> list[Row]:
    """Rows whose cells stand one a line: headings, a number, the requirement and what follows it."""
    size = len(_flat(words))
    header = {columns.plain(word) for word in words}
    lines = [paragraph for paragraph in paragraphs if columns.plain(paragraph.text) not in header]
    rows: list[Row] = []
    for heads, first, cells in _records(lines):
        rows += (_title(head, head.text, size) for head in heads)
        if first is None:
            continue
        texts = _unbroken([cell.text for cell in cells])
        if not _fits(texts, words):
            return []
        rows.append(_row(first, first.text, texts, words))
    return rows


def _records(
    lines: Sequence[Paragraph],
) -> Iterator[tuple[list[Paragraph], Paragraph | None, list[Paragraph]]]:
    """Headings, number and cells of each row; headings are known by their marks."""
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


def _marked(pieces: Sequence[str]) -> bool:
    return all(marks.level(piece) for piece in pieces)


def _unbroken(texts: Sequence[str]) -> list[str]:
    """The cells, one that ends with 、 joined with the line that it goes on on."""
    made: list[str] = []
    for text in texts:
        if made and made[-1].endswith(("、", "，")):
            made[-1] += text
        else:
            made.append(text)
    return made


def _fits(pieces: Sequence[str], words: Sequence[str]) -> bool:
    """Whether pieces are a requirement and the columns after it, units where units should be."""
    tail, middle = _tail(words), _middle(words)
    if len(pieces) <= len(tail):
        return False
    if middle and len(pieces) != len(tail) + 1:  # else it is the cell merged with the one above
        heads = pieces[: len(middle)]
        if len(pieces) != len(tail) + 1 + len(middle) or not all(_is_head(head) for head in heads):
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


def _is_head(text: str) -> bool:
    return marks.is_title(text) and not tidy.finished(text)


def _row(paragraph: Paragraph, count: str, pieces: Sequence[str], words: Sequence[str]) -> Row:
    edge, middle = len(pieces) - len(_tail(words)), len(_middle(words))
    heads = list(pieces[:middle]) if edge > middle else [""] * middle
    texts = [count, *heads, "\n".join(pieces[middle if edge > middle else 0 : edge]), *pieces[edge:]]
    return Row(tuple(map(Cell, texts)), paragraph.place)
