"""The shapes of the JSON of commands that write, of `export` and of `doctor`; see `shapes`."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypedDict

from govlist.content.shapes import ChangeRow, Day, ListStatus, ShownTask
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


# -- files and the machine ---------------------------------------------------------------------------


class Files(TypedDict):
    """Files that were written."""

    files: Annotated[list[str], "The files; with `--dry-run`, those that would be written."]


class GitSetting(TypedDict):
    """A git setting of the clone."""

    key: Annotated[str, "Its name."]
    wanted: Annotated[str, "The value that govlist needs."]
    before: Annotated[str, "The value that it had; empty for none."]
    set: Annotated[bool, "Whether `init` set it."]


class Created(Files):
    """What `init` wrote."""

    present: Annotated[list[str], "Files that were there already with this content."]
    unchanged: Annotated[str | None, "The existing list, if only files for git and CI were asked for."]
    imported: Annotated[Imported | None, "What was read with `--from`, without the text."]
    settings: Annotated[list[GitSetting] | None, "git's settings; null if the folder is in no clone."]
    rounds: Annotated[list[Day], "The rounds of the older list, to be written anew."]


class Merged(TypedDict):
    """A list that was merged without conflicts."""

    changes: Annotated[int, "The number of changes of the other side."]
    file: Annotated[str, "The list."]


class Setting(TypedDict):
    """A setting."""

    key: Annotated[str, "Its key."]
    value: Annotated[Any, "Its value; null if it is not set."]
    source: Annotated[str | None, "The file or variable that sets it; null for a default."]


class SettingFiles(TypedDict):
    """The files of settings; null where there is none."""

    project: Annotated[str | None, "The file beside the list."]
    user: Annotated[str | None, "Your own file."]


class Settings(TypedDict):
    """All settings."""

    settings: Annotated[list[Setting], "Every setting, then the views."]
    files: Annotated[SettingFiles, "The files of settings."]


class SettingChange(TypedDict):
    """A setting that was changed."""

    key: Annotated[str, "Its key."]
    was: Annotated[Any, "Its value before; null if it was not set."]
    now: Annotated[Any, "Its value now; null if it is not set."]


class SettingEdit(TypedDict):
    """A change of settings."""

    changed: Annotated[list[SettingChange], "The setting; empty if nothing changed."]
    file: Annotated[str, "The file of settings."]


class SavedView(TypedDict):
    """A saved view."""

    name: Annotated[str, "Its name."]
    command: Annotated[list[str] | None, "What it runs; null if it has a fault."]
    source: Annotated[str, "The file that it is from."]
    error: Annotated[str | None, "Its fault."]


class Check(TypedDict):
    """A check of `doctor`."""

    name: Annotated[str, "What is checked."]
    state: Annotated[Literal["ok", "warn", "bad"], "Its state."]
    seen: Annotated[str, "What was found."]
    remedy: Annotated[str | None, "What to do; null if it is ok."]


class Diagnosis(TypedDict):
    """What `doctor` has found."""

    state: Annotated[Literal["ok", "warn", "bad"], "The worst state of all checks."]
    checks: Annotated[list[Check], "The checks that apply."]


class Span(TypedDict):
    """What happened in a span of days."""

    since: Annotated[Day, "The first day."]
    until: Annotated[Day, "The last day."]
    newly_reported: Annotated[list[Place], "Obligations with a first report."]
    newly_done: Annotated[list[Place], "Obligations that were done."]
    newly_in_support: Annotated[list[Place], "Reports in support."]
    denied: Annotated[list[Place], "Tasks that a candidate said do not concern it."]
    reported: Annotated[list[str], "The units that reported."]
    not_reported: Annotated[list[str], "The units with open obligations that did not."]
    newly_overdue: Annotated[list[Place], "Obligations that became overdue."]
    changes: Annotated[list[ChangeRow], "Every report."]


class Export(ListStatus):
    """All data of a list on a day."""

    title: Annotated[str, "The list's title."]
    year: Annotated[int, "The year it is for."]
    region: Annotated[str | None, "The district or city."]
    since: Annotated[Day | None, "The first day of the span."]
    span: Annotated[Span | None, "What happened in the span; null without one."]
    list: Annotated[list[ShownTask], "Every task."]


class AnnualFigures(TypedDict):
    """A year in figures: obligations unless noted."""

    obligations: Annotated[int, "What was owed."]
    done: Annotated[int, "Done."]
    confirmed: Annotated[int, "Those of them that the office confirmed."]
    not_applicable: Annotated[int, "Not applicable."]
    open: Annotated[int, "Unfinished."]
    to_report: Annotated[int, "Reports that the rounds asked for."]
    in_time: Annotated[int, "Reports that came by the round's day."]
    overdue: Annotated[int, "Unfinished on the day after the deadline, also if finished later."]
    still_overdue: Annotated[int, "The part of them that is unfinished on the day."]
    returned: Annotated[int, "How often a report was returned."]
    chased: Annotated[int, "How often the unit was chased."]
    lacking_evidence: Annotated[int, "Done without evidence, and not confirmed."]
    candidates: Annotated[int, "To be settled."]


class UnitYear(AnnualFigures):
    """A unit's year."""

    unit: Annotated[str, "The unit's name."]


class AnnualRecord(TypedDict):
    """The annual record."""

    title: Annotated[str, "The list's title."]
    year: Annotated[int, "The year it is for."]
    as_of: Annotated[Day, "The day of the figures."]
    units: Annotated[list[UnitYear], "A row for each unit."]
    total: Annotated[AnnualFigures, "The sums of all units."]
