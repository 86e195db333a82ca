"""The file is not valid YAML at this place.

The structure of YAML depends on a colon with a space after it, on indentation with spaces, and
on closed quotes and brackets. After one mistake the rest of the file cannot be understood, so
nothing else is checked.

Check the line in the message and the line above it. Usual mistakes are a full-width colon ：, a
full-width space or a tab before the text, a quote or a bracket that is not closed, or a line
that is indented more or less than its neighbours.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE

BAD = GOOD.replace("year: 2024", "year：2024  # <-")
