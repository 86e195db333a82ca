"""The file holds a character that cannot be seen and steers devices instead of meaning anything.

Such characters come from copying out of other programs. On a terminal they can move the cursor
or turn the order of the text round; Excel and Word refuse them.

Delete the character. It cannot be seen, so the surest way is to delete the word around it and
type it again. In quotes it can also stand as an escape such as \\a: delete that.
"""

from __future__ import annotations

from govlist.base.errors import Level
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR

GOOD = REPORTS + '            - {date: 2024-06-14, status: in_progress, note: "招生范围已公示"}\n'

BAD = REPORTS + '            - {date: 2024-06-14, status: in_progress, note: "招生范围\\a已公示"}  # <-\n'
