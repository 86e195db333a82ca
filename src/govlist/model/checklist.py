"""The checklist as frozen data: the typed content of the file.

A field with a description is a key of the file. Its annotation, which `fields` reads, decides which values
are valid, their types, the JSON Schema and the documentation. So this module must not postpone the
evaluation of annotations. Descriptions are shown in two languages: `N_` marks them for translation.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Day
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from govlist.base.errors import Location
from govlist.base.i18n import mark as N_
from govlist.base.limits import FORMAT
from govlist.base.records import Record
from govlist.model.deadlines import DueDays
from govlist.model.states import Status


class Review(StrEnum):
    """The office's decision on the report before it."""

    CONFIRMED = "confirmed"
    RETURNED = "returned"


class Role(StrEnum):
    """The role of an entry of `responsible`."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"


class Scope(StrEnum):
    """Whether every member of a group owes the task, or only those concerned."""

    EVERY = "every"
    CONCERNED = "concerned"


class ChaseLevel(StrEnum):
    """How formal a chase is; the office chooses."""

    REMINDER = "reminder"
    NOTICE = "notice"
    SUPERVISION = "supervision"
    CIRCULAR = "circular"


class Basis(StrEnum):
    """Why a task involves a unit, strongest basis first."""

    NAMED = "named"
    GROUP = "group"
    REPORTED = "reported"
    CANDIDATE = "candidate"
    SUPPORT = "support"

    @property
    def owes(self) -> bool:
        """Whether the unit owes the task; candidates and support are counted separately."""
        return self not in (Basis.CANDIDATE, Basis.SUPPORT)


def described(text: str, **options: Any) -> Any:
    """A dataclass field that is a key of the file, with its description."""
    return field(metadata={"description": text}, **options)


TaskNumber = Annotated[int, range(1, 1_000_000_000)]
"""A whole number is annotated with its valid range."""

RegionCode = Annotated[str, re.compile(r"[1-9][0-9](?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{3}(?:[0-9]{3})?)?)?)?")]
"""A text is annotated with its pattern, if it has one: here 2, 4, 6, 9 or 12 digits, GB/T 2260."""

NOT_EMPTY = "filled"
"""Marks a list that may not be empty."""

OR_SINGLE = "single"
"""Marks a list that may be written as its one value alone."""

# pydantic reads this attribute; a plain dict needs no import of it here.
_CLOSED = {"extra": "forbid"}


@dataclass(
    frozen=True, slots=True, kw_only=True
)  # slots only here: there are thousands of reports, and slots make creating a class slower
class Report:
    """A unit's report, or with `review` the office's decision on the report before it."""

    __pydantic_config__ = _CLOSED
    date: Day = described(N_("The day of the report, YYYY-MM-DD."))
    status: Status = described(N_("The status of the task."))
    review: Review | None = described(
        N_("The office's review of the report before it: confirmed or returned."), default=None
    )
    note: str | None = described(N_("What was done, in the unit's words."), default=None)
    evidence: tuple[str, ...] = described(
        N_("Evidence: links (http, https) or relative file names."), default=()
    )
    by: str | None = described(N_("Who filled in the report."), default=None)
    extra: Mapping[str, Any] = field(default_factory=dict)
    checked: bool = False
    """Whether the office confirmed it, where the review itself is left out; not a key of the file."""


class Responsible(Record, kw_only=True):
    """One entry of `responsible`: a unit or group by name, in a role."""

    __pydantic_config__ = _CLOSED
    SHORT = "unit"  # the key that a single text stands for
    unit: str = described(N_("Name or alias of a unit or group."))
    role: Role = described(N_("lead, responsible (the default) or support."), default=Role.RESPONSIBLE)


class Task(Record, kw_only=True):
    """A numbered task of the list."""

    __pydantic_config__ = _CLOSED
    id: TaskNumber = described(N_("The task's number, unique in the file."))
    requirement: str = described(N_("The requirement, in the document's words."))
    responsible: Annotated[tuple[Responsible, ...], NOT_EMPTY] = described(
        N_("Units and groups responsible for the task, in the document's order.")
    )
    responsible_text: str | None = described(
        N_("The document's own words for who is responsible."), default=None
    )
    concerned: tuple[str, ...] = described(
        N_("Units of a concerned group whom the office has named."), default=()
    )
    settled: Day | None = described(
        N_("From this day no other unit of the concerned group is concerned."), default=None
    )
    due: Annotated[tuple[DueDays, ...], NOT_EMPTY, OR_SINGLE] = described(
        N_("The deadline: a day; or days by each of which a report is due."), default=()
    )
    due_text: str | None = described(N_("The document's words for the deadline."), default=None)
    standing: bool = described(N_("Whether the task continues all year."), default=False)
    city_task: str | None = described(
        N_("The number of the task in the city's list that this one carries out."), default=None
    )
    overall: tuple[Report, ...] = described(
        N_("The office's own paragraphs on the task, oldest first."), default=()
    )
    progress: Mapping[str, tuple[Report, ...]] = described(
        N_("What each unit reported, oldest first, under the unit's own name."),
        default_factory=dict,
    )
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The document's words for who is responsible; without them, the joined names."""
        return self.responsible_text or "，".join(entry.unit for entry in self.responsible)

    def due_days(self, year: int) -> tuple[Day, ...]:
        """The days by which it is due in a list of that year, ascending.

        By the only day it must be finished, for a standing task not before the end of the year. By each of
        several days a report is due.
        """
        if not self.due:
            return ()
        days = sorted({day for each in self.due for day in each.days(year)})
        if self.standing and len(days) == 1:
            days[0] = max(days[0], Day(year, 12, 31))
        return tuple(days)


