"""Queries of a checklist: the pairs on a day, filters, changes between days. Pure: no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date as Day
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple, TypeVar

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.records import Record
from govlist.base.text import chinese_number
from govlist.model.checklist import Chase, Checklist, Placed, Report, Section, Task, Topic, Unit
from govlist.model.pairs import Pair, TaskState, duty_on
from govlist.model.roster import Claim, Roster, existing_units
from govlist.model.rounds import Round, last_round, running_round, silent_since
from govlist.model.selection import Filter, in_order, several
from govlist.model.words import joined

DUE_SOON = 14
"""How many days before its deadline an open obligation is due soon 【临期】, unless the settings say."""

Heading = TypeVar("Heading", Section, Topic)


class View(Record):
    """A checklist on a day, with each pair once. Every output is made from it.

    `since` is the first day of a ledger's span; `day` is its last, and `end` the last that was asked for,
    which lies ahead if the span has not ended. With `silent`, units that have not reported since that day
    count as missing, and rounds are ignored. What is due within `due_soon` days is due soon.
    """

    checklist: Checklist
    day: Day
    filter: Filter = field(default_factory=Filter)
    since: Day | None = None
    end: Day | None = None
    silent: Day | None = None
    due_soon: int = DUE_SOON

    @cached_property
    def roster(self) -> Roster:
        """The roster of the checklist."""
        return Roster(self.checklist)

    @cached_property
    def round(self) -> Round | None:
        """The round that decides `missing`: the last one that has passed, or one since the day `silent`."""
        return silent_since(self.silent) if self.silent else last_round(self.checklist, self.day)

    @cached_property
    def running(self) -> Round | None:
        """The round whose day lies ahead, None after the last one."""
        return None if self.silent else running_round(self.checklist, self.day)

    @property
    def round_ended(self) -> bool:
        """Whether the last round ended in the span, or there is no span."""
        due = self.round.due if self.round else None
        return due is not None and (self.since is None or self.since <= due)

    @property
    def days(self) -> int:
        """The number of days of the span as it was asked for; 0 without one."""
        return ((self.end or self.day) - self.since).days + 1 if self.since else 0

    @cached_property
    def soon(self) -> Day:
        """The last day that counts as due soon: that of the filter, else `due_soon` days after the view's."""
        return self.filter.due or self.day + min(timedelta(days=self.due_soon), Day.max - self.day)

    @cached_property
    def tasks(self) -> tuple[TaskState, ...]:
        """The tasks that the filter selects, with all their pairs, in the filter's order."""
        states = filter(self.filter.selects, map(self._state, self.placed))
        if self.filter.sort == "list":
            return tuple(states)
        return tuple(in_order(states, self.filter.sort, lambda s: (s.task.words, self._matching(s))))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that the filter selects, in its order, else by task, within a task in the roster's."""
        found = [pair for state in self.tasks for pair in self._matching(state)]
        if self.filter.sort == "list":
            return tuple(found)
        return tuple(in_order(found, self.filter.sort, lambda pair: (pair.unit, (pair,))))

    def _matching(self, state: TaskState) -> list[Pair]:
        return [pair for pair in state.pairs if self.filter.matches(pair)]

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The selected units that exist on the day, in the roster's order."""
        wanted = self.filter.units
        names = [unit.name for unit in existing_units(self.checklist, self.day)]
        return tuple(name for name in names if not wanted or name in wanted)

    @property
    def by_pairs(self) -> bool:
        """Whether `list` shows pairs: it was asked to, units are selected, or what waits for review."""
        return bool(self.filter.units) or self.filter.unreviewed or self.filter.pairs

    @property
    def one(self) -> str | None:
        """The unit, if a single one is selected."""
        return self.filter.units[0] if self.filter.one else None

    def task(self, number: int) -> TaskState:
        """One task with all its pairs. Raises GovlistError if it does not exist."""
        return self._state(task_by_id(self.checklist, number))

    def of_unit(self, unit: str) -> tuple[Pair, ...]:
        """The selected pairs of one unit."""
        return self._by_unit.get(unit, ())

    @cached_property
    def _by_unit(self) -> dict[str, tuple[Pair, ...]]:
        found: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            found.setdefault(pair.unit, []).append(pair)
        return {unit: tuple(pairs) for unit, pairs in found.items()}

    def narrowed(self, **parts: object) -> View:
        """The view with some parts of the filter replaced; computed states are shared."""
        made = replace(self, filter=self.filter._replace(**parts))  # type: ignore[arg-type]
        vars(made).update(roster=self.roster, _states=self._states)
        return made

    def on(self, day: Day) -> View:
        """The same list and filter on another day; the roster is shared."""
        made = replace(self, day=day)
        vars(made).update(roster=self.roster)
        return made

    @cached_property
    def placed(self) -> list[Placed]:
        """The tasks that match the parts of the filter for tasks: headings and text."""
        chosen = self.filter
        sections = _headings(list(enumerate(self.checklist.sections, 1)), chosen.sections, _("section"))
        topics = _headings(list(self.checklist.numbered_topics()), chosen.topics, _("topic"))
        return [
            placed
            for placed in self.checklist.placed()
            if (not chosen.sections or placed.section in sections)
            and (not chosen.topics or placed.topic in topics)
            and (not chosen.search or _mentions(placed, chosen.search))
        ]

    @cached_property
    def _states(self) -> dict[int, TaskState]:
        """The states computed so far, for any filter."""
        return {}

    def _state(self, placed: Placed) -> TaskState:
        found = self._states.get(placed.task.id)
        if found is None:
            found = self._states[placed.task.id] = self._computed(placed)
        return found

    def _computed(self, placed: Placed) -> TaskState:
        task = placed.task
        claims = self.roster.claims(task, self.day)
        days = task.due_days(self.checklist.year)
        pairs = tuple(self._pair(task, unit, claim, days) for unit, claim in claims.items())
        overall = [report for report in task.overall if report.date <= self.day]
        return TaskState(placed, pairs, overall[-1] if overall else None)

    def _pair(self, task: Task, unit: str, claim: Claim, days: tuple[Day, ...]) -> Pair:
        reports = self.roster.reports(task, claim, self.day)
        duty = duty_on(self.day, claim, reports, days, self.round)
        return Pair(
            task=task,
            unit=unit,
            claim=claim,
            reports=reports,
            chases=self._chases.get((unit, task.id), ()),
            due=duty.due,
            days_left=(duty.due - self.day).days if duty.due else 0,
            due_soon=duty.due is not None and self.day <= duty.due <= self.soon,
            due_in_round=duty.due_in_round,
            in_time=duty.in_time,
            missing=duty.missing,
        )

    @cached_property
    def _chases(self) -> dict[tuple[str, int], tuple[Chase, ...]]:
        """The chases up to the day, by unit and task; those of an ended unit are its successor's."""
        found: dict[tuple[str, int], tuple[Chase, ...]] = {}
        for chase in self.checklist.chases:
            owner = self.roster.find(chase.unit)
            if chase.date > self.day or not isinstance(owner, Unit):
                continue
            unit = self.roster.successor(owner.name, self.day) or owner.name
            for number in chase.tasks:
                found[unit, number] = (*found.get((unit, number), ()), chase)
        return found


