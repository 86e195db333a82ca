"""New reports of units: from the command's values to lines in the file, or an error with a hint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from govlist.base.characters import CONTROL
from govlist.base.errors import GovlistError, combined
from govlist.base.i18n import _
from govlist.model import evidence, words
from govlist.model.checklist import Checklist, Placed, Report
from govlist.model.roster import Roster
from govlist.model.states import Status
from govlist.model.view import task_by_id
from govlist.model.words import DONE_AND_CONTINUED, done_and_continued, joined, read_status
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
    """A report for several tasks and units: the status as typed, and its other values."""

    status: str
    day: date
    note: str | None = None
    evidence: tuple[str, ...] = ()
    by: str | None = None

    def report_on(self, placed: Placed) -> Report:
        """The report for a task; on a standing task 已完成并长期坚持 becomes in_progress with a note."""
        status, note = read_status(self.status), self.note
        if done_and_continued(self.status) and placed.task.standing:
            status = Status.IN_PROGRESS
            note = DONE_AND_CONTINUED if not note else f"{DONE_AND_CONTINUED}。{note}"
        return Report(date=self.day, status=status, note=note, evidence=self.evidence, by=self.by)

    def refuse(self, today: date) -> None:
        """Raise GovlistError if it is not valid for any task: day, evidence, control characters."""
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
    """Raise GovlistError for a day in the future."""
    if day > today:
        message = _("{day} is in the future").format(day=words.day(day))
        raise GovlistError(message, hint=_("the date must be today or earlier"))


def refuse_texts(*texts: str | None) -> None:
    """Raise GovlistError for a text with control characters."""
    for text in texts:
        if text is not None and (match := CONTROL.search(text)):
            message = _("control character U+{code:04X} in the text").format(code=ord(match[0]))
            raise GovlistError(message, hint=_("delete it"))


def refuse_empty(**options: str | None) -> None:
    """Raise GovlistError for an option with an empty value."""
    for name, text in options.items():
        if text is not None and not text.strip():
            hint = _("write a text, or omit {option}").format(option=f"--{name}")
            raise GovlistError(_("{option} is empty").format(option=f"--{name}"), hint=hint)


def entries(
    checklist: Checklist, ids: Iterable[int], units: Sequence[str] | None, draft: Draft
) -> list[Entry]:
    """The reports of a draft for all tasks and units (None: the office's own).

    Raises GovlistError for an unknown task, and one error for all units that may not report.
    """
    roster = Roster(checklist)
    made, refused = [], []
    for placed in [task_by_id(checklist, number) for number in ids]:
        report = draft.report_on(placed)
        for unit in [None] if units is None else units:
            made.append(Entry(placed, unit, report))
            if unit is not None and not _is_last(placed, unit, report):
                refused.append(outsider_error(roster, placed, unit, report.date))
    if any(refused):
        raise combined([each for each in refused if each])
    return made


def without_repeats(made: Iterable[Entry]) -> list[Entry]:
    """The entries without those that repeat the unit's last report."""
    return [entry for entry in made if not _is_last(entry.placed, entry.unit, entry.report)]


def records(made: Iterable[Entry]) -> list[dict[str, Any]]:
    """The rows of `mark --json`, one per report; `unit` is null for the office's own paragraph."""
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
    """The file with the reports added; the same source if there are none."""
    if not made:
        return source
    additions = [edit.Addition(e.placed.location, e.unit, e.report) for e in made]
    return edit.add_reports(source, additions)


def last_of(checklist: Checklist, number: int, unit: str | None) -> Entry:
    """A unit's last report on a task (the office's own if `unit` is None), to be removed.

    Raises GovlistError if there is none.
    """
    placed = task_by_id(checklist, number)
    reports = _reports(placed, unit)
    if not reports:
        who = unit or _("the office")
        message = _("{unit} has no report on task {id}").format(unit=who, id=number)
        raise GovlistError(message, hint=_("govlist show {id} shows who has reported").format(id=number))
    return Entry(placed, unit, reports[-1])


def take_back(source: Source, entry: Entry) -> Source:
    """The file without a unit's last report on a task."""
    return edit.remove_last_report(source, entry.placed.location, entry.unit)


def outsider_error(roster: Roster, placed: Placed, unit: str, on: date) -> GovlistError | None:
    """The error for a unit that may not report on a task on a day; None if it may.

    The day is part of the message if the unit may report on another day.
    """
    task = placed.task
    if unit in roster.claims(task, on):
        return None
    heir = roster.successor(unit, on)
    message = _("{unit} is not responsible for task {id}")
    if heir != unit or unit in roster.claims(task):
        message = _("{unit} is not responsible for task {id} on {day}")
    message = message.format(unit=unit, id=task.id, day=words.day(on))
    if heir != unit:
        hint = _("the unit no longer exists; its successor: {heir}").format(heir=heir or _("none"))
    else:
        named = _("the list names: {words}").format(words=joined(e.unit for e in task.responsible))
        hint = assign_hint(roster, placed, unit) or named
    return GovlistError(message, hint=hint)


def assign_hint(roster: Roster, placed: Placed, unit: str) -> str:
    """The hint for a unit that may report once the office assigns it; "" for others."""
    task = placed.task
    if unit not in roster.claims(replace(task, settled=None, progress={})):
        return ""
    return _("if the task concerns it: govlist assign {id} --unit {unit}").format(id=task.id, unit=unit)


def _is_last(placed: Placed, unit: str | None, report: Report) -> bool:
    reports = _reports(placed, unit)
    return bool(reports) and reports[-1] == report


def _reports(placed: Placed, unit: str | None) -> tuple[Report, ...]:
    return placed.task.overall if unit is None else placed.task.progress.get(unit, ())
