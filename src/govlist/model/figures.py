"""The figures: one function for each, the share done and its rounding.

Every output shows these figures. docs/who-owes-what.md explains the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from govlist.model.checklist import Basis, Review
from govlist.model.pairs import Pair
from govlist.model.rounds import Round
from govlist.model.states import Status

# -- predicates of obligations -----------------------------------------------------------------------


def not_reported(pair: Pair) -> bool:
    """Owed, without a report."""
    return pair.owes and pair.last is None


def returned(pair: Pair) -> bool:
    """Owed, and the office returned the last report."""
    return pair.owes and pair.review is Review.RETURNED


def behind(pair: Pair) -> bool:
    """Owed, and reported as behind."""
    return pair.owes and pair.counts_as is Status.BEHIND


def done(pair: Pair) -> bool:
    """Owed and done, confirmed or not."""
    return pair.owes and pair.counts_as is Status.DONE


def confirmed(pair: Pair) -> bool:
    """Done, and confirmed by the office."""
    return done(pair) and pair.review is Review.CONFIRMED


def unreviewed(pair: Pair) -> bool:
    """Owed, and done or not applicable without a review by the office."""
    return pair.owes and pair.pending


def lacking_evidence(pair: Pair) -> bool:
    """Owed, done without evidence, and not yet confirmed."""
    return pair.owes and pair.lacks_evidence


def candidate(pair: Pair) -> bool:
    """To be settled: the office has not decided whether the task concerns the unit."""
    return pair.basis is Basis.CANDIDATE


def standing(pair: Pair) -> bool:
    """Owed, in progress, and going on all year."""
    return pair.owes and pair.counts_as is Status.IN_PROGRESS and bool(pair.task.standing)


def overdue(pair: Pair) -> bool:
    """Owed, open, and past its deadline."""
    return pair.owes and pair.overdue > 0


def due_soon(pair: Pair) -> bool:
    """Owed, open, and near its deadline, that day included."""
    return pair.owes and pair.due_soon


def missing(pair: Pair) -> bool:
    """Owed and open, without a report for the last round."""
    return pair.owes and pair.missing


def unfinished(pair: Pair) -> bool:
    """Owed, and neither done nor not applicable."""
    return pair.owes and not pair.status.closes


def to_check(pair: Pair) -> bool:
    """Owed and done, and not yet confirmed."""
    return done(pair) and not confirmed(pair)


def denied(pair: Pair) -> bool:
    """Owed, and reported as not applicable without a review by the office."""
    return unreviewed(pair) and pair.counts_as is Status.NOT_APPLICABLE


def in_support(pair: Pair) -> bool:
    """In support, so that nothing is owed."""
    return pair.basis is Basis.SUPPORT


# -- counts ----------------------------------------------------------------------------------------


class Counts(NamedTuple):
    """Figures over pairs. The five statuses add up to `obligations`; the others are parts, or separate."""

    obligations: int = 0
    not_started: int = 0
    not_reported: int = 0
    in_progress: int = 0
    returned: int = 0
    behind: int = 0
    done: int = 0
    confirmed: int = 0
    not_applicable: int = 0
    overdue: int = 0
    due_soon: int = 0
    missing: int = 0
    lacking_evidence: int = 0
    candidates: int = 0
    support: int = 0

    @property
    def applicable(self) -> int:
        """The obligations without those that are not applicable."""
        return self.obligations - self.not_applicable

    @property
    def unconfirmed(self) -> int:
        """Done, and not confirmed."""
        return self.done - self.confirmed

    @property
    def reported_not_started(self) -> int:
        """Reported as not started."""
        return self.not_started - self.not_reported

    @property
    def share(self) -> float | None:
        """done ÷ applicable as a number, None for 0/0; `percent` is how it is shown."""
        return self.done / self.applicable if self.applicable else None

    @property
    def percent(self) -> str:
        """The share done as every output shows it."""
        return percent(self.done, self.applicable)

    def as_dict(self) -> dict[str, int]:
        """The figures under the keys of the JSON."""
        return self._asdict()


def count(pairs: Iterable[Pair]) -> Counts:
    """The figures over some pairs."""
    pairs = list(pairs)
    owed = [pair for pair in pairs if pair.owes]
    return Counts(
        obligations=len(owed),
        **Counter(str(pair.counts_as) for pair in owed),
        not_reported=sum(map(not_reported, owed)),
        returned=sum(map(returned, owed)),
        confirmed=sum(map(confirmed, owed)),
        overdue=sum(map(overdue, owed)),
        due_soon=sum(map(due_soon, owed)),
        missing=sum(map(missing, owed)),
        lacking_evidence=sum(map(lacking_evidence, owed)),
        candidates=sum(map(candidate, pairs)),
        support=sum(map(in_support, pairs)),
    )


def summed(found: Iterable[Counts]) -> Counts:
    """The sums of some figures."""
    columns = list(zip(*found, strict=True))
    return Counts(*map(sum, columns)) if columns else Counts()


def points(now: Counts, before: Counts) -> float | None:
    """By how many percentage points the share done has changed, to one place, rounded half up.

    None if one of the two is 0/0.
    """
    if not now.applicable or not before.applicable:
        return None
    tenths = 1000 * (now.done * before.applicable - before.done * now.applicable)
    whole = now.applicable * before.applicable
    rounded = (2 * abs(tenths) + whole) // (2 * whole)
    return (rounded if tenths > 0 else -rounded) / 10


def percent(part: int, whole: int, places: int = 0) -> str:
    """`18%`: rounded half up, but 100% only if all is done and 0% only if nothing is; — for 0/0."""
    if not whole:
        return "—"
    most = 100 * 10**places
    rounded = (2 * part * most + whole) // (2 * whole)
    shown = min(max(rounded, int(part > 0)), most - int(part < whole))
    return f"{shown / 10**places:.{places}f}%"


def slowest(counts: Counts) -> tuple[float, int, int, int]:
    """A sort key: the least done first, then the most overdue, behind, not reported."""
    share = counts.share
    return (2.0 if share is None else share, -counts.overdue, -counts.behind, -counts.not_reported)


# -- the last round --------------------------------------------------------------------------------


class Asked(NamedTuple):
    """The reports that the last round asked for: the number due, given, and given in time."""

    reports: int
    given: int
    in_time: int

    @property
    def fraction(self) -> str:
        """`11/13`: reports given of reports due; `-` if none were due."""
        return f"{self.given}/{self.reports}" if self.reports else "-"

    @property
    def lacking(self) -> int:
        """The number of reports that were not given."""
        return self.reports - self.given


def asked(pairs: Iterable[Pair]) -> Asked:
    """The reports of some pairs for the last round."""
    found = [pair for pair in pairs if pair.due_in_round]
    return Asked(len(found), sum(not p.missing for p in found), sum(p.in_time for p in found))


def asked_by_unit(pairs: Iterable[Pair], of: Round) -> dict[str, Asked]:
    """The reports for any round, of each unit that owed one."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.owes and of.asks(pair.reports, pair.basis is Basis.REPORTED):
            found.setdefault(pair.unit, []).append(pair)
    return {
        unit: Asked(
            len(each),
            sum(p.status.closes or of.heard(p.reports) for p in each),
            sum(of.in_time(p.reports) for p in each),
        )
        for unit, each in found.items()
    }
