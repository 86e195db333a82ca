"""The store as one database file: the rows and types of the store, complete or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.many import province

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.many import exports, gather, parquet, schema, store


@pytest.fixture
def gathered(tmp_path: Path) -> store.Store:
    """The store of a small province."""
    lists = province.write(tmp_path / "lists")
    gather.gather([lists.folder], tmp_path / "store")
    return store.open_(tmp_path / "store")


def expected(gathered: store.Store, table: str) -> list[tuple[Any, ...]]:
    return duckdb.sql(f"FROM {parquet.files(gathered.tables[table])}").fetchall()


def as_sqlite(value: Any) -> Any:
    """A value as SQLite has it."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def test_sqlite_has_the_rows(gathered: store.Store, tmp_path: Path) -> None:
    exports.to_sqlite(gathered, tmp_path / "lists.db")
    with closing(sqlite3.connect(tmp_path / "lists.db")) as made:
        assert made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table in schema.BY_NAME:
            rows = made.execute(f"SELECT * FROM {table}").fetchall()
            assert rows == [tuple(map(as_sqlite, row)) for row in expected(gathered, table)], table
            assert rows, table


def test_duckdb_has_the_rows_types_and_meanings(gathered: store.Store, tmp_path: Path) -> None:
    exports.to_duckdb(gathered, tmp_path / "lists.duckdb")
    with duckdb.connect(str(tmp_path / "lists.duckdb"), read_only=True) as made:
        comments = dict(made.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
        about = (
            "SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns() WHERE table_name = ?"
        )
        assert comments == {table.name: _(table.meaning) for table in schema.TABLES}
        for table in schema.TABLES:
            assert made.execute(f"FROM {table.name}").fetchall() == expected(gathered, table.name)
            assert made.execute(about, [table.name]).fetchall() == [
                (column.name, column.type.value, column.optional, _(column.meaning))
                for column in table.columns
            ]


@pytest.mark.parametrize("write", [exports.to_sqlite, exports.to_duckdb])
def test_a_damaged_store_is_an_error_of_ours(gathered: store.Store, tmp_path: Path, write: Any) -> None:
    gathered.tables["states"][0].write_bytes(b"PAR1 no more")
    with pytest.raises(GovlistError) as caught:
        write(gathered, tmp_path / "lists.db")
    assert (caught.value.exit_code, bool(caught.value.hint)) == (3, True)
