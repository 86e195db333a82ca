"""The file was written for a newer version of govlist.

The number after `format` says how to read the file. This version of govlist does not know the
newer formats; if it guessed, it could show wrong figures or damage the file.

Install a newer version of govlist. If the number is a typing mistake, write 1 or delete the line.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import ONE_LINE

LEVEL = Level.ERROR

GOOD = "format: 1\n" + ONE_LINE

BAD = "format: 9  # <-\n" + ONE_LINE
