"""Dates that go back."""

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
"""


def test_within_a_unit_and_within_overall(problems, marks):
    text = (
        HEAD
        + """\
        overall:
          - {date: 2024-06-28, status: in_progress}
          - {date: ¦2024-03-29, status: in_progress}
        progress:
          区教体局:
            - {date: 2024-06-14, status: in_progress}
            - {date: ¦2024-06-13, status: in_progress}
            - {date: 2024-06-13, status: in_progress}
            - status: in_progress
              date: ¦2024-06-12
"""
    )
    assert problems(text) == marks("report-order", text)


def test_units_do_not_wait_for_one_another_and_a_day_may_hold_two(problems):
    text = (
        HEAD
        + """\
        progress:
          区教体局:
            - {date: 2024-06-14, status: in_progress}
            - {date: 2024-06-14, status: behind}
          区司法局:
            - {date: 2024-03-01, status: in_progress}
"""
    )
    assert problems(text) == []


def test_places_hold_where_a_report_before_was_removed(problems, marks):
    text = (
        HEAD
        + """\
        progress:
          区教体局:
            - {date: 2024-06-14, status: in_progress}
            - {date: ¦2024-06-31, status: in_progress}
            - {date: ¦2024-06-13, status: in_progress}
"""
    )
    places = [place[1:] for place in marks("", text)]
    assert problems(text) == [("bad-date", *places[0]), ("report-order", *places[1])]
