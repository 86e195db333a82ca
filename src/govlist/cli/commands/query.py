"""Ask a store of many lists in SQL: who is slow, on what, since when. It only reads.

The SQL is DuckDB's; - reads it from standard input. --tables lists the tables with their columns, --examples
a dozen questions with their SQL, --example runs one. pairs_now has a row for each unit and task today,
pairs_on('2024-06-30') on any day, 事项 and 事项截至(…) the same with Chinese columns.

STORE is the folder that `gather` wrote; by default the setting store, else the folder store. Nothing else is
read, and nothing is written but the file of --parquet.
"""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govlist.actions import query
from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.i18n import mark as N_
from govlist.cli import console, options
from govlist.cli.screens import query as screen
from govlist.cli.tables import line
from govlist.many import answers
from govlist.model.words import not_together

if TYPE_CHECKING:
    from govlist.many.database import Database

EXAMPLES = (
    (N_("what can be asked"), "govlist query --examples"),
    (N_("who is slow, on what, since when"), "govlist query --example slow"),
    (
        N_("which units did not report in the last round, for Excel"),
        "govlist query --example not-reported --csv --bom",
    ),
)

Sql = Annotated[str | None, typer.Argument(metavar="[SQL]", help=_("What is asked; - reads standard input."))]
Store = Annotated[Path | None, typer.Argument(metavar="[STORE]", help=_("The folder that gather wrote."))]
Csv = Annotated[bool, typer.Option("--csv", help=_("Print CSV."))]
Bom = Annotated[bool, typer.Option("--bom", help=_("With --csv: a BOM, which Excel in Chinese needs."))]
Parquet = Annotated[
    Path | None, typer.Option("--parquet", metavar="FILE", help=_("Write the answer to this Parquet file."))
]
Tables = Annotated[bool, typer.Option("--tables", help=_("List the tables and their columns."))]
Examples = Annotated[bool, typer.Option("--examples", help=_("Show questions with their SQL."))]
Example = Annotated[
    str | None,
    typer.Option("--example", metavar="QUESTION", help=_("Ask one of these questions, by number or name.")),
]


def command(
    ctx: typer.Context,
    sql: Sql = None,
    where: Store = None,
    as_of: options.AsOf = None,
    example: Example = None,
    examples: Examples = False,
    tables: Tables = False,
    as_csv: Csv = False,
    bom: Bom = False,
    as_json: options.AsJson = False,
    as_lines: options.AsJsonLines = False,
    parquet: Parquet = None,
    force: options.Force = False,
) -> None:
    session = options.session(ctx)
    day = session.day(as_of)
    if tables:
        _show_tables(as_json)
        return
    if examples:
        _show_questions(day, as_json)
        return
    text, store = _asked(sql, where, example, day)
    if parquet is not None:
        query.parquet(session, store, day, text, parquet, force)
        console.written([parquet], _("written: {path}").format(path=parquet), as_json)
        return
    form = [name for name, wanted in (("csv", as_csv), ("json", as_json), ("jsonl", as_lines)) if wanted]
    if len(form) > 1:
        raise not_together(f"--{form[0]}", f"--{form[1]}")
    _answer(query.database(session, store, day), text, form[0] if form else "table", bom)


def _asked(sql: str | None, where: Path | None, example: str | None, day: date) -> tuple[str, Path | None]:
    """The SQL and the store. With a question's name the only argument is the store."""
    if example is not None:
        if where is not None:
            message = _("--example brings its own SQL")
            raise GovlistError(message, hint=_("leave out the SQL, or --example"))
        return query.question(example).on(day), None if sql is None else Path(sql)
    if sql is None:
        message = _("there is no SQL to run")
        raise GovlistError(message, hint=_("see what can be asked: govlist query --examples"))
    return query.read(sql), where


def _answer(database: Database, sql: str, form: str = "table", bom: bool = False) -> None:
    """Print the answers, one below the other; a program gets one."""
    statements = database.statements(sql)
    if form == "table":
        for number, statement in enumerate(statements):
            console.lines([line()] if number else [])
            console.lines(screen.lines(database.ask(statement), console.columns()))
        return
    answer = database.ask(query.single(statements))
    make = {"csv": answers.as_csv, "json": answers.as_json, "jsonl": answers.as_json_lines}[form]
    for piece in chain(["\ufeff"] if bom and form == "csv" else [], make(answer)):
        console.raw(piece)


def _show_tables(as_json: bool) -> None:
    if as_json:
        console.data(query.table_records())
    else:
        console.lines(screen.table_lines(console.columns()))


def _show_questions(day: date, as_json: bool) -> None:
    if as_json:
        console.data(query.question_records(day))
    else:
        console.lines(screen.question_lines(day, console.columns()))
