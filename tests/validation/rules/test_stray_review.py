"""Reviews with nothing to review."""

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 甲
        responsible: [区教体局]
"""


def test_before_the_first_report(problems, marks):
    text = (
        HEAD
        + """\
        progress:
          区教体局:
            - {date: 2024-06-10, status: done, review: ¦confirmed}
            - {date: 2024-06-11, status: done, review: ¦confirmed}
            - {date: 2024-06-14, status: done, evidence: [a.pdf]}
            - {date: 2024-06-15, status: done, review: confirmed}
            - {date: 2024-06-16, status: in_progress, review: returned}
"""
    )
    assert problems(text) == marks("stray-review", text)


def test_under_overall(problems, marks):
    text = (
        HEAD
        + """\
        overall:
          - {date: 2024-06-14, status: in_progress}
          - {date: 2024-06-15, status: in_progress, review: ¦returned}
"""
    )
    assert problems(text) == marks("stray-review", text)


def test_not_reported_if_the_report_was_removed(problems, marks):
    text = (
        HEAD
        + """\
        progress:
          区教体局:
            - {date: ¦2024-6-14, status: done, evidence: [a.pdf]}
            - {date: 2024-06-15, status: done, review: confirmed}
"""
    )
    assert problems(text) == marks("bad-date", text)
