"""Brackets or lists are nested deeper than any list needs.

A list needs about a dozen levels. A file with far more is damaged or made to do harm, and
programs that read it can crash.

Remove the extra brackets or indentation, or copy the value from an older version of the file.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import TASK

LEVEL = Level.ERROR

GOOD = TASK.replace("units:", "source: 田家庵区人民政府网站\nunits:")

BAD = GOOD.replace("田家庵区人民政府网站", "[" * 40 + "]" * 40 + "  # <-")
