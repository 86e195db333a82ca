"""`show ID`: first who has not reported, then the task's words, who owes it and why, all reports."""

from __future__ import annotations

from collections.abc import Sequence

from govlist.base.i18n import _, n_, p_
from govlist.cli.screens.status.district import task_style
from govlist.cli.screens.status.unit import state_piece
from govlist.cli.tables import NAME, Column, Line, Piece, line, paragraph, spread, tables
from govlist.content.labels import (
    basis_of,
    chase_word,
    due_in_full,
    headings,
    pair_status,
    report_word,
    task_progress,
    task_status,
)
from govlist.model.checklist import Basis, Report
from govlist.model.figures import behind, returned
from govlist.model.pairs import Pair, TaskState
from govlist.model.roster import office_name
from govlist.model.view import View
from govlist.model.words import day, joined, role_word, short_day


def lines(view: View, state: TaskState, max_width: int | None) -> list[Line]:
    """The whole screen."""
    task = state.task
    section, topic = headings(view.checklist)[task.id]
    as_of = _("as of {day}").format(day=day(view.day))
    number = _("Task {id}").format(id=task.id)
    made = spread(f"{number}  {task_status(state)}", as_of, max_width, task_style(state))
    made += _without_progress(view, state, max_width)
    made += [line(), *paragraph(task.requirement, max_width)]
    made += [line(), *_facts(view, state, (section, topic), max_width)]
    made += _units(view, state, max_width)
    return [*made, *_reports(view, state, max_width)]


def _without_progress(view: View, state: TaskState, max_width: int | None) -> list[Line]:
    """The units without a report, then those that are behind or whose report was returned."""
    owed = state.owed
    silent = [pair.unit for pair in owed if pair.last is None]
    if state.no_owner:
        text = _("No unit owes it yet; {office} settles who is concerned.")
        text = text.format(office=office_name(view.checklist, view.day))
        return paragraph(text, max_width, "warn")
    made: list[Line] = []
    if silent:
        head = n_(
            "{n} unit has not reported: {units}",
            "{n} units have not reported: {units}",
            len(silent),
        )
        made += paragraph(head.format(n=len(silent), units=joined(silent)), max_width, "warn")
    stuck = [pair for pair in owed if behind(pair) or returned(pair)]
    if stuck:
        units = joined(
            _("{unit} ({note})").format(unit=p.unit, note=pair_status(view.checklist, p)) for p in stuck
        )
        made += paragraph(_("Behind or returned: {units}").format(units=units), max_width, "bad")
    return made or paragraph(_("All units have reported."), max_width, "good")


def _facts(view: View, state: TaskState, titles: tuple[str, str], max_width: int | None) -> list[Line]:
    task = state.task
    facts = [
        (_("Heading"), "  ".join(filter(None, titles))),
        (_("Responsible"), task.words),
        (
            _("Deadline"),
            due_in_full(task),
        ),
        (_("Goes on"), _("all year") if task.standing else ""),
        (_("City's task"), task.city_task or ""),
        (_("Settled"), day(task.settled) if task.settled else ""),
        (_("Say they are not concerned"), joined(view.roster.denied(task, view.day))),
        (_("Progress"), task_progress(state)),
    ]
    made: list[Line] = []
    for name, value in facts:
        if value:
            made += paragraph(_("{name}: {value}").format(name=name, value=value), max_width)
    return made


def _units(view: View, state: TaskState, max_width: int | None) -> list[Line]:
    """The units of the task, those without a report first."""
    made: list[Line] = []
    owed = sorted(state.owed, key=lambda p: (p.last is not None, p.status.closes))
    candidates = [pair for pair in state.pairs if pair.basis is Basis.CANDIDATE]
    support = [pair for pair in state.pairs if pair.basis is Basis.SUPPORT]
    groups = [
        (_("Who owes it"), owed),
        (p_("units", "To be settled"), candidates),
        (p_("units", "Support"), support),
    ]
    groups = [(title, pairs) for title, pairs in groups if pairs]
    shown = _tables(view, [pairs for _title, pairs in groups], max_width)
    for (title, pairs), rows in zip(groups, shown, strict=True):
        heading = n_("{title} ({n} unit)", "{title} ({n} units)", len(pairs))
        made += [line(), line(heading.format(title=title, n=len(pairs)), "title"), *rows]
    return made


def _tables(view: View, groups: Sequence[Sequence[Pair]], max_width: int | None) -> list[list[Line]]:
    columns = [
        Column(_("unit"), least=NAME),
        Column(_("status")),
        Column(_("basis")),
        Column(_("role"), drop=1),
        Column(_("last report"), drop=3, keep=False),
        Column(_("chased"), drop=4, keep=False),
        Column(_("progress made"), drop=2, least=16, keep=False, room=True),
    ]
    return tables(columns, [[_cells(view, pair) for pair in pairs] for pairs in groups], max_width)


def _cells(view: View, pair: Pair) -> list[Piece]:
    return [
        (pair.unit, ""),
        state_piece(view.checklist, pair),
        (basis_of(pair), "dim"),
        (role_word(pair.role), "dim"),
        (short_day(pair.date), ""),
        (chase_word(pair), "warn"),
        (pair.note or "", ""),
    ]


def _reports(view: View, state: TaskState, max_width: int | None) -> list[Line]:
    """Every report up to the day, oldest first, each with its evidence."""
    rows: list[tuple[str, Report]] = [
        (_("whole district"), report) for report in state.task.overall if report.date <= view.day
    ]
    for unit, reports in state.task.progress.items():
        rows += [(unit, report) for report in reports if report.date <= view.day]
    if not rows:
        return []
    made = [line(), line(_("Reports"), "title")]
    for unit, report in sorted(rows, key=lambda row: row[1].date):
        made += _report(unit, report, max_width)
    return made


def _report(unit: str, report: Report, max_width: int | None) -> list[Line]:
    word = report_word(report)
    head = f"{report.date.isoformat()}  {unit}  {word}"
    if report.by:
        head += "  " + _("by {name}").format(name=report.by)
    made = paragraph(head, max_width)
    if report.note:
        made += paragraph(report.note, max_width, "", "    ")
    for link in report.evidence:
        made += paragraph(_("evidence: {link}").format(link=link), max_width, "dim", "    ")
    return made
