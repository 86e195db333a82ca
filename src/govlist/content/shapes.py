"""The shapes of JSON outputs, each described here alone: `govlist schema OUTPUT` and docs/json.md follow.

An object is a TypedDict. Every key is always there, and no other, except for the list's own `x-` keys in the
objects of `OFFICE_KEYS`. Descriptions are for scripts' authors, in English like the keys.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypedDict

from govlist.base.errors import Level
from govlist.model.checklist import Basis, Review, Role, Scope
from govlist.model.pairs import Urgency
from govlist.model.states import STATES, Status


class OneOf(tuple[str, ...]):
    """The values that a text may have."""


class Format(str):
    """The format of a text, as JSON Schema names it."""


Day = Annotated[str, Format("date")]
_STATES = tuple(state.key for state in STATES if state.key != "no_owner")
Reason = Annotated[str, OneOf(reason.key for reason in Urgency)]


# -- problems and errors -----------------------------------------------------------------------------


class Problem(TypedDict):
    """A problem at a place in a file."""

    path: Annotated[str, "The file; `-` is standard input."]
    line: Annotated[int, "The line, from 1."]
    column: Annotated[int, "The column, from 1, in characters."]
    rule: Annotated[str, "The rule's id: docs/rules.md."]
    level: Annotated[Level, "Errors stop every other command, warnings do not."]
    message: Annotated[str, "What is wrong, in the language of messages."]
    hint: Annotated[str, "How to fix it; may be empty."]


class RuleCount(TypedDict):
    """How many problems a rule has found."""

    rule: Annotated[str, "The rule's id."]
    level: Annotated[Level, "Its level."]
    problems: Annotated[int, "The number of its problems."]
    files: Annotated[int, "The number of files that have them."]


class LevelCounts(TypedDict):
    """Numbers of errors and of warnings."""

    errors: Annotated[int, "Errors."]
    warnings: Annotated[int, "Warnings."]


class FixedLine(TypedDict):
    """A line that `--fix` changed, or with `--dry-run` would change."""

    path: Annotated[str, "The file."]
    line: Annotated[int, "The line, from 1."]
    before: Annotated[str, "Its text before."]
    after: Annotated[str, "Its text after."]


class Validation(TypedDict):
    """What `validate` has found."""

    files: Annotated[int, "The number of files that could be read."]
    problems: Annotated[list[Problem], "All problems, errors first."]
    statistics: Annotated[list[RuleCount], "The rules that found something."]
    ignored: Annotated[int, "Warnings hidden by a comment, `--ignore` or a setting."]
    unselected: Annotated[LevelCounts, "Problems hidden by `--select`."]
    hidden: Annotated[int, "Other warnings hidden by `--errors-only`."]
    fixed: Annotated[list[FixedLine], "The lines that `--fix` fixed."]


class FurtherError(TypedDict):
    """A further error of the same command."""

    error: Annotated[str, "The message."]
    hint: Annotated[str, "The remedy; may be empty."]


class Error(TypedDict):
    """An error, on stderr."""

    error: Annotated[str, "The message."]
    hint: Annotated[str, "The remedy; may be empty."]
    exit_code: Annotated[int, "The exit code: docs/exit-codes.md."]
    problems: Annotated[list[Problem], "The problems of the list that stop the command."]
    details: Annotated[str, "Text to copy into a file or a bug report; may be empty."]
    others: Annotated[list[FurtherError], "Further errors."]


class Rule(TypedDict):
    """A rule of `validate`."""

    rule: Annotated[str, "Its id."]
    level: Annotated[Level, "Its level."]
    text: Annotated[str, "Its help, in the language of messages."]
    wrong: Annotated[str, "A sample that has the problem, shortened."]
    right: Annotated[str, "A sample that does not have it."]


# -- tasks, units, pairs -----------------------------------------------------------------------------


class Responsible(TypedDict):
    """A unit or group that a task names."""

    unit: Annotated[str, "The name of the unit or group, not an alias."]
    role: Annotated[Role, "Its role."]


class _TaskWords(TypedDict):
    id: Annotated[int, "The task's number."]
    section: Annotated[str, "The section's title, without its number."]
    topic: Annotated[str | None, "The topic's title; null if the section has no topics."]
    requirement: Annotated[str, "The requirement."]
    responsible_text: Annotated[str, "Who is responsible, in the document's words."]
    due: Annotated[str | list[str] | None, "The deadline as in docs/file.md: a text, several, or null."]
    due_text: Annotated[str | None, "The deadline in the document's words."]
    standing: Annotated[bool, "Whether it goes on all year."]
    city_task: Annotated[str | None, "The number of the task in the city's list that it carries out."]


class Task(_TaskWords):
    """A task."""

    responsible: Annotated[list[Responsible], "Who is responsible, in the document's order."]


class _State(TypedDict):
    status: Annotated[Status, "The status; not_started without a report."]
    review: Annotated[Review | None, "The office's review, if it is the last line."]
    date: Annotated[Day | None, "The day of the last report or review."]
    due_by: Annotated[
        Day | None, "The day that an open obligation missed, or by which it must finish or report next."
    ]
    overdue: Annotated[bool, "Whether it is owed, open, and past its deadline."]
    due_soon: Annotated[
        bool,
        "Whether that day is at most 14 days ahead (the setting due-soon), or not after that of `--due`.",
    ]
    missing: Annotated[bool, "Whether it is owed and open, without a report for the last round."]


class PairState(_State):
    """The state of a unit's task."""

    unit: Annotated[str, "The unit's name."]
    basis: Annotated[Basis, "Why the unit is involved in the task."]


