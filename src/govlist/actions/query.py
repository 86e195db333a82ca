"""`query`: questions to a store in SQL, and their answers."""

from __future__ import annotations

import shlex
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.model.words import nearest, one_of
from govlist.yamlfile import versions

if TYPE_CHECKING:
    from datetime import date

    from govlist.actions.session import Session
    from govlist.content.json_output import Record
    from govlist.many.database import Database
    from govlist.many.questions import Question
    from govlist.many.store import Store

MAX_SQL = 1024 * 1024
"""The bytes of SQL that are read from standard input."""
DEFAULT = Path("store")
"""The store where neither the command nor a setting names one."""


def database(session: Session, given: Path | None, day: date, output: Path | None = None) -> Database:
    """The store that is given, or set as `store`, or in the folder `store`, open for queries.

    Raises GovlistError if there is none (exit 3).
    """
    from govlist.many.database import Database

    return Database(opened(session, given), day, output)


def opened(session: Session, given: Path | None) -> Store:
    """The store that is asked. Raises GovlistError if there is none, or no DuckDB (exit 3)."""
    from govlist.many import store

    store.require()
    path = given or session.settings.get("store") or DEFAULT
    if not versions.exist(path):
        message = _("there is no store {path}").format(path=path)
        hint = _("write it with govlist gather DIR -o {path}, or name another one after the SQL").format(
            path=shlex.quote(str(path))
        )
        raise GovlistError(message, ExitCode.FAILED, hint=hint)
    return store.open_(path)


def read(sql: str) -> str:
    """The SQL; of `-` standard input. Raises GovlistError for a store, and input too long or not UTF-8."""
    if versions.exist(Path(sql)):
        message = _("{path} is a store, and the SQL comes before it").format(path=sql)
        hint = _("write govlist query SQL {path}; see what can be asked: govlist query --examples")
        raise GovlistError(message, hint=hint.format(path=shlex.quote(sql)))
    if sql != "-":
        return sql
    import sys

    data = sys.stdin.buffer.read(MAX_SQL + 1)
    if len(data) > MAX_SQL:
        raise GovlistError(
            _("the SQL is too long"), hint=_("at most {n} KB are read").format(n=MAX_SQL // 1024)
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GovlistError(_("the SQL is not UTF-8"), hint=_("save it as UTF-8 in the editor")) from None


def question(name: str) -> Question:
    """The question of a number or a name. Raises GovlistError for others, with the nearest names."""
    from govlist.many.questions import QUESTIONS

    if name.isascii() and name.isdigit() and 0 < int(name[:4]) <= len(QUESTIONS):
        return QUESTIONS[int(name[:4]) - 1]
    known = {each.name: each for each in QUESTIONS}
    if name not in known:
        message = _("there is no question {name}").format(name=name)
        raise GovlistError(message, hint=nearest(name, known, one_of(known)))
    return known[name]


def single(statements: list[str]) -> str:
    """The only statement. Raises GovlistError if there are several, which one output cannot hold."""
    if len(statements) > 1:
        message = _("there are {n} statements, and one output holds the answer to one").format(
            n=len(statements)
        )
        raise GovlistError(message, hint=_("ask them one by one"))
    return statements[0]


def parquet(session: Session, given: Path | None, day: date, sql: str, path: Path, force: bool) -> None:
    """Write the answer as a Parquet file.

    Raises GovlistError for a path in the store, and as `outfiles.write` does.
    """
    from govlist.actions import outfiles
    from govlist.many import store

    store.refuse_inside(path, opened(session, given).root)
    database(session, given, day).statements(sql)  # wrong SQL creates no file, not even for a moment
    built: AbstractContextManager[Path] = outfiles.built(path, force=force)
    with built as made:
        asked = database(session, given, day, made)
        asked.write_parquet(single(asked.statements(sql)), made)


def table_records() -> list[Record]:
    """`query --tables --json`: the tables and views with their columns, in the language in use."""
    from govlist.many import views

    return [
        {
            "name": table.name,
            "meaning": _(table.meaning),
            "columns": [
                {
                    "name": column.name,
                    "type": column.type.value,
                    "optional": column.optional,
                    "meaning": _(column.meaning),
                }
                for column in table.columns
            ],
        }
        for table in views.tables()
    ]


def question_records(day: date) -> list[Record]:
    """`query --examples --json`: the questions with their SQL for a day."""
    from govlist.many.questions import QUESTIONS

    return [
        {"number": number, "name": each.name, "title": _(each.title), "sql": each.on(day)}
        for number, each in enumerate(QUESTIONS, 1)
    ]
