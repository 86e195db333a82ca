"""The list as rows for offices' tables: one row per task, or per unit and task. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from govlist.base.text import visible_lines
from govlist.content import entries
from govlist.content.columns import Value
from govlist.content.entries import LEDGER, Entry
from govlist.documents.columns import HEADERS
from govlist.model.view import View

Row = dict[str, str]
"""A text for every column of the ledger and every `x-` key of the office."""

WORDS = {column.key: column.words or HEADERS[column.key] for column in LEDGER}
"""The ledger's columns, each with its Chinese names."""


@dataclass(frozen=True)
class Rows:
    """Rows, and the keys that they fill; other columns belong to the office."""

    rows: list[Row]
    keys: frozenset[str]


def rows(view: View) -> Rows:
    """One row per pair if units are selected, else one row per task, in the list's order."""
    found = entries.of_pairs(view, view.pairs) if view.by_pairs else entries.of_tasks(view)
    values = [_values(entry) for entry in found]
    keys = {key for key in WORDS if not values or any(each[key] is not None for each in values)}
    texts = [_texts(entry, each) for entry, each in zip(found, values, strict=True)]
    return Rows(texts, frozenset(keys | {key for each in texts for key in each if key.startswith("x-")}))


def row(entry: Entry) -> Row:
    """One row: the texts of a task, or of a unit's part in it."""
    return _texts(entry, _values(entry))


def office_keys(view: View) -> list[str]:
    """The office's `x-` keys in tasks, units and reports."""
    checklist = view.checklist
    reports = (r for task in checklist.tasks() for texts in task.progress.values() for r in texts)
    extras = [
        *(task.extra for task in checklist.tasks()),
        *(unit.extra for unit in checklist.units),
        *(report.extra for report in reports),
    ]
    return list(dict.fromkeys(key for extra in extras for key in extra))


def _values(entry: Entry) -> dict[str, Value]:
    return {column.key: (column.office or column.cell)(entry) for column in LEDGER}


def _texts(entry: Entry, values: dict[str, Value]) -> Row:
    pair, units = entry.pair, entry.view.roster.units
    extras = [entry.task.extra]
    if pair:
        extras += [units[pair.unit].extra, pair.own.extra if pair.own else {}]
    own = {key: value for extra in extras for key, value in extra.items()}
    return {key: visible_lines("" if text is None else str(text)) for key, text in {**values, **own}.items()}
