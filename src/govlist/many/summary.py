"""What an overview says: its columns, its sentence, and what needs attention. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from govlist.base.i18n import _, n_, p_
from govlist.content.columns import Column, Figure, counts_columns
from govlist.content.follow_up import counted
from govlist.content.labels import reason_word
from govlist.content.summaries import done_clause
from govlist.many.rows import OF_TIME, Overview, Row
from govlist.many.tally import ORDERS
from govlist.model import selection
from govlist.model.pairs import Urgency
from govlist.model.words import day, joined, run_on

SLOWEST = 3
"""The most groups that the sentence names as the slowest."""
SOME = 4
"""The most groups that are named for a reason to act."""
UNITS = 10
"""The most units that are shown as those with the most to act on."""
USUAL = (
    *("lists", "obligations", "done", "confirmed", "to_check", "percent", "missing", "overdue"),
    *("lacking_evidence", "candidates", "change"),
)
"""The usual columns; what was not reported stands beside the share done, so that both are read together."""
OF_UNITS = ("obligations", "percent", "missing", "overdue", "returned", "behind", "lacking_evidence")
"""The columns of the units."""


# -- columns ---------------------------------------------------------------------------------------


def heads(found: Overview, by: str) -> list[Column[Row]]:
    """The columns that say what a row is of."""
    first = Column[Row](by, lambda: titles(by).column, lambda row: row.title, prose=True)
    if by != "unit" or found.regions < 2:
        return [first]
    return [
        first,
        Column(
            "region",
            lambda: titles("region").column,
            lambda row: found.names[row.key[:-1]] if row.key else "",  # the total is of all regions
            prose=True,
        ),
    ]


class Titles(NamedTuple):
    """The titles for groups."""

    column: str
    """Above the titles of the rows."""
    table: str
    """按区县: above the whole table."""


def titles(by: str) -> Titles:
    """The titles for the groups of `overview.BY`."""
    return {
        "region": Titles(p_("overview", "region"), _("By region")),
        "city": Titles(p_("overview", "city"), _("By city")),
        "topic": Titles(p_("overview", "topic of the list"), _("By topic")),
        "year": Titles(p_("overview", "year"), _("By year")),
        "kind": Titles(_("kind"), _("By kind of unit")),
        "unit": Titles(_("unit"), _("By unit")),
        "quarter": Titles(p_("overview", "deadline"), _("By deadline")),
        "city-task": Titles(p_("overview", "city task"), _("By city task")),
    }[by]


def figures(found: Overview, chosen: Sequence[str] = ()) -> list[Column[Row]]:
    """The columns of figures: those that are chosen, by key or title, else the usual ones."""
    known = {each.key: each for each in _figures()}
    keys = selection.columns(chosen, {key: each.title() for key, each in known.items()})
    if keys:
        return [known[key]._replace(drop=0, keep=True) for key in keys]
    left_out = "done" if found.confirm else "to_check"
    return [known[key] for key in USUAL if key != left_out]


def columns() -> list[str]:
    """The keys of all columns of figures."""
    return [each.key for each in _figures()]


def flat(found: Overview, chosen: Sequence[str] = ()) -> list[Column[Row]]:
    """The columns for spreadsheets and scripts: codes and all figures unless some are chosen, as numbers."""
    by = found.question.by
    codes = [
        Column[Row]("region_code", lambda: p_("overview", "code"), lambda row: row.place.region_code),
        Column[Row]("city", lambda: titles("city").column, lambda row: row.place.city),
    ]
    number = Column[Row]("change", change_title, lambda row: row.tally.change)
    made = figures(found, chosen) if chosen else _figures()
    return [
        *heads(found, by),
        *(codes if by in ("region", "unit") else ()),
        *(number if each.key == "change" else each for each in made),
    ]


def _figures() -> list[Column[Row]]:
    counts = {each.key: each for confirm in (True, False) for each in counts_columns(confirm)}
    return [
        Column[Row]("lists", lambda: _("lists"), lambda row: row.lists, drop=2, keep=True),
        *map(_of_row, counts.values()),
        Column[Row]("percent", lambda: p_("sheet", "share done"), lambda row: row.counts.percent, keep=True),
        Column[Row]("change", change_title, change, drop=10),
    ]


def _of_row(figure: Figure) -> Column[Row]:
    cell: Callable[[Row], Any] = lambda row: figure.cell(row.counts)  # noqa: E731
    return Column(**{**figure._asdict(), "cell": cell, "whole": False})  # the usual columns are not all


def change_title() -> str:
    """The word above the change of the share done."""
    return _("change (points)")


def change(row: Row) -> str:
    """+4.2: by how many percentage points the share done has grown; `-` if there is nothing to compare."""
    found = row.tally.change
    return "-" if found is None else f"{found:+.1f}" if found else "0.0"


def note(row: Row) -> str:
    """该区数字不全: lists of the row have errors and are not counted."""
    return p_("overview", "figures incomplete") if row.partial else ""


# -- sentences -------------------------------------------------------------------------------------


def sentence(found: Overview) -> str:
    """截至…，全市10个区30份清单，应办…项次，已完成…项次，完成率…；最慢的是…。另有1份清单有错误，未计入。"""
    counts = found.total.counts
    n = len(found.listed)
    text = _("As of {day}, {where} with {lists}: {owed} owed, {done}, share done {share}").format(
        day=day(found.question.day),
        where=where(found),
        lists=n_("{n} list", "{n} lists", n).format(n=n),
        owed=n_("{n} obligation", "{n} obligations", counts.obligations).format(n=counts.obligations),
        done=done_clause(found.confirm, counts),
        share=counts.percent,
    )
    if names := _slowest(found):
        text = _("{text}; the slowest: {names}").format(text=text, names=joined(names))
    return run_on([_("{clauses}.").format(clauses=text), not_counted(found)])


def where(found: Overview) -> str:
    """全市10个区, 2个市12个区, or the name of the only region."""
    regions, cities = found.regions, len(found.cities)
    if regions == 1 and (only := next(iter(found.names.values()))):
        return only
    text = n_("{n} region", "{n} regions", regions)
    if cities > 1:
        text = n_("{n} region of {cities} cities", "{n} regions of {cities} cities", regions)
    return text.format(n=regions, cities=cities)


def _slowest(found: Overview) -> list[str]:
    """The slowest groups with their shares; none if the order of the groups is one of time."""
    known = [row for row in found.rows if row.counts.applicable]
    if found.question.by in OF_TIME or len(known) < 2:
        return []
    slow = sorted(known, key=lambda row: ORDERS["slowest"](row.title, row.tally))
    return [
        _with_figure(found.full_title(row), row.counts.percent)
        for row in slow[: SLOWEST if len(known) > SLOWEST else 1]
    ]


def _with_figure(name: str, figure: int | str) -> str:
    """桥西区58; a figure behind a figure would be one with it: 部门1（58）."""
    text = _("{name} ({n})") if name[-1:].isdigit() else _("{name} {n}")
    return text.format(name=name, n=figure)


def not_counted(found: Overview) -> str:
    """另有1份清单有错误，未计入。 Empty without such lists."""
    n = len(found.rejected)
    text = n_("{n} list has errors and is not counted.", "{n} lists have errors and are not counted.", n)
    return text.format(n=n) if n else ""


def compared(found: Overview) -> str:
    """较上期: 与2024年6月30日相比: with which day the figures are compared; empty if with none."""
    days = found.before
    if not days:
        return ""
    if len(days) == 1:
        return _("change in percentage points since {day}").format(day=day(days[0]))
    return _("change in percentage points since each list's last round")


def others(found: Overview) -> str:
    """只统计2025年的清单，另有2024年30份: the years that are not counted; empty without any."""
    if not found.others:
        return ""
    said = (
        n_("{n} of {year}", "{n} of {year}", n).format(year=year, n=n)
        for year, n in sorted(found.others.items(), reverse=True)
    )
    text = _("Only lists of {year} are counted; there are others: {others}. --year YEAR shows them.")
    return text.format(year=found.year, others=joined(said))


def doubts(found: Overview) -> Iterator[str]:
    """What may be counted twice, or apart though it belongs together."""
    for paths in found.doubles:
        yield _("These lists are of the same region, topic and year, and all are counted: {paths}").format(
            paths=joined(paths)
        )


# -- attention -------------------------------------------------------------------------------------


class Attention(NamedTuple):
    """A reason to act: how many obligations have it, and the groups with some, those with the most first."""

    reason: Urgency
    number: int
    rows: tuple[tuple[str, int], ...]
    """Each group's title and figure."""
    longest: int = 0
    """The days of the longest overdue."""

    @property
    def word(self) -> str:
        """The word for the reason."""
        return reason_word(self.reason)

    @property
    def names(self) -> str:
        """桥西区58、长安区31等（最长87天）: the groups with the most, and whether there are others."""
        text = joined(_with_figure(name, n) for name, n in self.rows[:SOME])
        text = _("{text} and others").format(text=text) if len(self.rows) > SOME else text
        if not self.longest:
            return text
        days = n_("the longest {n} day", "the longest {n} days", self.longest).format(n=self.longest)
        return _("{text} ({detail})").format(text=text, detail=days)


def attention(found: Overview) -> Iterator[Attention]:
    """Each reason to act, the most urgent first."""
    for reason in Urgency:
        number = counted(reason, found.total.counts)
        rows = [(found.full_title(row), counted(reason, row.counts)) for row in found.rows]
        rows = sorted((row for row in rows if row[1]), key=lambda row: -row[1])
        if number:
            longest = found.total.tally.longest if reason is Urgency.OVERDUE else 0
            yield Attention(reason, number, tuple(rows), longest)


def slow_units(found: Overview) -> list[Row]:
    """The units with the most to act on, at most `UNITS`."""
    late = [reason for reason in Urgency if reason.late]
    rows = [row for row in found.units if any(counted(reason, row.counts) for reason in late)]
    return rows[:UNITS]


def unit_figures() -> list[Column[Row]]:
    """The columns of their figures."""
    known = {each.key: each for each in _figures()}
    return [known[key] for key in OF_UNITS]
