"""The command that is running, in the words that were typed, so that a write can be recorded with it."""

from __future__ import annotations

from contextvars import ContextVar

command: ContextVar[tuple[str, ...]] = ContextVar("command", default=())
"""The name of the command and its arguments, without the global options; empty outside a command."""
