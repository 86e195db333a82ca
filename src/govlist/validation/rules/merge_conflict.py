"""The file contains the markers of a merge that git could not complete.

Two people changed the same lines. Git has written both versions into the file, between lines
that begin with <<<<<<<, ======= and >>>>>>>. Somebody has to choose before the file can be used.

Keep the version that is right (or both lines, if both reports are true, the older one first) and
delete the three marker lines. The merge driver `govlist merge` combines two reports automatically.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR

GOOD = f"""\
{REPORTS}            - {{date: 2024-06-14, status: in_progress, note: 方案已印发}}
            - {{date: 2024-06-17, status: in_progress, note: 招生范围已公示}}
"""

BAD = f"""\
{REPORTS}<<<<<<< HEAD  # <-
            - {{date: 2024-06-14, status: in_progress, note: 方案已印发}}
=======
            - {{date: 2024-06-17, status: in_progress, note: 招生范围已公示}}
>>>>>>> 区教体局
"""
