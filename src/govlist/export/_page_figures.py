"""The figures of the page: headline numbers, bars by section and unit, callouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from govlist.base.i18n import _, n_, p_
from govlist.base.text import id_ranges
from govlist.content import columns
from govlist.content.follow_up import HOLDS
from govlist.content.labels import headings, reason_word
from govlist.content.summaries import overdue_clause, round_name, to_do, wrong
from govlist.model.figures import Counts, count
from govlist.model.pairs import Pair, Urgency
from govlist.model.states import STATE
from govlist.model.view import View
from govlist.model.words import joined, status_word

COUNT = {figure.key: figure for figure in columns.COUNTS}
MARKS = {"obligations": "owed", "due_soon": "soon", "lacking_evidence": "lacking"}
"""Class names of figures that are not states, if they differ from the key."""
ATTENTION = ("overdue", "due_soon", "behind", "returned", "missing", "lacking_evidence", "candidates")
"""The figures that need attention in a section or at a unit."""
IN_NOTES = ("confirmed", "returned")
"""The figures shown below the figure they are part of."""


class Segment(NamedTuple):
    """A piece of a bar: the key of its colour; start and length in percent."""

    key: str
    start: str
    length: str


class Bar(NamedTuple):
    """Progress as 214/356, as 60%, and as a bar; `share` is — for 0/0."""

    segments: tuple[Segment, ...]
    share: str
    fraction: str


class Figure(NamedTuple):
    """A headline number with its word; `key` selects the colour, `note` is shown below."""

    key: str
    word: str
    number: int
    note: str = ""


class Row(NamedTuple):
    """A section or unit with its bar, and the counts that need attention."""

    title: str
    bar: Bar
    attention: tuple[tuple[str, str], ...]


class Table(NamedTuple):
    """Rows under a heading, which may be empty."""

    title: str
    rows: tuple[Row, ...]


class Item(NamedTuple):
    """Some tasks of a line: ranges of numbers, each with its first task; what is wrong or to be done."""

    runs: tuple[tuple[str, str], ...]
    what: str


class Line(NamedTuple):
    """Units with their items, or the item of one task with its requirement."""

    name: str
    items: tuple[Item, ...]
    subject: str = ""


class Callout(NamedTuple):
    """A reason to act, with lines for units; on the page of one unit with a line for each task."""

    key: str
    title: str
    number: str
    lines: tuple[Line, ...]


# -- bars ------------------------------------------------------------------------------------------


def bar(counts: Counts) -> Bar:
    """Done, in progress, behind. Other obligations are the empty rest; not applicable ones do not count."""
    base = counts.applicable
    parts = (
        ("confirmed", counts.confirmed),
        ("done", counts.unconfirmed),
        ("in-progress", counts.in_progress),
        ("behind", counts.behind),
    )
    segments, before = [], 0
    for key, number in parts:
        if number:
            segments.append(Segment(key, length(before, base), length(number, base)))
        before += number
    return Bar(tuple(segments), counts.percent, f"{counts.done}/{base}")


def length(part: float, whole: float) -> str:
    """A length in percent: 12.5%."""
    return f"{part * 100 / whole:.2f}".rstrip("0").rstrip(".") + "%"


def by_section(view: View) -> Table:
    """A row for each section."""
    titles = headings(view.checklist)
    rows = []
    for title, states in groupby(view.tasks, key=lambda state: titles[state.task.id][0]):
        pairs = [pair for state in states for pair in state.pairs if view.filter.matches(pair)]
        rows.append(_row(title, count(pairs)))
    return Table("", tuple(rows))


def by_unit(view: View) -> list[Table]:
    """A table for each kind, slowest units first, as in the ledger."""
    found = columns.counts_by_kind(view)
    return [Table(kind, tuple(_row(unit, counts) for unit, counts in units)) for kind, units in found]


def _row(title: str, counts: Counts) -> Row:
    notes = ((_mark(COUNT[key]), _text(COUNT[key], counts)) for key in ATTENTION)
    return Row(title, bar(counts), tuple((mark, text) for mark, text in notes if text))


def _text(figure: columns.Figure, counts: Counts) -> str:
    """逾期3; empty for 0."""
    number = figure.cell(counts)
    return _("{figure} {word}").format(word=figure.title(), figure=number) if number else ""


def _mark(figure: columns.Figure) -> str:
    """The class of a figure's colour on the page."""
    return STATE[figure.state].mark if figure.state else MARKS.get(figure.key, figure.key)


