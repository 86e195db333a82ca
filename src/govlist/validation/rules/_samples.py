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

TWO_HEAD = HEAD.replace("groups:", "  - {name: 区司法局, kind: department}\ngroups:")
"""Everything before the first task, with two units."""

TWO_UNITS = ONE_LINE.replace(HEAD, TWO_HEAD).replace("[区教体局]", "[区教体局, 区司法局]")
"""A list with two units, which share its one task."""

TWO_TASK = TASK.replace(HEAD, TWO_HEAD).replace("[区教体局]", "[区教体局, 区司法局]")
"""The same list with the task on several lines; more of its keys may follow."""

_GROUP = "groups:\n  - {name: 区政府有关部门, members: department, scope: concerned}"
GROUP = TWO_TASK.replace("groups: []", _GROUP).replace("[区教体局, 区司法局]", "[区政府有关部门]")
"""A list whose task names a group of which only some units are concerned; more keys may follow."""
