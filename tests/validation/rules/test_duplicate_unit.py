"""Names and aliases that are claimed twice."""


def test_names_and_aliases_of_units_and_groups(problems, marks):
    text = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department, aliases: [教体局, ¦区教体局, ¦教体局]}
  - {name: ¦区教体局, kind: department}
  - name: ¦教体局
    kind: department
groups:
  - {name: 区政府各部门, members: department, scope: every, aliases: [各部门]}
  - {name: ¦各部门, members: department, scope: every, aliases: [¦区教体局]}
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 甲, responsible: [区政府各部门]}
"""
    assert problems(text) == marks("duplicate-unit", text)


def test_a_kind_is_no_name(problems):
    text = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: 部门}
groups:
  - {name: 部门, members: 部门, scope: every}
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 甲, responsible: [部门]}
"""
    assert problems(text) == []
