"""Questions to a checklist: pairs and their state on a day, counts, selections, changes. Pure: no clock.

A pair is a unit and a task it has to do with; `项次` when it is an obligation, `项` are tasks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date as Day
from enum import IntEnum
from functools import cached_property
from typing import TypeVar

from govlist.errors import GovlistError
from govlist.i18n import _
from govlist.model import (
    Basis,
    Checklist,
    Placed,
    Report,
    Review,
    Role,
    Section,
    Status,
    Task,
    Topic,
)
from govlist.roster import Claim, Roster, living
from govlist.words import joined

Heading = TypeVar("Heading", Section, Topic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A unit and a task on the day asked for. Without a report `status` is not_started, `last` None."""

    task: Task
    unit: str
    claim: Claim
    reports: tuple[Report, ...]
    overdue: int
    """Days since the deadline where it is overdue, else 0."""
    due_in_round: bool
    """Whether the last round that has passed asked a report of it."""
    in_time: bool
    """Whether it reported in that round's span, up to the round's day."""
    missing: bool

    @property
    def basis(self) -> Basis:
        """Why the unit has to do with the task."""
        return self.claim.basis

    @property
    def role(self) -> Role:
        """The part it plays."""
        return self.claim.role

    @property
    def last(self) -> Report | None:
        """The last line, the office's review included."""
        return self.reports[-1] if self.reports else None

    @property
    def own(self) -> Report | None:
        """The unit's own last report."""
        return next((report for report in reversed(self.reports) if report.review is None), None)

    @property
    def status(self) -> Status:
        """The status on the day."""
        return self.last.status if self.last else Status.NOT_STARTED

    @property
    def review(self) -> Review | None:
        """The office's act, where it is the last word."""
        return self.last.review if self.last else None

    @property
    def date(self) -> Day | None:
        """The day of the last line."""
        return self.last.date if self.last else None

    @property
    def note(self) -> str | None:
        """The last line's note; a review without one leaves the unit's."""
        if self.last is None or self.own is None:
            return self.last.note if self.last else None
        return self.last.note or self.own.note

    @property
    def evidence(self) -> tuple[str, ...]:
        """The evidence of the last line; a review without any leaves the unit's."""
        if self.last is None:
            return ()
        return self.last.evidence or (self.own.evidence if self.own else ())

    @property
    def lacks_evidence(self) -> bool:
        """Done without evidence."""
        return self.status is Status.DONE and not self.evidence

    @property
    def pending(self) -> bool:
        """Whether the office's answer is open: done, or not applicable, without review."""
        return self.status.closes and self.review is None


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures over pairs. The five statuses add up to `obligations`; the others are parts, or beside."""

    obligations: int = 0
    not_started: int = 0
    not_reported: int = 0
    in_progress: int = 0
    returned: int = 0
    behind: int = 0
    done: int = 0
    confirmed: int = 0
    not_applicable: int = 0
    overdue: int = 0
    missing: int = 0
    lacking_evidence: int = 0
    candidates: int = 0
    support: int = 0

    @property
    def share(self) -> float | None:
        """done ÷ (obligations − not_applicable), None where that is 0/0."""
        base = self.obligations - self.not_applicable
        return self.done / base if base else None

    def as_dict(self) -> dict[str, int]:
        """The figures under the keys of the JSON."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


def count(pairs: Iterable[Pair]) -> Counts:
    """The figures over some pairs."""
    pairs = list(pairs)
    owed = [pair for pair in pairs if pair.basis.owes]

    def number(status: Status) -> int:
        return sum(pair.status is status for pair in owed)

    return Counts(
        obligations=len(owed),
        not_started=number(Status.NOT_STARTED),
        not_reported=sum(pair.last is None for pair in owed),
        in_progress=number(Status.IN_PROGRESS),
        returned=sum(pair.review is Review.RETURNED for pair in owed),
        behind=number(Status.BEHIND),
        done=number(Status.DONE),
        confirmed=sum(pair.status is Status.DONE and pair.review is Review.CONFIRMED for pair in owed),
        not_applicable=number(Status.NOT_APPLICABLE),
        overdue=sum(pair.overdue > 0 for pair in owed),
        missing=sum(pair.missing for pair in owed),
        lacking_evidence=sum(pair.lacks_evidence for pair in owed),
        candidates=sum(pair.basis is Basis.CANDIDATE for pair in pairs),
        support=sum(pair.basis is Basis.SUPPORT for pair in pairs),
    )


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task over all its units: its own status, and how many have done it."""

    placed: Placed
    pairs: tuple[Pair, ...]
    overall: Report | None
    """The office's last paragraph up to the day."""

    @property
    def task(self) -> Task:
        """The task itself."""
        return self.placed.task

    @property
    def owed(self) -> tuple[Pair, ...]:
        """The task's obligations."""
        return tuple(pair for pair in self.pairs if pair.basis.owes)

    @property
    def no_owner(self) -> bool:
        """Whether nobody owes it yet."""
        return not self.owed

    @property
    def deciding(self) -> tuple[Pair, ...]:
        """The pairs that decide the status: the leads where there are any; not_applicable left out."""
        leads = tuple(pair for pair in self.owed if pair.role is Role.LEAD)
        return tuple(p for p in leads or self.owed if p.status is not Status.NOT_APPLICABLE)

    @property
    def status(self) -> Status:
        """All done → done; any behind → behind; any other report → in_progress; else not_started."""
        pairs = self.deciding
        if pairs and all(pair.status is Status.DONE for pair in pairs):
            return Status.DONE
        if any(pair.status is Status.BEHIND for pair in pairs):
            return Status.BEHIND
        return Status.IN_PROGRESS if any(pair.last for pair in pairs) else Status.NOT_STARTED


