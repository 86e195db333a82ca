"""Units that have no part in the list."""

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区司法局, kind: department}
  - {name: 田东街道, kind: township}
groups:
  - {name: 各部门, members: department, scope: every}
  - {name: 有关部门, members: department, scope: concerned}
  - {name: 各乡镇街道, members: township, scope: every}
sections:
  - title: 主动公开
    tasks:
"""


def test_a_list_whose_tasks_are_still_to_come_is_not_reported(problems):
    assert problems(HEAD.split("sections:")[0] + "sections: []\n") == []


def test_by_name_only(problems, marks):
    text = (
        HEAD.replace("name: 区司", "name: ¦区司").replace("name: 田", "name: ¦田")
        + """\
      - {id: 1, requirement: 甲, responsible: [区教育体育局]}
"""
    )
    assert problems(text) == marks("unused-unit", text)


def test_by_group_of_either_scope_and_by_support(problems):
    text = (
        HEAD
        + """\
      - {id: 1, requirement: 甲, responsible: [区教体局, 有关部门]}
      - {id: 2, requirement: 乙, responsible: [区教体局, {unit: 各乡镇街道, role: support}]}
"""
    )
    assert problems(text) == []


def test_an_ended_unit_is_never_reported_and_a_successor_is_used(problems, marks):
    text = (
        HEAD.replace(
            "groups:",
            """\
  - {name: 区体育局, kind: bureau, until: 2024-06-30, successor: 区文旅局}
  - {name: 区文旅局, kind: bureau}
  - {name: ¦区档案局, kind: bureau}
groups:""",
        )
        + """\
      - {id: 1, requirement: 甲, responsible: [各部门, 各乡镇街道]}
"""
    )
    assert problems(text) == marks("unused-unit", text)


def test_a_unit_that_reports_is_reported_elsewhere(problems, marks):
    text = (
        HEAD
        + """\
      - id: 1
        requirement: 甲
        responsible: [各部门]
        progress:
          ¦田东街道: [{date: 2024-06-14, status: in_progress}]
"""
    )
    assert problems(text) == marks("report-by-outsider", text)


def test_not_reported_if_a_task_or_unit_was_removed(problems, marks):
    text = (
        HEAD
        + """\
      - {id: 1, requirement: 甲, responsible: [各部门]}
      - {id: 2, requirement: 乙, responsible: ¦各乡镇街道}
"""
    )
    assert problems(text) == marks("wrong-type", text)
    text = (
        HEAD.replace("members: township", "members: ¦[]")
        + """\
      - {id: 1, requirement: 甲, responsible: [各部门, 各乡镇街道]}
"""
    )
    assert problems(text) == marks("empty-value", text)


def test_not_reported_if_the_name_may_be_a_misspelt_one(problems, marks):
    text = (
        HEAD
        + """\
      - {id: 1, requirement: 甲, responsible: [各部门, ¦各乡镇]}
"""
    )
    assert problems(text) == marks("unknown-unit", text)
    text = (
        HEAD.replace("members: township", "members: ¦town")
        + """\
      - {id: 1, requirement: 甲, responsible: [各部门, 各乡镇街道]}
"""
    )
    assert problems(text) == marks("unknown-member", text)
