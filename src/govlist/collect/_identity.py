"""What a workbook to fill in says of itself: whose list it is, whose unit, which task each row is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from govlist.base.text import folded
from govlist.model.checklist import Checklist

VERSION = 1
"""The highest version of the workbook that this govlist reads."""
MARK = "govlist"
"""The first cell of the sheet that holds the identity, whatever the sheet is called by now."""
KEY_HEADER = "行标识"
"""The word above the hidden column of row keys."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of a workbook that was handed out."""

    version: int
    list_id: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class RowKey:
    """What the hidden cell of a row says: the task's number, digests of its requirement and of the unit."""

    number: int
    requirement: str
    unit: str

    def __str__(self) -> str:
        return f"{self.number}-{self.requirement}-{self.unit}"


def identify(checklist: Checklist, unit: str) -> Identity:
    """The identity of a unit's workbook."""
    return Identity(VERSION, list_id(checklist), checklist.title, unit)


def list_id(checklist: Checklist) -> str:
    """What tells one list from another, whatever is reported, assigned or added in it."""
    return digest(f"{checklist.title}|{checklist.year}|{checklist.region or ''}")


def row_key(number: int, requirement: str, unit: str) -> RowKey:
    """The key of a unit's row for a task."""
    return RowKey(number, digest(requirement), digest(unit))


def read_key(text: str) -> RowKey | None:
    """The key that a cell holds, None for anything else."""
    match = re.fullmatch(r"([1-9][0-9]{0,8})-([0-9a-f]{12})-([0-9a-f]{12})", text.strip())
    return RowKey(int(match[1]), match[2], match[3]) if match else None


def digest(text: str) -> str:
    """A short digest of a text's words: blanks, line breaks and widths of characters do not count."""
    return sha256(folded(text).encode()).hexdigest()[:12]
