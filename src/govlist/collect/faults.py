"""What is wrong in a returned file: as data, with the place that a person opens to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from govlist.base.errors import ExitCode


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: file, sheet and cell (None where there is none), which kind, what, the remedy."""

    path: str
    sheet: str | None
    cell: str | None
    rule: str
    message: str
    hint: str
    code: ExitCode = ExitCode.DATA

    @property
    def place(self) -> str:
        """Where to look: 填报表!E7, nothing for the file as a whole."""
        return _joined(self.sheet, self.cell)


@dataclass(frozen=True, slots=True)
class Spot:
    """A file, a sheet of it (None where it has none) or a cell of that: where a fault may lie."""

    path: str
    sheet: str | None = None
    cell: str | None = None

    def fault(self, rule: str, message: str, hint: str) -> Fault:
        """A fault here."""
        return Fault(self.path, self.sheet, self.cell, rule, message, hint)

    def __str__(self) -> str:
        return f"{self.path} {_joined(self.sheet, self.cell)}".strip()


def _joined(*parts: str | None) -> str:
    return "!".join(part for part in parts if part)
