"""A unit has reported on a task that it does not owe.

Such a report is not counted: the list does not make the unit responsible for the task, or the
unit no longer existed on that day, or the office had settled that the task does not concern it.

If the report is under the wrong task or unit, move it. If the task does concern the unit, name
it: `govlist assign ID --unit UNIT`, or add it to `responsible`. After a unit has ended, its successor
reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlist.base.errors import Finding, Level, Location
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.model.checklist import Checklist, Group, Placed, Report, Task, Unit
from govlist.model.roster import Roster
from govlist.validation.rules._names import some, unclear
from govlist.validation.rules._samples import TWO_TASK

LEVEL = Level.ERROR
PER_TASK = True

GOOD = f"""\
{TWO_TASK}        progress:
          区司法局:
            - {{date: 2024-06-14, status: in_progress, note: 合法性审查已完成}}
"""

BAD = GOOD.replace("[区教体局, 区司法局]", "[区教体局]").replace("区司法局:", "区司法局:  # <-")


def check(checklist: Checklist) -> Iterator[Finding]:
    """A finding for each unit and task: at the unit, or at a report if others are allowed."""
    judge = _Judge(checklist)
    for placed in checklist.placed():
        if placed.task.progress and not unclear(judge.roster, placed.task):
            yield from _findings(judge, placed)


def _findings(judge: _Judge, placed: Placed) -> Iterator[Finding]:
    task = placed.task
    outsiders = list(judge.outsiders(task))
    owing = judge.owing(task) if outsiders else ""
    for unit, index, always in outsiders:
        message, hint = _words(judge.roster, task, unit, owing, task.progress[unit][index])
        location: Location = (*placed.location, "progress", unit)
        yield Finding(location if always else (*location, index), message, hint, at_key=always)


class _Judge:
    """Decides who may report. Simple cases are decided without the roster, which is faster."""

    def __init__(self, checklist: Checklist) -> None:
        self.roster = Roster(checklist)
        self.omitted = checklist.omitted.reports
        self.members = {g.name: frozenset(self.roster.members(g)) for g in checklist.groups}
        handed = {u.name: self.roster.find(u.successor) for u in checklist.units if u.successor}
        self.successors = {successor.name for successor in handed.values() if successor is not None}
        self.unknown_successors = {
            name for name, successor in handed.items() if not isinstance(successor, Unit)
        }

    def outsiders(self, task: Task) -> Iterator[tuple[str, int, bool]]:
        """The units that may not report, the position of their first such report, and whether all are such.

        Reviews are not checked: the office may review after the unit's last day.
        """
        tied = self._tied(task)
        judged = tied if tied & self.unknown_successors else self.roster.units.keys()
        for unit, reports in task.progress.items():
            if unit not in judged or (task.id, unit) in self.omitted:
                continue
            own = [(index, report) for index, report in enumerate(reports) if report.review is None]
            outside = [i for i, report in own if not self._may_report(task, tied, unit, report)]
            if outside:
                yield unit, outside[0], len(outside) == len(own)

    def owing(self, task: Task) -> str:
        """The units that owe the task."""
        claims = self.roster.claims(task)
        return some([name for name, claim in claims.items() if claim.basis.owes])

    def _may_report(self, task: Task, tied: frozenset[str], unit: str, report: Report) -> bool:
        if unit not in tied and unit not in self.successors:
            return False
        if unit in tied and task.settled is None and self.roster.units[unit].until is None:
            return True
        return self.roster.may_report(task, unit, report.date)

    def _tied(self, task: Task) -> frozenset[str]:
        """The units that the task names, directly or through a group."""
        owners = [self.roster.find(entry.unit) for entry in task.responsible]
        groups = (self.members[owner.name] for owner in owners if isinstance(owner, Group))
        return frozenset(o.name for o in owners if isinstance(o, Unit)).union(*groups)


def _words(roster: Roster, task: Task, unit: str, owing: str, report: Report) -> tuple[str, str]:
    until = roster.units[unit].until
    if until is not None and report.date > until:
        message = _("{unit} ended on {until}; this report is dated {date}")
        message = message.format(unit=excerpt(unit), until=until, date=report.date)
        return message, _("move it to the unit that took over, or correct the date")
    message = _("{unit} does not owe task {id}; units that owe it: {names}")
    if not owing:
        message = _("{unit} does not owe task {id}; no unit owes it yet")
    message = message.format(id=task.id, unit=excerpt(unit), names=owing)
    if roster.concerned_groups(task):
        hint = _("move the report, or assign the unit: govlist assign {id} --unit {unit}")
        return message, hint.format(id=task.id, unit=excerpt(unit))
    return message, _("move the report, or add the unit to responsible")
