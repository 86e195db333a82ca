"""The file cannot be read as YAML at this place.

YAML is read by its signs: a colon with a blank after it, indentation with blanks, quotes and
brackets that are closed. One wrong sign and the rest of the file has no meaning, so nothing
else is checked.

Look at the line that is named and the one above it. Mostly it is a full-width colon ：, a
full-width space or a tab before the text, a quote or a bracket that nobody closed, or a line
that is indented more or less than its neighbours.
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
year：2024  # <-
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局]}
"""
