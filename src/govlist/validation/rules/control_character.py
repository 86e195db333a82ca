"""The file contains an invisible control character.

Such characters come from text copied out of other programs. In a terminal they can move the
cursor or reverse the order of the text; Excel and Word reject them.

Delete the character. As it is invisible, it is safest to delete the word around it and to type
the word again. In quotes it can also be an escape such as \\a: delete that.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR

GOOD = REPORTS + '            - {date: 2024-06-14, status: in_progress, note: "招生范围已公示"}\n'

BAD = REPORTS + '            - {date: 2024-06-14, status: in_progress, note: "招生范围\\a已公示"}  # <-\n'
