"""A key stands here and nothing behind it.

An empty value says neither that there is nothing nor what there is. Mostly it was meant to be
filled in later and then forgotten.

Fill it in. What may be left out (a deadline, a note, evidence) is left out by deleting the
whole line.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.rules._samples import TASK

LEVEL = Level.ERROR

GOOD = TASK + "        due: 2024-08-31\n"

BAD = TASK + "        due:  # <-\n"
