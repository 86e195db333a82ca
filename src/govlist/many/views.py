"""The views of a store beside its tables: the state of all pairs on a day, also in Chinese; the calendar.

Described here alone, as text: `database` defines them, `query --tables` and docs/many-lists.md show them.
Names of columns are promised like those of `schema`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import NamedTuple

from govlist.base import i18n
from govlist.base.i18n import mark as N_
from govlist.content import flat, labels
from govlist.many import _sql, schema
from govlist.many.schema import Column, Table, Type
from govlist.model import words
from govlist.model.checklist import Basis, Checklist, Report, Review, Role, Task
from govlist.model.pairs import Pair
from govlist.model.roster import Claim
from govlist.model.states import Status

FORMER: dict[str, str] = {}
"""Names of tables of earlier schema versions, each with the query that stands for it now. None so far."""

NOW, ON = "pairs_now", "pairs_on"
NOW_ZH, ON_ZH = "事项", "事项截至"
"""The same with Chinese columns and words."""


class Field(NamedTuple):
    """A column of the pairs: what it is, its SQL (s: states, t: tasks, l: lists, n: names of states), the key
    of its title in the flat table or a message, and the SQL of its Chinese value."""

    column: Column
    sql: str
    title: str
    words: str = ""


def _of(table: str, name: str, sql: str, title: str = "", words: str = "", was: str = "") -> Field:
    """A column that a table has, under its own name or a new one; `title` is by default the name's own."""
    (found,) = (each for each in schema.BY_NAME[table].columns if each.name == (was or name))
    return Field(Column(name, found.type, found.meaning, found.optional), sql, title or name, words)


def _flag(name: str, title: str = "", figure: bool = False) -> Field:
    """A flag; a figure counts what is owed only, as in every output."""
    sql = f"s.owed AND s.{name}" if figure else f"s.{name}"
    return _of("states", name, sql, title, f"CASE WHEN {sql} THEN {{yes}} ELSE {{no}} END")


_OVERDUE = "s.owed AND coalesce(s.overdue_from <= {day}, false)"

PAIRS: tuple[Field, ...] = (
    _of("states", "list_id", "s.list_id", N_("list's path")),
    _of("states", "region_code", "s.region_code", N_("region code")),
    _of("states", "region", "s.region", N_("region")),
    _of("states", "city", "s.city", N_("city")),
    _of("states", "topic", "s.topic", N_("field of work")),
    _of("states", "year", "s.year", N_("year of the list")),
    _of("lists", "title", "l.title", N_("list")),
    _of("states", "task_id", "s.task_id", "id"),
    _of("tasks", "section", "t.section"),
    _of("tasks", "heading", "t.heading", "topic"),
    _of("tasks", "requirement", "t.requirement"),
    _of("tasks", "responsible_text", "t.responsible_text"),
    _of("tasks", "due_text", "t.due_text"),
    _of("tasks", "city_task", "t.city_task", N_("city's task")),
    _of("states", "unit", "s.unit"),
    _of("states", "unit_kind", "s.unit_kind", "kind", "{kinds}"),
    _of("states", "basis", "s.basis", "", "{bases}"),
    _of("states", "role", "s.role", "", "{roles}"),
    _flag("owed", N_("owed")),
    _of("states", "status", "s.status"),
    Field(
        Column(
            "state", Type.TEXT, N_("The more detailed state, such as confirmed, to_check or not_reported.")
        ),
        "n.state",
        "status",
        "n.word",
    ),
    _of("states", "review", "s.review", "", "{reviews}"),
    _of("states", "last_date", "s.last_date", "date"),
    _of("states", "due", "s.due", "due_by"),
    Field(
        Column("overdue", Type.FLAG, N_("Whether it is owed, open, and past its deadline on the day.")),
        _OVERDUE,
        N_("is overdue"),
        f"CASE WHEN {_OVERDUE} THEN {{yes}} ELSE {{no}} END",
    ),
    Field(
        Column(
            "overdue_days", Type.NUMBER, N_("The days since the missed deadline; 0 if it is not overdue.")
        ),
        f"CASE WHEN {_OVERDUE} THEN date_diff('day', s.due, least({{day}}, l.closed))::INTEGER ELSE 0 END",
        "overdue",
    ),
    _flag("missing", figure=True),
    _flag("asked", N_("to report")),
    _flag("in_time", N_("report in time")),
    _flag("lacks_evidence", "lacking_evidence", figure=True),
    _flag("standing"),
)
"""The columns of `pairs_on`. In Chinese `status` is said by the word of `state`."""

_FROM = """
FROM states s
JOIN tasks t ON t.list_id = s.list_id AND t.task_id = s.task_id
JOIN lists l ON l.list_id = s.list_id
LEFT JOIN state_words n ON n.basis = s.basis AND n.status = s.status AND n.standing = s.standing
  AND n.confirm = l.confirm AND n.reported = (s.last_date IS NOT NULL) AND n.review = coalesce(s.review, '')
WHERE s.valid_from <= {day} AND {day} < s.valid_to"""