class TaskOfUnit(Task, PairState):
    """A task and its state for a unit."""


class Report(TypedDict):
    """A report of a unit, or a review by the office."""

    date: Annotated[Day, "Its day."]
    status: Annotated[Status, "The status."]
    review: Annotated[Review | None, "confirmed or returned if it is a review."]
    note: Annotated[str | None, "The note."]
    evidence: Annotated[list[str], "Links and file names."]
    by: Annotated[str | None, "Who filled it in."]


class UnitOfTask(PairState):
    """A unit's part in a task."""

    role: Annotated[Role, "The unit's role."]
    reports: Annotated[list[Report], "All its reports up to the day, oldest first."]


class ShownTask(Task):
    """A task with everything about it."""

    as_of: Annotated[Day, "The day of the states."]
    status: Annotated[Status | None, "The task's own status; null if no unit owes it."]
    overall: Annotated[list[Report], "The office's own paragraphs."]
    units: Annotated[list[UnitOfTask], "Every unit that has to do with it."]


class PairRow(_TaskWords, _State):
    """A unit and a task in one flat row: the columns of docs/csv.md."""

    unit: Annotated[str, "The unit's name."]
    kind: Annotated[str, "The unit's kind."]
    basis: Annotated[Basis, "Why the unit is involved in the task."]
    role: Annotated[Role, "The unit's role."]
    lacking_evidence: Annotated[bool, "Whether it is owed and done, without evidence, and not confirmed."]
    note: Annotated[str | None, "The last note; after a review without one, the unit's own."]
    evidence: Annotated[list[str], "The last links and file names."]
    by: Annotated[str | None, "Who filled in the unit's last report."]
    state: Annotated[str, OneOf(_STATES), "The more detailed state of the ledger."]
    overdue_days: Annotated[int, "The days since the missed deadline; 0 if it is not overdue."]


# -- figures -----------------------------------------------------------------------------------------


class Counts(TypedDict):
    """Figures over obligations. The five statuses add up to `obligations`."""

    obligations: Annotated[int, "What is owed: unit and task."]
    not_started: Annotated[int, "Not started."]
    not_reported: Annotated[int, "The part of not_started without any report."]
    in_progress: Annotated[int, "In progress."]
    returned: Annotated[int, "The part of in_progress that the office returned."]
    behind: Annotated[int, "Behind."]
    done: Annotated[int, "Done."]
    confirmed: Annotated[int, "The part of done that the office confirmed."]
    not_applicable: Annotated[int, "Not applicable."]
    overdue: Annotated[int, "Open and past the deadline."]
    due_soon: Annotated[int, "Open and near the deadline."]
    missing: Annotated[int, "Open, without a report for the last round."]
    lacking_evidence: Annotated[int, "Done without evidence, and not confirmed."]
    candidates: Annotated[int, "To be settled; not an obligation."]
    support: Annotated[int, "In support; not an obligation."]


class UnitTask(_State):
    """A task of the unit."""

    id: Annotated[int, "The task's number."]
    topic: Annotated[str | None, "The topic's title."]
    basis: Annotated[Basis, "Why the unit is involved in the task."]
    note: Annotated[str | None, "The last note."]
    evidence: Annotated[list[str], "The last links and file names."]


class UnitStatus(TypedDict):
    """The state of one unit."""

    unit: Annotated[str, "The unit's name."]
    as_of: Annotated[Day, "The day of the figures."]
    sentence: Annotated[str, "The summary, in the language of messages."]
    counts: Annotated[Counts, "The unit's figures."]
    tasks: Annotated[list[UnitTask], "Every task that it has to do with, in the list's order."]


class UnitCounts(Counts):
    """The figures of a unit."""

    unit: Annotated[str, "The unit's name."]
    kind: Annotated[str, "Its kind."]


