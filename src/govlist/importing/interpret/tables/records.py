"""Tables with one task each, whose headers stand to the left of their values: 任务名称 | …, 责任单位 | …."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from govlist.documents import columns, tidy
from govlist.documents.document import Cell, Paragraph, Place, Row, Table
from govlist.importing.interpret.tables._header_words import TEXT, WHO, word

_FEWEST = 3
"""Labels of a record."""


def as_rows(blocks: Iterable[Table | Paragraph]) -> Iterator[Table | Paragraph]:
    """The blocks, with records that follow each other as one table: a header, and a row for each record."""
    found: list[tuple[Place, Mapping[str, str]]] = []
    for block in blocks:
        records = list(_records(block)) if isinstance(block, Table) else []
        if found and not records:
            yield _table(found)
            found = []
        found += records
        if not records:
            yield block
    if found:
        yield _table(found)


def _records(table: Table) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """The records of a table; none if some of its cells are neither a label nor a value."""
    found: list[tuple[Place, dict[str, str]]] = []
    for row in table.rows:
        texts = [cell.text for cell in row.cells if not cell.left]
        if len(texts) == 3 and word(texts[1]):  # 责任单位 | 牵头单位 | …
            del texts[0]
        if len(texts) % 2:
            return
        for label, value in zip(map(columns.plain, texts[::2]), texts[1::2], strict=True):
            if not found or label == next(iter(found[-1][1])):
                found.append((row.place, {}))
            if not label or label in found[-1][1]:
                return
            found[-1][1][label] = value
    if all(_is_record(values) for _place, values in found):
        yield from found


def _is_record(values: Mapping[str, str]) -> bool:
    """Whether most labels are words of columns, the main ones among them, and the values are none."""
    known = [found.kind for label in values if (found := word(label))]
    kinds = {*known}
    named = sum(word(tidy.line(value)) is not None for value in values.values())
    return (
        len(values) >= _FEWEST
        and 2 * len(known) > len(values)
        and named <= 1
        and bool(kinds & {*TEXT} and kinds & {*WHO, "unit"})
    )


def _table(found: Sequence[tuple[Place, Mapping[str, str]]]) -> Table:
    labels = list(dict.fromkeys(label for _place, values in found for label in values))
    rows = [Row(tuple(Cell(values.get(label, "")) for label in labels), place) for place, values in found]
    place = rows[0].place
    return Table((Row(tuple(map(Cell, labels)), place), *rows), place)
