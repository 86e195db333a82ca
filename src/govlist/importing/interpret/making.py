"""A document → the list that it is understood as, and all that is uncertain about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from govlist.base.dates import iso_day
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.documents.document import Document, Doubt, Place
from govlist.importing.interpret import _deadlines, _outline, finding, naming
from govlist.importing.interpret._entries import Item
from govlist.importing.interpret._held import Known
from govlist.importing.interpret._outline import Part
from govlist.importing.interpret._units import Reading
from govlist.importing.interpret.finding import Wishes
from govlist.importing.interpret.naming import Roster
from govlist.model.checklist import Checklist, Group, Section, Task, Topic, Unit
from govlist.model.words import joined


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A doubt: where in the document, what, and the task (by number), unit or group that it is about."""

    doubt: Doubt
    task: int | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Understood:
    """The list, all that is uncertain, and what the roster has new."""

    checklist: Checklist
    uncertain: tuple[Uncertain, ...]
    roster: Roster


def understand(document: Document, wishes: Wishes) -> Understood:
    """Make a list of a document. Raises GovlistError where no task is found, or the year is not said."""
    found = finding.find(document, wishes.columns)
    title = finding.title(found, wishes)
    year = finding.year(document, title, wishes)
    sections = _outline.build(found, title)
    numbered = _outline.numbers(sections, found.doubts)
    held = _held(wishes.roster, year, found.doubts)
    known = Known.of(*held)
    read = {number: naming.who(item, known) for number, item in numbered.items()}
    if not any(reading.named for reading, _words in read.values()):
        message = _("{n} tasks were found and nowhere a unit").format(n=len(numbered))
        hint = _("name the columns: --columns number,section,topic,requirement,responsible")
        raise GovlistError(message, ExitCode.FAILED, hint=hint)
    roster = naming.roster(held, [reading for reading, _words in read.values()])
    tasks = {id(item): _task(number, item, *read[number], year) for number, item in numbered.items()}
    checklist = Checklist(
        title=title,
        year=year,
        region=wishes.region or finding.region(title),
        source=wishes.name,
        confirm=wishes.roster is not None and wishes.roster.confirm,
        units=tuple(roster.units),
        groups=tuple(roster.groups),
        sections=tuple(_section(part, tasks) for part in sections),
    )
    uncertain = [Uncertain(doubt) for doubt in (*document.doubts, *found.doubts)]
    first: dict[str, Place] = {}
    for number, item in numbered.items():
        reading = read[number][0]
        uncertain += (Uncertain(doubt, number) for doubt in _doubts(item, reading, year))
        names = [known.owners.get(named.name, named.name) for named in reading.named] or [naming.OPEN]
        for name in names:
            first.setdefault(name, item.place)
    for name, note in roster.notes.items():
        uncertain.append(Uncertain(Doubt(first.get(name, Place()), note), owner=name))
    return Understood(checklist, tuple(uncertain), roster)


def _held(roster: Checklist | None, year: int, doubts: list[Doubt]) -> tuple[list[Unit], list[Group]]:
    """The units and groups that are taken over."""
    if roster is None:
        return [], []
    units, groups, gone = naming.carried(roster, year)
    if gone:
        message = _("units that ended before {year} were left out: {names}")
        doubts.append(Doubt(Place(), message.format(year=year, names=joined(gone))))
    return units, groups


def _doubts(item: Item, reading: Reading, year: int) -> Iterator[Doubt]:
    yield from item.doubts
    if not item.who:
        yield Doubt(item.place, _("nobody is named as responsible"))
    for text in (*reading.doubts, *_deadlines.read(item.due, year).doubts):
        yield Doubt(item.place, text)


def _task(number: int, item: Item, reading: Reading, words: str, year: int) -> Task:
    due = _deadlines.read(item.due, year)
    made = naming.responsible(reading)
    usual = "，".join(entry.unit for entry in made)
    return Task(
        id=number,
        requirement=item.requirement,
        responsible=made,
        responsible_text=words or (None if not item.who else usual),
        due=iso_day(item.day) or due.day,
        due_text=due.text or None,
        standing=item.standing or due.standing,
        extra=item.extra,
    )


def _section(part: Part, tasks: Mapping[int, Task]) -> Section:
    if not part.topics:
        return Section(title=part.title, tasks=tuple(tasks[id(item)] for item in part.items))
    topics = (
        Topic(title=topic.title, tasks=tuple(tasks[id(item)] for item in topic.items))
        for topic in part.topics
    )
    return Section(title=part.title, topics=tuple(topics))
