"""Limits on what govlist reads, against wrong or hostile files; documented in docs/limits.md."""

from __future__ import annotations

import os

from govlist.base.errors import GovlistError
from govlist.base.i18n import _

FORMAT = 1
"""The highest `format` of a list that this version of govlist can read."""

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

QUERY_MEMORY = 2048
"""The memory that a query may use, in MB: half of what an office computer has at least."""

QUERY_SECONDS = 600
"""The time that a query may take."""

MAX_BYTES_SETTING = 1024 * 1024 * 1024
"""The highest value of `$GOVLIST_MAX_BYTES`: office computers cannot read more."""

CACHE_BYTES = 256 * 1024 * 1024
"""What the cache may hold; 600 lists of a province take about 160 MB."""

CACHE_BYTES_SETTING = 1024 * 1024 * 1024 * 1024
"""The highest value of `$GOVLIST_CACHE_BYTES`."""


def cache_bytes() -> int:
    """The bytes that the cache may hold: `$GOVLIST_CACHE_BYTES`, else 256 MB."""
    return number("GOVLIST_CACHE_BYTES", CACHE_BYTES, CACHE_BYTES_SETTING)


def max_bytes() -> int:
    """The maximum size of a list: `$GOVLIST_MAX_BYTES`, else 16 MB."""
    return number("GOVLIST_MAX_BYTES", MAX_BYTES, MAX_BYTES_SETTING)


def query_memory() -> int:
    """The memory of a query in MB: `$GOVLIST_QUERY_MEMORY`, else 2 GB."""
    return number("GOVLIST_QUERY_MEMORY", QUERY_MEMORY, 1_000_000)


def query_seconds() -> int:
    """The time of a query in seconds: `$GOVLIST_QUERY_SECONDS`, else ten minutes."""
    return number("GOVLIST_QUERY_SECONDS", QUERY_SECONDS, 1_000_000)


def number(variable: str, default: int, most: int) -> int:
    """The whole number in an environment variable, from 1 to `most`; GovlistError for any other text."""
    text = os.environ.get(variable, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 0 < int(text[:12]) <= most):
        message = _("{variable}={text} is not valid").format(variable=variable, text=text)
        raise GovlistError(message, hint=_("write a whole number from 1 to {most}").format(most=most))
    return int(text)
