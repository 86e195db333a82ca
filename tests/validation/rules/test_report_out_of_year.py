"""Reports outside the year's time."""

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
REPORTS = """\
        overall:
          - {date: ¦2023-06-28, status: in_progress}
        progress:
          区教体局:
            - {date: ¦2023-12-31, status: in_progress}
            - {date: 2024-01-01, status: in_progress}
            - {date: 2025-03-31, status: in_progress}
            - {date: ¦2025-04-01, status: in_progress}
            - {date: ¦2026-01-01, status: in_progress}
"""


def test_before_the_year_and_after_march_of_the_next(problems, marks):
    text = HEAD + REPORTS
    assert problems(text) == marks("report-out-of-year", text)


def test_not_reported_if_the_year_has_an_error(problems, marks):
    text = HEAD.replace("2024", "¦二〇二四") + REPORTS.replace("¦", "")
    assert problems(text) == marks("wrong-type", text)


def test_the_last_year_of_the_calendar(problems, marks):
    text = (
        HEAD.replace("2024", "9999")
        + """\
        standing: true
        progress:
          区教体局:
            - {date: ¦2024-01-01, status: in_progress}
            - {date: 9999-12-31, status: in_progress}
"""
    )
    assert problems(text) == marks("report-out-of-year", text)
