"""One thing that `doctor` looks at, and its state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing stands: fine, could be better, broken."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its token, what was seen, and what to do where it is not fine."""

    name: str
    seen: str
    remedy: str = ""
    state: State = State.OK
