"""Tasks that nobody owes."""

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
groups:
  - {name: 各部门, members: department, scope: every}
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    tasks:
"""


def test_candidates_or_support_only(problems, marks):
    text = (
        HEAD
        + """\
      - {id: 1, requirement: 甲, responsible: ¦[有关部门]}
      - {id: 2, requirement: 乙, responsible: ¦[{unit: 各部门, role: support}]}
      - id: 3
        requirement: 丙
        responsible:
          ¦- 有关部门
        progress:
          区教体局: [{date: 2024-06-14, status: not_applicable}]
"""
    )
    assert problems(text) == marks("no-owner", text)


def test_named_concerned_or_reporting_units_owe(problems):
    text = (
        HEAD
        + """\
      - {id: 1, requirement: 甲, responsible: [各部门]}
      - {id: 2, requirement: 乙, responsible: [有关部门, 区教体局]}
      - {id: 3, requirement: 丙, responsible: [有关部门], concerned: [区教体局]}
      - id: 4
        requirement: 丁
        responsible: [有关部门]
        progress:
          区教体局: [{date: 2024-06-14, status: in_progress}]
"""
    )
    assert problems(text) == []


def test_not_reported_if_a_name_or_member_is_unknown(problems, marks):
    text = (
        HEAD
        + """\
      - {id: 1, requirement: 甲, responsible: [有关部门, ¦区教育局]}
      - {id: 2, requirement: 乙, responsible: [各部门]}
"""
    )
    assert problems(text) == marks("unknown-unit", text)
    text = text.replace("¦", "").replace("区教育局", "区教体局")
    text = text.replace("members: department, scope: every", "members: ¦depart, scope: every")
    assert problems(text) == marks("unknown-member", text)


def test_not_reported_if_an_error_removed_a_report_or_a_unit(problems, marks):
    text = (
        HEAD
        + """\
      - {id: 1, requirement: 甲, responsible: [各部门]}
      - id: 2
        requirement: 乙
        responsible: [有关部门]
        progress:
          区教体局: [{date: 2024-06-14, status: ¦完成}]
"""
    )
    assert problems(text) == marks("bad-status", text)
    text = (
        HEAD.replace("区教体局, kind: department", "区教体局, kind: ¦''")
        + """\
      - {id: 1, requirement: 甲, responsible: [各部门]}
      - {id: 2, requirement: 乙, responsible: [有关部门, 区教体局]}
"""
    )
    assert problems(text) == marks("empty-value", text)
