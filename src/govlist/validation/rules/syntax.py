"""The file cannot be read as YAML at this place.

YAML is read by its signs: a colon with a blank after it, indentation with blanks, quotes and
brackets that are closed. One wrong sign and the rest of the file has no meaning, so nothing
else is checked.

Look at the line that is named and the one above it. Mostly it is a full-width colon ：, a
full-width space or a tab before the text, a quote or a bracket that nobody closed, or a line
that is indented more or less than its neighbours.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = ONE_LINE

BAD = GOOD.replace("year: 2024", "year：2024  # <-")
