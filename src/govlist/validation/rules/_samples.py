"""What the samples of rules share. A sample is a whole list: one of these, with what its rule is about."""

HEAD = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
"""
"""Everything before the first task."""

ONE_LINE = HEAD + "      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局]}\n"
"""A list with one task, on one line."""

TASK = f"""\
{HEAD}      - id: 1
        requirement: 公开义务教育招生政策
        responsible: [区教体局]
"""
"""The same list with the task on several lines; more of its keys may follow."""

REPORTS = f"""\
{TASK}        progress:
          区教体局:
"""
"""The same list up to the unit's reports, which follow."""

TWO_UNITS = """\
title: 田家庵区2024年度政务公开重点工作清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 公开义务教育招生政策, responsible: [区教体局, 区司法局]}
"""
"""A list with two units, which share its one task."""
