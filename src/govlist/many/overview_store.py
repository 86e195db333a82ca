"""The figures of an overview from a store: the same functions as over a folder, on pairs that DuckDB groups.

DuckDB groups the pairs of each unit that are in the same state. Of each group one pair is made; what
`figures` and `selection` say of it counts as often as there are pairs in the group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Day
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from govlist.base.errors import GovlistError, Level, Problem
from govlist.many import database
from govlist.many.extract import OK, Source
from govlist.many.identity import Identity
from govlist.many.overview import OF_LISTS, Listed, Outcome, Question, Rejected, Unmatched, days_of_lists
from govlist.many.store import Store
from govlist.many.tally import Tally, total
from govlist.model.checklist import Basis, Checklist, Report, Review, Role, Section, Task, Topic, Unit
from govlist.model.figures import Counts, count, summed
from govlist.model.pairs import Pair
from govlist.model.roster import Claim
from govlist.model.states import Status
from govlist.model.view import View

PARTS = {
    "kind": "s.unit_kind",
    "unit": "s.unit",
    "quarter": "coalesce(strftime(t.due, '%Y') || 'Q' || quarter(t.due), '')",
    "city-task": "coalesce(t.city_task, '')",
}
"""The group of a pair within its list, where that is not the whole list."""
LISTS = """
SELECT list_id, region_code, region, city, topic, year, path, state, errors, confirm FROM lists
ORDER BY list_id
"""
PROBLEMS = """
SELECT list_id,
    first([line::VARCHAR, "column"::VARCHAR, rule, message] ORDER BY line, "column", rule, message)
FROM problems GROUP BY list_id
"""
ROUNDS = """
SELECT list_id, max(due) FROM rounds JOIN lists USING (list_id)
WHERE due < least($day::DATE, coalesce(closed, $day::DATE)) GROUP BY list_id
"""
FIRST_REPORTS = "SELECT list_id, min(date) FROM reports WHERE unit <> '' GROUP BY list_id"
PAIRS = """
WITH days AS (
    SELECT list_id, least(asked.day, coalesce(closed, asked.day)) AS day
    FROM (SELECT unnest($ids::VARCHAR[]) AS list_id, unnest($days::DATE[]) AS day) asked
    JOIN lists USING (list_id)
), wanted AS (
    SELECT unnest($task_lists::VARCHAR[]) AS list_id, unnest($tasks::INTEGER[]) AS task_id
)
SELECT s.list_id, {part} AS part, s.unit, s.basis, s.status, s.review, s.last_date IS NOT NULL,
    s.missing, s.lacks_evidence, s.standing, coalesce(s.due < d.day, false) AS late,
    coalesce(s.due BETWEEN d.day AND coalesce($due::DATE, d.day + $soon::INTEGER), false) AS soon,
    count(*), max(d.day - s.due), min(s.due), max(s.last_date)
FROM states s JOIN days d USING (list_id) JOIN tasks t USING (list_id, task_id)
WHERE s.valid_from <= d.day AND d.day < s.valid_to
    AND ($tasks IS NULL OR (s.list_id, s.task_id) IN (SELECT list_id, task_id FROM wanted))
