"""The pieces of SQL that reading, writing and exporting a store have in common."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from govlist.many.schema import Column, Table


def text(value: str | Path) -> str:
    """A text or a path in quotes."""
    return "'" + str(value).replace("'", "''") + "'"


def texts(values: Iterable[str | Path]) -> str:
    """Texts or paths as a list."""
    return f"[{', '.join(map(text, values))}]"


def names(table: Table) -> str:
    """The columns of a table."""
    return ", ".join(f'"{column.name}"' for column in table.columns)


def null(column: Column) -> str:
    """A column that is empty in every row."""
    return f'NULL::{column.type.value} AS "{column.name}"'


def nothing(table: Table) -> str:
    """A query without rows, with the columns of a table."""
    return f"SELECT {', '.join(map(null, table.columns))} WHERE false"
