"""A store as a DuckDB database that reads the store alone: its tables as views, and those of `views`.

Two locks keep it so. DuckDB is closed before the first query: of the disk it opens the store's own files, no
links among them; it loads nothing, and no setting can be changed. And `_statements` refuses every statement
but SELECT, so that these files are not written either.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from govlist.base import limits
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _, n_
from govlist.many import _sql, _statements, parquet, schema, views
from govlist.many.schema import Table
from govlist.many.store import Store, require

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")

CHUNK = 10_000
"""The rows that are fetched at once."""
POLL_SECONDS = 0.1
"""How often a running query looks for Ctrl-C and the time limit."""
SETTINGS: dict[str, Any] = {
    "temp_directory": "",  # nothing is written, not even what does not fit into the memory
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
}
"""The settings of the connection; the others are set after the views are defined."""


class Answer(NamedTuple):
    """The answer to a query: names and types of its columns, and its rows as they come."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


class Database:
    """A store open for queries. `day` is the day of `pairs_now`, `output` the one file it may write."""

    def __init__(self, store: Store, day: date, output: Path | None = None) -> None:
        self._made = connect(store, day, output)
        self._end = time.monotonic() + limits.query_seconds()
        self._sql = ""

    def statements(self, sql: str) -> list[str]:
        """The statements of a text. Raises GovlistError for wrong SQL, with its place, and all but SELECT."""
        self._sql = sql
        return _statements.checked(self._made, sql)

    def ask(self, statement: str) -> Answer:
        """The answer to one of the `statements`. Its rows are fetched as they are read.

        Raises GovlistError for wrong names (exit 2), and when time or memory is over (exit 3), also while the
        rows are read.
        """
        self._run(lambda: self._made.execute(statement), statement)
        columns = self._made.description or ()
        names, types = (tuple(str(column[part]) for column in columns) for part in (0, 1))
        return Answer(names, types, self._rows(statement))

    def write_parquet(self, statement: str, path: Path) -> None:
        """Write the answer to one of the `statements` as a Parquet file, the `output` of this database."""
        options = "FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false"
        copy = f"COPY (\n{statement}\n) TO {_sql.text(path)} ({options})"
        self._run(lambda: self._made.execute(copy), statement)

    def _rows(self, statement: str) -> Iterator[tuple[Any, ...]]:
        while rows := self._run(lambda: self._made.fetchmany(CHUNK), statement):
            yield from rows

    def _run(self, work: Callable[[], T], statement: str) -> T:
        """Let DuckDB work in a thread of its own, so that Ctrl-C and the time limit interrupt it at once."""
        import duckdb

        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(work)
            try:
                while not future.done() and time.monotonic() < self._end:
                    with suppress(TimeoutError):
                        future.result(POLL_SECONDS)
                if not future.done():
                    raise _too_long()
                return future.result()
            except duckdb.Error as error:
                raise _statements.explained(self._made, error, statement, self._sql) from None
            finally:
                while not future.done():  # again and again: a query that has not begun yet is not interrupted
                    self._made.interrupt()
                    wait([future], POLL_SECONDS)


def connect(store: Store, day: date, output: Path | None = None) -> DuckDBPyConnection:
    """A connection to a store, with its tables and views, closed against all else.

    `day` is the day of `pairs_now`; `output` is a file that it may write. Raises GovlistError without DuckDB,
    and for a store that is not whole (exit 3).
    """
    require()
    import duckdb

    made: DuckDBPyConnection = duckdb.connect(":memory:", config=SETTINGS)
    allowed = [] if output is None else [output]
    for table in schema.TABLES:
        files = _checked(store, store.tables[table.name])
        made.execute(f"CREATE VIEW {table.name} AS {_table(made, table, files)}")
        allowed += files
    for name, query in views.FORMER.items():
        made.execute(f"CREATE VIEW {name} AS {query}")
    made.execute(views.state_words())
    made.execute(f"CREATE VIEW calendar AS {views.calendar()}")
    for now, on, in_chinese in ((views.NOW, views.ON, False), (views.NOW_ZH, views.ON_ZH, True)):
        made.execute(f"CREATE MACRO {on}(day) AS TABLE {views.pairs('day::DATE', in_chinese)}")
        made.execute(f"CREATE VIEW {now} AS FROM {on}(DATE '{day.isoformat()}')")
    made.execute(f"SET memory_limit = '{limits.query_memory()}MB'")
    made.execute("SET python_enable_replacements = false")
    made.execute("SET errors_as_json = true")
    made.execute(f"SET allowed_paths = {_sql.texts(allowed)}")
    made.execute("SET enable_external_access = false")
    made.execute("SET lock_configuration = true")
    return made


def _checked(store: Store, files: list[Path]) -> list[Path]:
    """The same files. Raises GovlistError for a link, which could lead out of the store."""
    folder = store.folder.resolve()
    for path in files:
        if path.resolve() != folder / path.relative_to(store.folder):
            message = _("{path} is a link; a store has none").format(path=path)
            raise GovlistError(message, ExitCode.FAILED, hint=_("delete the store's folder and gather again"))
    return files


def _table(made: DuckDBPyConnection, table: Table, files: list[Path]) -> str:
    """The query of a table. A column that a store of an earlier version does not have is empty."""
    if not files:
        return _sql.nothing(table)
    import duckdb

    source = parquet.files(files)
    try:
        present = {row[0] for row in made.execute(f"DESCRIBE FROM {source}").fetchall()}
    except duckdb.Error as error:
        message = _("the store cannot be read: {error}").format(error=str(error).splitlines()[0])
        hint = _("if a file of the store is damaged, delete the store's folder and gather again")
        raise GovlistError(message, ExitCode.FAILED, hint=hint) from None
    columns = (
        f'"{column.name}"' if column.name in present else _sql.null(column) for column in table.columns
    )
    return f"SELECT {', '.join(columns)} FROM {source}"


def _too_long() -> GovlistError:
    seconds = limits.query_seconds()
    message = n_("the query took longer than {n} second", "the query took longer than {n} seconds", seconds)
    hint = _("ask for less, or set the variable GOVLIST_QUERY_SECONDS")
    return GovlistError(message.format(n=seconds), ExitCode.FAILED, hint=hint)
