"""The days of a list for a calendar: deadlines, rounds, and the days by which units must reply. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from govlist.base.i18n import _, n_, p_
from govlist.base.text import cut, id_ranges
from govlist.content.labels import bare_title, due_in_full, pair_status, task_status
from govlist.content.summaries import round_name
from govlist.model.pairs import TaskState
from govlist.model.rounds import Round
from govlist.model.view import View
from govlist.model.words import day, joined, level_word

TITLE_WIDTH = 60
"""Columns of a requirement in an event's title; the whole of it is in the event's text."""


@dataclass(frozen=True)
class Event:
    """Something on one whole day.

    `key` names it within the list, whatever the day and the words: a calendar that has an event with the same
    key replaces it.
    """

    key: str
    day: date
    kind: str
    title: str
    text: str = ""


def name(view: View) -> str:
    """The calendar's name: the list, or the unit and the list."""
    return f"{view.one or view.checklist.region or ''}{bare_title(view.checklist)}"


def events(view: View) -> list[Event]:
    """The events by day. With `--due` those until then: the day that is missed or next, of each pair."""
    found = [*_deadlines(view), *_rounds(view), *_replies(view)]
    return sorted(found, key=lambda event: (event.day, event.key))


def _deadlines(view: View) -> Iterator[Event]:
    """An event for each day of a task that a selected unit owes; a unit's own calendar has its own keys."""
    owed = {pair.task.id for pair in view.pairs if pair.owes}
    for state in view.tasks:
        if state.task.id not in owed:
            continue
        days = state.task.due_days(view.checklist.year)
        wanted = _wanted(view, state)
        for number, on in enumerate(days, 1):
            if wanted is None or on in wanted:
                yield Event(
                    f"task {state.task.id} {number} {view.one or ''}",
                    on,
                    p_("calendar", "deadline"),
                    _title(view, state, len(days) > 1),
                    _text(view, state),
                )


def _wanted(view: View, state: TaskState) -> set[date | None] | None:
    """The days that `--due` selects, None without it."""
    if view.filter.due is None:
        return None
    return {pair.due for pair in state.pairs if view.filter.matches(pair)}


def _title(view: View, state: TaskState, several: bool) -> str:
    task = state.task
    text = _("task {id} due: {requirement}")
    if several:
        text = _("task {id}, report due: {requirement}")
    title = text.format(id=task.id, requirement=cut(" ".join(task.requirement.split()), TITLE_WIDTH))
    pairs = [pair for pair in (view.of_unit(view.one) if view.one else state.owed) if pair.task is task]
    if not all(pair.status.closes for pair in pairs):
        return title
    return _("{title} ({state})").format(title=title, state=_state(view, state))


def _state(view: View, state: TaskState) -> str:
    """The state of the unit's part, or of the whole task."""
    if not view.one:
        return task_status(state)
    return joined(pair_status(view.checklist, p) for p in view.of_unit(view.one) if p.task is state.task)


def _text(view: View, state: TaskState) -> str:
    task = state.task
    facts = (
        (_("Responsible"), task.words),
        (_("Deadline"), due_in_full(task)),
        (_("State as of {day}").format(day=day(view.day)), _state(view, state)),
    )
    lines = (_("{name}: {value}").format(name=each, value=value) for each, value in facts)
    return "\n".join([task.requirement, *lines])


def _rounds(view: View) -> Iterator[Event]:
    """The days by which every unit must report."""
    for number, on in enumerate(sorted(set(view.checklist.rounds)), 1):
        if view.filter.due is None or view.day <= on <= view.filter.due:
            title = _("reports due: {round}").format(round=round_name(view, Round(None, on)))
            yield Event(
                f"round {number} {view.one or ''}", on, p_("calendar", "round"), title, view.checklist.title
            )


def _replies(view: View) -> Iterator[Event]:
    """The days by which the selected units must reply to a chase."""
    for chase in view.checklist.chases:
        owner = view.roster.owner(chase.unit)
        unit = view.roster.successor(owner, view.day) or owner
        on = chase.reply_by
        if on is None or chase.date > view.day or unit not in view.units:
            continue
        if view.filter.due is None or view.day <= on <= view.filter.due:
            ids = sorted(chase.tasks)
            tasks = n_("task {ids}", "tasks {ids}", len(ids)).format(ids=joined(id_ranges(ids).split(",")))
            title = _("{unit}: reply to the {level} of {day}")
            key = f"reply {chase.date} {chase.level} {unit} {id_ranges(ids)}"
            title = title.format(unit=unit, level=level_word(chase.level), day=day(chase.date))
            yield Event(key, on, p_("calendar", "reply by"), title, tasks)