GROUP BY ALL
"""
UNITS = "SELECT list_id, unit, unit_kind, aliases, until, successor FROM units ORDER BY list_id, unit_no"
TASKS = """
SELECT list_id, section_no, section, heading, task_id, requirement, responsible_text, notes
FROM tasks LEFT JOIN (
    SELECT list_id, task_id, string_agg(note, chr(10)) AS notes FROM reports GROUP BY list_id, task_id
) USING (list_id, task_id)
ORDER BY list_id, section_no, task_id
"""


class _State(NamedTuple):
    """What the pairs of a group have in common."""

    basis: str
    status: str
    review: str | None
    reported: bool
    missing: bool
    lacks_evidence: bool
    standing: bool
    late: bool
    soon: bool


class _Group(NamedTuple):
    """A number of pairs of a unit in the same state."""

    unit: str
    state: _State
    number: int
    longest: int | None
    """The days since the first deadline; negative if it lies ahead."""
    next_due: Day | None
    last: Day | None


class _Chosen(NamedTuple):
    """What the filter selects of a list."""

    units: frozenset[str]
    tasks: tuple[int, ...]


Found = dict[str, dict[str, list[_Group]]]
"""The groups of pairs of each list, by list and by what they are counted under."""


def read(store: Store, question: Question) -> list[Outcome]:
    """The figures of each list of a store, in order."""
    return list(_Reading(store, question).outcomes())


def trend_days(store: Store, day: Day) -> tuple[Day, ...]:
    """The days of a trend over all lists of a store."""
    made = database.connect(store, day)
    first = dict(made.execute(FIRST_REPORTS).fetchall())
    rounds: dict[str, list[Day]] = {
        row[0]: [] for row in made.execute("SELECT list_id FROM lists WHERE state = 'ok'").fetchall()
    }
    for list_id, due in made.execute("SELECT list_id, due FROM rounds").fetchall():
        rounds[list_id].append(due)
    return days_of_lists([(tuple(days), first.get(list_id)) for list_id, days in rounds.items()], day)


class _Reading:
    """A question to a store."""

    def __init__(self, store: Store, question: Question) -> None:
        self.question = question
        self.made = database.connect(store, question.day)
        self.lists = self._rows(LISTS)
        self.sound = [row[0] for row in self.lists if row[7] == OK]
        self.counted: dict[_State, Counts] = {}

    def outcomes(self) -> Iterator[Outcome]:
        """What came of each list."""
        question = self.question
        problems = dict(self._rows(PROBLEMS))
        rounds = dict(self._rows(ROUNDS, day=question.day))
        before = {list_id: question.before or rounds.get(list_id) for list_id in self.sound}
        now = self._pairs(dict.fromkeys(self.sound, question.day))
        earlier = self._pairs({list_id: day for list_id, day in before.items() if day})
        trend = [self._pairs(dict.fromkeys(self.sound, day)) for day in question.trend]
        for list_id, *who, path, state, errors, confirm in self.lists:
            source, place = Source(path, list_id), Identity(list_id, *who)
            chosen = self._chosen.get(list_id)
            if state != OK:
                line, column, rule, message = problems[list_id]
                problem = Problem(path, int(line), int(column), rule, Level.ERROR, message)
                yield Rejected(source, place, problem, errors)
            elif isinstance(chosen, GovlistError):
                yield Unmatched(source, chosen.message, chosen.hint)
            else:
                compared = before[list_id] is not None
                parts = [each.get(list_id, {}) for each in (now, earlier, *trend)]
                units = self._tallies(chosen, compared, *map(_by_unit, parts))
                whole = {"": total(units.values(), len(trend))}
                yield Listed(
                    source,
                    place,
                    bool(confirm) and not question.public,
                    before[list_id],
                    whole if question.by in OF_LISTS else self._tallies(chosen, compared, *parts),
                    units,
                )

    def _rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        return self.made.execute(sql, values or None).fetchall()

    def _pairs(self, days: Mapping[str, Day]) -> Found:
        """The pairs of lists, each on its day, of the tasks that the filter selects."""
        question, tasks = self.question, None
        if self._by_task:
            chosen = ((k, each) for k, each in self._chosen.items() if isinstance(each, _Chosen))
            tasks = [(list_id, task) for list_id, each in chosen for task in each.tasks]
        rows = self._rows(
            PAIRS.format(part=PARTS.get(question.by, "''")),
            ids=list(days),
            days=list(days.values()),
            task_lists=None if tasks is None else [list_id for list_id, _task in tasks],
            tasks=None if tasks is None else [task for _list_id, task in tasks],
            due=question.filter.due,
            soon=question.due_soon,
        )
        found: Found = {}
        for list_id, part, unit, *state, number, longest, due, last in rows:
            group = _Group(unit, _State(*state), number, longest, due, last)
            found.setdefault(list_id, {}).setdefault(part, []).append(group)
        return found

    def _tallies(
        self,
        chosen: _Chosen | None,
        compared: bool,
        now: Mapping[str, list[_Group]],
        before: Mapping[str, list[_Group]],
        *trend: Mapping[str, list[_Group]],
    ) -> dict[str, Tally]:
        """The figures of each part of a list."""
        made: dict[str, Tally] = {}
        for part in dict.fromkeys([*now, *before, *(part for each in trend for part in each)]):
            matching = [
                [group for group in each.get(part, ()) if self._matches(group, chosen)]
                for each in (now, before, *trend)
            ]
            if any(matching):
                made[part] = self._tally(compared, *matching)
        return made

    def _tally(self, compared: bool, now: list[_Group], before: list[_Group], *trend: list[_Group]) -> Tally:
        counts = self._sum(now)
        owed = [group for group in now if self._pair(group.state).owes]
        return Tally(
            counts,
            max((group.longest or 0 for group in owed if group.state.late), default=0),
            min((group.next_due for group in owed if group.next_due), default=Day.max),
            max((group.last for group in now if group.last), default=Day.min),
            counts if compared else Counts(),
            self._sum(before) if compared else Counts(),
            tuple(map(self._sum, trend)),
        )

    def _sum(self, groups: Iterable[_Group]) -> Counts:
        found = []
        for group in groups:
            if group.state not in self.counted:
                self.counted[group.state] = count([self._pair(group.state)])
            found.append(Counts(*(number * group.number for number in self.counted[group.state])))
        return summed(found)

    def _matches(self, group: _Group, chosen: _Chosen | None) -> bool:
        if chosen is not None and chosen.units and group.unit not in chosen.units:
            return False
        return self.question.filter.matches(self._pair(group.state))

    def _pair(self, state: _State) -> Pair:
        """A pair in this state, for the functions that judge one; in public without its review."""
        status, review = Status(state.status), Review(state.review) if state.review else None
        checked = False
        if self.question.public:
            status = Status.IN_PROGRESS if review is Review.RETURNED else status
            review, checked = None, review is Review.CONFIRMED
        report = Report(
            date=self.question.day,
            status=status,
            review=review,
            evidence=() if state.lacks_evidence else ("-",),
            checked=checked,
        )
        return Pair(
            task=Task(id=1, requirement="", responsible=(), standing=state.standing),
            unit="",
            claim=Claim(Basis(state.basis), Role.RESPONSIBLE, ()),
            reports=(report,) if state.reported else (),
            chases=(),
            due=self.question.day if state.late or state.soon else None,
            days_left=-1 if state.late else 0,
            due_soon=state.soon,
            due_in_round=False,
            in_time=False,
            missing=state.missing,
        )

    # -- what a filter selects -------------------------------------------------------------------

    @property
    def _by_task(self) -> bool:
        filter_ = self.question.filter
        return bool(filter_.sections or filter_.topics or filter_.search)

    @cached_property
    def _chosen(self) -> dict[str, _Chosen | GovlistError]:
        """The units and tasks that are selected of each list, or why there are none. Empty without filters.

        A store has no groups: units are found by name, alias or a part of the name.
        """
        if not (self.question.units or self._by_task):
            return {}
        units, tasks = _by_list(self._rows(UNITS)), _by_list(self._rows(TASKS))
        found: dict[str, _Chosen | GovlistError] = {}
        for list_id in self.sound:
            made = _outline(units.get(list_id, []), tasks.get(list_id, []))
            view = View(made, self.question.day, self.question.filter)
            try:
                names = view.roster.select_all(self.question.units) if self.question.units else ()
                ids = tuple(placed.task.id for placed in view.placed)
            except GovlistError as error:
                found[list_id] = error
            else:
                found[list_id] = _Chosen(frozenset(names), ids)
        return found


def _by_unit(parts: Mapping[str, list[_Group]]) -> dict[str, list[_Group]]:
    """The groups of pairs by their units."""
    found: dict[str, list[_Group]] = {}
    for groups in parts.values():
        for group in groups:
            found.setdefault(group.unit, []).append(group)
    return found


def _by_list(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    return {list_id: [row[1:] for row in part] for list_id, part in groupby(rows, key=lambda row: row[0])}


def _outline(units: Iterable[tuple[Any, ...]], tasks: Iterable[tuple[Any, ...]]) -> Checklist:
    """A list with its units and tasks alone, as far as a store has them."""
    sections = []
    for (_number, title), below in groupby(tasks, key=lambda row: row[:2]):
        topics = [
            Topic(title=heading or "", tasks=tuple(_task(*row[3:]) for row in rows))
            for heading, rows in groupby(below, key=lambda row: row[2])
        ]
        flat = not topics[0].title
        sections.append(
            Section(title=title, tasks=topics[0].tasks)
            if flat
            else Section(title=title, topics=tuple(topics))
        )
    roster = tuple(
        Unit(
            name=name,
            kind=kind,
            aliases=tuple(aliases.split("\n")) if aliases else (),
            until=until,
            successor=successor,
        )
        for name, kind, aliases, until, successor in units
    )
    return Checklist(title="", year=1, units=roster, groups=(), sections=tuple(sections))


def _task(number: int, requirement: str, words: str, notes: str | None) -> Task:
    report = Report(date=Day.min, status=Status.NOT_STARTED, note=notes)
    return Task(id=number, requirement=requirement, responsible=(), responsible_text=words, overall=(report,))
