"""`many.summary`: which columns a table has and which of them give way first; what the sentences name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from govlist.many import summary
from govlist.many.extract import Source
from govlist.many.identity import Identity
from govlist.many.overview import Listed, Question
from govlist.many.rows import Overview
from govlist.many.tally import Tally
from govlist.model.figures import Counts

DAY, JUNE, MARCH = date(2024, 9, 27), date(2024, 6, 25), date(2024, 3, 25)
FIGURES = (
    *("lists", "obligations", "confirmed", "to_check", "in_progress", "behind", "not_started"),
    *("not_reported", "not_applicable", "returned", "overdue", "due_soon", "missing"),
    *("lacking_evidence", "candidates", "done", "percent", "change"),
)


def over(*shares: int, by: str = "region", confirm: bool = False, city: str = "", **options: Any) -> Overview:
    """A list for each of the regions 甲区, 乙区, ...: so many of its 10 obligations are done, before none."""
    listed = []
    for number, done in enumerate(shares):
        place = Identity(f"{number}", f"9901{number:02}", f"{'甲乙丙丁'[number]}区", city, "", 2024)
        now, before = Counts(obligations=10, done=done), Counts(obligations=10)
        tallies = {"教育局" if by == "unit" else "": Tally(now, compared=now, before=before)}
        compared = JUNE if number % 2 else MARCH
        listed.append(Listed(Source("", f"{number}"), place, confirm, compared, tallies, tallies))
    return Overview(Question(DAY, by), tuple(listed), (), 2024, **{"others": {}, **options})


def keys(columns: Sequence[Any]) -> list[str]:
    """The keys of columns, in order."""
    return [each.key for each in columns]


# Columns ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "regions", "heads"),
    [("unit", 1, ["unit"]), ("unit", 2, ["unit", "region"]), ("year", 2, ["year"])],
)
def test_units_of_several_regions_have_a_column_for_their_region(
    by: str, regions: int, heads: list[str]
) -> None:
    made = summary.heads(over(*[1] * regions, by=by), by)
    assert keys(made) == heads
    assert all(each.prose for each in made)  # names begin at the left


@pytest.mark.parametrize(("confirm", "left_out"), [(False, "to_check"), (True, "done")])
def test_the_usual_columns_and_which_of_them_give_way_first(confirm: bool, left_out: str) -> None:
    made = summary.figures(over(1, confirm=confirm))
    assert keys(made) == [key for key in summary.USUAL if key != left_out]
    assert keys(sorted((each for each in made if each.drop), key=lambda each: each.drop)) == [
        *("candidates", "lists", "confirmed", "lacking_evidence", *(["to_check"] if confirm else [])),
        *("change", *([] if confirm else ["done"]), "missing", "overdue"),
    ]
    assert [each.key for each in made if each.keep] == [
        *("lists", "obligations", *([] if confirm else ["done"]), "percent")
    ]
    assert not any(each.whole for each in made)  # they do not add up: no chart is made of them


def test_columns_that_are_chosen_never_give_way() -> None:
    made = summary.figures(over(1), ["change,lists", "overdue"])
    assert [(each.key, each.drop, each.keep) for each in made] == [
        (key, 0, True) for key in ("change", "lists", "overdue")
    ]


def test_spreadsheets_have_all_figures_or_those_that_are_chosen_and_the_change_as_a_number() -> None:
    heads = ["region", "region_code", "city"]
    assert summary.columns() == list(FIGURES)
    found = over(5)
    made = summary.flat(found)
    assert keys(made) == [*heads, *FIGURES]
    cells = {each.key: each.cell(found.rows[0]) for each in made}
    assert (cells["region_code"], cells["obligations"], cells["done"]) == ("990100", 10, 5)
    assert (cells["percent"], cells["change"]) == ("50%", 50.0)
    assert keys(summary.flat(found, ["change", "done"])) == [*heads, "change", "done"]


# Sentences ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shares", "named"),
    [
        ((5,), ""),
        ((5, 4), "最慢的是乙区40%。"),
        ((5, 4, 3), "最慢的是丙区30%。"),
        ((5, 4, 3, 6), "最慢的是丙区30%、乙区40%、甲区50%。"),
    ],
)
def test_the_slowest_are_named_if_there_are_others(shares: tuple[int, ...], named: str) -> None:
    assert summary.sentence(over(*shares)).partition("；")[2] == named


def test_the_only_region_is_named_and_cities_are_counted_if_there_are_several() -> None:
    assert summary.where(over(1)) == "甲区"
    assert summary.where(over(1, 2, city="南市")) == "全市2个区"


def test_the_only_day_of_comparison_is_named() -> None:
    one, several = summary.compared(over(1)), summary.compared(over(1, 2))
    assert "2024年3月25日" in one
    assert several
    assert "日" not in several


def test_other_years_are_named_the_latest_first() -> None:
    said = summary.others(over(1, others={2021: 3, 2022: 1, 2023: 2}))
    assert said == "只统计2024年的清单；另有2023年2份、2022年1份、2021年3份，用 --year 查看。"
