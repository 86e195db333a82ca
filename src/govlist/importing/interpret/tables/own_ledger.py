"""Reads back a ledger that govlist wrote: the part with the tasks, in the shape of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from govlist.documents import columns, tidy
from govlist.documents.document import Cell, Document, Paragraph, Row, Table

_Blocks = Sequence[Table | Paragraph]

_TITLE = re.compile(r"(.*?)(?:推进情况台账|: progress ledger)(?:（.{1,4}）| \(.{1,10}\))?$")
_HEADER_ROWS = 4
"""Rows at the start of a table among which its header is: a section's title may stand above it."""
_SHEETS = ("台账", "Ledger")
_PART = re.compile(r"(?:[一二三四五六七八九十]+、)?(?:分任务台账|By task)")
_NUMBER = re.compile(r"(\d{1,9})\s+")
_SHARE = re.compile(r"\s(?:\d+/\d+|-|—)(?=\s)")
"""How many units are done, between a task's requirement and its status."""
_REMARKS = ("备注", "remarks")
_HEADER = ("序号", "具体要求", "责任单位", "完成时限")
_LABELS = {
    **dict.fromkeys(("责任单位", "responsible unit"), "责任单位"),
    "完成时限": "完成时限",
    "deadline": "完成时限",
}


def extract_tasks(document: Document) -> Document:
    """Reduce a ledger to its tasks; any other document is returned unchanged."""
    for first in document.blocks[:10]:
        if match := _title(first):
            break
    else:
        return document
    title = match[1]
    blocks = _task_sheet(document.blocks) or _task_part(document.blocks) or _among_tables(document.blocks)
    if blocks is None:
        return document
    blocks = [_without_remarks(block) if isinstance(block, Table) else block for block in blocks]
    headed = Paragraph(f"{title}清单" if "清单" not in title else title, first.place)
    rest = blocks if any(_is_task_table(block) for block in blocks) else list(_task_tables(blocks))
    expected = sum(isinstance(b, Paragraph) and _LABELS.get(b.text.strip()) == "责任单位" for b in blocks)
    if rest is not blocks and expected != sum(isinstance(block, Table) for block in rest):
        return document  # written by something else: read all of it
    rest = [block for block in rest if block is not first or isinstance(block, Table)]
    return replace(document, blocks=(headed, *rest))


def _task_sheet(blocks: _Blocks) -> _Blocks | None:
    """The sheet of a workbook that is the list."""
    return [block for block in blocks if block.place.sheet in _SHEETS and isinstance(block, Table)] or None


def _title(block: Table | Paragraph) -> re.Match[str] | None:
    """The ledger's title, which is the first row of a table where a workbook was saved as a page."""
    words = block.text if isinstance(block, Paragraph) else " ".join(dict.fromkeys(block.rows[0].texts))
    return _TITLE.fullmatch(tidy.line(words))


def _task_part(blocks: _Blocks) -> _Blocks | None:
    """The blocks from the heading of the task part to the next heading of its level."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.level and _PART.fullmatch(tidy.line(block.text)):
            level = block.level
            rest = blocks[index + 1 :]
            ends = (i for i, b in enumerate(rest) if isinstance(b, Paragraph) and (b.level or 99) <= level)
            return rest[: next(ends, len(rest))]
    return None


def _among_tables(blocks: _Blocks) -> _Blocks | None:
    """Where headings have no levels: the tables of tasks, and the paragraphs between the first and last."""
    tasks = [index for index, block in enumerate(blocks) if isinstance(block, Table) and _has_tasks(block)]
    if not tasks:
        return None
    between = enumerate(blocks[tasks[0] : tasks[-1] + 1], tasks[0])
    return [block for index, block in between if isinstance(block, Paragraph) or index in tasks]


def _has_tasks(table: Table) -> bool:
    """Whether a table has a row for each task, and not for each unit."""
    for row in table.rows[:_HEADER_ROWS]:
        keys = columns.keys([cell.text for cell in row.cells if not cell.left])
        if "requirement" in keys:
            return "responsible" in keys and "unit" not in keys
    return False


def _without_remarks(table: Table) -> Table:
    """A table without the remarks column, which the ledger derives from reports."""
    texts = table.rows[0].texts
    at = next((index for index, text in enumerate(texts) if text.strip() in _REMARKS), None)
    if at is None:
        return table
    return replace(
        table, rows=tuple(replace(row, cells=(*row.cells[:at], *row.cells[at + 1 :])) for row in table.rows)
    )


def _is_task_table(block: Table | Paragraph) -> bool:
    return isinstance(block, Table) and len(block.rows[0].cells) > 3


def _begun(text: str) -> tuple[str, str] | None:
    """The number and the requirement of a line that begins a task; None for any other."""
    number, shares = _NUMBER.match(text), [*_SHARE.finditer(text)]
    if number is None or not shares or "。" in text[shares[-1].end() :]:
        return None
    requirement = text[number.end() : shares[-1].start()].strip()
    return (number[1], requirement) if requirement else None


def _task_tables(blocks: _Blocks) -> Iterator[Table | Paragraph]:
    """The headings of a page, and each task, written as paragraphs there, as a table."""
    task: Row | None = None
    label = ""
    for block in blocks:
        if isinstance(block, Table):
            continue
        text = block.text.strip()
        if (begun := _begun(text)) is not None:
            yield from _task_table(task)
            task = Row((*map(Cell, begun), Cell(""), Cell("")), block.place)
        elif task is not None and label in _HEADER:
            at = _HEADER.index(label)
            cells = [Cell(text) if i == at else cell for i, cell in enumerate(task.cells)]
            task = Row(tuple(cells), task.place)
        elif block.level is not None:
            yield from _task_table(task)
            task = None
            yield block
        label = _LABELS.get(text, "")
    yield from _task_table(task)


def _task_table(task: Row | None) -> Iterator[Table]:
    if task is not None:
        yield Table((Row(tuple(map(Cell, _HEADER)), task.place), task), task.place)
