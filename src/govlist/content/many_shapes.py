"""The shapes of the JSON of commands about many lists; see `shapes`."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from govlist.content.file_shapes import Files
from govlist.content.shapes import Counts, Day, Reason


class _FirstError(TypedDict):
    path: Annotated[str, "The file."]
    errors: Annotated[int, "The number of its errors."]
    line: Annotated[int, "The line of the first error, from 1."]
    column: Annotated[int, "Its column, from 1, in characters."]
    rule: Annotated[str, "The id of its rule; `unreadable` if the file cannot be read."]
    message: Annotated[str, "What is wrong, in the language of messages."]


class _ListId(TypedDict):
    list: Annotated[str, "The list: its path below the folder that was named, without the suffix."]


class ListNotGathered(_ListId, _FirstError):
    """A list with errors, with its first one: its rows are in the tables `lists` and `problems` alone."""


class Gathered(Files):
    """What `gather` did; `files` are those of `--sqlite` and `--duckdb`."""

    store: Annotated[str, "The folder of the store."]
    version: Annotated[str, "The version in use: `versions/VERSION` in the store."]
    changed: Annotated[bool, "Whether it is new; false if no list had changed."]
    lists: Annotated[int, "The number of lists, with the rejected ones."]
    read: Annotated[int, "How many of them were read: the new and changed ones."]
    removed: Annotated[int, "How many lists were in the version before and are no longer there."]
    rejected: Annotated[list[ListNotGathered], "The lists with errors."]


class AnswerRow(TypedDict):
    """A row of an answer: its keys are the columns that the SQL names, in their order."""


class StoreColumn(TypedDict):
    """A column of a table or view."""

    name: Annotated[str, "Its name."]
    type: Annotated[str, "Its type in SQL."]
    optional: Annotated[bool, "Whether it may be empty (NULL)."]
    meaning: Annotated[str, "Its meaning, in the language of messages."]


class StoreTable(TypedDict):
    """A table or view of a store."""

    name: Annotated[str, "Its name; of a view for a day with `(day)`."]
    meaning: Annotated[str, "What a row is, in the language of messages."]
    columns: Annotated[list[StoreColumn], "Its columns in their order; none where another view has the same."]


class Question(TypedDict):
    """A question to a store."""

    number: Annotated[int, "Its number for `--example`."]
    name: Annotated[str, "Its name for `--example`."]
    title: Annotated[str, "The question, in the language of messages."]
    sql: Annotated[str, "Its SQL, for the day that was asked about."]


By = Literal["region", "city", "topic", "year", "kind", "unit", "quarter", "city-task"]


class _Place(TypedDict):
    region_code: Annotated[str | None, "The region's code; null if it is not known, or not the same in all."]
    region: Annotated[str | None, "The region's name, likewise."]
    city: Annotated[str | None, "The city that it belongs to, likewise."]
    topic: Annotated[str | None, "What the lists are about, likewise."]
    year: Annotated[int | None, "The year of the lists, likewise."]


class GroupFigures(Counts):
    """The figures of a group of many lists."""

    lists: Annotated[int, "The number of lists that have something in the group."]
    longest_overdue: Annotated[int, "The days of the longest overdue; 0 if nothing is overdue."]
    change: Annotated[
        float | None,
        "The growth of the share done in percentage points, in lists with an earlier day; null without one.",
    ]
    before: Annotated[Counts | None, "The figures of these lists on the earlier day; null without one."]


class OverviewRow(GroupFigures, _Place):
    """A group."""

    of: Annotated[str, "Its title, as the table shows it."]
    group: Annotated[str, "What it is a group of: the region's code, the topic, unit, kind, 2024Q3 …"]
    partial: Annotated[bool, "Whether lists of it have errors, so that its figures are incomplete."]


class OverviewUnit(GroupFigures, _Place):
    """A unit with much to follow up."""

    unit: Annotated[str, "The unit's name."]


class GroupNumber(TypedDict):
    """The number of obligations of a group."""

    of: Annotated[str, "The group's title."]
    obligations: Annotated[int, "How many of its obligations have the reason."]


class AttentionRow(TypedDict):
    """A reason to act."""

    reason: Annotated[Reason, "The reason."]
    obligations: Annotated[int, "How many obligations have it; candidates are not owed yet."]
    rows: Annotated[list[GroupNumber], "The groups that have it, those with the most first."]


class RejectedList(_Place, _FirstError):
    """A list that has errors and is not counted; with its first error."""


class YearLists(TypedDict):
    """A year that is not counted."""

    year: Annotated[int, "The year."]
    lists: Annotated[int, "The number of its lists."]


class Overview(TypedDict):
    """The state of many lists."""

    as_of: Annotated[Day, "The day of the figures."]
    by: Annotated[By, "What the rows are groups of."]
    year: Annotated[int | None, "The year whose lists are counted; null if all are."]
    other_years: Annotated[list[YearLists], "The years that are not counted."]
    sentence: Annotated[str, "The summary, in the language of messages."]
    regions: Annotated[int, "The number of regions."]
    lists: Annotated[int, "The number of lists that are counted."]
    compared_with: Annotated[list[Day], "The earlier days with which lists are compared."]
    rows: Annotated[list[OverviewRow], "A row for each group."]
    total: Annotated[GroupFigures, "The figures of all lists."]
    attention: Annotated[list[AttentionRow], "The reasons to act, the most urgent first."]
    units: Annotated[list[OverviewUnit], "The units with the most to follow up."]
    rejected: Annotated[list[RejectedList], "The lists with errors."]
    doubles: Annotated[list[list[str]], "The lists that have region, topic and year in common."]


class CityTask(TypedDict):
    """A task of the city's list that is like one of a list."""

    city_task: Annotated[str, "Its number."]
    city_requirement: Annotated[str, "Its words."]
    likeness: Annotated[float, "How alike the words are, from 0 to 1."]


