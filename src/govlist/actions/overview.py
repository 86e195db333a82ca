"""`overview`: the figures of many lists, from their folders or from a store, and the papers made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from govlist.actions import export, outfiles
from govlist.actions.session import Session
from govlist.base import dates, registry
from govlist.base.errors import ExitCode, GovlistError
from govlist.base.i18n import _
from govlist.base.text import BOM
from govlist.content.json_output import Record
from govlist.many import overview, paper, sources, summary
from govlist.many.identity import Identity
from govlist.many.overview import Question, Rejected
from govlist.many.rows import OF_TIME, Overview, Row
from govlist.many.rows import overview as overview_of
from govlist.model import selection, trend
from govlist.model.selection import Filter
from govlist.model.view import DUE_SOON
from govlist.model.words import choose, one_of, placeholders
from govlist.yamlfile import versions


class Asked(NamedTuple):
    """What is asked: the lists, and the options as they were typed."""

    paths: Sequence[Path]
    pattern: str | None = None
    by: str | None = None
    units: Sequence[str] = ()
    since: date | None = None
    public: bool = False
    year: str | None = None
    sort: str | None = None


Read = tuple[Question, Sequence[overview.Outcome]]
"""What was asked, and what came of each list."""


def ask(session: Session, asked: Asked, day: date, filter_: Filter, with_trend: bool = False) -> Overview:
    """The overview on a day, also with the days of the trend.

    Raises GovlistError if nothing is found, or the options contradict.
    """
    if asked.since is not None and day < asked.since:
        message = _("{last} is before {first}").format(last=day, first=asked.since)
        raise GovlistError(message, hint=_("--as-of must not be before --since"))
    by = choose(asked.by, overview.BY, "--by") if asked.by else "region"
    question = Question(
        day,
        by,
        filter_._replace(sort="list"),  # the order of the rows, not of each list's pairs
        tuple(asked.units),
        asked.since and asked.since - dates.DAY,
        asked.public,
        session.settings.get("due-soon") or DUE_SOON,
    )
    read = _from_store if _is_store(asked) else _from_folders
    sort = selection.sort(asked.sort, "list" if by in OF_TIME else "slowest")
    return overview_of(*read(session, asked, question, with_trend), asked.year, sort)


def _is_store(asked: Asked) -> bool:
    """Whether a store is asked. Raises GovlistError for a store beside other folders."""
    stores = [path for path in asked.paths if versions.exist(path)]
    if stores and (len(asked.paths) > 1 or asked.pattern):
        message = _("{path} is a store: it is asked alone, without --path").format(path=stores[0])
        raise GovlistError(message, hint=_("leave out the others"))
    return bool(stores)


def _from_folders(session: Session, asked: Asked, question: Question, with_trend: bool) -> Read:
    found = sources.find(asked.paths, asked.pattern or session.settings.get("path"))
    if with_trend:
        question = question._replace(trend=overview.trend_days(found, question.day))
    return question, overview.read(found, question)


def _from_store(_session: Session, asked: Asked, question: Question, with_trend: bool) -> Read:
    from govlist.many import overview_store, store  # not needed for folders

    found = store.open_(asked.paths[0])
    if with_trend:
        question = question._replace(trend=overview_store.trend_days(found, question.day))
    return question, overview_store.read(found, question)


def trend_lines(found: Overview, by: str | None) -> list[trend.Line]:
    """The points of all lists together; with `by`, of each group. Rounds before the year are left out."""
    rows = found.rows if by else [found.total._replace(title="")]
    days = found.question.trend
    first = sum(day.year < (found.year or 0) for day in days[:-1])
    return [
        trend.Line(row.title, tuple(map(trend.Point, days[first:], row.tally.trend[first:]))) for row in rows
    ]


def refuse_rejected(found: Overview) -> None:
    """Raise GovlistError (exit 1) with the first error of each list that has some."""
    if found.rejected:
        raise GovlistError(
            _("{n} of the lists have errors").format(n=len(found.rejected)),
            ExitCode.DATA,
            [each.problem for each in found.rejected],
            _("all errors of a list: {command}").format(command=placeholders("govlist validate FILE")),
        )


# -- papers ----------------------------------------------------------------------------------------


def style(asked: str | None, out: Path | None) -> str:
    """The format, as for `export`. Raises GovlistError for one that has no such paper."""
    named = export.style(asked, out)
    if named not in formats():
        message = _("an overview cannot be written as {format}").format(format=named)
        raise GovlistError(message, hint=one_of(formats()))
    return named


def formats() -> list[str]:
    """The formats of papers and of tables."""
    parts = ("render_paper", "render_table")
    modules = {name: registry.get("export", name) for name in registry.names("export")}
    return [name for name, module in modules.items() if any(hasattr(module, part) for part in parts)]


def render(found: Overview, how: str, columns: Sequence[str], in_words: bool = False) -> bytes:
    """The overview in a format; a table of figures with a mark of its encoding is for people."""
    exporter = registry.get("export", how)
    if hasattr(exporter, "render_table"):
        table: str = exporter.render_table(paper.flat(found, columns), in_words)
        return (BOM if in_words else b"") + table.encode()
    made: str | bytes = exporter.render_paper(paper.paper(found, columns), found.question.day)
    return made if isinstance(made, bytes) else made.encode()


def write(out: Path, data: bytes, found: Overview, force: bool) -> None:
    """Write a paper; it never replaces one of the lists."""
    inputs = [Path(each.source.path) for each in found.found]
    outfiles.write({out: data}, inputs, force)


# -- JSON ------------------------------------------------------------------------------------------


def record(found: Overview) -> Record:
    """`overview --json`: the rows, their total, what needs attention, and the lists that are not counted."""
    days = found.before
    return {
        "as_of": found.question.day.isoformat(),
        "by": found.question.by,
        "year": found.year,
        "other_years": [{"year": year, "lists": n} for year, n in found.others.items()],
        "sentence": summary.sentence(found),
        "regions": found.regions,
        "lists": len(found.listed),
        "compared_with": [day.isoformat() for day in days],
        "rows": [_row(found, row) for row in found.rows],
        "total": _figures(found.total),
        "attention": [
            {
                "reason": each.reason.key,
                "obligations": each.number,
                "rows": [{"of": title, "obligations": number} for title, number in each.rows],
            }
            for each in summary.attention(found)
        ],
        "units": [
            {**_place(row.place), "unit": row.title, **_figures(row)} for row in summary.slow_units(found)
        ],
        "rejected": [_rejected(each) for each in found.rejected],
        "doubles": [list(ids) for ids in found.doubles],
    }


def _row(found: Overview, row: Row) -> Record:
    return {
        "of": row.title,
        "group": row.place.region_code if found.question.by == "region" else row.key[-1],
        "partial": row.partial,
        **_place(row.place),
        **_figures(row),
    }


def _place(place: Identity) -> Record:
    return {
        "region_code": place.region_code or None,
        "region": place.region or None,
        "city": place.city or None,
        "topic": place.topic or None,
        "year": place.year or None,
    }


def _figures(row: Row) -> Record:
    tally = row.tally
    return {
        "lists": row.lists,
        **tally.counts.as_dict(),
        "longest_overdue": tally.longest,
        "change": tally.change,
        "before": tally.before.as_dict() if tally.compared.obligations or tally.before.obligations else None,
    }


def _rejected(each: Rejected) -> Record:
    problem = each.problem
    return {
        **_place(each.place),
        "path": each.source.path,
        "errors": each.errors,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "message": problem.message,
    }
