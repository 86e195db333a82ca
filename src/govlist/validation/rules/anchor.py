"""The file uses YAML's anchors (&name) or aliases (*name).

An alias makes one piece of text stand in two places. Who changes one place changes the other
without seeing it, so govlist could not promise that an edit touches one task alone.

Write the value out at each place, and delete the & and * words. A text that begins with & or *
needs quotes.
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
      - {id: 1, requirement: 公开义务教育招生政策, responsible: &units [区教体局]}  # <-
      - {id: 2, requirement: 公开校外培训机构名单, responsible: *units}  # <-
"""
