"""The file was written for a newer version of govlist.

The number after `format` says how to read the file. This version of govlist does not know the
newer formats; if it guessed, it could show wrong figures or damage the file.

Install a newer version of govlist. If the number is a typing mistake, write 1 or delete the line.
"""

from __future__ import annotations

from govlist.base.errors import Level

LEVEL = Level.ERROR

GOOD = """\
format: 1
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
format: 9  # <-
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
