"""A value does not have the type that its key needs.

For example, the key needs a list but has a single text, or it needs a number, true or false, or
one of a few fixed words. A wrong guess would change who owes the task, so govlist does not guess.

The message says which type is expected. Write a list in brackets, [区教体局, 区司法局], or one
entry per line with a hyphen before it. Task numbers are whole numbers from 1 without leading
zeros.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE

BAD = GOOD.replace("[区教体局]}", "区教体局}  # <-")
