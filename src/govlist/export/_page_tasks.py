"""The tasks of the page, each with the reports of every unit, and the heat map of all tasks and units."""

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
from govlist.export._page_figures import Bar, bar, counted_in
from govlist.export._page_states import Label, flag_words, flags_of
from govlist.model.checklist import Report
from govlist.model.figures import Counts, count
from govlist.model.kinds import kinds
from govlist.model.pairs import Pair
from govlist.model.view import View
from govlist.model.words import joined, status_word

WIDE, WIDEST = 26, 100
"""The most columns of a heat map on portrait paper, and on landscape paper."""

OWN = ("number", "requirement", "status", "done", "progress", "remarks")
"""The ledger's columns that the page shows differently: as words, marks, bars and reports."""


class Line(NamedTuple):
    """One report or review as shown."""

    day: str
    state: str
    word: str
    note: str
    evidence: tuple[str, ...]
    by: str


class Unit(NamedTuple):
    """A unit's part in a task: its anchor in the page, its state, its last line and the earlier ones.

    `counted_in` has the keys of the figures that count it, separated by spaces.
    """

    place: str
    name: str
    basis: str
    state: str
    word: str
    flags: tuple[Label, ...]
    counted_in: str
    chased: str
    last: Line | None
    earlier: tuple[Line, ...]
    more: str


class Task(NamedTuple):
    """A task with the contents shown when it is unfolded; `due`: the next day owed or missed."""

    id: int
    requirement: str
    due: str
    facts: tuple[tuple[str, str], ...]
    state: str
    word: str
    bar: Bar
    flags: tuple[Label, ...]
    overall: tuple[Line, ...]
    denied: str
    units: tuple[Unit, ...]


class Topic(NamedTuple):
    """The tasks of a topic; the title is empty if the section has no topics."""

    title: str
    tasks: tuple[Task, ...]


class Section(NamedTuple):
    """A section with its topics."""

    title: str
    topics: tuple[Topic, ...]


class Column(NamedTuple):
    """A column of the heat map with its unit; `first`: the first of its kind."""

    name: str
    first: bool


class Heat(NamedTuple):
    """The heat map: a row of cells for each task (None if the unit has nothing to do with it)."""

    columns: tuple[Column, ...]
    rows: dict[int, tuple[Unit | None, ...]]

    @property
    def paper(self) -> str:
        """The paper it needs: narrow or wide; none if it is wider than any sheet."""
        return "narrow" if len(self.columns) <= WIDE else "wide" if len(self.columns) <= WIDEST else "none"


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


def heat(view: View, shown: Sequence[Section]) -> Heat:
    """The heat map of all tasks, with the units by kind."""
    columns = [Column(unit, n == 0) for kind in kinds(view) for n, unit in enumerate(kind.units)]
    rows = {}
    for task in (task for section in shown for topic in section.topics for task in topic.tasks):
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
        due=min((pair.due.isoformat() for pair in pairs if pair.due), default=""),
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
    """The ledger's columns that the page shows as plain facts."""
    shown = (column for column in LEDGER if "tasks" in column.shown and column.key not in OWN)
    facts = ((column.title(), str(column.cell(entry) or "")) for column in shown)
    return tuple((title, text) for title, text in facts if text not in ("", "-"))


def _flags(counts: Counts) -> tuple[Label, ...]:
    figures = {
        "overdue": counts.overdue,
        "soon": counts.due_soon,
        "lacking": counts.lacking_evidence,
        "missing": counts.missing,
    }
    text = _("{figure} {word}")
    return tuple((k, text.format(word=w, figure=figures[k])) for k, w in flag_words().items() if figures[k])


def _unit(view: View, pair: Pair, numbers: dict[str, int]) -> Unit:
    lines = tuple(map(_line, reversed(pair.reports)))
    words, state = flag_words(), pair_state(view.checklist, pair)
    earlier = n_("{n} report before", "{n} reports before", len(lines) - 1).format(n=len(lines) - 1)
    return Unit(
        place=f"p{pair.task.id}-{numbers[pair.unit]}",
        name=pair.unit,
        basis=basis_of(pair),
        state=state.mark,
        word=status_word(state.key),
        flags=tuple((flag, words[flag]) for flag in flags_of(pair)),
        counted_in=" ".join(counted_in(view, pair)),
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
