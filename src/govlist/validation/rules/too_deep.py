"""Brackets or lists stand in one another deeper than any list needs.

A list needs about a dozen levels. A file nested far deeper is damaged or made to harm, and
programs that read it can crash.

Take the surplus brackets or indentation away, or take the value from an older copy of the file.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.rules._samples import TASK

LEVEL = Level.ERROR

GOOD = TASK.replace("units:", "source: 田家庵区人民政府网站\nunits:")

BAD = GOOD.replace("田家庵区人民政府网站", "[" * 40 + "]" * 40 + "  # <-")
