"""A value is not of the kind that its key wants.

A list is wanted and a single text stands there, or a word stands where a number, true or false,
or one of a few fixed words is wanted. A wrong guess here would change who owes the task, so
govlist does not guess.

The message says what is wanted. A list stands in brackets, [区教体局, 区司法局], or one entry a
line with a hyphen before it. Task numbers are whole numbers from 1 without leading zeros.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE

BAD = GOOD.replace("[区教体局]}", "区教体局}  # <-")
