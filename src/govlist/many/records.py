"""An overview as JSON, `overview --json`. docs/json.md describes it."""

from __future__ import annotations

from govlist.content.json_output import Record
from govlist.many import summary
from govlist.many.identity import Identity
from govlist.many.overview import Rejected
from govlist.many.rows import Overview, Row


def record(found: Overview) -> Record:
    """The rows, their total, what needs attention, and the lists that are not counted."""
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
