"""Whose list it is: by its keys, by its path, and where the two disagree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlist.base.errors import GovlistError
from govlist.many import identity
from govlist.many.identity import Identity, Pattern

NOBODY = Identity("a", "", "", "", "", 0)


def test_the_list_s_own_keys_come_first_and_the_path_fills_in() -> None:
    own = {"region": "某区", "year": "2024"}
    made = identity.of("a", own, {"region": "别区", "topic": "政务公开"})
    assert made == Identity("a", "", "某区", "", "政务公开", 2024)
    assert identity.of("a", {}, {}) == NOBODY


def test_what_disagrees_is_named_with_both() -> None:
    own, by_path = {"region": "某区", "year": "2024", "city": "某市"}, {"region": "别区", "year": "2024"}
    (found,) = identity.disagreements(own, by_path)
    assert found == ("region", "某区", "别区")
    assert all(word in found.message for word in ("region", "某区", "别区"))


def test_regions_of_one_name_differ_by_code_or_folder() -> None:
    one, other = NOBODY._replace(region="桥西区"), NOBODY._replace(region="桥西区", list_id="b/a")
    assert one.region_key != other.region_key
    assert one._replace(list_id="b").region_key == one.region_key
    coded = [each._replace(region_code="130104") for each in (one, other)]
    assert coded[0].region_key == coded[1].region_key


def test_lists_of_one_region_topic_and_year_are_doubles() -> None:
    made = [
        NOBODY._replace(list_id=list_id, region_code=code, topic=topic, year=year)
        for list_id, code, topic, year in [
            ("a", "1301", "甲", 2024),
            ("c/旧", "1301", "甲", 2024),
            ("d", "1301", "乙", 2024),
            ("e", "1301", "甲", 2025),
            ("f", "1302", "甲", 2024),
        ]
    ]
    assert identity.doubles(made) == [("a", "c/旧")]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("region: 某区", {"region": "某区"}),
        ("region: 某区  # 注释", {"region": "某区"}),
        ("region: '某区'", {"region": "某区"}),
        ('region_code: "340111"', {"region_code": "340111"}),
        ("region_code: 3401111", {}),
        ("year: 二〇二四", {}),
        ("year: 2024\r", {"year": "2024"}),
        ("  region: 某区", {}),
        ("region:某区", {}),
        ("region: [某区", {}),
        ("region: ", {}),
    ],
)
def test_the_first_lines_of_what_cannot_be_read(line: str, found: dict[str, str]) -> None:
    assert identity.first_lines(f"title: 清单\n{line}\nunits: [\n") == found


@given(st.text())
def test_any_text_has_first_lines_of_valid_values(text: str) -> None:
    for key, value in identity.first_lines(f"{text}\nregion: {text}\nyear: {text}").items():
        assert identity.valid(key, value)


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "lists.yaml", "{county}/{year}.yaml", "{}", "{year}/{year}.yaml", "{year}{topic}.yaml"),
        *("{year}/{topic", "{year}/topic}.yaml", "{{year}}.yaml"),
    ],
)
def test_invalid_patterns_are_refused_with_the_keys(pattern: str) -> None:
    with pytest.raises(GovlistError) as raised:
        Pattern(pattern)
    assert "{region_code}" in raised.value.hint


@pytest.mark.parametrize(
    ("pattern", "list_id", "found"),
    [
        ("{topic}.yaml", "政务公开", {"topic": "政务公开"}),
        ("{topic}", "政务公开", {"topic": "政务公开"}),
        ("{topic}.yml", "甲/政务公开", None),
        ("{city}/{region}-{region_code}/{year}", "市/区-340111/2024", None),
        ("{city}/{region}-{region_code}/{year}-{topic}", "市/甲-乙-340111/2024-丙-丁", {
            "city": "市", "region": "甲-乙", "region_code": "340111", "year": "2024", "topic": "丙-丁",
        }),
        ("a+b/{topic}", "a+b/甲", {"topic": "甲"}),
        ("a+b/{topic}", "aab/甲", None),
    ],
)  # fmt: skip
def test_patterns(pattern: str, list_id: str, found: dict[str, str] | None) -> None:
    if found is None and "{year}" in pattern:
        found = {"city": "市", "region": "区", "region_code": "340111", "year": "2024"}
    assert Pattern(pattern).match(list_id) == found
