"""The rows of an overview: the groups of all lists that belong together, with their titles. Pure.

Regions are told apart by their codes, else by name and folder; the years of a list are never summed unless
that was asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from functools import cached_property
from typing import NamedTuple

from govlist.base.errors import GovlistError
from govlist.base.i18n import _, p_
from govlist.base.text import chinese_number
from govlist.content.follow_up import counted
from govlist.many import identity
from govlist.many.identity import Identity
from govlist.many.overview import OF_LISTS, Listed, Outcome, Question, Rejected, Unmatched
from govlist.many.tally import ORDERS, Tally, total
from govlist.model.figures import Counts
from govlist.model.pairs import Urgency
from govlist.model.words import joined, kind_word

ALL = "all"
"""The value of `--year` for all years together."""
OF_TIME = ("year", "quarter", "city-task")
"""The groups that have an order of their own."""


NOTHING = Identity("", "", "", "", "", 0)


class Row(NamedTuple):
    """A group: its key, title and figures, its number of lists, and whether some with errors are left out."""

    key: tuple[str, ...]
    title: str
    tally: Tally
    lists: int
    partial: bool = False
    place: Identity = NOTHING
    """What all its lists have in common."""

    @property
    def counts(self) -> Counts:
        """Its figures on the day."""
        return self.tally.counts


@dataclass(frozen=True)
class Overview:
    """The rows of what was asked, and all that belongs beside them."""

    question: Question
    listed: tuple[Listed, ...]
    """The lists that are counted."""
    rejected: tuple[Rejected, ...]
    year: int | None
    """The year whose lists are counted; None if lists of several years are."""
    others: dict[int, int]
    """The other years, each with the number of its lists."""
    sort: str = "slowest"

    @property
    def found(self) -> tuple[Listed | Rejected, ...]:
        """All lists that were found."""
        return (*self.listed, *self.rejected)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """A row for each group, in the order that was asked for."""
        return _in_order(_rows(self, self.question.by), self.sort)

    @cached_property
    def units(self) -> tuple[Row, ...]:
        """A row for each unit of each region, the one with the most that is overdue first."""
        return tuple(sorted(_rows(self, "unit"), key=_urgency))

    @cached_property
    def total(self) -> Row:
        """The figures of all lists together."""
        found = total(
            (tally for each in self.listed for tally in each.groups.values()), len(self.question.trend)
        )
        return Row((), p_("sheet", "Total"), found, len(self.listed))

    @cached_property
    def names(self) -> dict[tuple[str, ...], str]:
        """The names of the regions, by their keys."""
        found: dict[tuple[str, ...], list[Identity]] = {}
        for each in self.found:
            found.setdefault(each.place.region_key, []).append(each.place)
        return _regions({key: _common(places) for key, places in found.items()})

    @property
    def regions(self) -> int:
        """The number of regions; lists with errors that name none are of no other region."""
        counted = {each.place.region_key for each in self.listed}
        return sum(bool(key[0]) or key in counted for key in self.names) or len(self.names)

    def full_title(self, row: Row) -> str:
        """The title of a row by itself: a unit's with its region, if there are several."""
        if self.question.by != "unit" or self.regions < 2:
            return row.title
        return _("{region} {unit}").format(region=self.names[row.key[:-1]], unit=row.title)

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities of the lists."""
        found = (each.place.city for each in self.found)
        return tuple(dict.fromkeys(filter(None, found)))

    @property
    def confirm(self) -> bool:
        """Whether the office confirms what is done in every list."""
        return bool(self.listed) and all(each.confirm for each in self.listed)

    @property
    def before(self) -> tuple[Day, ...]:
        """The days with which lists are compared, ascending."""
        return tuple(sorted({each.before for each in self.listed if each.before}))

    @property
    def doubles(self) -> list[tuple[str, ...]]:
        """The lists of the same region, topic and year."""
        return identity.doubles(each.place for each in self.listed)


def overview(question: Question, outcomes: Sequence[Outcome], year: str | None, sort: str) -> Overview:
    """The overview of what the lists gave, for the latest year begun by the day unless another is asked for.

    Raises GovlistError if no list has the units, sections or topics, or none is of the year.
    """
    listed = [each for each in outcomes if isinstance(each, Listed)]
    rejected = [each for each in outcomes if isinstance(each, Rejected)]
    unmatched = [each for each in outcomes if isinstance(each, Unmatched)]
    if unmatched and not listed:
        raise GovlistError(unmatched[0].message, hint=unmatched[0].hint)
    years = Counter(each.place.year for each in outcomes if not isinstance(each, Unmatched))
    del years[0]  # of lists whose year cannot be read
    rejected = [_with_region(each, listed) for each in rejected]
    wanted = _year(year, question.by, question.day, years)
    if wanted is not None:
        listed = [each for each in listed if each.place.year == wanted]
        rejected = [each for each in rejected if each.place.year in (wanted, 0)]
    others = {each: years[each] for each in sorted(years) if wanted is not None and each != wanted}
    return Overview(question, tuple(listed), tuple(rejected), wanted, others, sort)


def _year(text: str | None, by: str, day: Day, years: Counter[int]) -> int | None:
    """The year to count, None for all. A list for next year is drawn up before this year ends."""
    if text == ALL or (text is None and by == "year"):
        return None
    if text is None:
        begun = [year for year in years if year <= day.year]
        return max(begun, default=min(years, default=None))
    if not text.isdecimal() or int(text) not in years:
        known = joined(map(str, sorted(years)))
        raise GovlistError(
            _("there is no list of the year {year}").format(year=text),
            hint=_("there are lists of {years}; --year {all} counts all together").format(
                years=known, all=ALL
            ),
        )
    return int(text)


def _with_region(rejected: Rejected, listed: Iterable[Listed]) -> Rejected:
    """The list with the region of the sound lists beside it, if it names none itself or the same."""
    said = rejected.place
    if said.region_code:
        return rejected
    beside = {
        each.place.region_key: each.place
        for each in listed
        if _folder(each.place) == _folder(said) and said.region in ("", each.place.region)
    }
    if len(beside) != 1:
        return rejected
    (home,) = beside.values()
    found = said._replace(region_code=home.region_code, region=home.region, city=said.city or home.city)
    return rejected._replace(place=found)


def _folder(place: Identity) -> str:
    return place.list_id.rpartition("/")[0]


# -- rows ------------------------------------------------------------------------------------------


def _rows(found: Overview, by: str) -> list[Row]:
    parts: dict[tuple[str, ...], list[tuple[Identity, Tally | None]]] = {}
    for each in found.listed:
        for group, tally in (each.units if by == "unit" else each.groups).items():
            parts.setdefault(_key(by, each.place, group), []).append((each.place, tally))
    for broken in found.rejected if by in OF_LISTS else ():
        parts.setdefault(_key(by, broken.place, ""), []).append((broken.place, None))
    places = {key: _common([place for place, _tally in part]) for key, part in parts.items()}
    titles = found.names if by == "region" else _titles(by, places)
    partial = {each.place.region_key for each in found.rejected}
    rows = []
    for key, part in parts.items():
        tallies = [tally for _place, tally in part if tally is not None]
        some = len(tallies) < len(part) or (by == "unit" and key[:-1] in partial)
        rows.append(
            Row(key, titles[key], total(tallies, len(found.question.trend)), len(tallies), some, places[key])
        )
    return sorted(rows, key=lambda row: _natural(row.key))


def _key(by: str, place: Identity, group: str) -> tuple[str, ...]:
    """What the groups of several lists have in common if they are one row."""
    if by == "region":
        return place.region_key
    if by in OF_LISTS:
        return (str(getattr(place, by) or ""),)
    if by == "unit":
        return (*place.region_key, group)
    return (place.city, group) if by == "city-task" and group else (group,)


def _common(places: Sequence[Identity]) -> Identity:
    """What several places have in common; the rest is empty."""
    first = places[0]
    same = {
        name: value
        for name, value in first._asdict().items()
        if all(getattr(p, name) == value for p in places)
    }
    return NOTHING._replace(**same)


def _natural(key: tuple[str, ...]) -> tuple[bool, list[tuple[int, str]]]:
    """A sort key: numbers by value, groups without a value last."""
    return not any(key), [(int(part) if part.isdecimal() else 0, part) for part in key]


def _titles(by: str, places: Mapping[tuple[str, ...], Identity]) -> dict[tuple[str, ...], str]:
    """The title of each row."""
    cities = {key[0] for key in places if len(key) > 1} if by == "city-task" else ()
    return {key: _title(by, key, named=len(cities) > 1) for key in places}


def _title(by: str, key: tuple[str, ...], named: bool) -> str:
    *before, group = key
    if not group:
        return {"quarter": _("no deadline"), "city-task": _("no city task")}.get(by) or _("not stated")
    if by == "kind":
        return kind_word(group)
    if by == "quarter":
        return quarter_word(group)
    return _("{city}: {task}").format(city=before[0] or _("not stated"), task=group) if named else group


def quarter_word(text: str) -> str:
    """2024年四季度 of 2024Q4."""
    year, _q, number = text.partition("Q")
    return _("quarter {number} of {year}").format(
        number=number, chinese=chinese_number(int(number)), year=year
    )


def _regions(places: Mapping[tuple[str, ...], Identity]) -> dict[tuple[str, ...], str]:
    """The name of each region; those of one name are told apart by city, code or folder."""
    names = {key: place.region or _("not stated") for key, place in places.items()}
    made = dict(names)
    for name in {name for name, n in Counter(names.values()).items() if n > 1}:
        same = {key: places[key] for key in names if names[key] == name}
        details = (
            {key: place.city for key, place in same.items()},
            {key: place.region_code for key, place in same.items()},
            {key: key[1] or place.region_code for key, place in same.items()},
        )
        known = next((d for d in details if all(d.values()) and len(set(d.values())) == len(d)), details[-1])
        for key, detail in known.items():
            made[key] = _("{text} ({detail})").format(text=name, detail=detail) if detail else name
    return made


def _in_order(rows: Iterable[Row], sort: str) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: ORDERS[sort](row.title, row.tally)))


def _urgency(row: Row) -> tuple[int, ...]:
    """More of the most urgent come first."""
    return tuple(-counted(reason, row.counts) for reason in Urgency if reason.late)
