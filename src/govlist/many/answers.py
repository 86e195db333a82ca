"""Answers of a query as text for programs: CSV, JSON, and JSON by lines, by the rules of the exports.

The text comes in pieces, so that millions of rows need no memory.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from textwrap import indent
from typing import Any

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.base.text import escape_json
from govlist.export import csv
from govlist.many.database import Answer

PIECE = 1000
"""The rows of a piece of text."""

Row = tuple[Any, ...]


def as_csv(answer: Answer) -> Iterator[str]:
    """The heads and the rows as in docs/csv.md."""
    yield csv.lines([answer.names])
    for rows in pieces(answer.rows):
        yield csv.lines(map(_cell, row) for row in rows)


def as_json_lines(answer: Answer) -> Iterator[str]:
    """Each row as an object on its own line. Raises GovlistError if two columns have the same name."""
    names = unique(answer)
    for rows in pieces(answer.rows):
        yield "".join(f"{_json(_object(names, row))}\n" for row in rows)


def as_json(answer: Answer) -> Iterator[str]:
    """The rows as an array of objects. Raises GovlistError if two columns have the same name."""
    names, before = unique(answer), "["
    for rows in pieces(answer.rows):
        texts = (_json(_object(names, row), 2) for row in rows)
        yield f"{before}\n" + ",\n".join(indent(text, "  ") for text in texts)
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows, a thousand at a time."""
    left = iter(rows)
    while some := list(islice(left, PIECE)):
        yield some


def unique(answer: Answer) -> tuple[str, ...]:
    """The names of the columns. Raises GovlistError if two are the same."""
    for name, count in Counter(answer.names).items():
        if count > 1:
            message = _("{n} columns have the name {name}").format(n=count, name=name)
            raise GovlistError(message, hint=_("give each a name of its own with AS"))
    return answer.names


def plain(value: Any) -> Any:
    """A value as JSON has it: days as text, exact numbers as numbers, what is not a number as null."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value)


def _object(names: tuple[str, ...], row: Row) -> dict[str, Any]:
    return {name: plain(value) for name, value in zip(names, row, strict=True)}


def _cell(value: Any) -> Any:
    """A value in a cell; several values are JSON."""
    found = plain(value)
    return _json(found) if isinstance(found, list | dict) else found


def _json(value: Any, indent: int | None = None) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False, indent=indent))
