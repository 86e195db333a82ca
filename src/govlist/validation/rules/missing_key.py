"""A required key is missing.

A list needs title, year, units, groups and sections; a unit name and kind; a group name,
members and scope; a section title and either topics or tasks; a topic title and tasks; a task
id, requirement and responsible; a report date and status. Without them it is not clear who owes
what, or how far it is.

Add the key that the message names, with its value. In a list without units or groups write
`units: []`.
"""

from __future__ import annotations

from govlist.base.errors import Level

LEVEL = Level.ERROR

GOOD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开义务教育招生政策
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-06-14, status: in_progress, note: 方案已印发}
"""

BAD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开义务教育招生政策
        responsible: [区教体局]
        progress:
          区教体局:
            - {date: 2024-06-14, note: 方案已印发}  # <-
"""
