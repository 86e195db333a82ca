"""The file is larger than any list of a year can be.

A list with every report of a year is smaller than one megabyte. A file of more than 16
megabytes, or of more than a million values, is usually the wrong file, or contains pictures or
documents as text; reading it could block the computer. The same is true of a small file whose
groups make more than half a million pairs of a unit and a task.

Check that it is the right file, and that its groups contain the right units. Put documents beside
the list and name them under evidence. Start a new list each year. GOVLIST_MAX_BYTES changes the
size limit.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.base.limits import MAX_BYTES
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE


def __getattr__(name: str) -> str:
    """`BAD`, created on demand: every check imports this module, and `BAD` has 16 megabytes."""
    if name == "BAD":
        return "# " + "x" * MAX_BYTES
    raise AttributeError(name)
