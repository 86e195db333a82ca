"""The public version of a list: without reviews, people, contacts, chases, the office's keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from govlist.model.checklist import Checklist, Report, Review, Section, Task, Topic
from govlist.model.states import Status


def public(checklist: Checklist, day: date) -> Checklist:
    """The list on a day, without internal data of the office.

    A returned report is shown as in progress, a confirmed one as done.
    """
    return replace(
        checklist,
        confirm=False,
        extra={},
        office=replace(checklist.office, contact=None, phone=None) if checklist.office else None,
        chases=(),
        units=tuple(replace(unit, contact=None, extra={}) for unit in checklist.units),
        sections=tuple(_section(section, day) for section in checklist.sections),
    )


def _section(section: Section, day: date) -> Section:
    if section.topics is None:
        return replace(section, tasks=_tasks(section.tasks or (), day))
    return replace(section, topics=tuple(_topic(topic, day) for topic in section.topics))


def _topic(topic: Topic, day: date) -> Topic:
    return replace(topic, tasks=_tasks(topic.tasks, day))


def _tasks(tasks: tuple[Task, ...], day: date) -> tuple[Task, ...]:
    return tuple(
        replace(
            task,
            extra={},
            overall=_reports(task.overall, day),
            progress={unit: _reports(reports, day) for unit, reports in task.progress.items()},
        )
        for task in tasks
    )


def _reports(reports: tuple[Report, ...], day: date) -> tuple[Report, ...]:
    """The unit's own reports; one that the office returned is in progress."""
    made: list[Report] = []
    for report in (each for each in reports if each.date <= day):
        if report.review is None:
            made.append(replace(report, by=None, extra={}))
        elif made:
            status = Status.IN_PROGRESS if report.review is Review.RETURNED else made[-1].status
            made[-1] = replace(
                made[-1],
                status=status,
                evidence=made[-1].evidence or report.evidence,
                checked=report.review is Review.CONFIRMED,
            )
    return tuple(made)
