"""Orders of names: a letter each; of reports with the day, `a3` of the third, `A3` a review of that day."""

from __future__ import annotations

from typing import Any

import pytest

from govlist.merge import _order as orders
from govlist.merge._edits import Clash
from govlist.merge._names import Named


def named(base: str, ours: str, theirs: str) -> Named:
    """The names of three sides; their parts are not used."""
    sides: list[Any] = [dict.fromkeys(side) for side in (base, ours, theirs)]
    return Named(*sides)


def reports(base: str, ours: str, theirs: str) -> Named:
    sides: list[Any] = [dict.fromkeys(side.split()) for side in (base, ours, theirs)]
    return Named(*sides)


def day(name: Any) -> str:
    return str(name[1:])


def is_review(name: Any) -> bool:
    return bool(name[0].isupper())


def letters(order: Any) -> str:
    return "".join(order)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "remaining", "order", "more", "reordered"),
    [
        ("abc", "abc", "abc", "abc", "abc", "", False),
        ("abc", "bac", "abc", "abc", "bac", "", False),
        ("abc", "abc", "bac", "abc", "bac", "", True),
        ("abc", "bac", "bac", "abc", "bac", "", False),
        ("ab", "axb", "bya", "abxy", "bya", "x", True),
        ("ab", "bxa", "ayb", "abxy", "bxa", "y", False),
        ("abc", "ac", "acb", "ac", "ac", "", False),  # what goes has no say in the order
        ("abc", "bca", "cb", "bc", "cb", "", True),
        ("abc", "bac", "bc", "abc", "bac", "", False),  # nor what one side alone has kept
        ("", "xy", "yx", "xy", "xy", "", False),  # both have added them: as ours has it
        ("ab", "axby", "ayxb", "abxy", "axby", "", False),
    ],
)
def test_the_order_to_start_from(
    base: str, ours: str, theirs: str, remaining: str, order: str, more: str, reordered: bool
) -> None:
    initial = orders.start(named(base, ours, theirs), remaining)
    assert (letters(initial.order), letters(initial.more), initial.reordered) == (order, more, reordered)
    assert letters(initial.side) == (ours if reordered else theirs)


@pytest.mark.parametrize("sides", [("abc", "bac", "acb"), ("bac", "abc", "bca")])
def test_another_order_on_both_sides(sides: tuple[str, str, str]) -> None:
    with pytest.raises(Clash):
        orders.start(named(*sides), "abc")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "first", "made"),
    [
        ("abc", "abc", "abxc", 0, "abxc"),
        ("abc", "abyc", "abxc", 0, "abyxc"),  # after what ours has added there
        ("abc", "abyzc", "abxc", 0, "abyzxc"),
        ("abc", "yabc", "xabc", 0, "yxabc"),
        ("abc", "abc", "xabc", 0, "xabc"),
        ("abc", "abc", "xabc", 1, "axbc"),  # the first place is taken
        ("abc", "abc", "axbc", 1, "axbc"),
        ("abc", "abc", "xyabc", 1, "axybc"),
        ("", "", "xy", 1, "xy"),
        ("abc", "ac", "abxc", 0, "axc"),
        ("abc", "abc", "abcx", 0, "abcx"),
        ("ab", "ayb", "axyb", 0, "axyb"),  # y is of both: nothing that ours alone has
    ],
)
def test_names_are_woven_in(base: str, ours: str, theirs: str, first: int, made: str) -> None:
    sides = named(base, ours, theirs)
    more = [name for name in theirs if name not in ours and name not in base]
    initial = orders.Start(list(ours), more, list(theirs))
    assert letters(orders.interleaved(initial, sides, first)) == made


def test_what_the_base_alone_knows_is_not_an_addition_of_ours() -> None:
    """Ours has kept b, which theirs has removed."""
    initial = orders.Start(list("abc"), ["x"], list("axc"))
    assert letters(orders.interleaved(initial, named("abc", "abc", "axc"))) == "axbc"


