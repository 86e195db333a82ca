"""A key has no value.

An empty value does not say whether something is missing or does not exist. Usually somebody
planned to fill it in later and forgot.

Fill it in. To leave out an optional value (a deadline, a note, evidence), delete the whole line.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import TASK

LEVEL = Level.ERROR

GOOD = TASK + "        due: 2024-08-31\n"

BAD = TASK + "        due:  # <-\n"
