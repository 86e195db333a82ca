"""The checklist as frozen data: what the file says, typed, nothing derived.

A field with a description is a key of the file. All else that is known of the key follows from its
annotation, read in `fields`: which values pass, how they are typed, the JSON Schema, the documentation. So
annotations are values here, not text. Descriptions reach the user in two languages: `N_` marks them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from enum import StrEnum
from typing import Annotated, Any

from govlist.base.errors import Location
from govlist.base.i18n import mark as N_
from govlist.model.states import Status

FORMAT = 1
"""The highest `format` of the file that this govlist reads."""


class Review(StrEnum):
    """The office's act on the report before it."""

    CONFIRMED = "confirmed"
    RETURNED = "returned"


class Role(StrEnum):
    """The part an entry of `responsible` plays."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"


class Scope(StrEnum):
    """Whether every member of a group owes the task, or only those concerned."""

    EVERY = "every"
    CONCERNED = "concerned"


class ChaseLevel(StrEnum):
    """How formal a chase is; which one is sent is the office's choice."""

    REMINDER = "reminder"
    NOTICE = "notice"
    SUPERVISION = "supervision"
    CIRCULAR = "circular"


class Basis(StrEnum):
    """Why a unit has to do with a task, strongest first."""

    NAMED = "named"
    GROUP = "group"
    REPORTED = "reported"
    CANDIDATE = "candidate"
    SUPPORT = "support"

    @property
    def owes(self) -> bool:
        """Whether the pair is an obligation; candidates and support are counted apart."""
        return self not in (Basis.CANDIDATE, Basis.SUPPORT)


def described(text: str, **options: Any) -> Any:
    """A dataclass field whose description stands in the JSON Schema."""
    return field(metadata={"description": text}, **options)


TaskNumber = Annotated[int, range(1, 1_000_000_000)]
"""A whole number is annotated with the numbers that pass."""

FILLED = "filled"
"""Marks a list that may not be empty."""

SINGLE = "single"
"""Marks a list that may be written as its one value alone."""

