"""Reports by units that do not owe the task."""

from govlist.validation import load

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department}
  - {name: 区司法局, kind: department}
  - {name: 区卫健委, kind: department}
  - {name: 田东街道, kind: township}
  - {name: 区体育局, kind: bureau, until: 2024-06-30, successor: 区文旅局}
  - {name: 区文旅局, kind: bureau}
groups:
  - {name: 各部门, members: department, scope: every}
  - {name: 有关部门, members: department, scope: concerned}
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 甲, responsible: [各部门, 田东街道, 区体育局, 区文旅局]}
"""


def test_one_finding_at_the_unit(problems, marks):
    text = (
        HEAD
        + """\
      - id: 2
        requirement: 乙
        responsible: [区教体局, {unit: 区司法局, role: support}]
        progress:
          区司法局: [{date: 2024-06-14, status: in_progress}]
          ¦田东街道:
            - {date: 2024-06-14, status: in_progress}
            - {date: 2024-06-21, status: done, evidence: [1.pdf]}
            - {date: 2024-06-24, status: done, review: confirmed}
          区教体局: [{date: 2024-06-14, status: in_progress}]
          ¦区卫健委: [{date: 2024-06-14, status: in_progress}]
"""
    )
    assert problems(text) == marks("report-by-outsider", text)


def test_candidates_may_report_also_that_it_is_not_theirs(problems, marks):
    text = (
        HEAD
        + """\
      - id: 2
        requirement: 乙
        responsible: [有关部门, 区文旅局]
        progress:
          区教体局: [{date: 2024-06-14, status: in_progress}]
          区司法局: [{date: 2024-06-14, status: not_applicable}]
          ¦田东街道: [{date: 2024-06-14, status: not_applicable}]
"""
    )
    assert problems(text) == marks("report-by-outsider", text)


def test_after_the_office_settled_who_is_concerned(problems, marks):
    text = (
        HEAD
        + """\
      - id: 2
        requirement: 乙
        responsible: [有关部门]
        concerned: [区教体局]
        settled: 2024-03-31
        progress:
          区教体局: [{date: 2024-06-14, status: in_progress}]
          区司法局: [{date: 2024-03-14, status: in_progress}]
          ¦区卫健委: [{date: 2024-06-14, status: in_progress}]
"""
    )
    assert problems(text) == marks("report-by-outsider", text)


def test_after_its_end_a_unit_reports_no_more_and_its_successor_does(problems, marks):
    text = (
        HEAD
        + """\
      - id: 2
        requirement: 乙
        responsible: [区体育局]
        progress:
          区体育局:
            - {date: 2024-06-30, status: in_progress}
            - ¦{date: 2024-07-01, status: in_progress}
            - {date: 2024-07-02, status: in_progress}
          区文旅局:
            - {date: 2024-07-01, status: in_progress}
      - id: 3
        requirement: 丙
        responsible: [区体育局]
        progress:
          ¦区体育局:
            - {date: 2024-07-01, status: in_progress}
          区文旅局:
            - {date: 2024-07-02, status: in_progress}
"""
    )
    assert problems(text) == marks("report-by-outsider", text)


def test_a_successor_has_no_say_before(problems, marks):
    text = (
        HEAD
        + """\
      - id: 2
        requirement: 乙
        responsible: [区体育局]
        progress:
          区文旅局:
            - ¦{date: 2024-06-30, status: in_progress}
            - {date: 2024-07-01, status: in_progress}
"""
    )
    assert problems(text) == marks("report-by-outsider", text)


def test_the_office_may_review_after_the_end(problems):
    text = (
        HEAD
        + """\
      - id: 2
        requirement: 乙
        responsible: [区体育局]
        progress:
          区体育局:
            - {date: 2024-06-28, status: done, evidence: [1.pdf]}
            - {date: 2024-07-05, status: done, review: confirmed}
"""
    )
    assert problems(text) == []


def test_not_reported_if_a_successor_is_unknown(problems, marks):
    text = (
        HEAD.replace("successor: 区文旅局", "successor: ¦区文旅")
        + """\
      - id: 2
        requirement: 乙
        responsible: [区体育局]
        progress:
          区文旅局: [{date: 2024-07-01, status: in_progress}]
"""
    )
    assert problems(text) == marks("unknown-unit", text)


def test_not_reported_if_a_name_is_unknown(problems, marks):
    text = (
        HEAD
        + """\
      - id: 2
        requirement: 乙
        responsible: [¦田东街, 区教体局]
        progress:
          田东街道: [{date: 2024-06-14, status: in_progress}]
"""
    )
    assert problems(text) == marks("unknown-unit", text)


def test_not_reported_if_an_error_removed_a_group_or_a_unit(problems, marks):
    text = (
        HEAD.replace("department, scope: every", "department, scope: ¦all")
        + """\
      - id: 2
        requirement: 乙
        responsible: [各部门, 区文旅局]
        progress:
          区教体局: [{date: 2024-06-14, status: in_progress}]
"""
    )
    assert problems(text) == marks("wrong-type", text)


def test_not_reported_if_an_error_hides_a_unit_s_end(problems, marks):
    text = (
        HEAD.replace("until: 2024-06-30", "until: ¦2024-06-31")
        + """\
      - id: 2
        requirement: 乙
        responsible: [区体育局]
        progress:
          区文旅局: [{date: 2024-07-01, status: in_progress}]
"""
    )
    assert problems(text) == marks("bad-date", text)


def test_an_error_elsewhere_hides_nothing(problems):
    text = (
        HEAD.replace("kind: township}", "kind: township, until: 2024-6-1}")
        + """\
      - id: 2
        requirement: 乙
        responsible: [{unit: 各部门, role: support}]
        progress:
          区文旅局: [{date: 2024-07-01, status: in_progress}]
"""
    )
    assert {place[0] for place in problems(text)} == {
        "bad-date",
        "no-owner",
        "report-by-outsider",
    }


def test_the_message_names_some_of_many():
    units = "".join(f"  - {{name: 第{n}局, kind: department}}\n" for n in range(9))
    text = (
        HEAD.replace("groups:", f"{units}groups:")
        + """\
      - id: 2
        requirement: 乙
        responsible: [各部门]
        progress:
          田东街道: [{date: 2024-07-01, status: in_progress}]
"""
    )
    (problem,) = load.check("checklist.yaml", text.encode()).problems
    assert "区教体局" in problem.message
    assert "第8局" not in problem.message


def test_not_reported_if_a_report_of_the_unit_was_removed(problems, marks):
    text = (
        HEAD
        + """\
      - id: 2
        requirement: 乙
        responsible: [有关部门, 区文旅局]
        settled: 2024-03-31
        progress:
          区教体局:
            - {date: ¦2024-02-30, status: in_progress}
            - {date: 2024-06-14, status: in_progress}
"""
    )
    assert problems(text) == marks("bad-date", text)
