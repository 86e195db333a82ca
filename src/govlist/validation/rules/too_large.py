"""The file is larger than any list of a year can be.

A list with every report of a year takes less than one megabyte. A file of more than 16
megabytes, or of more than a million values, is mostly another file by mistake, or holds pictures or
documents as text; reading it could stop the machine. So could a small file whose groups give more
than half a million pairs of a unit and a task.

Look whether it is the right file, and whether its groups hold the units that they should. Put
documents beside the list and name them under evidence. Begin a new list each year.
GOVLIST_MAX_BYTES moves the limit of the size.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.base.limits import MAX_BYTES
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE


def __getattr__(name: str) -> str:
    """`BAD`, made when asked for: every check imports this module, and it takes 16 megabytes."""
    if name == "BAD":
        return "# " + "x" * MAX_BYTES
    raise AttributeError(name)