class _OfList(TypedDict):
    path: Annotated[str, "The list."]
    id: Annotated[int, "The task's number."]


class Proposal(_OfList, CityTask):
    """A task with the only task of the city's list that is as alike."""

    requirement: Annotated[str, "The task's words."]


class MatchDoubt(_OfList):
    """A task that is left to the office."""

    requirement: Annotated[str, "The task's words."]
    reason: Annotated[
        Literal["several", "shared", "taken"],
        "Several of the city's tasks are as alike; another task of the list is as alike to the same one, "
        "or has it already.",
    ]
    candidates: Annotated[list[CityTask], "The city's tasks that are as alike, the most alike first."]


class Dangling(_OfList):
    """A task whose `city_task` the city's list does not have."""

    city_task: Annotated[str, "What it names."]


class LeftOutList(TypedDict):
    """A list that was not compared."""

    path: Annotated[str, "The list."]
    reason: Annotated[str, "Why, in the language of messages."]


class Matches(TypedDict):
    """What `match` has found and written."""

    city: Annotated[str, "The city's list."]
    lists: Annotated[int, "The lists that were compared."]
    proposals: Annotated[list[Proposal], "What is written, or would be."]
    doubts: Annotated[list[MatchDoubt], "What is left to the office."]
    dangling: Annotated[list[Dangling], "Tasks that name a task which the city's list does not have."]
    kept: Annotated[int, "Tasks that have a `city_task` already."]
    unlike: Annotated[int, "Tasks that are like no task of the city's list."]
    left_out: Annotated[list[LeftOutList], "Lists of another year, topic or city, and archived ones."]
    written: Annotated[list[str], "The lists that were written; empty with `--dry-run`."]
    errors: Annotated[list[str], "The first error of each list that could not be read or written."]


ANY_KEYS = (AnswerRow,)
"""The objects whose keys are not govlist's."""
