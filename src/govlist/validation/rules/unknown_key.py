"""A key is not one that govlist knows.

Usually it is a typing mistake, such as deu for due. If govlist ignored it, the deadline would be
missing and nobody would notice.

Correct the key; the hint suggests the most similar one. Write a remark as a comment, after a #. A
unit, a task or a report can have keys of your own, which begin with x-, such as x-联络员.
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
        x-联络员: 王老师
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
        deu: 2024-08-31  # <-
"""
