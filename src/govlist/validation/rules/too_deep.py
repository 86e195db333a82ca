"""Brackets or lists are nested deeper than any list needs.

A list needs about a dozen levels. A file with far more is damaged or made to do harm, and
programs that read it can crash.

Remove the extra brackets or indentation, or copy the value from an older version of the file.
"""

from __future__ import annotations

from govlist.base.errors import Level

LEVEL = Level.ERROR

GOOD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
source: 田家庵区人民政府网站
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开义务教育招生政策
        responsible: [区教体局]
"""

BAD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
source: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]  # <-
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 公开义务教育招生政策
        responsible: [区教体局]
"""