# -- headline --------------------------------------------------------------------------------------


def headline(view: View) -> list[Figure]:
    """The figures beside the sentence, without zeros; but no overdue obligations are shown as 0."""
    counts = count(view.pairs)
    units = len({pair.unit for pair in view.pairs if pair.basis.owes})
    concern = "" if view.one else n_("{n} unit", "{n} units", units).format(n=units)
    notes = {
        "obligations": concern,
        "done": _text(COUNT["confirmed"], counts),
        "in_progress": _text(COUNT["returned"], counts),
        "missing": round_name(view),
    }
    made = [
        Figure(_mark(each), each.title(), each.cell(counts), notes.get(each.key, ""))
        for each in columns.counts_columns(view.checklist.confirm)
        if each.whole or each.key not in IN_NOTES
    ]
    none = overdue_clause(view.checklist, 0)
    kept = {"owed", "done", "confirmed", "in-progress"} | ({"overdue"} if none else set())
    return [figure for figure in made if figure.number or figure.key in kept]


# -- callouts ----------------------------------------------------------------------------------------

PLAIN = (Urgency.MISSING, Urgency.LACKING_EVIDENCE, Urgency.CANDIDATE)
"""Reasons that are given once, above all lines."""


def callouts(view: View) -> list[Callout]:
    """What needs follow-up, a callout for each reason, with the headline's figure; tasks without owner."""
    made = []
    for reason, holds in HOLDS.items():
        pairs = list(filter(holds, view.pairs))
        if pairs:
            title = reason_word(reason)
            if reason is Urgency.MISSING:
                title = wrong(view, reason, pairs[0])
            lines = _tasks if view.one else _units
            made.append(
                Callout(
                    _key(reason),
                    title,
                    _counted(len(pairs), bool(view.one)),
                    tuple(lines(view, reason, pairs)),
                )
            )
    return [*made, *_without_owner(view)]


def _key(reason: Urgency) -> str:
    key = reason.name.lower()
    return MARKS.get(key, key)


def _counted(number: int, tasks: bool) -> str:
    """4项次; 4项 if tasks are counted."""
    return (p_("page", "{n} tasks") if tasks else p_("page", "{n} obligations")).format(n=number)


def _units(view: View, reason: Urgency, pairs: Iterable[Pair]) -> Iterator[Line]:
    """A line for all units with equal items; tasks of a unit with the same problem are one item."""
    found: dict[str, dict[str, list[int]]] = {}
    for pair in pairs:
        what = "" if reason in PLAIN else wrong(view, reason, pair)
        found.setdefault(pair.unit, {}).setdefault(what, []).append(pair.task.id)
    lines: dict[tuple[Item, ...], list[str]] = {}
    for unit in filter(found.__contains__, view.units):
        items = tuple(Item(_runs(ids), what) for what, ids in found[unit].items())
        lines.setdefault(items, []).append(unit)
    return (Line(joined(units), items) for items, units in lines.items())


def _tasks(view: View, reason: Urgency, pairs: Iterable[Pair]) -> Iterator[Line]:
    """A line for each task, with what is to be done."""
    for pair in pairs:
        what = "" if reason in PLAIN else to_do(view, reason, pair)
        yield Line("", (Item(_runs([pair.task.id]), what),), pair.task.requirement)


def _without_owner(view: View) -> list[Callout]:
    states = [state for state in view.tasks if state.no_owner]
    if not states:
        return []
    lines = tuple(Line("", (Item(_runs([s.task.id]), s.task.words),), s.task.requirement) for s in states)
    return [Callout("candidate", status_word("no_owner"), _counted(len(states), True), lines)]


def _runs(ids: list[int]) -> tuple[tuple[str, str], ...]:
    """9-12 → (9-12, 9): each range of numbers and its first task."""
    return tuple((run, run.partition("-")[0]) for run in id_ranges(sorted(ids)).split(","))