class Change(NamedTuple):
    """A report of a span of days, with the pair it belongs to and the line before it."""

    placed: Placed
    unit: str
    report: Report
    before: Report | None
    """None if there was none."""


def changes(view: View, since: Day, until: Day) -> list[Change]:
    """What was reported from `since` to `until`, both included, by date.

    With a filter by state, such as `--overdue`, only on the pairs selected: those of the figures beside it.
    """
    selected = None
    if view.filter.by_state:
        selected = {(pair.task.id, pair.unit) for pair in view.pairs}
    found = []
    for placed in view.placed:
        for unit, reports in placed.task.progress.items():
            if view.filter.units and unit not in view.filter.units:
                continue
            heir = view.roster.successor(unit, view.day) or unit
            if selected is not None and (placed.task.id, heir) not in selected:
                continue
            before: Report | None = None
            for report in reports:
                if since <= report.date <= until:
                    found.append(Change(placed, unit, report, before))
                before = report
    order = {unit: number for number, unit in enumerate(view.roster.units)}
    return sorted(found, key=lambda c: (c.report.date, c.placed.location, order[c.unit]))


def task_by_id(checklist: Checklist, number: int) -> Placed:
    """The task with a number. Raises GovlistError if there is none."""
    for placed in checklist.placed():
        if placed.task.id == number:
            return placed
    ids = sorted(task.id for task in checklist.tasks())
    hint = _("the list has tasks {first} to {last}").format(first=ids[0], last=ids[-1]) if ids else ""
    raise GovlistError(_("there is no task {id}").format(id=number), hint=hint)


def _headings(headings: Sequence[tuple[int, Heading]], texts: Sequence[str], kind: str) -> list[Heading]:
    """The headings that a person means: number, title, or an unambiguous part; several with commas between.

    Titles have commas, too, so that a text is taken as a whole first.
    """
    found: list[Heading] = []
    for text in texts:
        parts = several([text])
        whole = len(parts) < 2 or bool(_fitting(headings, text))
        found += [
            heading for part in ([text] if whole else parts) for heading in _meant(headings, part, kind)
        ]
    return found


def _meant(headings: Sequence[tuple[int, Heading]], text: str, kind: str) -> list[Heading]:
    """The heading that a text means; several if topics of several sections have the number."""
    fitting = _fitting(headings, text)
    if len(fitting) == 1 or (fitting and all(_numbered(number, text) for number, _heading in fitting)):
        return [heading for _number, heading in fitting]
    titles = joined(f"{n} {h.title}" for n, h in fitting or headings)
    message = _("{text} matches several {kind} titles") if fitting else _("no {kind} matches {text}")
    hint = _("available: {titles}").format(titles=titles)
    raise GovlistError(message.format(text=text, kind=kind), hint=hint)


def _fitting(headings: Sequence[tuple[int, Heading]], text: str) -> list[tuple[int, Heading]]:
    """The headings with that number, else with exactly that title, else with that part of the title."""
    numbered = [each for each in headings if _numbered(each[0], text)]
    exact = [each for each in headings if text in _titles(*each)]
    return numbered or exact or [each for each in headings if text and text in each[1].title]


def _numbered(number: int, text: str) -> bool:
    """Whether a text is a heading's number: 1, 一, 一、 or （一）."""
    bare = text.strip("（）()、. ")
    return bare.lstrip("0") == str(number) or bare == chinese_number(number)


def _titles(number: int, heading: Section | Topic) -> tuple[str, ...]:
    """A title, alone and with its number as lists show it."""
    title, shown = heading.title, chinese_number(number)
    return title, f"{shown}、{title}", f"（{shown}）{title}"


def _mentions(placed: Placed, text: str) -> bool:
    """Whether the task's words, titles or reports contain the text."""
    task = placed.task
    reports = (r for reports in (task.overall, *task.progress.values()) for r in reports)
    texts = [
        task.requirement,
        task.words,
        placed.section.title,
        placed.topic.title if placed.topic else "",
        *(report.note or "" for report in reports),
    ]
    return any(text.casefold() in part.casefold() for part in texts)
