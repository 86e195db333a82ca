"""Limits on what govlist reads, against wrong or hostile files; documented in docs/limits.md."""

from __future__ import annotations

import os

from govlist.base.errors import GovlistError
from govlist.base.i18n import _

MAX_BYTES = 16 * 1024 * 1024
"""The size of a list; a year's list is smaller than one megabyte."""

MAX_VALUES = 1_000_000
"""Texts, lists and mappings in a list, about 100,000 reports. Each costs time and memory, however short."""

MAX_PAIRS = 500_000
"""Pairs of a unit and a task in a list: large groups make many. A city has thousands."""

MAX_REPORTED = 5000
"""Problems reported per rule and file, and format errors reported per file."""

MAX_FAULTS = 20_000
"""With more format errors than this, the rest of a file is not checked."""

MAX_BYTES_SETTING = 1024 * 1024 * 1024
"""The highest value of `$GOVLIST_MAX_BYTES`: office computers cannot read more."""


def max_bytes() -> int:
    """The maximum size of a list: `$GOVLIST_MAX_BYTES`, else 16 MB."""
    text = os.environ.get("GOVLIST_MAX_BYTES", "")
    if not text:
        return MAX_BYTES
    if not (text.isascii() and text.isdigit() and 0 < int(text[:12]) <= MAX_BYTES_SETTING):
        message = _("{variable}={text} is not valid").format(variable="GOVLIST_MAX_BYTES", text=text)
        raise GovlistError(
            message, hint=_("write a whole number from 1 to {most}").format(most=MAX_BYTES_SETTING)
        )
    return int(text)
