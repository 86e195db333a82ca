"""The order of the merged parts. Works on names only, not on texts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from govlist.merge._edits import Clash
from govlist.merge._names import Named

Names = list[Hashable]
Day = Callable[[Hashable], str]
IsReview = Callable[[Hashable], bool]


class Start(NamedTuple):
    """An order to start from, the names to insert into it, and the order of the side that they come from."""

    order: Names
    more: Names
    side: Names
    reordered: bool = False
    """Whether the order is theirs, not ours."""


def start(named: Named, remaining: Iterable[Hashable]) -> Start:
    """Start from our order, or from theirs if only theirs changed the order. Raises Clash if both did."""
    names = set(remaining)
    base, ours, theirs = ([name for name in side if name in names] for side in named)
    common = set(base) & set(ours) & set(theirs)
    base_common, our_common, their_common = (
        [name for name in side if name in common] for side in (base, ours, theirs)
    )
    if their_common in (base_common, our_common):
        return Start(ours, [name for name in theirs if name not in named.ours], list(named.theirs))
    if our_common == base_common:
        return Start(
            theirs, [name for name in ours if name not in named.theirs], list(named.ours), reordered=True
        )
    raise Clash


def interleaved(initial: Start, named: Named, first: int = 0) -> Names:
    """Insert each name after the one before it on its side, and after the other side's additions there.

    `first` is the lowest position to insert at.
    """
    made = list(initial.order)
    more = set(initial.more)
    settled = set(named.base) | set(initial.side)
    at = min(first, len(made))
    for name in initial.side if more else ():
        if name in more:
            while at < len(made) and made[at] not in settled:
                at += 1
            made.insert(at, name)
            at += 1
        elif name in made:
            at = max(made.index(name) + 1, first)
    return made


def by_date(initial: Start, day: Day, is_review: IsReview) -> Names:
    """Insert reports by day, after others of the same day, and a review after the report it is about.

    Raises Clash if that contradicts the order of the side they come from.
    """
    made = list(initial.order)
    wanted, side = set(initial.more), initial.side
    for position, name in enumerate(side):
        if name not in wanted:
            continue
        before = [made.index(each) + 1 for each in side[:position] if each in made]
        after = [made.index(each) for each in side[position + 1 :] if each in made]
        low, high = max(before, default=0), min(after, default=len(made))
        if high < low:
            raise Clash
        if is_review(name):
            at = low
            while at < high and is_review(made[at]) and day(made[at]) <= day(name):
                at += 1
        else:
            at = high
            while at > low and day(made[at - 1]) > day(name):
                at -= 1
        made.insert(at, name)
    return made


def reports_of_reviews(order: Iterable[Hashable], is_review: IsReview) -> dict[Hashable, Hashable]:
    """Each review → the report it is about, the last one before it."""
    found: dict[Hashable, Hashable] = {}
    report: Hashable = None
    for name in order:
        if is_review(name):
            found[name] = report
        else:
            report = name
    return found


def refuse_misplaced(named: Named, order: Names, day: Day, is_review: IsReview) -> None:
    """Raise Clash if dates would no longer ascend, or if a review would be about another report."""
    days = [day(name) for name in order]
    sides = (list(map(day, side)) for side in (named.ours, named.theirs))
    if days != sorted(days) and all(side == sorted(side) for side in sides):
        raise Clash
    base, ours, theirs, made = (reports_of_reviews(side, is_review) for side in (*named, order))
    for name, report in made.items():
        expected = {each[name] for each in (ours, theirs) if name in each}
        if name in base and len(expected) > 1:  # a late report was inserted before an old review
            expected -= {base[name]}
        elif len(expected) > 1:
            raise Clash
        if report not in expected:
            raise Clash
