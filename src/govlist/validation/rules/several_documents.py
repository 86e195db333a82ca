"""A second YAML document begins in the file, after a line of three hyphens.

A file contains one list. govlist does not read what follows the line.

Delete the line --- if it only separates parts of one list; move a second list to its own file.
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
      - {id: 2, requirement: 公开校外培训机构名单, responsible: [区教体局]}
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
      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局]}
---  # <-
title: 田家庵区2025年度政务公开重点工作清单
year: 2025
"""
