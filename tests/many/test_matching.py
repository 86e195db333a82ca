"""Which task of the city's list is proposed: only one that is clearly the most alike, whatever the order."""

from __future__ import annotations

import re
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importing.papers import papers

from govlist.base.errors import GovlistError
from govlist.many import matching
from govlist.many.matching import City, Matched, Words

CITY = {
    1: "及时公开义务教育招生政策，组织开展政策解读。",
    2: "完善全市政策文件库，动态更新公开目录，每季度核对一次。",
    3: "组织开展政府开放日活动，邀请群众代表参加。",
    4: "对老旧小区实施改造，年底前完成20个。",
}
"""The city's tasks by number."""


def city(tasks: dict[int, str] = CITY) -> City:
    return City([Words(number, text, None) for number, text in tasks.items()])


def match(*tasks: str | tuple[str, str], of: City | None = None) -> Matched:
    """The match of tasks numbered from 1; a pair is a task and the city's task that it has."""
    pairs = [(task, None) if isinstance(task, str) else task for task in tasks]
    return (of or city()).match([Words(number, *pair) for number, pair in enumerate(pairs, 1)])


def proposed(found: Matched) -> dict[int, str]:
    return {each.task.id: each.candidates[0].city_task for each in found.proposals}


def doubted(found: Matched) -> dict[int, tuple[str, list[str]]]:
    return {each.task.id: (each.doubt, [c.city_task for c in each.candidates]) for each in found.doubts}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("及时公开义务教育招生政策，组织开展政策解读", "1"),
        ("及时公开 义务教育招生政策；组织开展政策解读", "1"),
        ("及时公开义务教育招生政策，开展政策解读，6月底前完成。", "1"),
        ("完善全区政策文件库，动态更新公开目录，每季度核对一次", "2"),
        ("组织开展政府开放日活动，邀请群众代表、企业代表参加。", "3"),
        ("对老旧小区实施改造，年底前完成３个。", "4"),
        ("组织开展政府开放日活动。", "3"),
        ("组织政府开放日。", ""),
        ("实施老旧小区改造", ""),
        ("每月开会", ""),
        ("对", ""),
        ("", ""),
        ("——", ""),
    ],
)
def test_a_task_with_nearly_the_same_words(text: str, number: str) -> None:
    found = match(text)
    assert proposed(found) == ({1: number} if number else {})
    assert (found.doubts, found.unlike) == ((), 0 if number else 1)


def test_likeness_is_one_for_the_same_words_and_at_least_the_limit() -> None:
    found = match(CITY[1], "及时公开义务教育招生政策，开展解读。")
    likeness = [each.candidates[0].likeness for each in (*found.proposals, *found.doubts)]
    assert likeness[0] == 1
    assert matching.LEAST <= likeness[1] < 1


def test_two_of_the_city_that_are_nearly_as_alike_are_a_doubt() -> None:
    twins = city({7: "完善全市政策文件库，一季度核对一次。", 8: "完善全市政策文件库，二季度核对一次。"})
    found = match("完善全区政策文件库，每季度核对一次", of=twins)
    assert doubted(found) == {1: (matching.SEVERAL, ["7", "8"])}
    same_words = match("完善全市政策文件库，二季度核对一次", of=twins)
    assert proposed(same_words) == {1: "8"}


def test_the_same_words_twice_in_the_citys_list_are_a_doubt() -> None:
    found = match(CITY[1], of=city({1: CITY[1], 9: CITY[1]}))
    assert doubted(found) == {1: (matching.SEVERAL, ["1", "9"])}


def test_two_tasks_of_a_list_for_one_of_the_citys_are_doubts() -> None:
    found = match(CITY[3], CITY[3] + "！", CITY[1])
    assert doubted(found) == {1: (matching.SHARED, ["3"]), 2: (matching.SHARED, ["3"])}
    assert proposed(found) == {3: "1"}


def test_what_is_set_stays_and_is_not_given_twice() -> None:
    found = match((CITY[1], "1"), CITY[1], (CITY[2], "99"), ("别的", "4"))
    assert (proposed(found), found.kept) == ({}, 3)
    assert doubted(found) == {2: (matching.TAKEN, ["1"])}
    assert [(task.id, task.city_task) for task in found.dangling] == [(3, "99")]


def test_the_order_of_tasks_decides_nothing() -> None:
    texts = [CITY[1], CITY[2].replace("市", "区"), "每月开会", CITY[3], CITY[3] + "！"]
    expected = dict(zip(texts, ("1", "2"), strict=False))
    for order in permutations(texts):
        found = match(*order)
        assert {each.task.requirement: each.candidates[0].city_task for each in found.proposals} == expected


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
def test_every_task_is_counted_once_for_any_text(ours: list[str], theirs: list[str]) -> None:
    found = match(*ours, of=city(dict(enumerate(theirs, 1))))
    assert len(found.proposals) + len(found.doubts) + found.unlike + found.kept == len(ours)
    assert len({*proposed(found).values()}) == len(found.proposals), "no task of the city twice"
    for each in (*found.proposals, *found.doubts):
        likeness = [candidate.likeness for candidate in each.candidates]
        assert likeness == sorted(likeness, reverse=True)
        assert matching.LEAST <= likeness[0] <= 1


def test_long_texts_and_many_tasks_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proposed(match(CITY[1] + "".join(map(chr, range(0x4E00, 0x9F00))) * 50)) == {}
    monkeypatch.setattr(matching, "MOST", 4)
    match("甲")
    with pytest.raises(GovlistError) as caught:
        match("甲", "乙")
    assert caught.value.hint


# How often it is right ----------------------------------------------------------------------------

OTHER_WORDS = (
    ("推进", "推动"),
    ("加强", "强化"),
    ("完善", "健全"),
    ("建立", "构建"),
    ("提升", "提高"),
    ("做好", "抓好"),
)
"""What offices write for each other."""
MORE = ("每季度报送一次进展。", "结合本区实际制定实施方案。", "明确专人负责。")


def reworded(text: str, rng: Random) -> str:
    """A task in other words, with a clause left out or added."""
    for before, after in OTHER_WORDS:
        text = text.replace(before, after, 1) if rng.random() < 0.5 else text
    clauses = [clause for clause in re.split("(?<=[，；。])", text) if clause]
    if len(clauses) > 2 and rng.random() < 0.5:
        clauses.pop(rng.randrange(len(clauses)))
    return "".join(clauses + [rng.choice(MORE)] * (rng.random() < 0.5))


def test_proposals_for_tasks_of_many_offices_are_right() -> None:
    """The city's list is all tasks of the corpus; a district's list is one document, reworded."""
    rng = Random(16)
    documents = [
        [task.requirement for task in paper.readings[0].tasks if "…" not in task.requirement]
        for paper in papers()
    ]
    theirs = list(dict.fromkeys(text for texts in documents for text in texts))
    whole = city(dict(enumerate(theirs, 1)))
    right = wrong = 0
    for texts in documents:
        found = match(*(reworded(text, rng) for text in texts), of=whole)
        for number, city_task in proposed(found).items():
            right += theirs[int(city_task) - 1] == texts[number - 1]
            wrong += theirs[int(city_task) - 1] != texts[number - 1]
    assert wrong <= right / 500
    assert right > 0.6 * sum(map(len, documents))
