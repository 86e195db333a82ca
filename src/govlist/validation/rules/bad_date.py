"""A date is not a calendar day in the form 2024-06-14.

govlist compares dates: to find what is overdue, what was reported in a week, which report came
first. It cannot compare 2024.6.14, 6月14日 or 2024-06-31.

Write year, month and day with hyphens, and month and day with two digits: 2024-06-14. A
deadline that recurs is written monthly:10 (每月10日前), quarterly (每季度末), half-yearly (每半年) or as a
list of days. The document's own words for a deadline, such as 年底前, belong under due_text.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import REPORTS, TASK

LEVEL = Level.ERROR

GOOD = f"""\
{TASK}        due: 2024-06-30
        progress:
          区教体局:
            - {{date: 2024-06-14, status: in_progress, note: 方案已印发}}
"""

BAD = REPORTS + "            - {date: 2024-06-31, status: in_progress, note: 方案已印发}  # <-\n"
