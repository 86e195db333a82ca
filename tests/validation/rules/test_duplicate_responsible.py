"""Entries that occur twice in a task."""

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区司法局, kind: department}
groups:
  - {name: 有关部门, members: department, scope: concerned, aliases: [区有关部门]}
sections:
  - title: 主动公开
    tasks:
"""


def test_by_alias_and_in_another_role(problems, marks):
    text = (
        HEAD
        + """\
      - id: 1
        requirement: 甲
        responsible:
          - {unit: 区教体局, role: lead}
          - ¦区教育体育局
          - {unit: ¦区教体局, role: support}
          - 有关部门
          - ¦区有关部门
        concerned: [区司法局, 区教体局, ¦区司法局, ¦区教育体育局]
      - {id: 2, requirement: 乙, responsible: [区教体局]}
"""
    )
    assert problems(text) == marks("duplicate-responsible", text)


def test_a_unit_may_be_named_beside_its_group_and_be_concerned_too(problems):
    text = (
        HEAD
        + """\
      - {id: 1, requirement: 甲, responsible: [区教体局, 有关部门], concerned: [区教体局]}
"""
    )
    assert problems(text) == []