# pydantic reads this attribute; a plain dict needs no import of it here.
_CLOSED = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)  # the one class with thousands; slots double a class's cost
class Report:
    """One line of progress: a unit's report, or with `review` the office's act on the one before."""

    __pydantic_config__ = _CLOSED
    date: Day = described(N_("The day of the report, YYYY-MM-DD."))
    status: Status = described(N_("How far the task is."))
    review: Review | None = described(
        N_("The office's review of the report before it: confirmed or returned."), default=None
    )
    note: str | None = described(N_("What was done, in the unit's words."), default=None)
    evidence: tuple[str, ...] = described(
        N_("Links (http, https) or relative file names that prove it."), default=()
    )
    by: str | None = described(N_("Who filled in the report."), default=None)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Responsible:
    """One entry of `responsible`: a unit or group by name, in a role."""

    __pydantic_config__ = _CLOSED
    SHORT = "unit"  # what a bare text stands for
    unit: str = described(N_("Name or alias of a unit or group."))
    role: Role = described(N_("lead, responsible (the rule) or support."), default=Role.RESPONSIBLE)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One numbered demand of the list."""

    __pydantic_config__ = _CLOSED
    id: TaskNumber = described(N_("The task's number, unique in the file."))
    requirement: str = described(N_("What the task demands, in the document's words."))
    responsible: Annotated[tuple[Responsible, ...], FILLED] = described(
        N_("Units and groups that answer for the task, in the document's order.")
    )
    responsible_text: str | None = described(
        N_("The document's own words for who is responsible."), default=None
    )
    concerned: tuple[str, ...] = described(
        N_("Units of a concerned group whom the office has named."), default=()
    )
    settled: Day | None = described(
        N_("From this day nobody else of the concerned group is concerned."), default=None
    )
    due: Day | None = described(N_("The deadline, YYYY-MM-DD."), default=None)
    due_text: str | None = described(N_("The document's words for the deadline."), default=None)
    standing: bool = described(N_("Whether the task goes on all year."), default=False)
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
        """The document's words for who is responsible; by default the names joined."""
        return self.responsible_text or "，".join(entry.unit for entry in self.responsible)


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A heading of the second level."""

    __pydantic_config__ = _CLOSED
    title: str = described(N_("The topic's title, without its number."))
    tasks: tuple[Task, ...] = described(N_("The topic's tasks."))


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading of the first level; it holds topics, or tasks directly."""

    __pydantic_config__ = _CLOSED
    ONE_OF = ("topics", "tasks")  # exactly one of these is there
    title: str = described(N_("The section's title, without its number."))
    topics: tuple[Topic, ...] | None = described(N_("The section's topics."), default=None)
    tasks: tuple[Task, ...] | None = described(
        N_("The section's tasks, where it has no topics."), default=None
    )


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A department, township or other body that reports."""

    __pydantic_config__ = _CLOSED
    name: str = described(N_("The unit's name as the list uses it."))
    kind: str = described(N_("A free word such as department; groups select by it."))
    aliases: tuple[str, ...] = described(N_("Other names of the unit."), default=())
    contact: str | None = described(N_("Whom to call, free text."), default=None)
    until: Day | None = described(N_("The unit's last day, where it ended."), default=None)
    successor: str | None = described(N_("The unit that takes over what it owes."), default=None)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Group:
    """A collective such as 区政府各部门."""

    __pydantic_config__ = _CLOSED
    name: str = described(N_("The collective's name."))
    members: Annotated[tuple[str, ...], FILLED, SINGLE] = described(
        N_("A kind of unit, a list of kinds, or a list of unit names.")
    )
    scope: Scope = described(N_("every: each member owes the task; concerned: only those whom it concerns."))
    aliases: tuple[str, ...] = described(N_("Other names of the collective."), default=())


@dataclass(frozen=True, kw_only=True)
class Chase:
    """One time that the office pressed a unit for an answer 【催办】."""

    __pydantic_config__ = _CLOSED
    date: Day = described(N_("The day of the chase, YYYY-MM-DD."))
    unit: str = described(N_("Name or alias of the unit that is chased."))
    tasks: Annotated[tuple[TaskNumber, ...], FILLED] = described(
        N_("The numbers of the tasks it is chased for.")
    )
    level: ChaseLevel = described(N_("reminder, notice, supervision or circular."))
    reply_by: Day | None = described(N_("The day by which an answer is wanted."), default=None)


@dataclass(frozen=True, kw_only=True)
class Omitted:
    """What a fault took out before the rules ran, so that no rule reports what follows from it alone."""

    names: frozenset[str] = frozenset()
    """Names and aliases of units and groups with a fault, and kinds of such units."""
    text: str = ""
    """Text that is in the file but not in the data: a key's second value, a conflict's other side."""
    reports: frozenset[tuple[int, str]] = frozenset()
    """Task and unit of each report with a fault."""
    tasks: bool = False
    units: bool = False
    year: bool = False

    def hides(self, name: str) -> bool:
        """Whether a name may be declared in what was taken out."""
        return name in self.names or name in self.text


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A task with its place: path into the data, and the titles above it (`topic` may be None)."""

    location: Location
    section: Section
    topic: Topic | None
    task: Task


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """The whole file."""

    __pydantic_config__ = _CLOSED
    format: Annotated[int, range(1, 10_000)] = described(
        N_("The version of the file's form."), default=FORMAT
    )
    title: str = described(N_("The list's full title."))
    year: Annotated[int, range(1000, 10_000)] = described(N_("The year the list is for."))
    region: str | None = described(N_("The district or city."), default=None)
    source: str | None = described(N_("Where the list comes from."), default=None)
    rounds: tuple[Day, ...] = described(N_("The days by which every unit reports."), default=())
    confirm: bool = described(
        N_("Whether done counts as struck off only when the office confirms."), default=False
    )
    closed: Day | None = described(
        N_("The day the list was archived; nothing is written from then on."), default=None
    )
    units: tuple[Unit, ...] = described(N_("The roster: every unit that reports."))
    groups: tuple[Group, ...] = described(N_("The collectives that the list speaks of."))
    sections: tuple[Section, ...] = described(N_("The list itself."))
    chases: tuple[Chase, ...] = described(
        N_("When the office pressed whom for an answer, oldest first."), default=()
    )
    omitted: Omitted = field(default_factory=Omitted)

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
