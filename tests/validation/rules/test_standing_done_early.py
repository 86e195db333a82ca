"""Standing tasks that are done too soon."""

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
groups: []
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 甲
        responsible: [区教体局, 区司法局]
        standing: true
"""
REPORTS = """\
        overall:
          - {date: 2024-06-28, status: ¦done}
        progress:
          区教体局:
            - {date: 2024-06-14, status: in_progress}
            - {date: 2024-12-30, status: ¦done, evidence: [a.pdf]}
            - {date: 2024-12-30, status: done, review: confirmed}
          区司法局:
            - {date: 2024-12-31, status: done, evidence: [a.pdf]}
            - {date: 2025-01-02, status: done, evidence: [a.pdf]}
"""


def test_before_the_last_day_of_the_year(problems, marks):
    text = HEAD + REPORTS
    assert problems(text) == marks("standing-done-early", text)


def test_other_tasks_may_be_done_at_any_time(problems):
    assert problems(HEAD.replace("standing: true", "standing: false") + REPORTS) == []


def test_not_reported_if_the_year_has_an_error(problems, marks):
    text = HEAD.replace("2024", "¦24") + REPORTS.replace("¦", "")
    assert problems(text) == marks("wrong-type", text)
