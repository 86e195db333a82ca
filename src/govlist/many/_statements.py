"""SQL that only reads: statements checked before they run, DuckDB's errors with places and remedies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from govlist.base.errors import ExitCode, GovlistError, Level, Problem
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.many import schema, views
from govlist.model.words import nearest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PATH = "SQL"
"""The name of the text in messages about places in it."""
NODES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
"""The parts of a statement that only read. Others are inside a WITH, such as a COPY that writes a file."""
FUNCTIONS = {"range", "generate_series", "unnest", "json_each", "json_tree", views.ON, views.ON_ZH}
"""The table functions that may be used: those of DuckDB that read neither files nor memory, and our own."""


def checked(made: DuckDBPyConnection, sql: str) -> list[str]:
    """The statements of a text. Raises GovlistError for wrong SQL, and for all that does more than read."""
    import duckdb

    try:
        found = [statement.query for statement in made.extract_statements(sql)]
    except duckdb.Error as error:
        raise explained(made, error, sql) from None
    if not found:
        raise GovlistError(
            _("there is no SQL to run"), hint=_("see what can be asked: govlist query --examples")
        )
    for statement in found:
        _check(made, statement, sql)
    return list(_in_place(found, sql))


def _in_place(statements: list[str], sql: str) -> Iterator[str]:
    """Each statement after blanks for what is before it, so that places in it are those in the text."""
    end = 0
    for statement in statements:
        start = max(sql.find(statement, end), end)
        end = start + len(statement)
        yield re.sub(r"[^\n]", " ", sql[:start]) + statement


def _check(made: DuckDBPyConnection, statement: str, sql: str) -> None:
    """Raise GovlistError unless a statement of a text only reads the tables and views."""
    (text,) = made.execute("SELECT json_serialize_sql(?)", [statement]).fetchone() or ("{}",)
    parsed = json.loads(text)
    if parsed.get("error") is not False or len(parsed["statements"]) != 1:
        raise _refused(_first_word(statement) or _first_word(sql))
    for part in _parts(parsed["statements"]):
        kind = part.get("type")
        if isinstance(kind, str) and kind.endswith("_NODE") and kind not in NODES:
            raise _refused(kind.partition("_")[0])
        if kind == "TABLE_FUNCTION":
            _check_function(str((part.get("function") or {}).get("function_name")))


def _check_function(name: str) -> None:
    if name.lower() not in FUNCTIONS:
        message = _("the function {name} is not available: query reads nothing but the store")
        hint = _("the tables are listed by govlist query --tables")
        raise GovlistError(message.format(name=excerpt(name)), hint=hint)


def _first_word(sql: str) -> str:
    found = re.match(r"[\s(]*(\w*)", re.sub(r"--[^\n]*|/\*[^*]*\*/", " ", sql))
    return found[1].upper() if found else ""


def _refused(word: str) -> GovlistError:
    message = _("query only reads: {word} is refused").format(word=word)
    if word == "PIVOT":  # DuckDB first creates a type of the values that it finds
        return GovlistError(message, hint=_("name the values: PIVOT … ON … IN (…) USING …"))
    return GovlistError(message, hint=_("ask with SELECT; the store is written by govlist gather alone"))


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    """All objects within a JSON value."""
    left = [value]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            yield value
            left += value.values()
        elif isinstance(value, list):
            left += value


def explained(made: DuckDBPyConnection, error: Exception, sql: str, whole: str = "") -> GovlistError:
    """An error of DuckDB for the user: its place in the SQL, and a remedy. `whole` is the text as given."""
    import duckdb

    found = _details(error)
    message = str(found.get("exception_message") or "").strip().partition("\n")[0]
    if isinstance(error, duckdb.OutOfMemoryException):
        hint = _("ask for less, such as sums; or set the variable GOVLIST_QUERY_MEMORY, in MB")
        return GovlistError(_("the query needs more memory than it may use"), ExitCode.FAILED, hint=hint)
    if isinstance(error, duckdb.IOException | duckdb.PermissionException):
        hint = _("query reads nothing but the store; if it is damaged, delete its folder and gather again")
        return GovlistError(_("DuckDB: {message}").format(message=message), ExitCode.FAILED, hint=hint)
    message, hint = _message_and_hint(made, found, message)
    problem = _placed(found, sql, message)
    if problem is None:
        return GovlistError(message, hint=hint)
    lines = (whole or sql).split("\n")
    return GovlistError(
        _("the SQL has an error"),
        problems=[problem],
        hint=hint,
        line_of=lambda _path, number: lines[number - 1],
    )


def _details(error: Exception) -> dict[str, Any]:
    """What DuckDB says of an error; it is JSON after the kind of the error."""
    text = str(error)
    try:
        found = json.loads(text[text.index("{") :])
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {"exception_message": text.partition(": ")[2] or text}


def _message_and_hint(made: DuckDBPyConnection, found: dict[str, Any], message: str) -> tuple[str, str]:
    """The message and the remedy for an error."""
    kind, name = str(found.get("error_subtype", "")), str(found.get("name", ""))
    tables = [*schema.BY_NAME, "calendar", views.NOW, views.ON, views.NOW_ZH, views.ON_ZH, *views.FORMER]
    see_tables = _("the tables are listed by govlist query --tables")
    if kind == "COLUMN_NOT_FOUND":
        hint = nearest(name, _columns(made), see_tables)
        if not name.isascii():
            hint = _("a text has single quotes: '{text}'; {hint}").format(text=excerpt(name), hint=hint)
        return _("there is no column {name}").format(name=excerpt(name)), hint
    if kind == "MISSING_ENTRY" and found.get("type") == "Table":
        return _("there is no table {name}").format(name=excerpt(name)), nearest(name, tables, see_tables)
    if kind == "MISSING_ENTRY":
        others = str(found.get("candidates", "")).split(",")
        hint = _("did you mean {name}?").format(name=others[0]) if others[0] else see_tables
        return _("there is no function {name}").format(name=excerpt(name)), hint
    if kind == "SYNTAX_ERROR" or found.get("exception_type") == "Parser":
        hint = _("correct it at this place; questions with their SQL: govlist query --examples")
        return _("this is not SQL: {message}").format(message=message), hint
    return _("DuckDB: {message}").format(message=message), _("correct the SQL; {hint}").format(
        hint=see_tables
    )


def _columns(made: DuckDBPyConnection) -> list[str]:
    rows = made.execute("SELECT DISTINCT column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
    return [name for (name,) in rows]


def _placed(found: dict[str, Any], sql: str, message: str) -> Problem | None:
    """The error at its place; None if DuckDB names no place."""
    try:
        position = int(found["position"])
    except (KeyError, ValueError):
        return None
    before = sql.encode()[:position].decode("utf-8", "ignore")
    line, last = before.count("\n") + 1, before.rpartition("\n")[2]
    return Problem(PATH, line, len(last) + 1, "sql", Level.ERROR, message)
