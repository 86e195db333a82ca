"""Reports after the office had confirmed."""

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
        progress:
          区教体局:
            - {date: 2024-06-10, status: done, evidence: [a.pdf]}
"""
CONFIRMED = "            - {date: 2024-06-11, status: done, review: confirmed}\n"
AGAIN = "            - {date: 2024-06-14, status: done, evidence: [b.pdf]}\n"


def test_the_last_report_is_reported_once(problems, marks):
    last = "            - ¦{date: 2024-06-20, status: behind}\n"
    text = HEAD + CONFIRMED + AGAIN + last
    assert problems(text) == marks("reopened", text)


def test_not_once_the_office_has_answered(problems):
    returned = "            - {date: 2024-06-15, status: in_progress, review: returned}\n"
    later = "            - {date: 2024-06-20, status: in_progress}\n"
    assert problems(HEAD + CONFIRMED + AGAIN + CONFIRMED.replace("11", "15")) == []
    assert problems(HEAD + CONFIRMED + AGAIN + returned + later) == []
    assert problems(HEAD + AGAIN) == []