@dataclass(frozen=True, slots=True)
class Filter:
    """What `list` and `export` select by; every part that is set must fit."""

    units: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    bases: tuple[Basis, ...] = ()
    overdue: bool = False
    missing: bool = False
    search: str = ""

    @property
    def by_pair(self) -> bool:
        """Whether it asks anything of pairs."""
        return bool(self.units or self.statuses or self.bases or self.overdue or self.missing)

    def fits(self, pair: Pair) -> bool:
        """Whether a pair is meant."""
        return (
            (not self.units or pair.unit in self.units)
            and (not self.statuses or pair.status in self.statuses)
            and (not self.bases or pair.basis in self.bases)
            and (not self.overdue or (pair.overdue > 0 and pair.basis.owes))
            and (not self.missing or (pair.missing and pair.basis.owes))
        )


@dataclass(frozen=True)
class View:
    """A checklist on a day: every pair once. All that is shown comes from here.

    `since` is the first day of the span that a ledger reports on; the day is its last.
    """

    checklist: Checklist
    day: Day
    filter: Filter = field(default_factory=Filter)
    since: Day | None = None

    @cached_property
    def roster(self) -> Roster:
        """The roster behind the pairs."""
        return Roster(self.checklist)

    @cached_property
    def round(self) -> Day | None:
        """The last round that has passed before the day."""
        return max((day for day in self.checklist.rounds if day < self.day), default=None)

    @cached_property
    def round_start(self) -> Day | None:
        """The round before `round`: reports after it count for `round`. None before the first."""
        before = [day for day in self.checklist.rounds if self.round and day < self.round]
        return max(before, default=None)

    @cached_property
    def tasks(self) -> tuple[TaskState, ...]:
        """The tasks that the filter selects, with all their pairs, in the list's order."""
        states = map(self._state, self._placed)
        by_pair = self.filter.by_pair
        return tuple(s for s in states if not by_pair or any(map(self.filter.fits, s.pairs)))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that the filter selects, by task, within a task in the roster's order."""
        return tuple(pair for state in self.tasks for pair in state.pairs if self.filter.fits(pair))

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units in question that exist on the day, in the roster's order."""
        wanted = self.filter.units
        names = [unit.name for unit in living(self.checklist, self.day)]
        return tuple(name for name in names if not wanted or name in wanted)

    def task(self, number: int) -> TaskState:
        """One task with all its pairs. Raises GovlistError where there is none."""
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
        """The same day under a filter changed in these parts."""
        return replace(self, filter=replace(self.filter, **parts))  # type: ignore[arg-type]

    @cached_property
    def _placed(self) -> list[Placed]:
        chosen = self.filter
        sections = _headings(self.checklist.sections, chosen.sections, _("section"))
        all_topics = [topic for section in self.checklist.sections for topic in section.topics or ()]
        topics = _headings(all_topics, chosen.topics, _("topic"))
        return [
            placed
            for placed in self.checklist.placed()
            if (not chosen.sections or placed.section in sections)
            and (not chosen.topics or placed.topic in topics)
            and (not chosen.search or _mentions(placed, chosen.search))
        ]

    def _state(self, placed: Placed) -> TaskState:
        task = placed.task
        claims = self.roster.claims(task, self.day)
        pairs = tuple(self._pair(task, unit, claim) for unit, claim in claims.items())
        overall = [report for report in task.overall if report.date <= self.day]
        return TaskState(placed, pairs, overall[-1] if overall else None)

    def _pair(self, task: Task, unit: str, claim: Claim) -> Pair:
        reports = self.roster.reports(task, claim, self.day)
        status = reports[-1].status if reports else Status.NOT_STARTED
        open_ = not status.closes and claim.basis.owes
        in_round, in_time, heard = self._round_of(reports)
        missing = open_ and self.round is not None and not heard
        return Pair(
            task=task,
            unit=unit,
            claim=claim,
            reports=reports,
            overdue=self._days_overdue(task) if open_ else 0,
            due_in_round=claim.basis.owes and (in_round or missing),
            in_time=in_time,
            missing=missing,
        )

    def _days_overdue(self, task: Task) -> int:
        due = task.due
        if due is not None and task.standing:
            due = max(due, Day(self.checklist.year, 12, 31))
        return max((self.day - due).days, 0) if due is not None else 0

    def _round_of(self, reports: tuple[Report, ...]) -> tuple[bool, bool, bool]:
        """Whether the last round asked a report of it, got one in time, or has got one by now."""
        if self.round is None:
            return False, False, False
        start = self.round_start
        before = [report for report in reports if start is not None and report.date <= start]
        since = [r for r in reports if r.review is None and (start is None or r.date > start)]
        asked = not (before and before[-1].status.closes)
        return asked, asked and any(r.date <= self.round for r in since), bool(since)


