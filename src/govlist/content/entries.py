"""The ledger's columns of tasks: a row for each task, or for one unit's part in it. Pure.

A column is a row of `LEDGER`. Every format and template then has it: tables and the page under its title,
csv under its key, templates under its key and its Chinese names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from govlist.base.i18n import _, n_, p_
from govlist.content.columns import Column, Table
from govlist.content.labels import (
    basis_of,
    chase_word,
    due_in_words,
    due_of,
    figures,
    headings,
    pair_status,
    task_progress,
    task_status,
    task_word,
)
from govlist.model.checklist import Role, Task
from govlist.model.figures import count
from govlist.model.pairs import Pair, TaskState
from govlist.model.view import View
from govlist.model.words import joined, role_word


@dataclass(frozen=True)
class Entry:
    """The subject of a row: a task with all its units, or one unit's part in it if there is a pair."""

    view: View
    state: TaskState
    section: str
    topic: str
    pair: Pair | None = None

    @property
    def task(self) -> Task:
        """The task itself."""
        return self.state.task


def of_tasks(view: View) -> list[Entry]:
    """An entry for each task of the view."""
    titles = headings(view.checklist)
    return [Entry(view, state, *titles[state.task.id]) for state in view.tasks]


def of_pairs(view: View, pairs: Iterable[Pair]) -> list[Entry]:
    """An entry for each of some pairs of the view."""
    entries = {entry.task.id: entry for entry in of_tasks(view)}
    return [replace(entries[pair.task.id], pair=pair) for pair in pairs]


def table(entries: Iterable[Entry], where: str) -> Table:
    """The ledger's table of some entries; its rows have every column, `where` selects those shown."""
    made = Table.of(LEDGER, entries)
    return Table(tuple(column for column in LEDGER if where in column.shown), made.rows)


def with_headings(made: Table) -> Table:
    """The table with the headings beside the tasks, as in official lists."""
    return Table((*(column for column in LEDGER if column.merged), *made.columns), made.rows)


# -- cells -----------------------------------------------------------------------------------------


def _of_pair(cell: Callable[[Pair], str]) -> Callable[[Entry], str | None]:
    """A cell that applies only to pairs."""
    return lambda entry: cell(entry.pair) if entry.pair else None


def _those(role: Role) -> Callable[[Entry], str | None]:
    """The units with a role; None if there are none: a list need not use roles."""
    return lambda e: joined(entry.unit for entry in e.task.responsible if entry.role is role) or None


def _due(entry: Entry) -> str:
    return entry.task.due_text or due_of(entry.task, entry.view.checklist.year)


def _due_in_words(entry: Entry) -> str | None:
    return entry.task.due_text or due_in_words(entry.task) or None


def _status(entry: Entry) -> str:
    if entry.pair:
        return pair_status(entry.view.checklist, entry.pair)
    return task_status(entry.state) if entry.state.leads_done else task_word(entry.state)


def _done(entry: Entry) -> str | None:
    if entry.pair:
        return None
    counts = count(entry.state.owed)
    return f"{counts.done}/{counts.applicable}" if entry.state.owed else ""


def _progress(entry: Entry) -> str:
    return entry.pair.note or "" if entry.pair else task_progress(entry.state)


def _remarks(entry: Entry) -> str:
    remarks = _remarks_of_pair(entry.pair) if entry.pair else _remarks_of_task(entry.state)
    return p_("note", "; ").join(filter(None, remarks))


def _remarks_of_pair(pair: Pair) -> tuple[str, ...]:
    late = n_("{n} day overdue", "{n} days overdue", pair.overdue).format(n=pair.overdue)
    return (
        late if pair.overdue else "",
        _("lacking evidence") if pair.lacks_evidence else "",
        chase_word(pair),
    )


def _remarks_of_task(state: TaskState) -> list[str]:
    counts = count(state.owed)
    late, lack = counts.overdue, counts.lacking_evidence
    return figures(
        [
            (n_("{n} unit overdue", "{n} units overdue", late), late),
            (n_("{n} unit lacks evidence", "{n} units lack evidence", lack), lack),
        ]
    )


# -- columns ---------------------------------------------------------------------------------------

LEDGER: tuple[Column[Entry], ...] = (
    Column("number", lambda: _("No."), lambda e: str(e.task.id)),
    Column("section", lambda: _("Heading"), lambda e: e.section, prose=True, merged=True, shown=()),
    Column("topic", lambda: _("Heading"), lambda e: e.topic, prose=True, merged=True, shown=()),
    Column("task", lambda: _("Heading"), lambda e: e.topic or e.section, shown=()),
    Column("requirement", lambda: _("requirement"), lambda e: e.task.requirement, prose=True),
    Column(
        "responsible", lambda: _("responsible unit"), lambda e: e.task.words, prose=True, shown=("tasks",)
    ),
    Column("lead", lambda: role_word(Role.LEAD), _those(Role.LEAD), shown=()),
    Column("support", lambda: role_word(Role.SUPPORT), _those(Role.SUPPORT), shown=()),
    Column("unit", lambda: _("unit"), _of_pair(lambda pair: pair.unit), shown=()),
    Column("basis", lambda: _("basis"), _of_pair(basis_of)),
    Column("due", lambda: p_("ledger", "deadline"), _due, office=_due_in_words),
    Column("status", lambda: _("state"), _status, status=True),
    Column("done", lambda: _("done / owed"), lambda e: _done(e) or "-", office=_done),
    Column("progress", lambda: _("progress made"), _progress, prose=True),
    Column("evidence", lambda: _("evidence"), _of_pair(lambda pair: "\n".join(pair.evidence)), prose=True),
    Column("by", lambda: _("filled in by"), _of_pair(lambda p: p.own.by or "" if p.own else ""), shown=()),
    Column(
        "date", lambda: _("reported on"), _of_pair(lambda pair: pair.date.isoformat() if pair.date else "")
    ),
    Column("remarks", lambda: _("remarks"), _remarks, prose=True, shown=("tasks",)),
    Column("city_task", lambda: _("city task"), lambda e: e.task.city_task or "", shown=()),
)
"""The columns, in the ledger's order."""
