"""Reads back a ledger that govlist wrote: the part with the tasks, in the shape of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from govlist.documents import tidy
from govlist.documents.document import Cell, Document, Paragraph, Row, Table

_Blocks = Sequence[Table | Paragraph]

_TITLE = re.compile(r"(.*?)(?:推进情况台账|: ledger of progress)(?:（.{1,4}）| \(.{1,10}\))?$")
_SHEETS = ("台账", "Ledger")
_PART = re.compile(r"(?:[一二三四五六七八九十]+、)?(?:分任务台账|By task)")
_TASK = re.compile(r"(\d{1,9})\s+(.+)\s+(?:\d+/\d+|-|—)\s[^。]*", re.DOTALL)
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
        if isinstance(first, Paragraph) and (match := _TITLE.fullmatch(tidy.line(first.text))):
            break
    else:
        return document
    title = match[1]
    blocks = _task_sheet(document.blocks) or _task_part(document.blocks)
    if blocks is None:
        return document
    blocks = [_without_remarks(block) if isinstance(block, Table) else block for block in blocks]
    headed = replace(first, text=f"{title}清单" if "清单" not in title else title, level=None)
    rest = blocks if any(_is_task_table(block) for block in blocks) else list(_task_tables(blocks))
    expected = sum(isinstance(b, Paragraph) and _LABELS.get(b.text.strip()) == "责任单位" for b in blocks)
    if rest is not blocks and expected != sum(isinstance(block, Table) for block in rest):
        return document  # written by something else: read all of it
    return replace(document, blocks=(headed, *(block for block in rest if block is not first)))


def _task_sheet(blocks: _Blocks) -> _Blocks | None:
    """The sheet of a workbook that is the list."""
    return [block for block in blocks if block.place.sheet in _SHEETS and isinstance(block, Table)] or None


def _task_part(blocks: _Blocks) -> _Blocks | None:
    """The blocks from the heading of the task part to the next heading of its level."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _PART.fullmatch(tidy.line(block.text)):
            level = block.level or 9
            rest = blocks[index + 1 :]
            ends = (i for i, b in enumerate(rest) if isinstance(b, Paragraph) and (b.level or 99) <= level)
            return rest[: next(ends, len(rest))]
    return None


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


def _task_tables(blocks: _Blocks) -> Iterator[Table | Paragraph]:
    """The headings of a page, and each task, written as paragraphs there, as a table."""
    task: Row | None = None
    label = ""
    for block in blocks:
        if isinstance(block, Table):
            continue
        text = block.text.strip()
        if match := _TASK.fullmatch(text):
            yield from _task_table(task)
            task = Row((Cell(match[1]), Cell(match[2]), Cell(""), Cell("")), block.place)
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
