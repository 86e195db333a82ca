"""A required key is missing.

A list needs title, year, units, groups and sections; a unit name and kind; a group name,
members and scope; a section title and either topics or tasks; a topic title and tasks; a task
id, requirement and responsible; a report date and status. Without them it is not clear who owes
what, or how far it is.

Add the key that the message names, with its value. In a list without units or groups write
`units: []`.
"""

from govlist.base.errors import Level
from govlist.validation.rules._samples import REPORTS

LEVEL = Level.ERROR

GOOD = REPORTS + "            - {date: 2024-06-14, status: in_progress, note: 方案已印发}\n"

BAD = REPORTS + "            - {date: 2024-06-14, note: 方案已印发}  # <-\n"
