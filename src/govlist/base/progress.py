"""Progress of long work: engines name the items, and `cli.console` shows a bar on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")

Bar = Callable[[Iterable[Any], int, str], Iterator[Any]]
"""Yields the items, and shows how many of the total number are done, under a heading."""

_bars: list[Bar] = []


def use(bar: Bar) -> None:
    """Show progress with this bar from now on; without one nothing is shown."""
    _bars[:] = [bar]


def over(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Yield the items while their progress is shown; `what` says what is being done."""
    yield from _bars[0](items, total, what) if _bars else items
