"""What happened in a period, in sentences: new reports, units with and without reports, overdue tasks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from govlist.base.i18n import _, n_, p_
from govlist.base.text import id_ranges
from govlist.content.labels import figures
from govlist.model.figures import done, overdue
from govlist.model.pairs import Pair
from govlist.model.selection import Filter
from govlist.model.states import Status
from govlist.model.view import Change, View, changes
from govlist.model.words import joined, run_on

Key = tuple[int, str]
"""A pair, by its task number and unit."""


def is_week(view: View) -> bool:
    """Whether the period is one week, called 本周; others are called 本期."""
    return 0 < view.days <= 7


class News(NamedTuple):
    """The pairs of a period. What is counted beside obligations counts obligations; the rest is separate."""

    reported: tuple[Key, ...]
    """The obligations on which their unit reported in the period."""
    done: tuple[Key, ...]
    """The obligations that are done, and were not before the period."""
    support: tuple[Key, ...]
    """What units reported in support."""
    denied: tuple[Key, ...]
    """The tasks of which candidates reported that they are not concerned: nobody's obligations."""


def news(view: View) -> News:
    """The news of the period; without one, of nothing."""
    if view.since is None:
        return News((), (), (), ())
    new = [pair for pair in view.pairs if _reported(view, pair)]
    before = _before(view)
    known = {_key(pair) for state in view.tasks for pair in state.pairs}
    denied = (
        (change.placed.task.id, change.unit)
        for change in _reports(view)
        if change.unit in view.roster.denied(change.placed.task, view.day)
    )
    return News(
        tuple(_key(pair) for pair in new if pair.owes),
        tuple(_key(pair) for pair in view.pairs if done(pair) and not _holds(done, before, pair)),
        tuple(_key(pair) for pair in new if not pair.owes),
        tuple(dict.fromkeys(key for key in denied if key not in known)),
    )


def news_sentence(view: View) -> str:
    """本周新报46项次，新增完成9项次。另：配合事项新报4项次。 Empty without a period."""
    if view.since is None:
        return ""
    found, week = news(view), is_week(view)
    if not any(found):
        return (
            p_("week", "No new reports in this period.")
            if week
            else p_("span", "No new reports in this period.")
        )
    number = len(found.reported)
    clauses = [
        n_("{n} obligation was newly reported", "{n} obligations were newly reported", number).format(
            n=number
        )
    ]
    clauses += figures([(_("{n} newly done"), len(found.done))])
    message = p_("week", "In this period, {clauses}.") if week else p_("span", "In this period, {clauses}.")
    besides = figures(
        [
            (_("{n} newly reported in support"), len(found.support)),
            (_("{n} reported as not concerned by units to be settled"), len(found.denied)),
        ]
    )
    sentences = [message.format(clauses=p_("clause", ", ").join(clauses))]
    if besides:
        sentences.append(_("Besides: {clauses}.").format(clauses=p_("clause", ", ").join(besides)))
    return run_on(sentences)


def attendance(view: View) -> tuple[list[str], list[str]]:
    """The units that reported in the period, and those that did not but had open tasks.

    With a filter by state nobody is among the latter: a unit's other reports are not seen.
    """
    if view.since is None:
        return [], []
    reported = {view.roster.successor(change.unit, view.day) or change.unit for change in _reports(view)}
    open_ = {pair.unit for each in (_start(view), view) for pair in each.pairs if _is_open(pair)}
    if view.filter.by_state:
        open_ = set()
    return (
        [unit for unit in view.units if unit in reported],
        [unit for unit in view.units if unit in open_ - reported],
    )


def attendance_sentences(view: View) -> list[str]:
    """已报送的单位5个：…。未报送的单位14个：…。

    In a list with rounds nobody is named as not reported if no round ended in the period.
    """
    reported, silent = attendance(view)
    if view.checklist.rounds and not view.round_ended:
        silent = []
    texts = (_("Reported ({n}): {units}."), _("Not reported ({n}): {units}."))
    parts = zip(texts, (reported, silent), strict=True)
    return [text.format(n=len(units), units=joined(units)) for text, units in parts if units]


def newly_overdue(view: View) -> list[Pair]:
    """What is overdue at the end of the period, for a day that was not yet missed before the period.

    Of deadlines that recur each missed day counts anew: the days overdue are counted from the last one.
    """
    if view.since is None:
        return []
    missed = {(key, was.due) for key, was in _before(view).items() if overdue(was)}
    return [pair for pair in view.pairs if overdue(pair) and (_key(pair), pair.due) not in missed]


def movement(view: View) -> dict[Key, tuple[Status, bool, bool]]:
    """For each pair: its status before the period, whether its unit reported in it, whether newly overdue."""
    if view.since is None:
        return {}
    before = _before(view)
    late = set(map(_key, newly_overdue(view)))
    return {
        (key := _key(pair)): (
            before[key].status if key in before else Status.NOT_STARTED,
            _reported(view, pair),
            key in late,
        )
        for pair in view.pairs
    }


def overdue_sentence(view: View) -> str:
    """新增逾期3项次：区教体局第12项，田东街道第12、20项。 Empty if there are none."""
    found: dict[str, list[int]] = {}
    for pair in newly_overdue(view):
        found.setdefault(pair.unit, []).append(pair.task.id)
    if not found:
        return ""
    number = sum(map(len, found.values()))
    clauses = p_("clause", ", ").join(map(_unit_tasks, found, found.values()))
    text = n_("{n} obligation newly overdue: {clauses}.", "{n} obligations newly overdue: {clauses}.", number)
    return text.format(n=number, clauses=clauses)


def _unit_tasks(unit: str, ids: list[int]) -> str:
    tasks = n_("task {ids}", "tasks {ids}", len(ids))
    tasks = tasks.format(ids=joined(id_ranges(sorted(ids)).split(",")))
    return _("{unit} {tasks}").format(unit=unit, tasks=tasks)


def _reports(view: View) -> list[Change]:
    """The units' own reports in the period."""
    if view.since is None:
        return []
    return [change for change in changes(view, view.since, view.day) if change.report.review is None]


def _reported(view: View, pair: Pair) -> bool:
    """Whether the pair's unit reported in the period."""
    first = view.since
    return first is not None and any(r.review is None and r.date >= first for r in pair.reports)


def _start(view: View) -> View:
    """The view on the day before the period."""
    assert view.since is not None
    return replace(view, day=view.since - timedelta(days=1), since=None)


def _before(view: View) -> dict[Key, Pair]:
    """All pairs on the day before the period; what a unit owed that has ended since is its successor's."""
    found: dict[Key, Pair] = {}
    for pair in replace(_start(view), filter=Filter()).pairs:
        heir = view.roster.successor(pair.unit, view.day) or pair.unit
        if pair.unit == heir or (pair.task.id, heir) not in found:
            found[pair.task.id, heir] = pair
    return found


def _holds(test: Callable[[Pair], bool], before: dict[Key, Pair], pair: Pair) -> bool:
    """Whether something held of a pair before the period."""
    return _key(pair) in before and test(before[_key(pair)])


def _is_open(pair: Pair) -> bool:
    return pair.basis.owes and not pair.status.closes


def _key(pair: Pair) -> Key:
    return pair.task.id, pair.unit
