"""The list as the public may see it: without reviews, people, contacts, chases, the office's keys."""

from __future__ import annotations

from dataclasses import replace

from govlist.model import Checklist, Report, Review, Section, Status, Task, Topic


def public(checklist: Checklist) -> Checklist:
    """The same list without what is the office's own.

    What was returned stays in progress, but the reason is left out; what was confirmed is simply done.
    """
    return replace(
        checklist,
        confirm=False,
        chases=(),
        units=tuple(replace(unit, contact=None, extra={}) for unit in checklist.units),
        sections=tuple(_section(section) for section in checklist.sections),
    )


def _section(section: Section) -> Section:
    if section.topics is None:
        return replace(section, tasks=_tasks(section.tasks or ()))
    return replace(section, topics=tuple(_topic(topic) for topic in section.topics))


def _topic(topic: Topic) -> Topic:
    return replace(topic, tasks=_tasks(topic.tasks))


def _tasks(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    return tuple(
        replace(
            task,
            extra={},
            overall=_reports(task.overall),
            progress={unit: _reports(reports) for unit, reports in task.progress.items()},
        )
        for task in tasks
    )


def _reports(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """The unit's own reports; one that the office returned is in progress, whatever it said."""
    made: list[Report] = []
    for report in reports:
        if report.review is None:
            made.append(replace(report, by=None, extra={}))
        elif made:
            status = Status.IN_PROGRESS if report.review is Review.RETURNED else made[-1].status
            made[-1] = replace(made[-1], status=status, evidence=made[-1].evidence or report.evidence)
    return tuple(made)
