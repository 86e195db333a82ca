"""In which order what both sides hold comes to stand. Names alone: nothing of texts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from govlist.merge._edits import Clash
from govlist.merge._names import Named

Names = list[Hashable]
Day = Callable[[Hashable], str]
IsReview = Callable[[Hashable], bool]


class Start(NamedTuple):
    """An order to start from, the names that are to be woven in, and the side that they come from."""

    order: Names
    more: Names
    side: Names
    turned: bool = False
    """Whether the order is not ours but theirs."""


def start(named: Named, live: Iterable[Hashable]) -> Start:
    """Ours, unless theirs alone has put things into another order. Raises Clash where both have."""
    alive = set(live)
    was, mine, new = ([name for name in side if name in alive] for side in named)
    common = set(was) & set(mine) & set(new)
    old, ours, theirs = ([name for name in side if name in common] for side in (was, mine, new))
    if theirs in (old, ours):
        return Start(mine, [name for name in new if name not in named.mine], list(named.new))
    if ours == old:
        return Start(new, [name for name in mine if name not in named.new], list(named.mine), turned=True)
    raise Clash


def woven(begun: Start, named: Named, first: int = 0) -> Names:
    """Each name behind the one that it follows on its side, and behind what the other side has added there.

    `first` is where the earliest may stand.
    """
    made = list(begun.order)
    more = set(begun.more)
    settled = set(named.was) | set(begun.side)
    at = min(first, len(made))
    for name in begun.side if more else ():
        if name in more:
            while at < len(made) and made[at] not in settled:
                at += 1
            made.insert(at, name)
            at += 1
        elif name in made:
            at = max(made.index(name) + 1, first)
    return made


def dated(begun: Start, day: Day, is_review: IsReview) -> Names:
    """The same for reports: by day, behind those of the day, and a review behind the report it is about.

    Raises Clash where that does not go together with the side's own order.
    """
    made = list(begun.order)
    wanted, side = set(begun.more), begun.side
    for position, name in enumerate(side):
        if name not in wanted:
            continue
        before = [made.index(each) + 1 for each in side[:position] if each in made]
        behind = [made.index(each) for each in side[position + 1 :] if each in made]
        low, high = max(before, default=0), min(behind, default=len(made))
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


def reviewed(order: Iterable[Hashable], is_review: IsReview) -> dict[Hashable, Hashable]:
    """Of each review the report it is about: the last one before it."""
    found: dict[Hashable, Hashable] = {}
    report: Hashable = None
    for name in order:
        if is_review(name):
            found[name] = report
        else:
            report = name
    return found


def refuse_astray(named: Named, order: Names, day: Day, is_review: IsReview) -> None:
    """Raise Clash where days would go back that did not before, or a review be about another report."""
    days = [day(name) for name in order]
    if days != sorted(days) and all(_sorted(side, day) for side in (named.mine, named.new)):
        raise Clash
    was, mine, new, made = (reviewed(side, is_review) for side in (*named, order))
    for name, report in made.items():
        told = {each[name] for each in (mine, new) if name in each}
        if name in was and len(told) > 1:  # late reports came before an old review
            told -= {was[name]}
        elif len(told) > 1:
            raise Clash
        if report not in told:
            raise Clash


def _sorted(names: Iterable[Hashable], day: Day) -> bool:
    days = [day(name) for name in names]
    return days == sorted(days)
