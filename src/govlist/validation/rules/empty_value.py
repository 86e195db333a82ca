"""A key stands here and nothing behind it.

An empty value says neither that there is nothing nor what there is. Mostly it was meant to be
filled in later and then forgotten.

Fill it in. What may be left out (a deadline, a note, evidence) is left out by deleting the
whole line.
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
        due: 2024-08-31
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
        due:  # <-
"""
