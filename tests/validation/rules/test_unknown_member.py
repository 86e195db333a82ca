"""Entries of `members` that select nobody."""

TASKS = """\
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 甲, responsible: [区教体局, 田东街道, 各部门, 各单位]}
"""
UNITS = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 田东街道, kind: township}
"""


def test_kinds_names_and_aliases_are_known(problems):
    text = (
        UNITS
        + """\
groups:
  - {name: 各部门, members: department, scope: every}
  - {name: 各单位, members: [区教育体育局, township, 田东街道], scope: every}
"""
        + TASKS
    )
    assert problems(text) == []


def test_a_kind_that_no_unit_has_a_wrong_name_and_a_group(problems, marks):
    text = (
        UNITS
        + """\
groups:
  - {name: 各部门, members: ¦office, scope: every}
  - name: 各单位
    members:
      - ¦区教育局
      - ¦各部门
      - department
    scope: every
"""
        + TASKS
    )
    assert problems(text) == marks("unknown-member", text)


def test_where_units_have_errors_a_member_may_be_one_of_them(problems, marks):
    text = (
        UNITS
        + """\
  - {name: 区卫健委, kind: ¦""}
groups:
  - {name: 各部门, members: [department, 区卫健委], scope: every}
  - {name: 各单位, members: office, scope: every}
"""
        + TASKS
    )
    assert problems(text) == marks("empty-value", text)
