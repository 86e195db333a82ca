"""One check of `doctor`, and its state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The state of a check: fine, could be better, broken."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was seen, and what to do if it is not fine."""

    name: str
    """Its id in JSON."""
    seen: str
    remedy: str = ""
    state: State = State.OK
