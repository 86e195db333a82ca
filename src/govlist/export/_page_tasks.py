"""The page's tasks, each with its words and every unit's reports, and the heat map over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from govlist.base.i18n import _, n_
from govlist.content import entries
from govlist.content.entries import LEDGER, Entry
from govlist.content.labels import (
    basis_of,
    chase_word,
    pair_state,
    report_state,
    report_word,
    task_state,
    task_status,
)
from govlist.export._page_figures import Bar, bar
from govlist.export._page_states import Told, flag_words, flags_of
from govlist.model.checklist import Report
from govlist.model.figures import Counts, count
from govlist.model.kinds import kinds
from govlist.model.pairs import Pair
from govlist.model.view import View
from govlist.model.words import joined, status_word

WIDE, LONG = 26, 40
"""How many columns and rows a heat map has at most to stand whole on paper, and in the page."""

OWN = ("number", "requirement", "status", "done", "progress", "remarks")
"""The ledger's columns that the page shows in a way of its own: as words, marks, bars and reports."""


class Line(NamedTuple):
    """One report or review as read."""

    day: str
    state: str
    word: str
    note: str
    evidence: tuple[str, ...]
    by: str


class Unit(NamedTuple):
    """A unit's part in a task: its place in the page, its state, its last line and those before."""

    place: str
    name: str
    basis: str
    state: str
    word: str
    flags: tuple[Told, ...]
    chased: str
    last: Line | None
    earlier: tuple[Line, ...]
    more: str


class Task(NamedTuple):
    """A task with all that unfolds."""

    id: int
    requirement: str
    facts: tuple[tuple[str, str], ...]
    state: str
    word: str
    bar: Bar
    flags: tuple[Told, ...]
    overall: tuple[Line, ...]
    denied: str
    units: tuple[Unit, ...]


class Topic(NamedTuple):
    """Tasks under a topic, whose title is empty where the section has none."""

    title: str
    tasks: tuple[Task, ...]


class Section(NamedTuple):
    """A section with its topics."""

    title: str
    topics: tuple[Topic, ...]


class Column(NamedTuple):
    """A unit above a column of the heat map; `first` of its kind."""

    name: str
    first: bool


class Heat(NamedTuple):
    """The heat map: a row of cells (None where a unit has nothing to do with it) for each task."""

    columns: tuple[Column, ...]
    rows: dict[int, tuple[Unit | None, ...]]

    @property
    def wide(self) -> bool:
        """Whether it needs a sheet of paper on its side."""
        return len(self.columns) > WIDE

    @property
    def long(self) -> bool:
        """Whether it scrolls within the page."""
        return len(self.rows) > LONG


def sections(view: View) -> tuple[Section, ...]:
    """All tasks of the view under their headings."""
    numbers = {unit: number for number, unit in enumerate(view.roster.units, 1)}
    return tuple(
        Section(
            section,
            tuple(
                Topic(topic, tuple(_task(entry, numbers) for entry in below))
                for topic, below in groupby(in_section, key=lambda entry: entry.topic)
            ),
        )
        for section, in_section in groupby(entries.of_tasks(view), key=lambda entry: entry.section)
    )


def heat(view: View, told: Sequence[Section]) -> Heat:
    """The heat map of these tasks, the units by kind."""
    columns = [Column(unit, n == 0) for kind in kinds(view) for n, unit in enumerate(kind.units)]
    rows = {}
    for task in (task for section in told for topic in section.topics for task in topic.tasks):
        found = {unit.name: unit for unit in task.units}
        rows[task.id] = tuple(found.get(column.name) for column in columns)
    return Heat(tuple(columns), rows)


# -- one task --------------------------------------------------------------------------------------


def _task(entry: Entry, numbers: dict[str, int]) -> Task:
    view, state, task = entry.view, entry.state, entry.task
    pairs = [pair for pair in state.pairs if view.filter.matches(pair)]
    counts = count(pairs)
    chosen = view.filter.units or view.units
    return Task(
        id=task.id,
        requirement=task.requirement,
        facts=_facts(entry),
        state=task_state(state).mark,
        word=task_status(state),
        bar=bar(counts),
        flags=_flags(counts),
        overall=tuple(_line(report) for report in reversed(task.overall) if report.date <= view.day),
        denied=joined(filter(chosen.__contains__, view.roster.denied(task, view.day))),
        units=tuple(_unit(view, pair, numbers) for pair in pairs),
    )


def _facts(entry: Entry) -> tuple[tuple[str, str], ...]:
    """The ledger's columns that the page does not show in a way of its own."""
    shown = (column for column in LEDGER if "tasks" in column.shown and column.key not in OWN)
    told = ((column.title(), str(column.cell(entry) or "")) for column in shown)
    return tuple((title, text) for title, text in told if text not in ("", "-"))


def _flags(counts: Counts) -> tuple[Told, ...]:
    figures = {"overdue": counts.overdue, "lacking": counts.lacking_evidence, "missing": counts.missing}
    text = _("{figure} {word}")
    return tuple((k, text.format(word=w, figure=figures[k])) for k, w in flag_words().items() if figures[k])


def _unit(view: View, pair: Pair, numbers: dict[str, int]) -> Unit:
    lines = tuple(map(_line, reversed(pair.reports)))
    words, told = flag_words(), pair_state(view.checklist, pair)
    earlier = n_("{n} report before", "{n} reports before", len(lines) - 1).format(n=len(lines) - 1)
    return Unit(
        place=f"p{pair.task.id}-{numbers[pair.unit]}",
        name=pair.unit,
        basis=basis_of(pair),
        state=told.mark,
        word=status_word(told.key),
        flags=tuple((flag, words[flag]) for flag in flags_of(pair)),
        chased=chase_word(pair),
        last=lines[0] if lines else None,
        earlier=lines[1:],
        more=earlier if len(lines) > 1 else "",
    )


def _line(report: Report) -> Line:
    return Line(
        day=report.date.isoformat(),
        state=report_state(report).mark,
        word=report_word(report),
        note=report.note or "",
        evidence=report.evidence,
        by=report.by or "",
    )
