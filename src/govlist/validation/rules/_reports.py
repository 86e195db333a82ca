"""The lists of reports of a checklist, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govlist.base.errors import Location
from govlist.model.checklist import Checklist, Report, Task


@dataclass(frozen=True, slots=True)
class Reports:
    """A unit's reports on a task, oldest first; `unit` is None for the office's own."""

    task: Task
    unit: str | None
    location: Location
    reports: tuple[Report, ...]


def report_lists(checklist: Checklist) -> Iterator[Reports]:
    """All lists of reports, in file order."""
    for placed in checklist.placed():
        task = placed.task
        if task.overall:
            yield Reports(task, None, (*placed.location, "overall"), task.overall)
        for unit, reports in task.progress.items():
            yield Reports(task, unit, (*placed.location, "progress", unit), reports)


def incomplete(checklist: Checklist, listed: Reports) -> bool:
    """Whether an error removed a report from the list."""
    return listed.unit is not None and (listed.task.id, listed.unit) in checklist.omitted.reports
