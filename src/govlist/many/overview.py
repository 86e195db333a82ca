"""The figures of many lists in groups 【各区推进情况】: by region, topic, unit …

Each list is read and reduced to the figures of its groups where it is read, in one of several processes; what
comes back is small. `rows` then makes one row of the groups that belong together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as Day
from functools import partial
from pathlib import Path
from typing import NamedTuple

from govlist.base import dates, parallel, progress
from govlist.base.errors import GovlistError, Level, Problem
from govlist.base.i18n import _
from govlist.many import identity
from govlist.many.extract import Source, disputes, faults, own_keys
from govlist.many.identity import Identity
from govlist.many.tally import Tally, tally, total
from govlist.model import trend
from govlist.model.checklist import Checklist
from govlist.model.pairs import Pair
from govlist.model.public import public
from govlist.model.selection import Filter
from govlist.model.view import DUE_SOON, View
from govlist.validation import load

OF_LISTS = ("region", "city", "topic", "year")
"""The groups that a list belongs to as a whole."""
BY = (*OF_LISTS, "kind", "unit", "quarter", "city-task")
"""What `--by` takes."""


class Question(NamedTuple):
    """What is asked of each list. It passes between processes."""

    day: Day
    by: str = "region"
    filter: Filter = Filter()
    """Without units: those are named in `units`, and looked up in each list's roster."""
    units: tuple[str, ...] = ()
    before: Day | None = None
    """The day to compare with; None for the last round's day of each list."""
    public: bool = False
    due_soon: int = DUE_SOON
    trend: tuple[Day, ...] = ()
    """The days of the trend, oldest first."""


class Listed(NamedTuple):
    """The figures of a list, by group and by unit."""

    source: Source
    place: Identity
    confirm: bool
    before: Day | None
    """The day with which it is compared."""
    groups: dict[str, Tally]
    units: dict[str, Tally]


class Rejected(NamedTuple):
    """A list that has errors or cannot be read."""

    source: Source
    place: Identity
    problem: Problem
    errors: int


class Unmatched(NamedTuple):
    """A list that has none of the units, sections or topics that were asked for."""

    source: Source
    message: str
    hint: str


Calendar = tuple[tuple[Day, ...], Day | None]
"""A list's rounds and the day of its first report."""
Outcome = Listed | Rejected | Unmatched


def read(sources: Sequence[Source], question: Question) -> list[Outcome]:
    """The figures of each list, in order. Many lists are read in several processes."""
    jobs = parallel.jobs_for(source.path for source in sources)
    outcomes = parallel.results(partial(_read, question), sources, jobs)
    return list(progress.over(outcomes, len(sources), _("reading")))


def trend_days(sources: Sequence[Source], day: Day) -> tuple[Day, ...]:
    """The days of a trend over all lists."""
    jobs = parallel.jobs_for(source.path for source in sources)
    found = parallel.results(_calendar, sources, jobs)
    return days_of_lists([each for each in found if each is not None], day)


def days_of_lists(found: Sequence[Calendar], day: Day) -> tuple[Day, ...]:
    """The days of a trend: the rounds of all lists if each of them has some, else the ends of the weeks."""
    rounds = {each for rounds, _first in found for each in rounds}
    regular = all(rounds for rounds, _first in found) and len(rounds) <= trend.MAX_WEEKS
    first = min((first for _rounds, first in found if first), default=None)
    return tuple(trend.days_of(rounds if regular else (), first, day))


def _calendar(source: Source) -> Calendar | None:
    """A list's rounds and the day of its first report; None if it has errors."""
    try:
        checklist = load.checklist(Path(source.path))
    except GovlistError:
        return None
    return checklist.rounds, trend.first_report(checklist)


# -- one list --------------------------------------------------------------------------------------


