"""A value does not have the type that its key needs.

For example, the key needs a list but has a single text, or it needs a number, true or false, or
one of a few fixed words. A wrong guess would change who owes the task, so govlist does not guess.

The message says which type is expected. Write a list in brackets, [区教体局, 区司法局], or one
entry per line with a hyphen before it. Task numbers are whole numbers from 1 without leading
zeros.
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
      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局]}
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
      - {id: 1, requirement: 公开义务教育招生政策, responsible: 区教体局}  # <-
"""
