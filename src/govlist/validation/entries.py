"""Reports that units hand in: from what was said to lines for the file, or a refusal with the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from govlist.base.errors import GovlistError, together
from govlist.base.i18n import _
from govlist.base.text import CONTROL
from govlist.model import evidence, words
from govlist.model.checklist import Checklist, Placed, Report
from govlist.model.roster import Roster
from govlist.model.states import Status
from govlist.model.view import task_by_id
from govlist.model.words import DONE_AND_GOES_ON, goes_on, joined, read_status
from govlist.yamlfile import edit
from govlist.yamlfile.source import Source


@dataclass(frozen=True)
class Entry:
    """A report of a unit (None: the office's own paragraph) on a task."""

    placed: Placed
    unit: str | None
    report: Report


@dataclass(frozen=True)
class Draft:
    """What is said once for all tasks and units: the status as typed, and the rest of the report."""

    status: str
    day: date
    note: str | None = None
    evidence: tuple[str, ...] = ()
    by: str | None = None

    def report_on(self, placed: Placed) -> Report:
        """The report for a task: 已完成并长期坚持 is in_progress on a standing task, its words kept."""
        status, note = read_status(self.status), self.note
        if goes_on(self.status) and placed.task.standing:
            status = Status.IN_PROGRESS
            note = DONE_AND_GOES_ON if not note else f"{DONE_AND_GOES_ON}。{note}"
        return Report(date=self.day, status=status, note=note, evidence=self.evidence, by=self.by)

    def refuse(self, today: date) -> None:
        """Raise GovlistError where no task could take it: day, evidence, control characters."""
        read_status(self.status)
        refuse_future(self.day, today)
        refuse_empty(note=self.note, by=self.by)
        for link in self.evidence:
            refuse_empty(evidence=link)
            if why := evidence.fault(link):
                message = _("{link} is not valid evidence: {why}").format(link=link, why=why)
                raise GovlistError(message, hint=evidence.remedy())
        refuse_texts(self.note, self.by, *self.evidence)


def refuse_future(day: date, today: date) -> None:
    """Raise GovlistError for a day that has not come yet."""
    if day > today:
        message = _("{day} has not come yet").format(day=words.day(day))
        raise GovlistError(message, hint=_("the day is today or an earlier one"))


def refuse_texts(*texts: str | None) -> None:
    """Raise GovlistError for a text that holds control characters."""
    for text in texts:
        if text is not None and (match := CONTROL.search(text)):
            message = _("control character U+{code:04X} in the text").format(code=ord(match[0]))
            raise GovlistError(message, hint=_("delete it"))


def refuse_empty(**options: str | None) -> None:
    """Raise GovlistError for an option that was given and says nothing."""
    for name, text in options.items():
        if text is not None and not text.strip():
            hint = _("write something, or leave {option} out").format(option=f"--{name}")
            raise GovlistError(_("{option} is empty").format(option=f"--{name}"), hint=hint)


def entries(
    checklist: Checklist, ids: Iterable[int], units: Sequence[str] | None, draft: Draft
) -> list[Entry]:
    """The reports that a draft makes of all tasks and units (None: the office's own).

    Raises GovlistError for a task that is unknown, and for all units without basis together.
    """
    roster = Roster(checklist)
    made, refused = [], []
    for placed in [task_by_id(checklist, number) for number in ids]:
        report = draft.report_on(placed)
        for unit in [None] if units is None else units:
            made.append(Entry(placed, unit, report))
            if unit is not None and not _is_last(placed, unit, report):
                refused.append(outsider(roster, placed, unit, report.date))
    if any(refused):
        raise together([each for each in refused if each])
    return made


def new_of(made: Iterable[Entry]) -> list[Entry]:
    """Without those that are already the unit's last report, word for word."""
    return [entry for entry in made if not _is_last(entry.placed, entry.unit, entry.report)]


def records(made: Iterable[Entry]) -> list[dict[str, Any]]:
    """What `mark --json` gives: a row a report; `unit` is null for the office's own paragraph."""
    return [
        {
            "id": entry.placed.task.id,
            "unit": entry.unit,
            "date": entry.report.date.isoformat(),
            "status": str(entry.report.status),
        }
        for entry in made
    ]


def add(source: Source, made: Sequence[Entry]) -> Source:
    """The file with the reports added; the same source where there are none."""
    if not made:
        return source
    additions = [edit.Addition(e.placed.location, e.unit, e.report) for e in made]
    return edit.add_reports(source, additions)


def last_of(checklist: Checklist, number: int, unit: str | None) -> Entry:
    """A unit's last report on a task (the office's own where unit is None), to be taken back."""
    placed = task_by_id(checklist, number)
    reports = _reports(placed, unit)
    if not reports:
        who = unit or _("the office")
        message = _("{unit} has reported nothing on task {id}").format(unit=who, id=number)
        raise GovlistError(message, hint=_("govlist show {id} shows who has reported").format(id=number))
    return Entry(placed, unit, reports[-1])


def take_back(source: Source, entry: Entry) -> Source:
    """The file without a unit's last report on a task."""
    return edit.remove_last_report(source, entry.placed.location, entry.unit)


def outsider(roster: Roster, placed: Placed, unit: str, on: date) -> GovlistError | None:
    """The refusal of a unit without basis for a task on a day, with who owes it; None where it has one.

    The day is named where the answer would be another one on another day.
    """
    task = placed.task
    if unit in roster.claims(task, on):
        return None
    heir = roster.heir(unit, on)
    message = _("{unit} has nothing to do with task {id}")
    if heir != unit or unit in roster.claims(task):
        message = _("on {day} {unit} has nothing to do with task {id}")
    message = message.format(unit=unit, id=task.id, day=words.day(on))
    if heir != unit:
        hint = _("the unit has ended; {heir} takes over").format(heir=heir or _("nobody"))
    else:
        named = _("the list names: {words}").format(words=joined(e.unit for e in task.responsible))
        hint = may_be_concerned(roster, placed, unit) or named
    return GovlistError(message, hint=hint)


def may_be_concerned(roster: Roster, placed: Placed, unit: str) -> str:
    """The remedy for a unit that only the office can bring back to a task; nothing for any other."""
    task = placed.task
    if unit not in roster.claims(replace(task, settled=None, progress={})):
        return ""
    return _("if it is concerned after all: govlist assign {id} {unit}").format(id=task.id, unit=unit)


def _is_last(placed: Placed, unit: str | None, report: Report) -> bool:
    reports = _reports(placed, unit)
    return bool(reports) and reports[-1] == report


def _reports(placed: Placed, unit: str | None) -> tuple[Report, ...]:
    return placed.task.overall if unit is None else placed.task.progress.get(unit, ())
