"""A list as rows of the tables: one function for a process, for many processes, and for Spark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from govlist.base import registry
from govlist.base.errors import GovlistError, Level, Problem
from govlist.many import identity, states
from govlist.many.identity import Identity
from govlist.many.schema import BY_NAME, TABLES, VERSION
from govlist.model.checklist import Checklist, Report, Task, Unit
from govlist.model.public import public as published
from govlist.model.roster import Roster
from govlist.validation import load
from govlist.validation.load import Loaded

OK = "ok"
REJECTED = "rejected"
Row = tuple[Any, ...]


class Source(NamedTuple):
    """A file to read: its path, the list's id, and what a pattern of paths says of it.

    `identity` is empty without a pattern. `fault` says why the path does not match the pattern, if so.
    """

    path: str
    list_id: str
    identity: Mapping[str, str] = {}
    fault: str = ""


class Extract(NamedTuple):
    """What came of a file: `ok` or `rejected`, and its rows by table, in the order of the table's columns."""

    state: str
    rows: dict[str, list[Row]]


def extract(source: Source, now: str, public: bool = False) -> Extract:
    """The rows of a file. One that cannot be read is rejected like a list with errors.

    `now` is what `lists.extracted_at` will hold. Nothing else depends on the clock. `public` leaves out what
    is for the office alone: as the public version of a list does, and notes and the texts of messages.
    """
    try:
        data = load.read(Path(source.path))
    except GovlistError as error:
        problem = Problem(source.path, 1, 1, "unreadable", Level.ERROR, error.message)
        who = identity.of(source.list_id, {}, source.identity)
        return _rejected(source, who, [problem], 0, "", now)
    return extract_bytes(source, data, now, public)


def extract_bytes(source: Source, data: bytes, now: str, public: bool = False) -> Extract:
    """The rows of a file that was read, for example from an object store. A list with errors is rejected."""
    made = _extract(source, data, now, public)
    return Extract(made.state, _published(made.rows)) if public else made


def _extract(source: Source, data: bytes, now: str, public: bool) -> Extract:
    loaded = load.check(source.path, data)
    own = own_keys(loaded)
    who = identity.of(source.list_id, own, source.identity)
    digest = sha256(data).hexdigest()
    errors = [*loaded.errors, *faults(source, loaded, own)]
    warnings = len(loaded.problems) - len(loaded.errors)
    if errors or loaded.checklist is None:
        return _rejected(source, who, errors, warnings, digest, now)
    # With a day after all reports: what came of a report counts from its own day on.
    made = published(loaded.checklist, date.max) if public else loaded.checklist
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    rows["lists"] = [_list_row(source, who, made, (OK, 0, warnings, digest, VERSION, now))]
    rows["states"] = [(*who, *state) for state in states.intervals(made)]
    for name, found in _others(made):
        rows[name] = [(*who, *row) for row in found]
    return Extract(OK, rows)


def _published(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows without notes; messages, which quote the list, become those of their rules."""
    columns = [column.name for column in BY_NAME["reports"].columns]
    note = columns.index("note")
    reports = [(*row[:note], None, *row[note + 1 :]) for row in rows["reports"]]
    problems = [(*row[:-1], _meaning(row[-2]) or row[-1]) for row in rows["problems"]]
    return {**rows, "reports": reports, "problems": problems}


def _meaning(rule: str) -> str:
    """What is wrong if a rule finds something; empty for what no rule finds."""
    if rule not in registry.names("validation.rules"):
        return ""
    return registry.description(registry.get("validation.rules", rule)).split("\n")[0]


def _rejected(
    source: Source, who: Identity, errors: list[Problem], warnings: int, digest: str, now: str
) -> Extract:
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    rows["lists"] = [_list_row(source, who, None, (REJECTED, len(errors), warnings, digest, VERSION, now))]
    rows["problems"] = [
        (*who, _shown(problem.path), problem.line, problem.column, problem.rule, problem.message)
        for problem in errors
    ]
    return Extract(REJECTED, rows)


def _list_row(source: Source, who: Identity, made: Checklist | None, rest: Row) -> Row:
    about = (made.title, made.confirm, made.closed) if made else (None, None, None)
    return (*who, _shown(source.path), *about, *rest)


def own_keys(loaded: Loaded) -> dict[str, str]:
    """What a list says of itself, as far as it can be read."""
    if loaded.checklist is not None:
        return identity.own(loaded.checklist)
    return identity.first_lines(_text(loaded.source.data))


def disputes(source: Source, own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the list's path: the key of the list that it is about, if any, and the message."""
    if source.fault:
        yield "", source.fault
    for each in identity.disagreements(own, source.identity):
        yield each.key, each.message


def faults(source: Source, loaded: Loaded, own: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with the list's path, each at its place in the list."""
    for key, message in disputes(source, own):
        line, column = loaded.source.locate((key,)) if key else (1, 1)
        yield Problem(source.path, line, column, "path", Level.ERROR, message)


def _text(data: bytes) -> str:
    """The text of a file whose encoding is not known, to look for what it says of itself."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _shown(path: str) -> str:
    """A path in characters that any program reads."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


# -- tables ----------------------------------------------------------------------------------------


def _others(made: Checklist) -> Iterator[tuple[str, Iterable[Row]]]:
    """The rows of the tables that follow from the list alone, without the columns of its identity."""
    yield "tasks", _tasks(made)
    yield "units", (_unit(number, unit) for number, unit in enumerate(made.units, 1))
    yield "reports", (row for task in made.tasks() for row in _reports(task))
    yield "rounds", ((day,) for day in sorted(set(made.rounds)))
    yield "chases", _chases(made)


def _tasks(made: Checklist) -> Iterator[Row]:
    numbers = {id(section): number for number, section in enumerate(made.sections, 1)}
    for _location, section, topic, task in made.placed():
        yield (
            task.id,
            numbers[id(section)],
            section.title,
            topic.title if topic else None,
            task.requirement,
            task.responsible_text or _lines(entry.unit for entry in task.responsible),
            _last(task.due_days(made.year)),
            task.due_text,
            task.standing,
            task.settled,
            task.city_task,
        )


def _unit(number: int, unit: Unit) -> Row:
    return unit.name, number, unit.kind, _lines(unit.aliases), unit.until, unit.successor


def _reports(task: Task) -> Iterator[Row]:
    yield from (_report(task, "", seq, report) for seq, report in enumerate(task.overall, 1))
    for unit, reports in task.progress.items():
        yield from (_report(task, unit, seq, report) for seq, report in enumerate(reports, 1))


def _report(task: Task, unit: str, seq: int, report: Report) -> Row:
    review = str(report.review) if report.review else None
    evidence = _lines(report.evidence)
    return task.id, unit, seq, report.date, str(report.status), review, report.note, evidence, report.by


def _chases(made: Checklist) -> Iterator[Row]:
    owner = Roster(made).owner
    for chase in made.chases:
        for number in chase.tasks:
            yield chase.date, owner(chase.unit), number, str(chase.level), chase.reply_by


def _lines(texts: Iterable[str]) -> str:
    """Texts as one, each on its own line."""
    return "\n".join(" ".join(text.splitlines()) for text in texts)


def _last(days: tuple[date, ...]) -> date | None:
    return days[-1] if days else None
