"""Names that look the same but differ."""

import pytest

TEXT = """\
title: 清单
year: 2024
units:
  - {name: 区教体局（A）, kind: department, aliases: [教育局]}
  - {name: 区司法局, kind: department, aliases: [%s]}
groups:
  - {name: 各部门, members: department, scope: every}
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 甲, responsible: [各部门]}
"""


@pytest.mark.parametrize(
    "alias",
    [
        "¦区教体局(A)",
        "¦区教体局（Ａ）",
        '¦"教育局\u200b"',
        '¦"教\ufeff育局"',
        '¦"教 育 局"',
        '¦"教\u3000育局"',
        "¦区司 法局",
        '教育, ¦"教\u00ad育"',
        "民政局, ¦⺠政局",
        "母婴中心, ¦⺟婴中心",
        "长江办, ¦⻓江办",
        "方志办, ¦⽅志办",
        '¦"教\u2063育局"',
        '¦"教\U000e0100育局"',
    ],
)
def test_full_width_blank_or_invisible(problems, marks, alias):
    text = TEXT % alias
    assert problems(text) == marks("lookalike", text)


def test_a_group_may_look_like_a_unit(problems, marks):
    text = (TEXT % "司法局").replace("members: dep", 'aliases: [¦"司 法局"], members: dep')
    assert problems(text) == marks("lookalike", text)


def test_equal_names_are_another_rule_and_different_names_none(problems, marks):
    text = TEXT % "¦教育局"
    assert problems(text) == marks("duplicate-unit", text)
    assert problems(TEXT % "教育厅") == []
