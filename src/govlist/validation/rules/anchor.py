"""The file uses YAML's anchors (&name) or aliases (*name).

An alias repeats the text of its anchor in another place. A change of one place then changes the
other unnoticed, so govlist could not promise that an edit affects only one task.

Write the value in full at each place, and delete the words with & and *. A text that begins with
& or * needs quotes.
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
