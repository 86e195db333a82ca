"""Duplicate task numbers."""

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
"""


def test_each_further_task_is_reported_across_sections(problems, marks):
    text = (
        HEAD
        + """\
  - title: 主动公开
    topics:
      - title: 聚焦中心工作
        tasks:
          - {id: 1, requirement: 甲, responsible: [区教体局]}
          - {id: ¦1, requirement: 乙, responsible: [区教体局]}
  - title: 队伍建设
    tasks:
      - id: ¦1
        requirement: 丙
        responsible: [区教体局]
"""
    )
    assert problems(text) == marks("duplicate-id", text)


def test_a_task_that_an_error_removed_has_no_number(problems, marks):
    text = (
        HEAD
        + """\
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 甲, responsible: ¦[]}
      - {id: 1, requirement: 乙, responsible: [区教体局]}
"""
    )
    assert problems(text) == marks("empty-value", text)