def _read(question: Question, source: Source) -> Outcome:
    try:
        found = load.known(Path(source.path))
        if isinstance(found, Checklist) and any(disputes(source, identity.own(found))):
            found = load.check(source.path, load.read(Path(source.path)))
    except GovlistError as error:  # it cannot be read
        problem = Problem(source.path, 1, 1, "unreadable", Level.ERROR, error.message, error.hint)
        return _rejected(source, [problem], {})
    if isinstance(found, load.Loaded):
        own = own_keys(found)
        return _rejected(source, [*found.errors, *faults(source, found, own)], own)
    try:
        return listed(source, found, question)
    except GovlistError as error:  # a unit, section or topic that this list has not
        return Unmatched(source, error.message, error.hint)


def listed(source: Source, checklist: Checklist, question: Question) -> Listed:
    """The figures of a list. Raises GovlistError if it has no such unit, section or topic."""
    view = _view(checklist, question.day, question)
    before = question.before or (view.round.due if view.round else None)
    earlier = _on(view, checklist, before, question) if before else None
    views = [_on(view, checklist, day, question) for day in question.trend]
    units = _tallies("unit", view, earlier, views)
    return Listed(
        source,
        _place(source, identity.own(checklist)),
        checklist.confirm and not question.public,
        before,
        units if question.by == "unit" else _groups(question, units, view, earlier, views),
        units,
    )


def _groups(
    question: Question, units: Mapping[str, Tally], view: View, earlier: View | None, views: Sequence[View]
) -> dict[str, Tally]:
    """The figures of each group within a list; a list that belongs to its group as a whole has one."""
    if question.by in OF_LISTS:
        return {"": total(units.values(), len(views))}
    return _tallies(question.by, view, earlier, views)


def _view(checklist: Checklist, day: Day, question: Question) -> View:
    """The list on a day, filtered; that of an archived list ends with the day on which it was archived."""
    day = min(day, checklist.closed or day)
    shown = public(checklist, day) if question.public else checklist
    view = View(shown, day, question.filter, due_soon=question.due_soon)
    if not question.units:
        return view
    return view.narrowed(units=view.roster.select_all(question.units))


def _on(view: View, checklist: Checklist, day: Day, question: Question) -> View:
    """The view on another day; what is public depends on the day."""
    return _view(checklist, day, question) if question.public else view.on(min(day, view.day))


def _tallies(by: str, view: View, earlier: View | None, views: Iterable[View]) -> dict[str, Tally]:
    """The figures of each group within a list."""
    now = _grouped(by, view)
    before = None if earlier is None else _grouped(by, earlier)
    points = [_grouped(by, each) for each in views]
    groups = dict.fromkeys([*now, *(before or ()), *(group for each in points for group in each)])
    return {
        group: tally(
            now.get(group, []),
            None if before is None else before.get(group, []),
            [each.get(group, []) for each in points],
        )
        for group in groups
    }


def _grouped(by: str, view: View) -> dict[str, list[Pair]]:
    of = _group(by, view)
    found: dict[str, list[Pair]] = {}
    for pair in view.pairs:
        found.setdefault(of(pair), []).append(pair)
    return found


def _group(by: str, view: View) -> Callable[[Pair], str]:
    """The group of a pair within its list."""
    if by == "unit":
        return lambda pair: pair.unit
    if by == "kind":
        return lambda pair: view.roster.units[pair.unit].kind
    if by == "quarter":
        return lambda pair: quarter(max(pair.task.due_days(view.checklist.year), default=None))
    return lambda pair: pair.task.city_task or ""


def quarter(due: Day | None) -> str:
    """2024Q3: the quarter of a task's last deadline; empty without one."""
    return f"{due.year}Q{dates.quarter(due)}" if due else ""


def _rejected(source: Source, problems: Sequence[Problem], own: Mapping[str, str]) -> Rejected:
    """What a list with errors is of, as far as it can be read."""
    return Rejected(source, _place(source, own), problems[0], len(problems))


def _place(source: Source, own: Mapping[str, str]) -> Identity:
    return identity.of(source.list_id, own, source.identity)
