"""What was reported in a period, as tables: every report, or the changes of all units by task. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from govlist.base.i18n import _, n_
from govlist.content.columns import Column, Table, row
from govlist.content.labels import before_word, report_word, unit_names
from govlist.model.checklist import Report
from govlist.model.view import Change, View, changes
from govlist.model.words import short_day

CHANGES: tuple[Column[Change], ...] = (
    Column("number", lambda: _("No."), lambda c: str(c.placed.task.id), "序号"),
    Column("unit", lambda: _("responsible unit"), lambda c: c.unit, "责任单位"),
    Column("before", lambda: _("status before"), lambda c: before_word(c.before), "上期状态", status=True),
    Column("status", lambda: _("status now"), lambda c: report_word(c.report), "本期状态", status=True),
    Column("progress", lambda: _("progress made"), lambda c: c.report.note, "进展情况", prose=True),
    Column("evidence", lambda: _("evidence"), lambda c: "\n".join(c.report.evidence), "佐证材料", prose=True),
    Column("date", lambda: _("reported on"), lambda c: c.report.date.isoformat(), "报送日期"),
)


def every_report(view: View) -> Table:
    """A row for each report and review of the period; none without a period."""
    return Table.of(CHANGES, changes(view, view.since, view.day) if view.since else ())


@dataclass(frozen=True)
class Move:
    """The reports of the period on a task, by one unit or by several that reported the same."""

    view: View
    changes: tuple[Change, ...]
    """Each unit's, oldest first."""

    @cached_property
    def last(self) -> Report:
        """The last line."""
        return self.changes[-1].report

    @property
    def units(self) -> tuple[str, ...]:
        """The units, each once."""
        return tuple(dict.fromkeys(change.unit for change in self.changes))

    @property
    def note(self) -> str:
        """The last line's note; for a review without one, that of the unit's report in the period."""
        notes = (c.report.note or "" for c in reversed(self.changes) if c.report.review is None)
        return self.last.note or next(notes, "")

    @property
    def evidence(self) -> str:
        """The number of pieces of evidence."""
        n = len({(change.unit, each) for change in self.changes for each in change.report.evidence})
        return n_("{n} piece", "{n} pieces", n).format(n=n) if n else ""

    @property
    def days(self) -> str:
        """The days of the reports."""
        days = [change.report.date for change in self.changes]
        first, last = short_day(min(days)), short_day(max(days))
        return first if first == last else _("{first} to {last}").format(first=first, last=last)


MOVES: tuple[Column[Move], ...] = (
    Column("number", lambda: _("No."), lambda m: str(m.changes[0].placed.task.id)),
    Column("unit", lambda: _("responsible unit"), lambda m: unit_names(m.view, m.units), prose=True),
    Column("before", lambda: _("status before"), lambda m: before_word(m.changes[0].before), status=True),
    Column("status", lambda: _("status now"), lambda m: report_word(m.last), status=True),
    Column("progress", lambda: _("progress made"), lambda m: m.note, prose=True),
    Column("evidence", lambda: _("evidence"), lambda m: m.evidence),
    Column("date", lambda: _("reported on"), lambda m: m.days),
)


def moves(view: View) -> Table:
    """A row for each task and change between the period's ends, with all units that reported the same."""
    if view.since is None:
        return Table(MOVES, ())
    reported: dict[tuple[int, str], list[Change]] = {}
    for change in changes(view, view.since, view.day):
        reported.setdefault((change.placed.task.id, change.unit), []).append(change)
    alike: dict[tuple[object, ...], list[Change]] = {}
    for (task, _unit), found in sorted(reported.items(), key=lambda item: item[0][0]):
        cells = row(MOVES, Move(view, tuple(found)))
        key = (task, *(cells[each] for each in ("before", "status", "progress")))
        alike.setdefault(key, []).extend(found)
    return Table.of(MOVES, [Move(view, tuple(found)) for found in alike.values()])
