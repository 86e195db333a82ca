"""The shapes of the JSON of commands that change or make a list; see `shapes`."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from govlist.content.shapes import Day
from govlist.model.checklist import ChaseLevel
from govlist.model.states import Status


class _Edit(TypedDict):
    file: Annotated[str, "The list that was written; with `--dry-run`, that would be written."]


class Place(TypedDict):
    """A unit and a task."""

    id: Annotated[int, "The task's number."]
    unit: Annotated[str, "The unit's name."]


class Entered(TypedDict):
    """A report that was entered or taken back, or a review."""

    id: Annotated[int, "The task's number."]
    unit: Annotated[str | None, "The unit; null for the office's own paragraph."]
    date: Annotated[Day, "Its day."]
    status: Annotated[Status, "The status."]


class Edit(_Edit):
    """Reports or reviews that were written."""

    changed: Annotated[list[Entered], "Each report or review; empty if nothing changed."]


class EditWithRest(Edit):
    """Reports or reviews that were written, and what was left out."""

    left_out: Annotated[
        list[Place],
        "What `confirm` left out because it lacks evidence, `mark --standing` because it is not in progress.",
    ]


class ChaseRow(TypedDict):
    """A chase of a unit."""

    date: Annotated[Day, "Its day."]
    unit: Annotated[str, "The unit that is chased."]
    tasks: Annotated[list[int], "The numbers of the tasks."]
    level: Annotated[ChaseLevel, "How it is chased."]
    reply_by: Annotated[Day | None, "The day by which the unit must reply."]


class ChaseEdit(_Edit):
    """Chases that were recorded."""

    changed: Annotated[list[ChaseRow], "A row for each unit."]


class Assigned(TypedDict):
    """A unit that was assigned or removed; or, with `unit` null, a settlement alone."""

    id: Annotated[int, "The task's number."]
    unit: Annotated[str | None, "The unit; null if the task was only settled."]
    date: Annotated[Day | None, "The day of the settlement."]
    status: Annotated[None, "Always null."]
    concerned: Annotated[bool | None, "Whether the unit is now concerned; null without a unit."]
    settled: Annotated[Day | None, "The day from which the task is settled."]


class AssignEdit(_Edit):
    """Units that were assigned."""

    changed: Annotated[list[Assigned], "A row for each unit that is added or removed."]


class Renamed(TypedDict):
    """A unit that was renamed."""

    unit: Annotated[str, "The new name."]
    was: Annotated[str, "The old name."]


class RenameEdit(_Edit):
    """A unit that was renamed."""

    changed: Annotated[list[Renamed], "The unit; empty if it has that name already."]


class Closing(TypedDict):
    """The day of archiving."""

    closed: Annotated[Day | None, "The day; null after `reopen`."]


class CloseEdit(_Edit):
    """A list that was archived or reopened."""

    changed: Annotated[list[Closing], "The day of archiving."]


class Write(TypedDict):
    """A command that changed the list."""

    number: Annotated[int, "Its number."]
    time: Annotated[str, "When, with the offset from UTC."]
    command: Annotated[list[str], "The command and its arguments."]


class UndoEdit(_Edit):
    """A change that was taken back or brought back."""

    changed: Annotated[list[Write], "The change; empty if `restore` found nothing missing."]


class KeptWrite(Write):
    """A kept change."""

    added: Annotated[int, "The number of lines that it added."]
    removed: Annotated[int, "The number of lines that it removed."]
    taken_back: Annotated[bool, "Whether an undo took it back."]
    changed_after: Annotated[bool, "Whether another program changed the file after it."]


# -- collect and import ------------------------------------------------------------------------------


class FormProblem(TypedDict):
    """A fault in a returned file."""

    path: Annotated[str, "The file."]
    sheet: Annotated[str | None, "The sheet; null for the whole file, and for CSV."]
    cell: Annotated[str | None, "The cell, such as C5; null for the whole file."]
    rule: Annotated[str, "What kind of fault: docs/collect.md."]
    message: Annotated[str, "What is wrong, in the language of messages."]
    hint: Annotated[str, "How to fix it; may be empty."]


class Unread(TypedDict):
    """What stands beside the cells of a returned file, and is not read."""

    path: Annotated[str, "The file."]
    what: Annotated[str, "What it is, and where."]


class AssumedDay(TypedDict):
    """A day without its year, and how it was read."""

    path: Annotated[str, "The file."]
    sheet: Annotated[str | None, "The sheet; null for CSV."]
    cell: Annotated[str | None, "The cell, such as C5."]
    text: Annotated[str, "What the cell says, such as 3.20 or 20日."]
    day: Annotated[Day, "The day that it was read as."]


class MergedCells(TypedDict):
    """Merged cells whose answer counts for several tasks."""

    path: Annotated[str, "The file."]
    sheet: Annotated[str | None, "The sheet; null for a Word document."]
    areas: Annotated[list[str], "The merged cells, such as D5:D7."]
    unit: Annotated[str, "The unit."]
    tasks: Annotated[list[int], "The tasks that the answer counts for."]


class FileDoubt(TypedDict):
    """A doubt about a returned file."""

    path: Annotated[str, "The file."]
    message: Annotated[str, "The doubt, in the language of messages."]


class RoundUnits(TypedDict):
    """Who has reported for the round."""

    round: Annotated[Day | None, "The round's day; null if the list has no rounds."]
    reported: Annotated[list[str], "The units with a report."]
    partly: Annotated[list[str], "Those of them that have not reported on all their tasks."]
    missing: Annotated[list[str], "The units without a report."]


class Moved(TypedDict):
    """A returned file that was moved."""

    path: Annotated[str, "Where it was."]
    to: Annotated[str, "Where it is now."]


class Collected(_Edit):
    """What was read from returned files."""

    changed: Annotated[list[Entered], "The reports that were entered; empty if a fault stops the command."]
    known: Annotated[int, "The number of reports that the list had already."]
    files: Annotated[int, "The number of returned files."]
    problems: Annotated[list[FormProblem], "Every fault."]
    unread: Annotated[list[Unread], "What is not read."]
    assumed: Annotated[list[AssumedDay], "Days without their year, and how they were read."]
    merged: Annotated[list[MergedCells], "Merged cells whose answer counts for several tasks."]
    blank: Annotated[list[str], "Files in which nothing is filled in."]
    doubts: Annotated[list[FileDoubt], "Doubts about files that were read."]
    units: Annotated[RoundUnits | None, "Who has reported; null if nobody owes a report."]
    moved: Annotated[list[Moved], "The files that `--move-to` moved."]
    not_moved: Annotated[list[str], "A message for each file that could not be moved."]


class DoubtPlace(TypedDict):
    """A place in a document; what does not apply is null."""

    page: Annotated[int | None, "The page."]
    sheet: Annotated[str | None, "The sheet."]
    table: Annotated[int | None, "The table."]
    row: Annotated[int | None, "The row."]
    paragraph: Annotated[int | None, "The paragraph."]
    line: Annotated[int | None, "The line."]


class Doubt(TypedDict):
    """A doubt about what a document means."""

    kind: Annotated[str, "What kind of doubt: docs/import.md."]
    place: Annotated[DoubtPlace, "Where in the document."]
    task: Annotated[int | None, "The task that it is about."]
    name: Annotated[str | None, "The unit or group that it is about."]
    line: Annotated[int | None, "The line in the list."]
    message: Annotated[str, "The doubt, in the language of messages."]


class Imported(TypedDict):
    """A list made from a document."""

    file: Annotated[str | None, "The file that was written; null if none was."]
    title: Annotated[str, "The list's title."]
    year: Annotated[int, "The year it is for."]
    region: Annotated[str | None, "The district or city."]
    sections: Annotated[int, "The number of sections."]
    topics: Annotated[int, "The number of topics."]
    tasks: Annotated[int, "The number of tasks."]
    units: Annotated[int, "The number of units."]
    new_units: Annotated[int, "Those that were not in the roster."]
    groups: Annotated[int, "The number of groups."]
    new_groups: Annotated[int, "Those that were not in the roster."]
    due: Annotated[int, "The number of tasks with a day."]
    due_text: Annotated[int, "The number of tasks with a deadline in words."]
    standing: Annotated[int, "The number of standing tasks."]
    warnings: Annotated[int, "The warnings of `validate`."]
    doubts: Annotated[list[Doubt], "Every doubt."]
    text: Annotated[str | None, "The list, without `-o`; else null."]


class TaskChange(TypedDict):
    """A task that a new edition changes."""

    what: Annotated[Literal["task-added", "task-removed", "task-changed"], "What happened."]
    id: Annotated[int | None, "The task's number; null if it is removed."]
    was: Annotated[int | None, "Its number before; null if it is new."]
    fields: Annotated[list[str], "The keys that differ."]
    moved: Annotated[bool, "Whether it is under another heading."]
    reports: Annotated[int, "The number of its reports."]


class EditionEdit(_Edit):
    """A list that was updated to a new edition."""

    changed: Annotated[list[TaskChange], "A row for each task that changes."]
    doubts: Annotated[list[Doubt], "The doubts about the changes."]