class TaskCounts(TypedDict):
    """The tasks by their own status; the five statuses and `no_owner` add up to `total`."""

    total: Annotated[int, "All tasks."]
    done: Annotated[int, "Done."]
    in_progress: Annotated[int, "In progress."]
    behind: Annotated[int, "Behind."]
    not_started: Annotated[int, "Not started."]
    not_applicable: Annotated[int, "Not applicable."]
    not_reported: Annotated[int, "The part of not_started without any report."]
    no_owner: Annotated[int, "Owed by no unit yet."]


class GroupCounts(Counts):
    """The figures of a group of `--group-by`."""

    of: Annotated[str, "The unit, kind, section or topic, or the number of the task."]


class ListStatus(TypedDict):
    """The state of the list."""

    as_of: Annotated[Day, "The day of the figures."]
    sentence: Annotated[str, "The summary, in the language of messages."]
    units: Annotated[list[UnitCounts], "The figures of each unit."]
    total: Annotated[Counts, "The figures of all of them."]
    tasks: Annotated[TaskCounts, "The tasks by their own status."]
    groups: Annotated[list[GroupCounts], "The figures of each group of `--group-by`; empty without it."]


class TrendPoint(Counts):
    """The figures of a day."""

    date: Annotated[Day, "The day."]


class TrendLine(TypedDict):
    """A line of the trend."""

    of: Annotated[str | None, "The unit or kind; null for everything selected."]
    points: Annotated[list[TrendPoint], "The days, oldest first."]


class Unit(Counts):
    """A unit of the roster and its figures."""

    unit: Annotated[str, "The unit's name."]
    kind: Annotated[str, "Its kind."]
    aliases: Annotated[list[str], "Its other names."]
    groups: Annotated[list[str], "The groups that it belongs to."]
    until: Annotated[Day | None, "Its last day, if it was dissolved."]
    successor: Annotated[str | None, "The unit that took over its tasks."]


class Group(TypedDict):
    """A group of the roster."""

    group: Annotated[str, "The group's name."]
    scope: Annotated[Scope, "Whether it means every member, or those concerned."]
    aliases: Annotated[list[str], "Its other names."]
    members: Annotated[list[str], "The units that belong to it."]


class Roster(TypedDict):
    """Units and groups."""

    units: Annotated[list[Unit], "The units."]
    groups: Annotated[list[Group], "The groups."]


# -- changes in time ---------------------------------------------------------------------------------


class ChangeRow(Report):
    """A report with its task, its unit and what was before."""

    id: Annotated[int, "The task's number."]
    unit: Annotated[str, "The unit's name."]
    before: Annotated[Status | None, "The status before it; null if there was no report."]


class Difference(TypedDict):
    """A difference between two files."""

    what: Annotated[
        Literal[
            "list", "unit", "unit-added", "unit-removed", "group", "group-added", "group-removed",
            "task-added", "task-removed", "heading", "requirement", "responsible", "responsible_text",
            "concerned", "settled", "due", "standing", "city_task", "extra", "report-added",
            "report-removed", "chase-added", "chase-removed",
        ],
        "What differs.",
    ]  # fmt: skip
    id: Annotated[int | None, "The task's number; null if it is not about a task."]
    unit: Annotated[str | None, "The unit or group; null if it is not about one."]
    before: Annotated[Any, "In the old file: a text, a report or a chase; null if it is not there."]
    after: Annotated[Any, "In the new file."]


class DueTask(_State):
    """A task with a reason to chase the unit."""

    id: Annotated[int, "The task's number."]
    reason: Annotated[Reason, "The most urgent reason."]
    to_do: Annotated[str, "What the unit has to do, in the language of messages."]
    chased: Annotated[int, "How often it was chased."]
    basis: Annotated[Basis, "Why the unit is involved in the task."]


class DueUnit(TypedDict):
    """A unit that owes a reply."""

    unit: Annotated[str, "The unit's name."]
    contact: Annotated[str | None, "Its contact."]
    tasks: Annotated[list[DueTask], "Its tasks, the most urgent first."]


class UnsettledTask(TypedDict):
    """A task that still has candidates."""

    id: Annotated[int, "The task's number."]
    requirement: Annotated[str, "The requirement."]
    responsible_text: Annotated[str, "Who is responsible, in the document's words."]
    no_owner: Annotated[bool, "Whether no unit owes it yet."]
    candidates: Annotated[list[str], "The units that may be concerned."]
    concerned: Annotated[list[str], "The units that the office has named."]
    reported: Annotated[list[str], "Candidates that took on the task by a report."]
    denied: Annotated[list[str], "Candidates that reported that it does not concern them."]


OFFICE_KEYS = (PairRow, Report, ChangeRow)
"""The objects that may also have the list's own `x-` keys, with values of any kind."""
