"""The file contains an invisible control character.

Such characters come from text copied out of other programs. In a terminal they can move the
cursor or reverse the order of the text; Excel and Word reject them.

Delete the character. As it is invisible, it is safest to delete the word around it and to type
the word again. In quotes it can also be an escape such as \\a: delete that.
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
        progress:
          区教体局:
            - {date: 2024-06-14, status: in_progress, note: "招生范围已公示"}
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
        progress:
          区教体局:
            - {date: 2024-06-14, status: in_progress, note: "招生范围\\a已公示"}  # <-
"""
