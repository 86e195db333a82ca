"""A store as one file: an SQLite or DuckDB database, for programs that read no Parquet.

DuckDB's has the meanings of tables and columns as comments. SQLite's has days as texts YYYY-MM-DD, flags as
0 and 1, and an index on what lists and tasks are found by.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from govlist.base.i18n import _
from govlist.many import _sql, parquet, schema
from govlist.many.store import Store

BATCH = 20_000
"""The rows that are passed to SQLite at a time."""
TYPES = {schema.Type.NUMBER: "INTEGER", schema.Type.FLAG: "INTEGER"}
"""SQLite's names of types; all others are TEXT."""
KEYS = ("list_id", "task_id", "unit")
"""What the rows of an SQLite table are found by, where it has these columns."""


def to_duckdb(store: Store, path: Path) -> None:
    """Write a DuckDB database to a path where no file is."""
    import duckdb

    with parquet.refusals(path), duckdb.connect(str(path)) as made:
        for table in schema.TABLES:
            made.execute(f"CREATE TABLE {table.name} ({_columns(table)})")
            made.execute(f"INSERT INTO {table.name} {_rows(store, table)}")
            made.execute(f"COMMENT ON TABLE {table.name} IS {_sql.text(_(table.meaning))}")
            for column in table.columns:
                name = f'{table.name}."{column.name}"'
                made.execute(f"COMMENT ON COLUMN {name} IS {_sql.text(_(column.meaning))}")


def to_sqlite(store: Store, path: Path) -> None:
    """Write an SQLite database to a path where no file is."""
    import sqlite3

    import duckdb

    with parquet.refusals(path), duckdb.connect() as source, closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode = OFF")  # the file gets its name when it is complete
        made.execute("PRAGMA synchronous = OFF")
        for table in schema.TABLES:
            made.execute(f"CREATE TABLE {table.name} ({_columns(table, TYPES)})")
            places = ", ".join("?" * len(table.columns))
            rows = source.execute(_rows(store, table, as_text=True))
            while batch := rows.fetchmany(BATCH):
                made.executemany(f"INSERT INTO {table.name} VALUES ({places})", batch)
            names = [column.name for column in table.columns]
            keys = ", ".join(f'"{key}"' for key in KEYS if key in names)
            made.execute(f"CREATE INDEX {table.name}_of_list ON {table.name} ({keys})")
        made.commit()


def _columns(table: schema.Table, types: dict[schema.Type, str] | None = None) -> str:
    """The columns of a table, as SQL: DuckDB's types, or SQLite's."""
    return ", ".join(
        f'"{column.name}" {column.type.value if types is None else types.get(column.type, "TEXT")}'
        f"{'' if column.optional else ' NOT NULL'}"
        for column in table.columns
    )


def _rows(store: Store, table: schema.Table, as_text: bool = False) -> str:
    """The rows of a table as SQL; with `as_text`, days as texts."""
    names = ", ".join(
        f'"{column.name}"{"::VARCHAR" if as_text and column.type is schema.Type.DAY else ""}'
        for column in table.columns
    )
    return f"SELECT {names} FROM {parquet.files(store.tables[table.name])}"
