"""The shapes of the JSON about files, settings and the machine, and of exports; see `shapes`."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypedDict

from govlist.content.edit_shapes import Imported, Place
from govlist.content.shapes import ChangeRow, Day, ListStatus, ShownTask


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
