"""The figures of a view grouped by unit, kind, section or topic, in the order of `--sort`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govlist.content.labels import headings
from govlist.model import selection
from govlist.model.figures import Counts, count
from govlist.model.kinds import kinds
from govlist.model.pairs import Pair
from govlist.model.view import View

BY = ("unit", "kind", "section", "topic", "task")
"""What `--group-by` takes."""


class Row(NamedTuple):
    """A group: its name and its pairs."""

    title: str
    pairs: Sequence[Pair]

    @property
    def counts(self) -> Counts:
        """The figures of the group."""
        return count(self.pairs)


def rows(view: View, by: str, sort: str) -> Sequence[Row]:
    """A row for each unit, kind, section, topic or task; a task is named by its number."""
    return in_order(_rows(view, by), sort)


def of_units(view: View, units: Iterable[str], sort: str) -> Sequence[Row]:
    """A row for each unit; with a filter by state, for each that it selects something of."""
    found = [Row(unit, view.of_unit(unit)) for unit in units]
    return in_order([row for row in found if row.pairs] if view.filter.by_state else found, sort)


def in_order(found: Sequence[Row], sort: str) -> Sequence[Row]:
    """Rows in the order of `--sort`."""
    return selection.in_order(found, sort, lambda row: (row.title, row.pairs))


def _rows(view: View, by: str) -> Sequence[Row]:
    if by == "unit":
        return of_units(view, view.units, "list")
    if by == "kind":
        return [
            Row(kind.title, [pair for unit in kind.units for pair in view.of_unit(unit)])
            for kind in kinds(view)
        ]
    if by == "task":
        return [Row(str(s.task.id), list(filter(view.filter.matches, s.pairs))) for s in view.tasks]
    titles = headings(view.checklist)
    found: dict[tuple[str, str], list[Pair]] = {}
    for state in view.tasks:
        section, topic = titles[state.task.id]
        key = section, topic if by == "topic" else ""
        found.setdefault(key, []).extend(filter(view.filter.matches, state.pairs))
    return [Row(topic or section, pairs) for (section, topic), pairs in found.items()]
