"""Done, and nothing to show."""

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
  - {name: 区卫健委, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 甲
        responsible: [区教体局, 区司法局, 区卫健委]
"""


def test_the_last_report_of_each_unit_unless_it_is_confirmed(problems, marks):
    text = (
        HEAD
        + """\
        progress:
          区教体局:
            - {date: 2024-06-14, status: done}
            - {date: 2024-06-20, status: done}
            - {date: 2024-06-21, status: done, review: confirmed}
          区卫健委:
            - {date: 2024-06-20, status: ¦done}
            - {date: 2024-06-21, status: in_progress, review: returned}
          区司法局:
            - date: 2024-06-14
              status: ¦done
"""
    )
    assert problems(text) == marks("done-without-evidence", text)


def test_later_reports_and_overall_are_no_matter(problems):
    text = (
        HEAD
        + """\
        overall: [{date: 2024-06-28, status: done}]
        progress:
          区教体局:
            - {date: 2024-06-14, status: done}
            - {date: 2024-06-20, status: done, evidence: [a.pdf]}
          区司法局:
            - {date: 2024-06-14, status: done}
            - {date: 2024-06-20, status: in_progress}
"""
    )
    assert problems(text) == []


def test_not_reported_if_a_report_of_the_unit_was_removed(problems, marks):
    text = (
        HEAD
        + """\
        progress:
          区教体局:
            - {date: 2024-06-14, status: done}
            - {date: ¦6月20日, status: done, evidence: [a.pdf]}
"""
    )
    assert problems(text) == marks("bad-date", text)
