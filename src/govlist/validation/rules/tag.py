"""A value bears a YAML tag such as !!str.

Tags tell programs what type a value has. Here the key says that already: what stands under
`year` is a number, under `date` a day, under `note` text, whatever it looks like.

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
