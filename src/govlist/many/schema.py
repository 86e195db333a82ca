"""The tables of a store, version 1: described here alone; all that writes, reads or documents them follows.

Within a version no table or column is removed or renamed, and none changes its meaning; new columns may be
added at a table's end. Names of an earlier version live on as views.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from govlist.base.i18n import mark as N_

VERSION = 1
"""The version of the tables; `lists.schema_version` holds it."""


class Type(Enum):
    """The type of a column's values, by its name in SQL. Lists are texts with a value on each line."""

    TEXT = "VARCHAR"
    NUMBER = "INTEGER"
    DAY = "DATE"
    FLAG = "BOOLEAN"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type, meaning, and whether it may be empty (NULL)."""

    name: str
    type: Type
    meaning: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row is, and its columns, those of `IDENTITY` first."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


def _text(name: str, meaning: str) -> Column:
    return Column(name, Type.TEXT, meaning)


def _number(name: str, meaning: str) -> Column:
    return Column(name, Type.NUMBER, meaning)


def _day(name: str, meaning: str) -> Column:
    return Column(name, Type.DAY, meaning)


def _flag(name: str, meaning: str) -> Column:
    return Column(name, Type.FLAG, meaning)


def _maybe(column: Column) -> Column:
    return Column(column.name, column.type, column.meaning, optional=True)


IDENTITY = (
    _text("list_id", N_("The list: its path below the folder that was read, without the suffix.")),
    _text("region_code", N_("The region's code, GB/T 2260; empty if the list has none.")),
    _text("region", N_("The region's name; empty if the list has none.")),
    _text("city", N_("The city that the region belongs to; empty if the list has none.")),
    _text("topic", N_("What the list is about, such as 政务公开; empty if the list does not say.")),
    _number("year", N_("The year of the list; 0 if it could not be read.")),
)
"""The columns that every table begins with."""


def _table(name: str, meaning: str, *columns: Column) -> Table:
    return Table(name, meaning, (*IDENTITY, *columns))


_TASK = _number("task_id", N_("The task's number in its list."))

TABLES = (
    _table(
        "lists",
        N_("A row for each file that was found."),
        _text("path", N_("The file's path, as it was found.")),
        _maybe(_text("title", N_("The list's title; empty if the list was rejected."))),
        _maybe(_flag("confirm", N_("Whether the office confirms what is done."))),
        _maybe(_day("closed", N_("The day on which the list was archived."))),
        _text(
            "state",
            N_("`ok`, or `rejected` if it has errors: then it has rows in `problems` and here alone."),
        ),
        _number("errors", N_("The number of its errors.")),
        _number("warnings", N_("The number of its warnings.")),
        _text("content_sha256", N_("The SHA-256 digest of the file's bytes.")),
        _number("schema_version", N_("The version of these tables.")),
        _text("extracted_at", N_("When the file was read, in UTC, YYYY-MM-DDThh:mm:ssZ.")),
    ),
    _table(
        "tasks",
        N_("A row for each task."),
        _TASK,
        _number("section_no", N_("The section's number, from 1.")),
        _text("section", N_("The section's title.")),
        _maybe(_text("heading", N_("The title of the topic in the list, if it has topics."))),
        _text("requirement", N_("What is required.")),
        _text(
            "responsible_text", N_("Who is responsible, as the document says; else the names, one a line.")
        ),
        _maybe(_day("due", N_("The day of the deadline; the last one if there are several."))),
        _maybe(_text("due_text", N_("The document's words for the deadline."))),
        _flag("standing", N_("Whether the task continues all year.")),
        _maybe(_day("settled", N_("The day on which the office settled which units are concerned."))),
        _maybe(_text("city_task", N_("The task of the city's list that this one carries out."))),
    ),
    _table(
        "units",
        N_("A row for each unit of a list's roster."),
        _text("unit", N_("The unit's name.")),
        _number("unit_no", N_("Its place in the roster, from 1.")),
        _text("unit_kind", N_("Its kind, such as department.")),
        _text("aliases", N_("Its other names, one a line.")),
        _maybe(_day("until", N_("Its last day, if it was closed or merged."))),
        _maybe(_text("successor", N_("The unit that takes over its tasks."))),
    ),
    _table(
        "reports",
        N_("A row for each report and each review."),
        _TASK,
        _text("unit", N_("The unit; empty for the office's paragraph on the whole task.")),
        _number("seq", N_("Its place among the reports of the unit on the task, from 1.")),
        _day("date", N_("Its day.")),
        _text("status", N_("The status, by its key in the file.")),
        _maybe(_text("review", N_("confirmed or returned, if it is the office's review."))),
        _maybe(_text("note", N_("What was done, in the unit's words."))),
        _text("evidence", N_("Its evidence, one a line.")),
        _maybe(_text("by", N_("Who filled it in."))),
    ),
    _table(
        "states",
        N_("A row for each span of days on which nothing changes for a unit and a task."),
        _TASK,
        _text("unit", N_("The unit's name.")),
        _text("unit_kind", N_("Its kind.")),
        _day("valid_from", N_("The first day of the span; 1900-01-01 for the first of a pair.")),
        _day("valid_to", N_("The day after the last day of the span; 9999-12-31 if it still continues.")),
        _text("basis", N_("Why the unit is involved in the task.")),
        _text("role", N_("lead, responsible or support.")),
        _flag("owed", N_("Whether it is an obligation 【应办】.")),
        _text("status", N_("The status, by its key in the file; not_started without a report.")),
        _maybe(_text("review", N_("confirmed or returned, if the last line is the office's review."))),
        _maybe(_day("last_date", N_("The day of the last line."))),
        _maybe(
            _day("due", N_("The day by which an open obligation must finish or report, or that it missed."))
        ),
        _maybe(
            _day(
                "overdue_from", N_("The first day on which it is overdue: overdue if not later than the day.")
            )
        ),
        _flag("missing", N_("Whether the report of the last round is missing 【本期未报】.")),
        _flag("asked", N_("Whether the last round asked for a report.")),
        _flag("in_time", N_("Whether that report came in time.")),
        _flag("lacks_evidence", N_("Whether it is done without evidence 【缺佐证】.")),
        _flag("standing", N_("Whether the task continues all year.")),
    ),
    _table("rounds", N_("A row for each round 【报送节点】."), _day("due", N_("Its day."))),
    _table(
        "chases",
        N_("A row for each chase of a unit for a task."),
        _day("date", N_("Its day.")),
        _text("unit", N_("The unit that was chased.")),
        _TASK,
        _text("level", N_("reminder, notice, supervision or circular.")),
        _maybe(_day("reply_by", N_("The day by which the unit must reply."))),
    ),
    _table(
        "problems",
        N_("A row for each error of a rejected list."),
        _text("path", N_("The file's path, as it was found.")),
        _number("line", N_("The line, from 1.")),
        _number("column", N_("The column, from 1, in characters.")),
        _text(
            "rule",
            N_("The rule's id; `path` if the path says something else, `unreadable` if there is no access."),
        ),
        _text("message", N_("What is wrong.")),
    ),
)
"""The tables, in the order in which they are described."""
BY_NAME = {table.name: table for table in TABLES}
"""The tables by their names."""
