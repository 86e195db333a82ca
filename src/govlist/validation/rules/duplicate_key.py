"""The same key occurs twice in one place.

YAML itself would keep one of them and silently drop the other: a report could disappear
unnoticed.

Combine the contents under one of the keys, or delete the key that is wrong. Under `progress`
each unit's name occurs once, with all its reports below it.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR

GOOD = f"""\
{REPORTS}            - {{date: 2024-03-20, status: in_progress, note: 方案已印发}}
            - {{date: 2024-06-14, status: in_progress, note: 招生范围已公示}}
"""

BAD = f"""\
{REPORTS}            - {{date: 2024-03-20, status: in_progress, note: 方案已印发}}
          区教体局:  # <-
            - {{date: 2024-06-14, status: in_progress, note: 招生范围已公示}}
"""
