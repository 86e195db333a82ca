"""The file holds the marks of a merge that git could not finish by itself.

Two people changed the same lines. Git has written both versions into the file, between lines
that begin with <<<<<<<, ======= and >>>>>>>. Until somebody chooses, the file holds both and
means neither.

Keep the version that is right (or both lines, where both reports are true, the older first) and
delete the three marker lines. The merge driver `govlist merge` joins two reports by itself.
"""

from __future__ import annotations

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
