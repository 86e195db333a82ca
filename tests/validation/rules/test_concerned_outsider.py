"""Who is named as concerned without being of a concerned group."""

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区司法局, kind: department}
  - {name: 田东街道, kind: township}
groups:
  - {name: 有关部门, members: department, scope: concerned}
  - {name: 各乡镇街道, members: township, scope: every}
sections:
  - title: 主动公开
    tasks:
"""


def test_units_of_other_groups_and_groups(problems, marks):
    text = (
        HEAD
        + """\
      - id: 1
        requirement: 甲
        responsible: [有关部门, 各乡镇街道]
        concerned: [区教育体育局, ¦田东街道, ¦有关部门, ¦各乡镇街道]
"""
    )
    assert problems(text) == marks("concerned-outsider", text)


def test_a_task_without_a_concerned_group(problems, marks):
    text = (
        HEAD
        + """\
      - {id: 1, requirement: 甲, responsible: [区教体局, 各乡镇街道], concerned: [¦区教体局]}
      - {id: 2, requirement: 乙, responsible: [区司法局]}
"""
    )
    assert problems(text) == marks("concerned-outsider", text)


def test_not_reported_if_a_name_is_unknown(problems, marks):
    text = (
        HEAD
        + """\
      - {id: 1, requirement: 甲, responsible: [¦有关单位, 田东街道], concerned: [区教体局]}
      - {id: 2, requirement: 乙, responsible: [有关部门, 区教体局], concerned: [¦区卫健委]}
"""
    )
    assert problems(text) == marks("unknown-unit", text)


def test_not_reported_if_a_member_is_unknown(problems, marks):
    text = (
        HEAD.replace("members: department", "members: ¦depart")
        + """\
      - {id: 1, requirement: 甲, responsible: [有关部门, 各乡镇街道], concerned: [区教体局]}
"""
    )
    assert problems(text) == marks("unknown-member", text)


def test_not_reported_if_an_error_removed_the_group(problems, marks):
    text = (
        HEAD.replace("scope: concerned", "scope: ¦some")
        + """\
      - {id: 1, requirement: 甲, responsible: [有关部门, 各乡镇街道], concerned: [区教体局]}
"""
    )
    assert problems(text) == marks("wrong-type", text)
