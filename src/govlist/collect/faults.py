"""Faults in returned files, each with the place to fix it."""

from __future__ import annotations

from dataclasses import dataclass

from govlist.base.errors import ExitCode


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: file, sheet and cell (None if not applicable), rule, message, hint."""

    path: str
    sheet: str | None
    cell: str | None
    rule: str
    message: str
    hint: str
    code: ExitCode = ExitCode.DATA

    @property
    def place(self) -> str:
        """The place in the file: 填报表!E7; empty for the whole file."""
        return _joined(self.sheet, self.cell)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a fault: a file, a sheet (None if there are none), or a cell."""

    path: str
    sheet: str | None = None
    cell: str | None = None

    def fault(self, rule: str, message: str, hint: str) -> Fault:
        """A fault at this place."""
        return Fault(self.path, self.sheet, self.cell, rule, message, hint)

    def __str__(self) -> str:
        return f"{self.path} {_joined(self.sheet, self.cell)}".strip()


def _joined(*parts: str | None) -> str:
    return "!".join(part for part in parts if part)
