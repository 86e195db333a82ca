"""What the filters, the order and the columns of every command may be: one table for each. Pure.

`list`, `status`, `chase`, `export`, saved views and completion take their words from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as Day
from typing import Any, NamedTuple, TypeVar

from govlist.base.errors import GovlistError
from govlist.base.i18n import _
from govlist.model import figures
from govlist.model.checklist import Basis
from govlist.model.pairs import Pair, TaskState
from govlist.model.states import Status
from govlist.model.words import SYNONYMS, choose, normal, one_of

T = TypeVar("T")

NO_OWNER = "no_owner"
"""The only state that a task has and no pair."""


def _reported_as(status: Status) -> Callable[[Pair], bool]:
    return lambda pair: pair.status is status


STATES: Mapping[str, Callable[[Pair], bool]] = {
    "open": figures.unfinished,
    **{str(status): _reported_as(status) for status in Status},
    "not_reported": figures.not_reported,
    "returned": figures.returned,
    "standing": figures.standing,
    "to_check": figures.to_check,
    "confirmed": figures.confirmed,
    "denied": figures.denied,
    "unreviewed": figures.unreviewed,
    "lacking_evidence": figures.lacking_evidence,
    "overdue": figures.overdue,
    "due_soon": figures.due_soon,
    "missing": figures.missing,
    "candidate": figures.candidate,
    "support": figures.in_support,
    NO_OWNER: lambda _pair: False,
}
"""What `--status` takes: every state that a column of statuses shows, what is open, every reason to act."""


class Filter(NamedTuple):
    """What is shown, and in which order; a pair must match every part that is set."""

    units: tuple[str, ...] = ()
    one: bool = False
    """Whether a single unit was selected by its own name, not as a group's only member."""
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    """Keys of `STATES`, of which a pair must have one."""
    not_statuses: tuple[str, ...] = ()
    """Keys of `STATES`, of which a pair must have none."""
    bases: tuple[Basis, ...] = ()
    overdue: bool = False
    due: Day | None = None
    """Until this day the pair falls due, or it is overdue."""
    missing: bool = False
    unreviewed: bool = False
    search: str = ""
    pairs: bool = False
    """Whether `list` is to show pairs."""
    sort: str = "list"
    """A key of `SORTS`."""

    @property
    def by_pair(self) -> bool:
        """Whether any part applies to pairs."""
        return bool(self.units) or self.by_state

    @property
    def by_state(self) -> bool:
        """Whether pairs are selected by their state, so that a unit's other pairs are not seen."""
        flags = self.overdue or self.due or self.missing or self.unreviewed
        return bool(self.statuses or self.not_statuses or self.bases or flags)

    @property
    def of_part(self) -> bool:
        """Whether a unit's pairs may be left out."""
        return self.by_state or bool(self.sections or self.topics or self.search)

    def matches(self, pair: Pair) -> bool:
        """Whether a pair matches."""
        return (
            (not self.units or pair.unit in self.units)
            and (not self.statuses or _is_any(pair, self.statuses))
            and not _is_any(pair, self.not_statuses)
            and (not self.bases or pair.basis in self.bases)
            and (not self.overdue or figures.overdue(pair))
            and (not self.due or figures.overdue(pair) or figures.due_soon(pair))
            and (not self.missing or figures.missing(pair))
            and (not self.unreviewed or figures.unreviewed(pair))
        )

    def selects(self, state: TaskState) -> bool:
        """Whether a task is selected: one of its pairs matches, or it has no owner and that was asked for."""
        if not self.by_pair or any(map(self.matches, state.pairs)):
            return True
        others = self.units or self.bases or self.overdue or self.due or self.missing or self.unreviewed
        return NO_OWNER in self.statuses and state.no_owner and not others


def _is_any(pair: Pair, keys: Iterable[str]) -> bool:
    return any(STATES[key](pair) for key in keys)


# -- the order ---------------------------------------------------------------------------------------


def longest_overdue(pairs: Iterable[Pair]) -> int:
    """The days of the longest overdue; 0 if nothing is overdue."""
    return max((pair.overdue for pair in pairs if figures.overdue(pair)), default=0)


def next_due(pairs: Iterable[Pair]) -> Day:
    """The next deadline, or the first that was missed."""
    return min((pair.due for pair in pairs if pair.owes and pair.due), default=Day.max)


def last_report(pairs: Iterable[Pair]) -> Day:
    """The day of the last report."""
    return max((pair.date for pair in pairs if pair.date), default=Day.min)


def _days_overdue(_name: str, pairs: Sequence[Pair]) -> Any:
    return -sum(map(figures.overdue, pairs)), -longest_overdue(pairs)


SORTS: Mapping[str, Callable[[str, Sequence[Pair]], Any]] = {
    "list": lambda _name, _pairs: 0,
    "slowest": lambda _name, pairs: figures.slowest(figures.count(pairs)),
    "overdue": _days_overdue,
    "due": lambda _name, pairs: next_due(pairs),
    "date": lambda _name, pairs: last_report(pairs),
    "name": lambda name, _pairs: name,
}
"""What `--sort` takes, each with the key of a row from its name and its pairs.

In order: as listed; the least done first; the most and the longest overdue first; the next deadline first;
the longest without a report first; by name.
"""


def in_order(rows: Iterable[T], sort: str, of: Callable[[T], tuple[str, Sequence[Pair]]]) -> list[T]:
    """Rows in an order of `SORTS`; `of` gives the name and the pairs of a row."""
    return sorted(rows, key=lambda row: SORTS[sort](*of(row)))


# -- reading what was typed ----------------------------------------------------------------------------


def several(texts: Iterable[str] | None) -> list[str]:
    """The single values of an option that may be repeated and takes several with commas between.

    A text without any value stays, so that an empty variable of a script is refused, not read as "all".
    """
    found: list[str] = []
    for text in texts or ():
        parts = [part.strip() for part in re.split("[,，、;；]", text)]
        found += [part for part in parts if part] or [text]
    return found


def statuses(texts: Iterable[str] | None, option: str = "--status") -> tuple[str, ...]:
    """The keys of `STATES` that texts name in either language. Raises GovlistError for other words."""
    return tuple(dict.fromkeys(choose(text, STATES, option) for text in several(texts)))


def bases(texts: Iterable[str] | None) -> tuple[Basis, ...]:
    """The bases that texts name. Raises GovlistError for other words."""
    return tuple(dict.fromkeys(choose(text, Basis, "--basis") for text in several(texts)))


def sort(text: str | None, default: str = "list") -> str:
    """The key of `SORTS` that a text names. Raises GovlistError for another word."""
    return default if text is None else choose(text, SORTS, "--sort")


def columns(texts: Iterable[str] | None, titles: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of columns that texts name, by key or title, in their order; empty without texts.

    `titles` holds the title of each column under its key. Raises GovlistError for other words.
    """
    known = {
        normal(word): key
        for key, title in titles.items()
        for word in (title, *SYNONYMS.get(key, "").split())
        if word
    } | {normal(key): key for key in titles}  # a word for one column may be the key of another
    chosen: dict[str, None] = {}
    for text in several(texts):
        key = known.get(normal(text))
        if key is None:
            message = _("{option} cannot be {text!r}").format(option="--columns", text=text)
            raise GovlistError(message, hint=one_of(_titled(titles)))
        chosen[key] = None
    return tuple(chosen)


def _titled(titles: Mapping[str, str]) -> list[str]:
    """Each key with its title; only the key in English, and where both are the same."""
    if _("done") == "done":
        return list(titles)
    return [f"{key}（{title}）" if title and title != key else key for key, title in titles.items()]