class Topic(Record, kw_only=True):
    """A heading of the second level."""

    __pydantic_config__ = _CLOSED
    title: str = described(N_("The topic's title, without its number."))
    tasks: tuple[Task, ...] = described(N_("The topic's tasks."))


class Section(Record, kw_only=True):
    """A heading of the first level; it holds topics, or tasks directly."""

    __pydantic_config__ = _CLOSED
    ONE_OF = ("topics", "tasks")  # exactly one of these is there
    title: str = described(N_("The section's title, without its number."))
    topics: tuple[Topic, ...] | None = described(N_("The section's topics."), default=None)
    tasks: tuple[Task, ...] | None = described(
        N_("The section's tasks, where it has no topics."), default=None
    )


class Unit(Record, kw_only=True):
    """A department, township or other body that reports."""

    __pydantic_config__ = _CLOSED
    name: str = described(N_("The unit's name as the list uses it."))
    kind: str = described(N_("A word of your choice such as department; groups select units by it."))
    aliases: tuple[str, ...] = described(N_("Other names of the unit."), default=())
    contact: str | None = described(N_("The contact person, free text."), default=None)
    until: Day | None = described(N_("The unit's last day, if it was closed or merged."), default=None)
    successor: str | None = described(N_("The unit that takes over its tasks."), default=None)
    extra: Mapping[str, Any] = field(default_factory=dict)


class Group(Record, kw_only=True):
    """A group of units such as 区政府各部门."""

    __pydantic_config__ = _CLOSED
    name: str = described(N_("The group's name."))
    members: Annotated[tuple[str, ...], NOT_EMPTY, OR_SINGLE] = described(
        N_("A kind of unit, a list of kinds, or a list of unit names.")
    )
    scope: Scope = described(
        N_("every: each member owes the task; concerned: only the members that it concerns.")
    )
    aliases: tuple[str, ...] = described(N_("Other names of the group."), default=())


class Office(Record, kw_only=True):
    """The office that hands out the list, as texts and papers name it."""

    __pydantic_config__ = _CLOSED
    name: str | None = described(N_("The office's name in texts and papers."), default=None)
    contact: str | None = described(N_("Whom the units ask, free text."), default=None)
    phone: str | None = described(N_("The contact's telephone number."), default=None)


class Chase(Record, kw_only=True):
    """A request by the office for a unit's reply 【催办】."""

    __pydantic_config__ = _CLOSED
    date: Day = described(N_("The day of the chase, YYYY-MM-DD."))
    unit: str = described(N_("Name or alias of the unit that is chased."))
    tasks: Annotated[tuple[TaskNumber, ...], NOT_EMPTY] = described(
        N_("The numbers of the tasks in question.")
    )
    level: ChaseLevel = described(N_("reminder, notice, supervision or circular."))
    reply_by: Day | None = described(N_("The day by which the unit must reply."), default=None)


