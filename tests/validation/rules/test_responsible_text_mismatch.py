"""The document's words against the names."""

import pytest

RULE = "responsible-text-mismatch"
HEAD = """\
title: 清单
year: 2024
units:
  - {name: 区政府办公室, kind: office}
  - {name: 区教体局, kind: department, aliases: [区教育体育局]}
  - {name: 区卫健委, kind: department, aliases: [区卫生健康委, 区卫生健康委员会]}
  - {name: 区数据资源管理局, kind: department}
  - {name: 区发展和改革局, kind: department}
  - {name: 田东街道, kind: township}
groups:
  - {name: 区政府各部门, members: department, scope: every}
  - {name: 区政府有关部门, members: department, scope: concerned, aliases: [有关部门]}
  - {name: 各乡镇街道, members: township, scope: every}
  - {name: 各县（市、区）政府, members: township, scope: every}
sections:
  - title: 主动公开
    tasks:
      - {id: 1, requirement: 甲, responsible: [区政府办公室, 区政府各部门, 各乡镇街道]}
"""


def task(names: str, words: str) -> str:
    return (
        HEAD
        + f"""\
      - id: 2
        requirement: 乙
        responsible: [{names}]
        responsible_text: "{words}"
"""
    )


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("区政府各部门, 各乡镇街道", "区政府各部门，各乡镇街道"),
        (
            "区政府办公室, 区数据资源管理局, 区政府有关部门",
            "区政府办公室、区数据资源管理局等区政府有关部门",
        ),
        ("区教体局, 区卫健委, 区政府有关部门", "区教体局、区卫健委等有关部门"),
        ("区教体局, 区卫健委", "区教育体育局牵头，区卫生健康委员会配合"),
        ("区教体局, 区卫健委", "牵头单位：区教体局；责任单位：区卫健委。"),
        ("区教体局, 区卫健委", "区教体局 区卫\\n健委按职责分工负责"),
        ("区教体局, 区发展和改革局", "区教体局和区发展和改革局"),
        ("区教体局, 区卫健委", "区教体局、区卫健委负责，区教体局牵头"),
        ("区教体局", "区教育体育局（区教体局）"),
        ("各县（市、区）政府, 区教体局", "各县(市、区)政府，区教体局等"),
        ("区教体局, 区卫健委", "区教体局/区卫健委等单位分别落实"),
        ("有关部门, 各乡镇街道", "区政府有关部门，各乡镇街道"),
    ],
)
def test_fine(problems, names, words):
    assert [place for place in problems(task(names, words)) if place[0] == RULE] == []


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("区教体局, 区卫健委", "区卫健委、区教体局"),
        ("区教体局, 区卫健委", "区教体局"),
        ("区教体局", "区教体局、区卫健委"),
        ("区教体局", "市区教体局"),
        ("区教体局, 区政府有关部门", "区教体局等区有关部门"),
        ("区教体局, 区政府各部门", "区教体局、区政府有关部门"),
        ("区教体局", "区教体局，各乡镇街道"),
        ("区教体局", "负责"),
        ("区教体局", "区教体局（年底前）"),
    ],
)
def test_mismatch(problems, names, words):
    found = [place for place in problems(task(names, words)) if place[0] == RULE]
    assert found == [(RULE, 22, 27)]


def test_without_the_words_there_is_nothing_to_compare(problems):
    assert problems(HEAD) == []


def test_not_reported_if_a_name_is_unknown(problems):
    text = task("区教育局, 区卫健委", "区教体局、区卫健委")
    assert [place[0] for place in problems(text)] == ["unknown-unit"]


def test_not_reported_if_an_error_removed_the_aliases(problems):
    text = task("区教体局, 区卫健委", "区教体局、区卫生健康委").replace(
        "aliases: [区卫生健康委, 区卫生健康委员会]", "aliases: 区卫生健康委"
    )
    assert [place[0] for place in problems(text)] == ["wrong-type"]


def test_a_name_that_occurs_twice_is_reported_once(problems):
    text = task("区教体局, 区卫健委, 区教体局", "区教体局、区卫健委")
    assert [place[0] for place in problems(text)] == ["duplicate-responsible"]


def test_long_words_take_bounded_time(problems):
    assert problems(task("区教体局", "区教体局、" * 50_000)) == []
