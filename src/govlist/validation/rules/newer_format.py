"""The file was written for a newer govlist than this one.

The number behind `format` says by which rules the file is to be read. This govlist does not
know the newer ones; if it guessed, it could show wrong figures or spoil the file.

Install a newer govlist. If the number is a slip of the hand, write 1 or delete the line.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = "format: 1\n" + ONE_LINE

BAD = "format: 9  # <-\n" + ONE_LINE
