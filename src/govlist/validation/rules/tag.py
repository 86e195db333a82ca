"""A value has a YAML tag such as !!str.

Tags tell programs the type of a value. In a list the key decides the type: the value of
`year` is a number, of `date` a day, of `note` text, however it is written.

Delete the word that begins with an exclamation mark. A text that begins with ! needs quotes.
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
title: !!str 田家庵区2024年度政务公开重点工作清单  # <-
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局]}
"""
