"""The identity of a form: its list and unit, and the task of each row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from govlist.base.i18n import mark as N_
from govlist.base.text import folded
from govlist.model.checklist import Checklist

VERSION = 1
"""The highest form version that this govlist reads."""
MARK = "govlist"
"""The first cell of the sheet with the identity; the sheet may have been renamed."""
KEY_HEADER = "行标识"
"""The header of the hidden column of row keys."""
GUIDE = N_("How to fill it in")
"""The name of the sheet with instructions, in the language of the form."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of a form that was handed out."""

    version: int
    list_id: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class RowKey:
    """The hidden key of a row: task number, digests of requirement and unit."""

    number: int
    requirement: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number}-{self.requirement}-{self.unit}"


def identify(checklist: Checklist, unit: str) -> Identity:
    """The identity of a unit's form."""
    return Identity(VERSION, list_id(checklist), checklist.title, unit)


def list_id(checklist: Checklist) -> str:
    """An id of the list that does not change with reports, assignments or new tasks."""
    return digest(f"{checklist.title}|{checklist.year}|{checklist.region or ''}")


def row_key(number: int, requirement: str, unit: str) -> RowKey:
    """The key of a unit's row for a task."""
    return RowKey(number, digest(requirement), digest(unit))


def read_key(text: str) -> RowKey | None:
    """The key in a cell, None if it is not a key."""
    match = re.fullmatch(r"([1-9][0-9]{0,8})-([0-9a-f]{12})-([0-9a-f]{12})", text.strip())
    return RowKey(int(match[1]), match[2], match[3]) if match else None


def digest(text: str) -> str:
    """A short digest of a text, ignoring blanks, line breaks and character widths."""
    return sha256(folded(text).encode()).hexdigest()[:12]
