"""A store: the tables of many lists as Parquet files, in versions of which one is in use.

    STORE/versions/v000002/states/y=2025/p=c3404/data.parquet

`y` is the year of the lists, `p` is `c` and the first four digits of their regions' codes, `cx` without a
code. They are keys of the path and no columns; a table has a file in every partition, also without rows.
Beside the tables are `datapackage.json`, which describes them, and `index.json`, from which the next run
knows what was read.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from govlist import __version__
from govlist.base import installation
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.text import excerpt
from govlist.many import schema
from govlist.yamlfile import store, versions

INDEX = "index.json"
FILE = "data.parquet"
_FRAME = 12
"""The bytes of a Parquet file besides its columns and footer: PAR1, the footer's length, PAR1."""


class Fault(NamedTuple):
    """The first error of a rejected list."""

    line: int
    column: int
    rule: str
    message: str


class Entry(NamedTuple):
    """What the index says about a list: what it was read from, where its rows are, and what came of it."""

    path: str
    said: dict[str, str]
    """What the path said about it, and `fault` if it does not match the pattern."""
    sha256: str
    """The digest of the bytes."""
    partition: str
    state: str
    errors: int
    fault: Fault | None


@dataclass(frozen=True)
class Index:
    """What a version was made from: its lists by their ids, and how they were read."""

    lists: Mapping[str, Entry]
    public: bool
    language: str
    govlist: str = __version__
    schema: int = schema.VERSION

    @cached_property
    def partitions(self) -> list[str]:
        """The partitions that have lists."""
        return sorted({entry.partition for entry in self.lists.values()})

    def text(self) -> str:
        """The index as it is written."""
        lists = ",\n".join(
            f"{json.dumps(list_id)}: {json.dumps(list(entry))}"
            for list_id, entry in sorted(self.lists.items())
        )
        head = json.dumps({key: value for key, value in vars(self).items() if key in _HEAD}, sort_keys=True)
        return f'{head[:-1]}, "lists": {{\n{lists}\n}}}}\n'


_HEAD = ("public", "language", "govlist", "schema")


@dataclass(frozen=True)
class Store:
    """A store as it was when it was opened: `folder` is the version in use, which later runs replace."""

    root: Path
    folder: Path
    index: Index

    @cached_property
    def tables(self) -> dict[str, list[Path]]:
        """The files of each table."""
        return {
            table: [file(self.folder, table, partition) for partition in self.index.partitions]
            for table in schema.BY_NAME
        }


def require() -> None:
    """Raise GovlistError (exit 3) if DuckDB is not installed."""
    if find_spec("duckdb") is None:
        message = _("this needs DuckDB, which is not installed")
        hint = installation.how_to_add("DuckDB", "'govlist[data]'")
        raise GovlistError(message, ExitCode.FAILED, hint=hint)


def open_(root: Path) -> Store:
    """Open a store to read it.

    Raises GovlistError (exit 3) if there is none, it is empty, damaged, or of a newer version of govlist.
    """
    folder = versions.current(store.resolved(root))
    remedy = _("write it with govlist gather DIR -o {path}").format(path=shlex.quote(str(root)))
    if folder is None:
        raise GovlistError(_("the store {path} is empty").format(path=root), ExitCode.FAILED, hint=remedy)
    index = read_index(root, folder)
    if index is None:
        message = _("the store {path} is damaged").format(path=root)
        raise GovlistError(message, ExitCode.FAILED, hint=remedy)
    return Store(root, folder, index)


def read_index(root: Path, folder: Path) -> Index | None:
    """The index of a version of the store; None if it is damaged, or a table's file is missing or cut off.

    Raises GovlistError (exit 3) if its tables are of a newer version: this govlist does not know what they
    hold, and must not replace them.
    """
    try:
        plain: dict[str, Any] = json.loads((folder / INDEX).read_bytes())
        if plain["schema"] > schema.VERSION:
            raise _newer(root, plain.get("govlist"))
        lists = {list_id: _entry(*values) for list_id, values in plain.pop("lists").items()}
        index = Index(lists, **plain)
        parts = ((table, partition) for table in schema.BY_NAME for partition in index.partitions)
        return index if all(_whole(file(folder, *part)) for part in parts) else None
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None


def _newer(root: Path, version: object) -> GovlistError:
    message = _("the store {path} was written by a newer govlist ({version})")
    hint = _("update govlist, or name another folder for a store of your own")
    return GovlistError(message.format(path=root, version=excerpt(str(version))), ExitCode.FAILED, hint=hint)


def _whole(path: Path) -> bool:
    """Whether a file is there and ends as Parquet ends: with its footer, the footer's length and PAR1."""
    if not path.is_file():
        return False
    with path.open("rb") as opened:
        size = opened.seek(0, os.SEEK_END)
        if size < _FRAME:
            return False
        opened.seek(-8, os.SEEK_END)
        end = opened.read(8)
    return end[4:] == b"PAR1" and int.from_bytes(end[:4], "little") <= size - _FRAME


def _entry(*values: Any) -> Entry:
    entry = Entry(*values)
    return entry._replace(fault=Fault(*entry.fault)) if entry.fault else entry


def refuse_inside(path: Path, root: Path) -> None:
    """Raise GovlistError for a file to write that would lie in the store: its old versions are deleted.

    Also (exit 3) for a path of links in a loop.
    """
    if store.resolved(path).is_relative_to(store.resolved(root)):
        message = _("the file {path} is in the folder of the store").format(path=path)
        raise GovlistError(message, hint=_("write it elsewhere"))


def partition(region_code: str, year: int) -> str:
    """The partition of a list, as a part of a path."""
    digits = region_code[:4]
    return f"y={year}/p=c{digits if digits.isascii() and digits.isdigit() else 'x'}"


def file(folder: Path, table: str, partition: str) -> Path:
    """The file of a table's partition in a version."""
    return folder / table / partition / FILE
