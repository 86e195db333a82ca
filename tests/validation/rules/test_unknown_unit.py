"""Unknown names, and names in places where they are not allowed."""

import pytest

from govlist.validation import load

HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区司法局, kind: department}
groups:
  - {name: 区政府各部门, members: department, scope: every}
  - {name: 区政府有关部门, members: department, scope: concerned, aliases: [有关部门]}
sections:
  - title: 主动公开
    tasks:
"""


def test_responsible_concerned_and_progress(problems, marks):
    text = (
        HEAD
        + """\
      - id: 1
        requirement: 甲
        responsible: [区政府各部门, ¦区教育局, {role: lead, unit: ¦区卫健委}]
        concerned:
          - ¦区体育局
        progress:
          ¦区体育局:
            - {date: 2024-06-14, status: in_progress}
"""
    )
    assert problems(text) == marks("unknown-unit", text)
    crlf = text.replace("\n", "\r\n")
    assert problems(crlf) == marks("unknown-unit", crlf)


def test_aliases_may_be_in_a_task_but_not_under_progress(problems, marks):
    text = (
        HEAD
        + """\
      - id: 1
        requirement: 甲
        responsible: [区教育体育局, 有关部门]
        concerned: [区司法局]
        progress:
          ¦区教育体育局: [{date: 2024-06-14, status: in_progress}]
          ¦区政府各部门: [{date: 2024-06-14, status: in_progress}]
"""
    )
    assert problems(text) == marks("unknown-unit", text)


def test_a_successor_is_a_unit(problems, marks):
    text = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区体育局, kind: department, until: 2024-06-30, successor: 区教育体育局}
  - {name: 区教育局, kind: department, until: 2024-06-30, successor: ¦区教体}
  - {name: 区文体局, kind: department, until: 2024-06-30, successor: ¦区政府各部门}
groups:
  - {name: 区政府各部门, members: department, scope: every}
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 甲, responsible: [区政府各部门]}
"""
    assert problems(text) == marks("unknown-unit", text)


@pytest.mark.parametrize(
    ("written", "code_point"),
    [("区教体局\u200b", "U+200B"), ("区教\u3000体局", "U+3000"), ("区教\u2f42体局", "U+2F42")],
)
def test_the_hint_names_what_cannot_be_seen(written, code_point):
    text = (
        HEAD.replace("区教育体育局", "区教文体局")
        + f"""\
      - {{id: 1, requirement: 甲, responsible: [区政府各部门, "{written}"]}}
"""
    )
    (problem,) = load.check("checklist.yaml", text.encode()).problems
    assert problem.rule == "unknown-unit"
    assert code_point in problem.hint


def test_the_hint_names_what_the_roster_hides():
    text = (
        HEAD.replace("区司法局", "区司法局\u200b")
        + """\
      - {id: 1, requirement: 甲, responsible: [区政府各部门, 区司法局]}
"""
    )
    (problem,) = load.check("checklist.yaml", text.encode()).problems
    assert problem.rule == "unknown-unit"
    assert "U+200B" in problem.hint


def test_the_hint_names_similar_units_only_where_a_unit_is_wanted():
    text = (
        HEAD
        + """\
      - id: 1
        requirement: 甲
        responsible: [区政府各部门, 区政府部门]
        progress:
          区政府部门: [{date: 2024-06-14, status: in_progress}]
"""
    )
    tied, reported = load.check("checklist.yaml", text.encode()).problems
    assert "区政府各部门" in tied.hint
    assert "区政府各部门" not in reported.hint


def test_an_endless_name_is_cut_and_compared_with_nothing():
    text = (
        HEAD
        + f"""\
      - {{id: 1, requirement: 甲, responsible: [区政府各部门, {"局" * 200_000}]}}
"""
    )
    (problem,) = load.check("checklist.yaml", text.encode()).problems
    assert problem.rule == "unknown-unit"
    assert len(problem.message) < 200


def test_many_unknown_names_take_bounded_time(problems):
    units = "".join(f"  - {{name: 单位{n}, kind: department}}\n" for n in range(500))
    entries = ", ".join(f"区第{n}局" for n in range(2000))
    text = (
        HEAD.replace("groups:\n", f"{units}groups:\n")
        + f"""\
      - {{id: 1, requirement: 甲, responsible: [区政府各部门, {entries}]}}
"""
    )
    assert len(problems(text)) == 2000


def test_a_unit_that_an_error_removed_is_not_unknown(problems, marks):
    text = """\
title: 清单
year: 2024
units:
  - {name: 区教体局, aliases: [区教育体育局], kind: ¦""}
  - {name: 区司法局, kind: department}
groups:
  - ¦{name: 区政府各部门, members: department}
sections:
  - title: 主动公开
    tasks:
      - id: 1
        requirement: 甲
        responsible: [区教育体育局, 区政府各部门, 区司法局]
        progress:
          区教体局: [{date: 2024-06-14, status: in_progress}]
"""
    assert {place[1:] for place in problems(text)} == {p[1:] for p in marks("", text)}
    assert {place[0] for place in problems(text)} == {"empty-value", "missing-key"}


@pytest.mark.parametrize("key", ["units", "groups"])
def test_nobody_is_unknown_where_the_whole_roster_is_missing(problems, key):
    body = {
        "units": "units:\n  - {name: 区司法局, kind: department}\n",
        "groups": "groups:\n  - {name: 各乡镇街道, members: [区司法局], scope: every}\n",
    }
    kept = body["groups" if key == "units" else "units"]
    text = f"""\
title: 清单
year: 2024
{kept}sections:
  - title: 主动公开
    tasks:
      - {{id: 1, requirement: 甲, responsible: [区司法局, 各乡镇街道]}}
"""
    assert problems(text) == [("missing-key", 1, 1)]
