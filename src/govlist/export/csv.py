"""A row for each unit and task as comma-separated values, for Excel (with --bom) and scripts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from govlist.base.text import guard_formula
from govlist.content import entries
from govlist.content.activity import movement
from govlist.content.columns import Table, row
from govlist.content.json_output import pair_record, task_record
from govlist.model.pairs import Pair
from govlist.model.view import View

SUFFIX = ".csv"

OWN = (
    "id", "section", "topic", "requirement", "responsible_text", "due", "due_text", "standing", "unit",
    "kind", "basis", "role", "status", "review", "date", "overdue", "missing", "note", "evidence", "by",
)  # fmt: skip
"""Columns with separate values for what the ledger says in words."""
IN_WORDS = ("number", "task", "responsible", "lead", "support", "done", "progress", "remarks")
"""The ledger's columns that these replace."""
LEDGER = tuple(column for column in entries.LEDGER if column.key not in (*OWN, *IN_WORDS))
COLUMNS = (*OWN, *(column.key for column in LEDGER))
"""The columns, followed by the office's own `x-` keys of task, unit and last report."""

SPAN = ("status_before", "reported_in_span", "newly_overdue")
"""Additional columns before the `x-` keys, if a span of days is given."""


def render(view: View) -> str:
    """A row for each pair of the view, every field quoted."""
    return write(view, ",")


def render_record(_view: View, record: Table) -> str:
    """Write the annual record, one row per unit."""
    return _written([column.key for column in record.columns], record.rows, ",")


def write(view: View, delimiter: str) -> str:
    """A row for each pair, with this delimiter."""
    span = SPAN if view.since else ()
    return _written([*COLUMNS, *span, *_office_keys(view)], _rows(view), delimiter)


def _written(header: Sequence[str], rows: Iterable[Mapping[str, Any]], delimiter: str) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(map(guard_formula, header))
    for each in rows:
        writer.writerow([guard_formula(_text(each.get(column))) for column in header])
    return stream.getvalue()


def _rows(view: View) -> Iterator[dict[str, Any]]:
    placed = {state.task.id: state.placed for state in view.tasks}
    moved = movement(view) if view.since else {}
    for entry, pair in zip(entries.of_pairs(view, view.pairs), view.pairs, strict=True):
        unit = view.roster.units[pair.unit]
        own = pair.own
        yield {
            **task_record(placed[pair.task.id], view.roster),
            **pair_record(pair),
            "kind": unit.kind,
            "role": str(pair.role),
            "note": pair.note,
            "evidence": "\n".join(pair.evidence),
            "by": own.by if own else None,
            **row(LEDGER, entry),
            **dict(zip(SPAN, moved.get((pair.task.id, pair.unit), ()), strict=False)),
            **{key: value for extra in _extras(view, pair) for key, value in extra.items()},
        }


def _office_keys(view: View) -> tuple[str, ...]:
    keys: dict[str, None] = {}
    for pair in view.pairs:
        for extra in _extras(view, pair):
            keys |= dict.fromkeys(extra)
    return tuple(keys)


def _extras(view: View, pair: Pair) -> Iterator[Mapping[str, Any]]:
    """The `x-` keys of a pair: those of the task, the unit and the last report."""
    yield pair.task.extra
    yield view.roster.units[pair.unit].extra
    if pair.own:
        yield pair.own.extra


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