class Omitted(NamedTuple):
    """What errors removed before the rules ran, so that rules do not report consequences of these errors."""

    names: frozenset[str] = frozenset()
    """Names and aliases of units and groups with an error, and kinds of such units."""
    text: str = ""
    """Text that is in the file but not in the data: a key's second value, the other side of a conflict."""
    reports: frozenset[tuple[int, str]] = frozenset()
    """Task and unit of each report with an error."""
    tasks: bool = False
    units: bool = False
    year: bool = False

    def hides(self, name: str) -> bool:
        """Whether a name may be declared in a removed part."""
        return name in self.names or name in self.text


class Placed(NamedTuple):
    """A task with its path in the data and its headings (`topic` may be None)."""

    location: Location
    section: Section
    topic: Topic | None
    task: Task


class Checklist(Record, kw_only=True):
    """The whole file."""

    __pydantic_config__ = _CLOSED
    format: Annotated[int, range(1, 10_000)] = described(
        N_("The version of the file format."), default=FORMAT
    )
    title: str = described(N_("The list's full title."))
    year: Annotated[int, range(1000, 10_000)] = described(N_("The year the list is for."))
    region: str | None = described(N_("The district or city."), default=None)
    region_code: RegionCode | None = described(
        N_("The region's code, GB/T 2260: 2, 4, 6, 9 or 12 digits."), default=None
    )
    city: str | None = described(N_("The city that the region belongs to."), default=None)
    topic: str | None = described(N_("What the list is about, such as open government."), default=None)
    source: str | None = described(N_("Where the list comes from."), default=None)
    office: Office | None = described(
        N_("The office that hands out the list: its name, contact and telephone."), default=None
    )
    rounds: tuple[Day, ...] = described(N_("The days by which every unit must report."), default=())
    confirm: bool = described(
        N_("Whether a done task is struck off only after the office confirms it."), default=False
    )
    topics_restart: bool = described(
        N_("Whether the document numbers its topics from 1 again in each section."), default=False
    )
    closed: Day | None = described(
        N_("The day the list was archived; from then on it is read-only."), default=None
    )
    units: tuple[Unit, ...] = described(N_("The roster: all units that report."))
    groups: tuple[Group, ...] = described(N_("The groups that the list names."))
    sections: tuple[Section, ...] = described(N_("The list itself."))
    chases: tuple[Chase, ...] = described(N_("The office's chases, oldest first."), default=())
    extra: Mapping[str, Any] = field(default_factory=dict)
    omitted: Omitted = field(default_factory=Omitted)

    def numbered_topics(self) -> Iterator[tuple[int, Topic]]:
        """The topics with their numbers in the document: through the list, or from 1 in each section."""
        number = 0
        for section in self.sections:
            number = 0 if self.topics_restart else number
            for topic in section.topics or ():
                number += 1
                yield number, topic

    def placed(self) -> Iterator[Placed]:
        """Every task with its place, in the list's order."""
        location: Location
        for s, section in enumerate(self.sections):
            for t, topic in enumerate(section.topics or ()):
                for i, task in enumerate(topic.tasks):
                    location = ("sections", s, "topics", t, "tasks", i)
                    yield Placed(location=location, section=section, topic=topic, task=task)
            for i, task in enumerate(section.tasks or ()):
                location = ("sections", s, "tasks", i)
                yield Placed(location=location, section=section, topic=None, task=task)

    def tasks(self) -> Iterator[Task]:
        """Every task, in the list's order."""
        return (placed.task for placed in self.placed())

    def with_tasks(self, tasks: Mapping[Location, Task]) -> "Checklist":
        """The list with other tasks at some places; the rest is shared with this one."""
        sections = list(self.sections)
        for location, task in tasks.items():
            s, *topic, i = (step for step in location if isinstance(step, int))
            topics = list(sections[s].topics or ())
            for t in topic:
                topics[t] = replace(topics[t], tasks=_put(topics[t].tasks, i, task))
                sections[s] = replace(sections[s], topics=tuple(topics))
            if not topic:
                sections[s] = replace(sections[s], tasks=_put(sections[s].tasks or (), i, task))
        return replace(self, sections=tuple(sections))


def _put(tasks: tuple[Task, ...], index: int, task: Task) -> tuple[Task, ...]:
    return (*tasks[:index], task, *tasks[index + 1 :])
