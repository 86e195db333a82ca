"""Holes in the numbers."""

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
"""


def test_each_gap_at_the_task_after_it_in_any_order(problems, marks):
    text = (
        HEAD
        + """\
  - title: 主动公开
    tasks:
      - {id: ¦9, requirement: 甲, responsible: [区教体局]}
      - {id: ¦3, requirement: 乙, responsible: [区教体局]}
  - title: 队伍建设
    tasks:
      - {id: 4, requirement: 丙, responsible: [区教体局]}
"""
    )
    assert problems(text) == marks("number-gap", text)


def test_not_reported_if_a_task_was_removed(problems, marks):
    text = (
        HEAD
        + """\
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 甲, responsible: [区教体局]}
      - {id: ¦02, requirement: 乙, responsible: [区教体局]}
      - {id: 3, requirement: 丙, responsible: [区教体局]}
"""
    )
    assert problems(text) == marks("wrong-type", text)
