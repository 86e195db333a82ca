"""The rows of a partition as a Parquet file, written by DuckDB from rows as JSON and from the version before.

Rows pass as JSON with the values of a column together, compressed: this tells NULL from an empty text, needs
no escapes of its own, and is faster than CSV. A file's bytes follow from its rows alone: they are sorted, and
DuckDB uses one thread.
"""

from __future__ import annotations

import errno
import gzip
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.limits import max_bytes
from govlist.many import _sql, schema
from govlist.yamlfile.store import write_error

if TYPE_CHECKING:
    import duckdb

MEMORY = "300MB"
"""What DuckDB uses before it sorts on the disk."""
ROWS = 32
"""The rows of one JSON object; DuckDB keeps 2048 objects in memory."""
OBJECT_BYTES = 16 * 1024 * 1024
"""The size up to which DuckDB reads an object, without taking more memory for all."""


def packed(table: schema.Table, rows: Sequence[tuple[Any, ...]]) -> bytes:
    """A list's rows of a table, to be appended to those of other lists. All have the same identity."""
    size = len(schema.IDENTITY)
    names = [column.name for column in table.columns]
    lines = []
    for start in range(0, len(rows), ROWS):
        columns = list(zip(*rows[start : start + ROWS], strict=True))
        values = [*(column[0] for column in columns[:size]), *columns[size:]]
        made = dict(zip(names, values, strict=True))
        lines.append(json.dumps(made, ensure_ascii=False, separators=(",", ":"), default=date.isoformat))
    return gzip.compress(valid("".join(f"{line}\n" for line in lines)), 1, mtime=0)


def valid(text: str) -> bytes:
    """A text as UTF-8; bytes of a file's name that are no UTF-8 become numbers of characters."""
    return text.encode("utf-8", "xmlcharrefreplace")


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Raise GovlistError (exit 3) for what DuckDB or SQLite says while a path is written."""
    import sqlite3

    import duckdb

    try:
        yield
    except (duckdb.Error, sqlite3.Error) as error:
        said = str(error).partition("\n")[0]
        if os.strerror(errno.ENOSPC) in said:
            raise write_error(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) from None
        message = _("{path} cannot be written: {error}").format(path=path, error=said)
        hint = _("if a file of the store is damaged, delete the store's folder and gather again")
        raise GovlistError(message, ExitCode.FAILED, hint=hint) from None


class Writer:
    """Writes partitions. Use it in a `with` block; `folder` is for what DuckDB sorts on the disk."""

    def __init__(self, folder: Path, replaced: Iterable[str]) -> None:
        self._folder = folder
        self._replaced = [valid(name).decode() for name in replaced]
        self._sql = self._opened(memory_limit=MEMORY)

    def _opened(self, **memory: str) -> duckdb.DuckDBPyConnection:
        import duckdb

        made = duckdb.connect(config={"threads": 1, "temp_directory": str(self._folder), **memory})
        made.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        # Else a column is REQUIRED in a file if DuckDB happens to know that its source has no NULL.
        made.execute("SET disabled_optimizers = 'statistics_propagation'")
        made.execute("CREATE TABLE replaced AS SELECT unnest($1::VARCHAR[]) AS list_id", [self._replaced])
        return made

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_error: object) -> None:
        self._sql.close()

    def write(self, table: schema.Table, rows: Path | None, old: Path | None, target: Path) -> None:
        """Write a table's rows: new ones, and those of an old file except the lists that are replaced."""
        import duckdb

        try:
            self._copy(table, rows, old, target, OBJECT_BYTES)
        except (duckdb.OutOfMemoryException, duckdb.InvalidInputException):  # a few huge texts: more of both
            self._sql.close()
            self._sql = self._opened()
            self._copy(table, rows, old, target, 8 * max_bytes())

    def _copy(
        self, table: schema.Table, rows: Path | None, old: Path | None, target: Path, most: int
    ) -> None:
        sources = [_sql.nothing(table)]
        if rows is not None:
            sources.append(_new(table, rows, most))
        if old is not None:
            sources.append(
                f"SELECT {_sql.names(table)} FROM {files([old])} ANTI JOIN replaced USING (list_id)"
            )
        self._sql.execute(
            f"COPY (SELECT * FROM ({' UNION ALL '.join(sources)}) ORDER BY ALL) "
            f"TO {_sql.text(target)} (FORMAT parquet, COMPRESSION zstd)"
        )


def _new(table: schema.Table, rows: Path, most: int) -> str:
    """The rows that `packed` wrote."""
    size = len(schema.IDENTITY)
    types = {
        column.name: column.type.value + ("[]" if number >= size else "")
        for number, column in enumerate(table.columns)
    }
    columns = ", ".join(
        f'unnest("{column.name}")' if number >= size else f'"{column.name}"'
        for number, column in enumerate(table.columns)
    )
    return (
        f"SELECT {columns} FROM read_json({_sql.text(rows)}, format = 'newline_delimited', "
        f"compression = 'gzip', columns = {types}, maximum_object_size = {most})"
    )


def files(paths: Iterable[Path]) -> str:
    """The rows of Parquet files, as SQL: without the keys of the paths, which the tables have as columns."""
    return f"read_parquet({_sql.texts(paths)}, hive_partitioning = false)"