@pytest.mark.parametrize(
    ("order", "side", "made"),
    [
        ("a1 b5", "a1 x3 b5", "a1 x3 b5"),
        ("a1 b5", "x3", "a1 x3 b5"),
        ("a1 b3 c5", "x3", "a1 b3 x3 c5"),  # after those of its day
        ("a1 b5", "x9", "a1 b5 x9"),
        ("a2 b5", "x1", "x1 a2 b5"),
        ("a1 b5 c3", "x2", "a1 x2 b5 c3"),
        ("a5 b1", "a5 x1", "a5 b1 x1"),
        ("a5 b1 c9", "a5 x1", "a5 b1 x1 c9"),
        ("a1 c3 b9", "a1 x1 b9", "a1 x1 c3 b9"),
        ("a1 c1 b1", "a1 x1 b1", "a1 c1 x1 b1"),
        ("a9 b9", "a9 x1 b9", "a9 x1 b9"),  # never out of its side's own order
        ("a1 b1", "a1 x9 b1", "a1 x9 b1"),
        ("a1 b1 c1", "a1 x9 b1 c1", "a1 x9 b1 c1"),
        ("a1 b2", "a1 X3 b2", "a1 X3 b2"),
        ("a1 c2", "a1 X3", "a1 X3 c2"),  # a review after its report
        ("a1 B2 c2", "a1 X3", "a1 B2 X3 c2"),  # and after older reviews of it
        ("a1 B3 c2", "a1 X3", "a1 B3 X3 c2"),
        ("a1 B4 c2", "a1 X3", "a1 X3 B4 c2"),
        ("a1 B2", "a1 X3", "a1 B2 X3"),
        ("a1 B2 B4", "a1 X3 B4", "a1 B2 X3 B4"),
        ("a1 B2 B3", "a1 X3 B2 B3", "a1 X3 B2 B3"),
        ("", "x1 y2", "x1 y2"),
        ("a1 b9", "x3 y5", "a1 x3 y5 b9"),
    ],
)
def test_reports_come_by_day(order: str, side: str, made: str) -> None:
    held = order.split()
    more = [name for name in side.split() if name not in held]
    initial = orders.Start(list(held), list(more), list(side.split()))
    assert " ".join(map(str, orders.by_date(initial, day, is_review))) == made


def test_no_place_between_names_in_reverse_order() -> None:
    initial = orders.Start(["b1", "a1"], ["x1"], ["a1", "x1", "b1"])
    with pytest.raises(Clash):
        orders.by_date(initial, day, is_review)


def test_what_reviews_are_about() -> None:
    assert orders.reports_of_reviews(["A1", "b1", "C2", "D3", "e4", "F5"], is_review) == {
        "A1": None,
        "C2": "b1",
        "D3": "b1",
        "F5": "e4",
    }


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "order", "astray"),
    [
        ("a1", "a1 b2", "a1 c3", "a1 b2 c3", False),
        ("a1", "a1 b2", "a1 c3", "a1 c3 b2", True),  # days go back
        ("b2 a1", "b2 a1", "b2 a1 c3", "b2 a1 c3", False),  # as they did before
        ("a1", "a1 b3 c2", "a1 d4", "a1 b3 c2 d4", False),  # on one side alone
        ("a1 B2", "a1 B2 c3", "a1 B2 d3", "a1 B2 c3 d3", False),  # an old review stays
        ("a1", "a1 B2", "a1 c3", "a1 B2 c3", False),
        ("a1", "a1 B3", "a1 c2", "a1 c2 B3", True),  # now about another report
        ("a1", "a1 B2", "a1 B2", "a1 B2", False),
        ("a1", "a1 c1 B2", "a1 d1 B2", "a1 c1 d1 B2", True),  # one review of two reports
        ("a1", "a1 c1 B2", "a1 d1 B2", "a1 d1 c1 B2", True),
        ("a1 B3", "a1 c2 B3", "a1 B3", "a1 c2 B3", False),  # ours put it there
        ("a1 B3", "a1 B3", "a1 c2 B3", "a1 c2 B3", False),
        ("a1 B3", "a1 c2 B3", "a1 d2 B3", "a1 c2 d2 B3", False),
        ("a1 B3", "a1 c2 B3", "a1 B3", "a1 B3 c2", True),
    ],
)
def test_days_and_reviews_that_go_astray(base: str, ours: str, theirs: str, order: str, astray: bool) -> None:
    def judged() -> None:
        orders.refuse_misplaced(reports(base, ours, theirs), list(order.split()), day, is_review)

    if not astray:
        return judged()
    with pytest.raises(Clash):
        judged()
    return None
