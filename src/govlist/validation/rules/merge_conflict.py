"""The file contains the markers of a merge that git could not complete.

Two people changed the same lines. Git has written both versions into the file, between lines
that begin with <<<<<<<, ======= and >>>>>>>. Somebody has to choose before the file can be used.

Keep the version that is right (or both lines, if both reports are true, the older one first) and
delete the three marker lines. The merge driver `govlist merge` combines two reports automatically.
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
            - {date: 2024-06-14, status: in_progress, note: 方案已印发}
            - {date: 2024-06-17, status: in_progress, note: 招生范围已公示}
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
<<<<<<< HEAD  # <-
            - {date: 2024-06-14, status: in_progress, note: 方案已印发}
=======
            - {date: 2024-06-17, status: in_progress, note: 招生范围已公示}
>>>>>>> 区教体局
"""
