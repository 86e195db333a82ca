"""The figures of the page: headline numbers, bars by section and unit, callouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from govlist.base.i18n import _, n_, p_
from govlist.base.text import id_ranges
from govlist.content import columns
from govlist.content.follow_up import HOLDS
from govlist.content.labels import headings, pair_state, reason_word
from govlist.content.summaries import overdue_clause, round_name, to_do, wrong
from govlist.export._page_states import Label, states
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
    """A headline number with its word; `key` selects the colour and the pairs, `note` is shown below."""

    key: str
    word: str
    number: int
    note: str = ""


class Row(NamedTuple):
    """A section or unit with its bar, and a number for each column of its table."""

    title: str
    bar: Bar
    numbers: tuple[int, ...]


class Table(NamedTuple):
    """Rows under a heading, which may be empty, with columns of what needs attention: key and word."""

    title: str
    columns: tuple[tuple[str, str], ...]
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
    for title, tasks in groupby(view.tasks, key=lambda state: titles[state.task.id][0]):
        pairs = [pair for state in tasks for pair in state.pairs if view.filter.matches(pair)]
        rows.append((title, count(pairs)))
    return _table(view, "", rows)


def by_unit(view: View) -> list[Table]:
    """A table for each kind, slowest units first, as in the ledger."""
    return [_table(view, kind, units) for kind, units in columns.counts_by_kind(view)]


def _table(view: View, title: str, counted: Iterable[tuple[str, Counts]]) -> Table:
    """The columns are those with a number anywhere in the view, the same in all its tables."""
    whole = count(view.pairs)
    used = [COUNT[key] for key in ATTENTION if COUNT[key].cell(whole)]
    rows = (Row(name, bar(counts), tuple(each.cell(counts) for each in used)) for name, counts in counted)
    return Table(title, tuple((_mark(each), each.title()) for each in used), tuple(rows))


# -- filters ---------------------------------------------------------------------------------------


def counted_in(view: View, pair: Pair) -> list[str]:
    """The keys of the filters that find a pair: all figures that count it, and a state without a figure."""
    counts, known = count([pair]), _figures(view.checklist.confirm)
    mark = pair_state(view.checklist, pair).mark
    keys = [key for key, figure in known.items() if figure.cell(counts)]
    return keys if mark in known else [*keys, mark]


def filters(view: View) -> list[Label]:
    """The filters that find any pair: the figures, and the states without a figure."""
    counts, known = count(view.pairs), _figures(view.checklist.confirm)
    found = [(key, figure.title()) for key, figure in known.items() if figure.cell(counts)]
    return found + [(mark, word) for mark, word in states(view) if mark not in known]


@cache
def _figures(confirm: bool) -> dict[str, columns.Figure]:
    """The figures by their keys on the page."""
    support: columns.Figure = columns.Figure(
        "support", lambda: status_word("support"), lambda counts: counts.support
    )
    return {_mark(each): each for each in [*columns.counts_columns(confirm), support]}


def _text(figure: columns.Figure, counts: Counts) -> str:
    """逾期3; empty for 0."""
    number = figure.cell(counts)
    return _("{figure} {word}").format(word=figure.title(), figure=number) if number else ""


def _mark(figure: columns.Figure) -> str:
    """The key of a figure on the page, which is the class of its colour."""
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
    key = reason.key
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
    tasks = [state for state in view.tasks if state.no_owner]
    if not tasks:
        return []
    lines = tuple(Line("", (Item(_runs([s.task.id]), s.task.words),), s.task.requirement) for s in tasks)
    return [Callout("candidate", status_word("no_owner"), _counted(len(tasks), True), lines)]


def _runs(ids: list[int]) -> tuple[tuple[str, str], ...]:
    """9-12 → (9-12, 9): each range of numbers and its first task."""
    return tuple((run, run.partition("-")[0]) for run in id_ranges(sorted(ids)).split(","))