@dataclass(frozen=True, slots=True)
class Change:
    """A report of a span of days, with the pair it belongs to and the status before it."""

    placed: Placed
    unit: str
    report: Report
    before: Status | None
    """None where nothing had been reported."""


def changes(view: View, since: Day, until: Day) -> list[Change]:
    """What was reported from `since` to `until`, both included, of the selected pairs, by date."""
    found = []
    for state in view.tasks:
        for unit, reports in state.task.progress.items():
            if view.filter.units and unit not in view.filter.units:
                continue
            before: Status | None = None
            for report in reports:
                if since <= report.date <= until:
                    found.append(Change(state.placed, unit, report, before))
                before = report.status
    order = {unit: number for number, unit in enumerate(view.roster.units)}
    return sorted(found, key=lambda c: (c.report.date, c.placed.location, order[c.unit]))


def task_by_id(checklist: Checklist, number: int) -> Placed:
    """The task of a number. Raises GovlistError where there is none."""
    for placed in checklist.placed():
        if placed.task.id == number:
            return placed
    ids = sorted(task.id for task in checklist.tasks())
    hint = _("the list has tasks {first} to {last}").format(first=ids[0], last=ids[-1]) if ids else ""
    raise GovlistError(_("there is no task {id}").format(id=number), hint=hint)


def _headings(headings: Sequence[Heading], texts: Sequence[str], kind: str) -> list[Heading]:
    """The headings that a person means: number from 1, title, or an unambiguous part."""
    return [_heading(headings, text, kind) for text in texts]


def _heading(headings: Sequence[Heading], text: str, kind: str) -> Heading:
    if text.isascii() and text.isdigit() and 0 < int(text) <= len(headings):
        return headings[int(text) - 1]
    exact = [heading for heading in headings if heading.title == text]
    fitting = exact or [heading for heading in headings if text and text in heading.title]
    if len(fitting) == 1:
        return fitting[0]
    titles = joined(f"{n} {h.title}" for n, h in enumerate(headings, 1) if h in (fitting or headings))
    message = _("{text} fits several {kind} titles") if fitting else _("no {kind} is called {text}")
    hint = _("there are: {titles}").format(titles=titles)
    raise GovlistError(message.format(text=text, kind=kind), hint=hint)


def _mentions(placed: Placed, text: str) -> bool:
    """Whether the text stands in the task's words, titles, or reports."""
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


class Urgency(IntEnum):
    """Why a pair comes first, most urgent first."""

    OVERDUE = 1
    RETURNED = 2
    BEHIND = 3
    MISSING = 4
    LACKING_EVIDENCE = 5
    CANDIDATE = 6


def urgency(pair: Pair) -> Urgency | None:
    """The most urgent reason to act on a pair, None where there is none.

    Done without evidence asks for action until the office has confirmed it.
    """
    reasons = {
        Urgency.OVERDUE: pair.overdue > 0,
        Urgency.RETURNED: pair.review is Review.RETURNED and pair.basis.owes,
        Urgency.BEHIND: pair.status is Status.BEHIND and pair.basis.owes,
        Urgency.MISSING: pair.missing,
        Urgency.LACKING_EVIDENCE: pair.lacks_evidence and pair.review is None and pair.basis.owes,
        Urgency.CANDIDATE: pair.basis is Basis.CANDIDATE,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def urgent(pairs: Iterable[Pair]) -> list[tuple[Urgency, Pair]]:
    """The pairs to act on with the reason: most urgent first, then longest overdue, then as listed."""
    found = [(reason, pair) for pair in pairs if (reason := urgency(pair))]
    return sorted(found, key=lambda item: (item[0], -item[1].overdue))


@dataclass(frozen=True, slots=True)
class Kind:
    """The units of one kind with their counts. `ranked` where a group covers the kind."""

    title: str
    ranked: bool
    units: tuple[str, ...]


def kinds(view: View) -> list[Kind]:
    """The view's units by kind, in the roster's order of kinds; those no group covers come last, unranked."""
    covers = {
        entry: group.name
        for group in reversed(view.checklist.groups)
        for entry in group.members
        if len(group.members) == 1
    }
    found: dict[str, list[str]] = {}
    for unit in view.units:
        found.setdefault(view.roster.units[unit].kind, []).append(unit)
    made = [
        Kind(covers.get(kind) or joined(units), kind in covers, tuple(units)) for kind, units in found.items()
    ]
    return sorted(made, key=lambda kind: not kind.ranked)


def slowest(counts: Counts) -> tuple[float, int, int, int]:
    """A sort key: the least done first, then the most overdue, behind, not reported."""
    share = counts.share
    return (2.0 if share is None else share, -counts.overdue, -counts.behind, -counts.not_reported)
