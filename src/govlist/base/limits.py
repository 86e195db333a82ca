"""How much govlist takes in: bounds that keep a wrong or hostile file from the machine. docs/limits.md."""

from __future__ import annotations

import os

from govlist.base.errors import GovlistError
from govlist.base.i18n import _

MAX_BYTES = 16 * 1024 * 1024
"""Of one list; a year's takes less than one megabyte."""

MAX_VALUES = 1_000_000
"""Words, lists and mappings in one list: 100,000 reports. Each takes time and memory, be it one letter."""

MAX_PAIRS = 500_000
"""Ties of units to tasks in one list: few words make many where groups are large. A city has thousands."""

MAX_TOLD = 5000
"""Problems of one rule that are told of one file, and faults of its form altogether."""

MAX_FAULTS = 20_000
"""Faults of form up to which the sound rest of a file is looked at."""

MOST_BYTES = 1024 * 1024 * 1024
"""How far `$GOVLIST_MAX_BYTES` goes: no machine of an office reads more."""


def max_bytes() -> int:
    """How long a list may be: `$GOVLIST_MAX_BYTES`, else 16 MB."""
    text = os.environ.get("GOVLIST_MAX_BYTES", "")
    if not text:
        return MAX_BYTES
    if not (text.isascii() and text.isdigit() and 0 < int(text[:12]) <= MOST_BYTES):
        message = _("{variable}={text} cannot be used").format(variable="GOVLIST_MAX_BYTES", text=text)
        raise GovlistError(message, hint=_("a whole number from 1 to {most}").format(most=MOST_BYTES))
    return int(text)
