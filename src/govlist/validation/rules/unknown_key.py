"""A key stands here that the list does not know.

Mostly it is a slip of the hand, such as deu for due. If it were passed over, the deadline would
be missing and nobody would notice.

Correct the key; the hint names the one that was probably meant. A remark belongs behind a #. On
a unit, a task or a report an office may have keys of its own, which begin with x-, such as
x-联络员.
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