CALENDAR = (
    (Column("day", Type.DAY, N_("The day.")), "day"),
    (Column("year", Type.NUMBER, N_("Its year.")), "year(day)::INTEGER"),
    (Column("quarter", Type.NUMBER, N_("Its quarter, 1 to 4.")), "quarter(day)::INTEGER"),
    (Column("month", Type.NUMBER, N_("Its month, 1 to 12.")), "month(day)::INTEGER"),
    (Column("week", Type.TEXT, N_("Its week, such as 2024-W39.")), "strftime(day, '%G-W%V')"),
    (Column("weekday", Type.NUMBER, N_("1 on Monday to 7 on Sunday.")), "isodow(day)::INTEGER"),
    (Column("month_end", Type.FLAG, N_("Whether it is the last day of its month.")), "day = last_day(day)"),
    (
        Column("rounds", Type.NUMBER, N_("The number of lists that have a round on it.")),
        "(SELECT count(*) FROM rounds r WHERE r.due = day)::INTEGER",
    ),
)
"""The columns of `calendar` with their SQL."""

_DAYS = """
FROM (
  SELECT unnest(generate_series(make_date(first, 1, 1), make_date(last, 12, 31), INTERVAL 1 DAY))::DATE AS day
  FROM (SELECT min(year) AS first, max(year) AS last FROM lists WHERE year > 0)
)"""

VIEWS = (
    Table(NOW, N_("A row for each unit and task as it is today; the same as pairs_on of today."), ()),
    Table(
        f"{ON}(day)", N_("A row for each unit and task as it was on a day."), tuple(f.column for f in PAIRS)
    ),
    Table("calendar", N_("A row for each day of the years of the lists."), tuple(c for c, _sql in CALENDAR)),
)


@cache
def chinese() -> dict[str, Field]:
    """The Chinese titles of the pairs' columns, each with its column."""
    with i18n.speaking("zh"):
        titles = {field.key: field.title() for field in flat.FIELDS if field.title}
        named = [
            (titles.get(each.title) or i18n._(each.title), each)
            for each in PAIRS
            if each.column.name != "status"
        ]
    if len(found := dict(named)) != len(named):
        raise TypeError("two columns of the pairs have the same Chinese title")
    return found


def tables() -> tuple[Table, ...]:
    """The tables, then the views, in the order in which they are described."""
    meaning = N_("The same in Chinese, for tables that people read: today, and on a day with 事项截至(day).")
    columns = tuple(
        Column(
            title, Type.TEXT if each.words else each.column.type, each.column.meaning, each.column.optional
        )
        for title, each in chinese().items()
    )
    return (*schema.TABLES, *VIEWS, Table(NOW_ZH, meaning, columns))


def pairs(day: str, in_chinese: bool = False) -> str:
    """The query of the pairs on a day; `day` is SQL."""
    with i18n.speaking("zh"):
        filled = _words() | {"day": day}
    if in_chinese:
        columns = [
            f'{(each.words or each.sql).format_map(filled)} AS "{title}"' for title, each in chinese().items()
        ]
    else:
        columns = [f"{each.sql.format_map(filled)} AS {each.column.name}" for each in PAIRS]
    return "SELECT\n  " + ",\n  ".join(columns) + _FROM.format_map(filled)


def calendar() -> str:
    """The query of the calendar."""
    return "SELECT " + ", ".join(f"{sql} AS {column.name}" for column, sql in CALENDAR) + _DAYS


def _words() -> dict[str, str]:
    """The SQL of words in the language in use."""
    return {
        "yes": _sql.text(i18n.p_("cell", "yes")),
        "no": _sql.text(i18n.p_("cell", "no")),
        "kinds": _case("s.unit_kind", words.kind_words()),
        "bases": _case("s.basis", {basis: words.basis_word(basis) for basis in Basis}),
        "roles": _case("s.role", {role: words.role_word(role) for role in Role}),
        "reviews": _case("s.review", {review: words.status_word(review) for review in Review}),
    }


def _case(value: str, said: dict[str, str]) -> str:
    rows = " ".join(f"WHEN {_sql.text(key)} THEN {_sql.text(word)}" for key, word in said.items())
    return f"CASE {value} {rows} ELSE {value} END"


def state_words() -> str:
    """The SQL that makes the table `state_words`, which the pairs join."""
    rows = (
        f"({', '.join(_sql.text(value) if isinstance(value, str) else str(value) for value in row)})"
        for row in words_of_states()
    )
    names = "basis, reported, status, review, standing, confirm, state, word"
    return f"CREATE TABLE state_words AS FROM (VALUES {', '.join(rows)}) AS made({names})"


def words_of_states() -> Iterator[tuple[str | bool, ...]]:
    """A row for everything that decides a pair's more detailed state, with the state and its Chinese word."""
    reports: list[Report | None] = [None]
    reports += [
        Report(date=date.min, status=status, review=review)
        for status, review in product(Status, (None, *Review))
    ]
    with i18n.speaking("zh"):
        for basis, report, standing, confirm in product(Basis, reports, (False, True), (False, True)):
            pair = _pair(basis, report, standing)
            state = labels.pair_state(_checklist(confirm), pair)
            yield (
                str(basis), report is not None, str(pair.status), str(pair.review or ""),
                standing, confirm, state.key, words.status_word(state.key),
            )  # fmt: skip


def _checklist(confirm: bool) -> Checklist:
    return Checklist(title="", year=2024, units=(), groups=(), sections=(), confirm=confirm)


def _pair(basis: Basis, report: Report | None, standing: bool) -> Pair:
    return Pair(
        task=Task(id=1, requirement="", responsible=(), standing=standing),
        unit="",
        claim=Claim(basis, Role.RESPONSIBLE, ()),
        reports=(report,) if report else (),
        chases=(),
        due=None,
        days_left=0,
        due_soon=False,
        due_in_round=False,
        in_time=False,
        missing=False,
    )
