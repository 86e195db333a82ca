"""This is none of the five statuses.

The file holds not_started, in_progress, behind, done and not_applicable, so that every program
counts alike. Words such as 已完成 or 80% are understood differently by everybody.

Write one of the five; the hint names the one that an office's word stands for. Put everything
else into the note. `govlist mark` and returned spreadsheets take the office's words and write
the right one.
"""

from __future__ import annotations

from govlist.errors import Level

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
            - {date: 2024-06-14, status: done, evidence: [佐证/招生政策.pdf]}
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
            - {date: 2024-06-14, status: 已完成, evidence: [佐证/招生政策.pdf]}  # <-
"""
