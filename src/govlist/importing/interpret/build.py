"""A document → the list it describes, with every doubt about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.documents.document import Document, Doubt, DoubtKind, Place
from govlist.importing.interpret import _covering, _outline, city_tasks, deadline_words, finding, naming
from govlist.importing.interpret._outline import Part
from govlist.importing.interpret.entries import Item
from govlist.importing.interpret.finding import Options
from govlist.importing.interpret.naming import Roster
from govlist.importing.interpret.responsible.reader import Reading
from govlist.importing.interpret.responsible.roster_names import KnownNames
from govlist.model.checklist import Checklist, Group, Section, Task, Topic, Unit
from govlist.model.words import joined


@dataclass(frozen=True, slots=True)
class ListDoubt:
    """A doubt with the task (by number), unit or group it concerns."""

    doubt: Doubt
    task: int | None = None
    owner: str | None = None


@dataclass(frozen=True)
class ImportedList:
    """A list read from a document, its doubts by kind, and its roster with what is new in it."""

    checklist: Checklist
    uncertain: tuple[ListDoubt, ...]
    roster: Roster
    preview: Sequence[Sequence[str]] = ()
    """With columns that a person named: their names, and the cells of the first rows."""


def build_list(document: Document, options: Options) -> ImportedList:
    """Build a list from a document. Raises GovlistError if no task is found or the year is unknown."""
    found = finding.find(document, options.columns)
    title = finding.title(found, options)
    year = finding.year(document, title, options)
    sections = _outline.build(found, title)
    numbered = _outline.numbers(sections, found.doubts)
    _outline.doubt_same_words(numbered)
    inherited = _inherited(options.roster, year, found.doubts)
    known = KnownNames.of(*inherited)
    read = naming.read_all(numbered, known)
    if not any(reading.named for reading, _words in read.values()):
        message = _("found {n} tasks but no units").format(n=len(numbered))
        hint = _("name the columns: --columns number,section,topic,requirement,responsible")
        raise GovlistError(message, ExitCode.FAILED, hint=hint)
    readings = {number: reading for number, (reading, _words) in read.items()}
    naming.complete_levels([*readings.values()], known)
    found.doubts += _covering.apply(document, numbered, readings, known)
    roster = naming.roster(inherited, readings.values())
    tasks = {id(item): _task(number, item, *read[number], year) for number, item in numbered.items()}
    checklist = Checklist(
        title=title,
        year=year,
        region=options.region or finding.region(title),
        source=options.name,
        office=options.roster.office if options.roster is not None else None,
        confirm=options.roster is not None and options.roster.confirm,
        topics_restart=_outline.topics_restart(sections),
        units=tuple(roster.units),
        groups=tuple(roster.groups),
        sections=tuple(_section(part, tasks) for part in sections),
    )
    uncertain = [ListDoubt(doubt) for doubt in (*document.doubts, *found.doubts)]
    first: dict[str, Place] = {}
    for number, item in numbered.items():
        reading = read[number][0]
        uncertain += (ListDoubt(doubt, number) for doubt in _doubts(item, reading, year))
        names = [known.owners.get(named.name, named.name) for named in reading.named] or [naming.OPEN]
        for name in names:
            first.setdefault(name, item.place)
    for name, note in roster.notes.items():
        uncertain.append(ListDoubt(Doubt(first.get(name, Place()), note.text, note.kind), owner=name))
    uncertain.sort(key=lambda each: each.doubt.kind.rank)
    return ImportedList(checklist, tuple(uncertain), roster, found.preview)


def _inherited(roster: Checklist | None, year: int, doubts: list[Doubt]) -> tuple[list[Unit], list[Group]]:
    """The units and groups to take over from an older list."""
    if roster is None:
        return [], []
    units, groups, ended = naming.carry_over(roster, year)
    if ended:
        message = _("units that ended before {year} were left out: {names}")
        doubts.append(Doubt(Place(), message.format(year=year, names=joined(ended)), DoubtKind.NOTE))
    return units, groups


def _doubts(item: Item, reading: Reading, year: int) -> Iterator[Doubt]:
    yield from item.doubts
    if not item.who:
        yield Doubt(item.place, _("no responsible unit"), DoubtKind.UNITS)
    for text in reading.doubts:
        yield Doubt(item.place, text, DoubtKind.UNITS)
    for text in deadline_words.read(item.due, year).doubts:
        yield Doubt(item.place, text, DoubtKind.DEADLINE)


def _task(number: int, item: Item, reading: Reading, words: str, year: int) -> Task:
    due = deadline_words.read(item.due, year)
    entries = naming.responsible(reading)
    usual = "，".join(entry.unit for entry in entries)
    return Task(
        id=number,
        requirement=item.requirement,
        responsible=entries,
        responsible_text=words or (None if not item.who else usual),
        due=deadline_words.written(item.day, year) or due.due,
        due_text=due.text or None,
        standing=item.standing or due.standing,
        city_task=city_tasks.take(item),
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
